"""The tests' databases are copies of one that is migrated once per set of migrations.

Migrating takes half a minute, copying a second: several test processes, and the next run, begin from the copy. After a
test that commits, its rows are deleted: truncating two hundred tables takes seconds.
"""

import hashlib
from contextlib import closing
from pathlib import Path

import pgtrigger
import psycopg2
from django.core.management import call_command
from django.db import connection as default_connection
from django.db import connections, transaction

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "casework_migrated_"
# Tables filled by migrations.
MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}


def tables_with_rows() -> list[str]:
    """Return the tables that have rows, except those filled by migrations."""
    tables = [name for name in default_connection.introspection.table_names() if name not in MIGRATED]
    with default_connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables))
        return sorted(row[0] for row in cursor.fetchall())


def delete_rows() -> None:
    """Delete and commit every row that migrations did not make, without triggers. Sequences are not reset."""
    with pgtrigger.ignore(), transaction.atomic(), default_connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables_with_rows():
            cursor.execute(f'DELETE FROM "{table}"')


def name_of_migrated() -> str:
    """Return a name that changes with every migration, library migrations included."""
    digest = hashlib.sha256()
    made_of = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "core/history.py", "requirements*.txt")
    for path in sorted(path for pattern in made_of for path in ROOT.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


def ensure_migrated() -> str:
    """Create the migrated database unless it exists and return its name. Other processes wait."""
    name = name_of_migrated()
    connection = connections["default"]
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        names = {row[0] for row in cursor.fetchall()}
        if name not in names:
            for other in names:
                cursor.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')
            unfinished = f"{name}_unfinished"
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(connection, unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _migrate(connection, name: str) -> None:
    settings = connection.settings_dict
    before = settings["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        settings["NAME"] = before
