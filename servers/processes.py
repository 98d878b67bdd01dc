"""Starting and ending processes so that none is left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from servers.paths import Account

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(number: int, parent: int | None = None) -> None:
    """Ask the kernel to send us signal `number` when our parent ends (Linux; elsewhere nothing happens).

    Give `parent` when it may have ended already: then we end at once.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, number)
        if parent is not None and os.getppid() != parent:
            os._exit(1)


def start(
    command: Sequence[str | Path],
    *,
    log: IO[Any],
    account: Account | None = None,
    ends_with: int = signal.SIGTERM,
    environment: dict[str, str] | None = None,
    directory: Path | None = None,
    stdin: int | IO[Any] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start `command` in its own process group, ended by signal `ends_with` if we die. Raises OSError."""
    parent = os.getpid()
    account = account or Account()
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=stdin,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=directory,
        start_new_session=True,
        user=account.uid,
        group=account.gid,
        extra_groups=[] if account.is_other else None,
        # Runs after the change of user, which would clear the wish; nothing else in us runs threads.
        preexec_fn=lambda: die_with_parent(ends_with, parent),
    )


def end(process: subprocess.Popen[bytes], number: int, *, patience: float) -> None:
    """Send signal `number`, wait up to `patience` seconds, then kill what is left of the process group."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def command_of(pid: int) -> str:
    """Return the command line of a running process, or an empty text when there is none."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.strip()


def wait_until(met: Callable[[], bool], *, seconds: float, pause: float = 0.02) -> bool:
    """Ask `met` again and again for up to `seconds`; return its last answer."""
    deadline = time.monotonic() + seconds
    while not met():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def open_log(directory: Path, name: str, *, fresh: bool = True) -> IO[bytes]:
    """Open a log file; for a fresh one, the one before is renamed `<name>.log.1`."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{name}.log"
    if fresh and path.exists() and path.stat().st_size:
        path.replace(directory / f"{name}.log.1")
    return path.open("ab", buffering=0)
