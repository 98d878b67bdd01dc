"""`make demo`: the system with a made-up provider."""

import os

from servers.system import System, say


class Demo(System):
    name = "demo"

    def set_environment(self) -> None:
        os.environ["DEMO"] = "1"

    def fill(self) -> str:
        """Fill an empty database with made-up people. Return the sign-ins."""
        say("Filling an empty database with made-up people; the first time this takes a while.")
        self.manage("demo_data", "--if-empty")
        return self.manage("demo_sign_ins") or ""
