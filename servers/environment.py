"""The virtual environment in `.venv`, installed only when what is asked for has changed."""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from servers.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
# The longer list holds all of the shorter one, at the same versions.
CONTAINED_IN = {"requirements.txt": "requirements-dev.txt"}


def stamp(requirements: Path, root: Path = ROOT) -> str:
    """Return what the environment must have been built from: place, interpreter and locked list."""
    return f"{_maker(root)} {hashlib.sha256(requirements.read_bytes()).hexdigest()}"


def is_current(name: str, root: Path = ROOT) -> bool:
    """Tell whether `.venv` already holds exactly what the file `name` asks for."""
    if not (root / ".venv/bin/python").exists():
        return False
    for candidate in filter(None, [name, CONTAINED_IN.get(name)]):
        written, requirements = root / ".venv" / f"{candidate}.stamp", root / candidate
        if written.exists() and requirements.exists() and written.read_text() == stamp(requirements, root):
            return True
    return False


def prepare(name: str, root: Path = ROOT) -> None:
    """Make `.venv` and install the hashed list `name` into it.

    Raises UserError when the interpreter is too old or lacks venv, when `.venv` is a link, or when the installation
    fails.
    """
    if is_current(name, root):
        return
    if sys.version_info < OLDEST:
        raise UserError(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed: name it with PYTHON=/path/to/python3.")
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise UserError(f"This Python cannot make virtual environments: run `apt-get install python{version}-venv`.")
    environment = root / ".venv"
    if environment.is_symlink():
        raise UserError(f".venv leads to {environment.resolve()}, which others may use. Remove it and try again.")
    with (root / ".venv.lock").open("w") as lock:
        # Two commands may have been started together; the second finds the work done.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(name, root):
            _install(name, environment, root)


def _install(name: str, environment: Path, root: Path) -> None:
    print(f"Installing what {name} lists into .venv (this is skipped next time).", flush=True)
    # A running demo keeps its interpreter: only one that cannot run any more is replaced.
    maker = environment / "maker"
    if not maker.exists() or maker.read_text() != _maker(root) or not (environment / "bin/python").exists():
        _run([sys.executable, "-m", "venv", "--clear", str(environment)], "make the virtual environment")
        maker.write_text(_maker(root))
    # An unfinished installation must not look finished.
    for written in environment.glob("*.stamp"):
        written.unlink()
    pip = [str(environment / "bin/python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
    _run([*pip, "install", "--no-input", "--require-hashes", "-r", str(root / name)], "install the packages")
    (environment / f"{name}.stamp").write_text(stamp(root / name, root))


def _maker(root: Path) -> str:
    return f"{root} {sys.version.split()[0]}"


def _run(command: list[str], purpose: str) -> None:
    # A PYTHONPATH meant for another project would hide what is installed here.
    surroundings = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    if subprocess.run(command, env=surroundings, check=False).returncode != 0:
        raise UserError(f"Could not {purpose}: the lines above say why.")
