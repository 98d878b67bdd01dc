"""The tests' databases are copies of one that is migrated once per set of migrations.

Migrating takes minutes, copying a second: several test processes, and the next run, begin from the copy. After a
test that commits, its rows are deleted: truncating two hundred tables takes seconds.
"""

import hashlib
import json
from contextlib import closing
from pathlib import Path, PurePath

import pgtrigger
import psycopg2
from django.core.management import call_command
from django.db import connection as default_connection
from django.db import connections, transaction

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "casework_migrated_"
MIGRATIONS = ("*/migrations/*.py", "core/history.py", "requirements*.txt")
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


def files_of_schema() -> dict[str, str]:
    """Return the files that the tables are made of, each with a digest of its text."""
    made_of = (*MIGRATIONS, "*/models.py", "*/models/*.py")
    paths = sorted(path for pattern in made_of for path in ROOT.glob(pattern))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def name_of_migrated(files: dict[str, str]) -> str:
    """Return a name that changes with every migration, library migrations included."""
    return PREFIX + hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]


def can_be_continued(made_of: dict[str, str], files: dict[str, str]) -> bool:
    """Return True if a database `made_of` these files only lacks the newest migrations of `files`."""
    applied = {path: digest for path, digest in made_of.items() if _is_migration(path)}
    return bool(applied) and applied.items() <= files.items()


def _is_migration(path: str) -> bool:
    return any(PurePath(path).match(pattern) for pattern in MIGRATIONS)


def ensure_migrated() -> str:
    """Create the migrated database unless it exists and return its name. Other processes wait.

    One that lacks only the newest migrations is continued; any other is dropped.
    """
    files = files_of_schema()
    name = name_of_migrated(files)
    connection = connections["default"]
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        cursor.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s",
            [PREFIX + "%"],
        )
        made_of = {row[0]: json.loads(row[1] or "{}") for row in cursor.fetchall()}
        if name not in made_of:
            unfinished = f"{name}_unfinished"
            before = next((other for other in made_of if can_be_continued(made_of[other], files)), None)
            for other in made_of.keys() - {before}:
                cursor.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')
            if before:
                cursor.execute(f'ALTER DATABASE "{before}" RENAME TO "{unfinished}"')
                cursor.execute(f'COMMENT ON DATABASE "{unfinished}" IS NULL')
            else:
                cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(connection, unfinished)
            cursor.execute(f'COMMENT ON DATABASE "{unfinished}" IS %s', [json.dumps(files)])
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
