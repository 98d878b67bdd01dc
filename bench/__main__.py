"""`python -m servers run -- python -m bench`: make the database once, then measure.

Exit status 1 when something cannot be measured; a slow page is not a failure.
"""

import argparse
import os
import subprocess
import sys

from bench import database


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--only", nargs="*", default=[], help="words of the labels of pages; otherwise every page")
    arguments = parser.parse_args()
    try:
        address = database.prepare(arguments.people)
    except subprocess.CalledProcessError as problem:
        print(f"Cannot measure: {problem}", file=sys.stderr)
        return 1
    environment = {"DATABASE_URL": address, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "manage.py", "measure", "--rounds", str(arguments.rounds), "--only", *arguments.only]
    return subprocess.call(command, cwd=database.ROOT, env={**os.environ, "LOG_LEVEL": "ERROR", **environment})


if __name__ == "__main__":
    sys.exit(main())
