"""The database that is measured: made once for each version of migrations and demo sources."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "casework_bench_"
# The sources of the rows: when one changes, another database is made.
SOURCES = ("*/migrations/*.py", "demo/**/*.py")


def prepare(people: int) -> str:
    """Return the address of a filled database. Make it if it does not exist; drop the earlier ones.

    Raises CalledProcessError when it cannot be filled.
    """
    name = PREFIX + _digest(people)
    with closing(psycopg2.connect(_address("postgres"))) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        names = {row[0] for row in cursor.fetchall()}
        if name not in names:
            for other in names:
                cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
            unfinished = f"{name}_unfinished"
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            print(f"Making a database with {people:,} people; it is kept for the next time.", flush=True)
            _manage(unfinished, "migrate", "--no-input", "--verbosity", "0")
            _manage(unfinished, "demo_data", "--people", str(people))
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    with closing(psycopg2.connect(_address(name))) as connection:
        connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")
    return _address(name)


def _digest(people: int) -> str:
    digest = hashlib.sha256(str(people).encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _manage(name: str, *arguments: str) -> None:
    environment = {**os.environ, "DATABASE_URL": _address(name), "DEMO": "1", "LOG_LEVEL": "ERROR"}
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)
