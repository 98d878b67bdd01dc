"""The reaper: ends the demo's processes when the demo was killed and could not do it itself.

It reads a pipe whose other end only the demo holds. Lines `+<number>` and `-<number>` name process
groups that came and went; the end of the pipe means that the demo is gone, however it went.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from servers.processes import wait_until

SECONDS_TO_END = 5


class Reaper:
    """The demo's side: start a reaper and tell it what to guard."""

    def __init__(self, directory: Path):
        reading, self.writing = os.pipe()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "servers", "reaper", str(reading)],
                cwd=directory,
                pass_fds=[reading],
                stdin=subprocess.DEVNULL,
                # Apart from us, so that Ctrl-C in the terminal does not reach it.
                start_new_session=True,
            )
        finally:
            os.close(reading)

    def guard(self, group: int) -> None:
        """From now on end the process group `group` when we are gone."""
        self._send(f"+{group}")

    def release(self, group: int) -> None:
        """Forget a process group that has ended."""
        self._send(f"-{group}")

    def dismiss(self) -> None:
        """Nothing is left to guard."""
        os.close(self.writing)
        self.process.wait()

    def is_alive(self) -> bool:
        """Whether the reaper is still there."""
        return self.process.poll() is None

    def _send(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self.writing, f"{line}\n".encode())


def watch(reading: int) -> None:
    """The reaper's side: read until the end, then end whatever is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    with os.fdopen(reading) as lines:
        for line in lines:
            group = int(line[1:])
            (groups.add if line.startswith("+") else groups.discard)(group)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)
        if wait_until(lambda: not any(map(_exists, groups)), seconds=SECONDS_TO_END, pause=0.1):
            return


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
