"""System packages that pip cannot bring: the libraries behind PDF files, and a browser for the tests."""

import ctypes
import ctypes.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from servers.errors import UserError

# The libraries WeasyPrint opens, with and without their Linux file name.
LIBRARIES = {
    "libgobject-2.0.so.0": "gobject-2.0",
    "libpango-1.0.so.0": "pango-1.0",
    "libpangoft2-1.0.so.0": "pangoft2-1.0",
    "libharfbuzz.so.0": "harfbuzz",
    "libharfbuzz-subset.so.0": "harfbuzz-subset",
    "libfontconfig.so.1": "fontconfig",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """What a part of the system needs, and the Debian packages that bring it."""

    purpose: str
    debian: tuple[str, ...]
    is_met: Callable[[], bool]


def can_make_pdf() -> bool:
    """Whether every library for PDF files can be opened."""
    return all(_opens(name) or ctypes.util.find_library(plain) is not None for name, plain in LIBRARIES.items())


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def browser() -> str | None:
    """Return the path of an installed Chromium, or None. CHROMIUM names another one."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *BROWSERS)):
        if path := shutil.which(name):
            return path
    return None


NEEDS = {
    "pdf": Need(
        "PDF files",
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig"),
        can_make_pdf,
    ),
    "browser": Need("browser tests", ("chromium",), lambda: browser() is not None),
}


def require(names: Iterable[str]) -> None:
    """Check the needs called `names`; as root on Debian install what is missing.

    Raises UserError with the exact line to run when something is missing and stays so.
    """
    try:
        missing = [need for need in (NEEDS[name] for name in names) if not need.is_met()]
    except KeyError as error:
        raise UserError(f"There is no list of packages called {error}: choose from {', '.join(NEEDS)}.") from None
    if not missing:
        return
    wanted = [package for need in missing for package in need.debian]
    purposes = " and ".join(need.purpose for need in missing)
    line = shlex.join(["apt-get", "install", "--yes", "--no-install-recommends", *wanted])
    if shutil.which("apt-get") is None:
        raise UserError(f"{purposes} need what Debian calls {', '.join(wanted)}: install them and start again.")
    if os.geteuid() != 0:
        raise UserError(f"System packages for {purposes} are missing; run: sudo {line}")
    print(f"Installing system packages for {purposes}: {' '.join(wanted)}", flush=True)
    for command in (["apt-get", "update"], shlex.split(line)):
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    # A fresh process would not be needed, but find_library reads the linker's list each time.
    if not all(need.is_met() for need in missing):
        print(done.stdout, file=sys.stderr)
        raise UserError(f"System packages for {purposes} could not be installed; run: apt-get update && {line}")
