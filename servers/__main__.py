"""`python -m servers <command>`: what the Makefile calls."""

import os
import sys
from pathlib import Path

from servers import client, environment, packages, reaper, supervisor, system
from servers.demo import Demo
from servers.errors import UserError
from servers.serve import Service

USAGE = """\
usage: python -m servers demo [--follow-parent]          the whole system with made-up people, until Ctrl-C
       python -m servers serve [--follow-parent]         the same without any data, to set up a service
       python -m servers run -- COMMAND [ARGUMENT ...]   a command with both servers running
       python -m servers packages [pdf] [browser]        check system packages; as root, install them
       python -m servers environment REQUIREMENTS        make .venv from a locked list"""


def main(arguments: list[str]) -> int:
    """Carry out one command and return the exit status. Raises UserError."""
    match arguments:
        case ["environment", name]:
            environment.prepare(name)
        case ["run", "--", *command] if command:
            return run(command)
        case ["packages", *names]:
            packages.require(names)
        case ["demo"] | ["demo", "--follow-parent"]:
            system.run(Demo, follow_parent=len(arguments) > 1)
        case ["serve"] | ["serve", "--follow-parent"]:
            system.run(Service, follow_parent=len(arguments) > 1)
        # The next two are started by this package itself.
        case ["reaper", reading]:
            reaper.watch(int(reading))
        case ["supervisor", data, started]:
            supervisor.detach(Path(data), int(started))
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


def run(command: list[str]) -> int:
    """Run `command` with DATABASE_URL and REDIS_URL set and return its exit status."""
    client.ensure()
    # The connection to the supervisor goes along: the servers live as long as the command does.
    client.keep_across_exec()
    try:
        os.execvp(command[0], command)
    except OSError as error:
        raise UserError(f"Cannot run {command[0]}: {error.strerror}.") from None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UserError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
