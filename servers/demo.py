"""`make demo`: the system with a made-up provider."""

import os

from servers.system import System


class Demo(System):
    name = "demo"

    def set_environment(self) -> None:
        os.environ["DEMO"] = "1"

    def fill(self) -> str:
        """Fill an empty database with made-up people. Return the sign-ins."""
        told = self.manage("demo_data", "--if-empty", is_told=True) or ""
        return told.partition("\n\n")[2]
