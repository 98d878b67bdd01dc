"""PostgreSQL from the package's binaries: one cluster, a unix socket, no network."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from servers.errors import UserError
from servers.paths import Account, Binaries
from servers.processes import command_of, end, open_log, start, wait_until

MAJOR = 18
NAME = "casework"
# What web and workers sign in as; `manage.py application_role` creates it.
APPLICATION_ROLE = "casework_app"
SECONDS_TO_START = 60  # recovery after a power cut may take a while
SECONDS_TO_STOP = 30
ATTEMPTS = 5
# The log names what went wrong and no statement or row: they hold what was written about people.
QUIET_LOG = ("log_error_verbosity=terse", "log_min_error_statement=panic")
# Whatever is committed is on the disk, unless somebody says that this cluster may be lost.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class Postgres:
    """One PostgreSQL server. Only the supervisor, which holds the lock on the data directory, makes these."""

    def __init__(self, state: Path, sockets: Path, logs: Path, account: Account, binaries: Binaries):
        self.account, self.logs, self.sockets = account, logs, sockets
        self.programs = binaries.postgres
        self.cluster = state / f"postgres-{MAJOR}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The database's address, in the one form that libpq, psycopg2 and django-environ all understand."""
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets))}"

    def start(self) -> None:
        """Clear what a crash left, make the cluster when there is none, start the server. Does not wait."""
        self._end_stray()
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self.account.own(self.sockets)
        for leftover in self.cluster.parent.glob(f"{self.cluster.name}.draft-*"):
            shutil.rmtree(leftover)
        if not self.cluster.exists():
            self._make()
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=100",
            "timezone=UTC",
            "log_timezone=UTC",
            *QUIET_LOG,
            *(CARELESS if os.environ.get("CASEWORK_FSYNC") == "off" else []),
        ]
        command: list[str | Path] = [self.programs / "postgres", "-D", self.cluster]
        for setting in settings:
            command += ["-c", setting]
        with open_log(self.logs, "postgres", fresh=self.process is None) as log:
            self.process = start(
                command, log=log, account=self.account, ends_with=signal.SIGINT, directory=self.cluster
            )

    def wait(self) -> None:
        """Return when the server takes connections. Raises UserError when it does not."""
        for _ in range(ATTEMPTS):
            if wait_until(lambda: self.is_ready() or not self.is_running(), seconds=SECONDS_TO_START):
                if self.is_running():
                    return
                # It refuses to start beside the last children of a killed server, which end by themselves.
                time.sleep(1)
                self.start()
        raise UserError(f"PostgreSQL did not start: see {self.logs}/postgres.log.")

    def is_running(self) -> bool:
        """Whether the server process that we started is alive."""
        return self.process is not None and self.process.poll() is None

    def is_ready(self) -> bool:
        """Whether our server has written that it takes connections."""
        lines = self._status()
        return (
            len(lines) >= 8
            and self.process is not None
            and lines[0].strip() == str(self.process.pid)
            and lines[7].strip() == "ready"
        )

    def stop(self) -> None:
        """End open connections, write everything out and stop."""
        if self.process is not None:
            end(self.process, signal.SIGINT, patience=SECONDS_TO_STOP)

    def _status(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _end_stray(self) -> None:
        """Wait for, or end, a server whose supervisor was killed; remove a status file without a server."""
        if not (lines := self._status()):
            return
        pid = int(lines[0]) if lines[0].strip().isdigit() else 0

        def is_gone() -> bool:
            # The number may be somebody else's by now; ours names its cluster on its command line.
            return not pid or str(self.cluster) not in command_of(pid)

        for number, patience in [(signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)]:
            if is_gone():
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            wait_until(is_gone, seconds=patience)
        # The number may live on as somebody else's process, or as one that nobody has buried. Ours is that of
        # the new server's parent, which it passes over. The other lines must stay: by them it makes sure
        # that no child of the old server still writes.
        lines[0] = str(os.getpid())
        self._rewrite_status("\n".join(lines) + "\n")
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _rewrite_status(self, text: str) -> None:
        """Write the status file in place. The old server may remove it at this moment: then none is made, as us."""
        path = self.cluster / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError):
            with path.open("r+") as status:
                status.write(text)
                status.truncate()
            self.account.own(path)

    def _make(self) -> None:
        """Make the cluster under another name first: a half-made one is never taken for a whole one."""
        draft = self.cluster.with_name(f"{self.cluster.name}.draft-{os.getpid()}")
        initdb = [str(self.programs / "initdb"), "-D", str(draft), "--username=postgres", "--auth=trust"]
        # The same order of letters on every machine, whatever locales it has.
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        haste = ["--no-sync"] if os.environ.get("CASEWORK_FSYNC") == "off" else []
        self._run([*initdb, *locale, *haste, "--no-instructions"])
        # Not a superuser: what works here also works elsewhere. It creates the role of web and workers.
        self._run(
            [str(self.programs / "postgres"), "--single", "-D", str(draft), "postgres"],
            f"CREATE ROLE {NAME} LOGIN CREATEDB CREATEROLE;\nCREATE DATABASE {NAME} OWNER {NAME};\n",
        )
        draft.rename(self.cluster)

    def _run(self, command: list[str], text: str = "") -> None:
        with open_log(self.logs, "initdb") as log:
            process = start(
                command, log=log, account=self.account, directory=self.cluster.parent, stdin=subprocess.PIPE
            )
            process.communicate(text.encode())
        if process.returncode != 0:
            raise UserError(f"The database cluster could not be made: see {self.logs / 'initdb.log'}.")
