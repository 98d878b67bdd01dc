"""Snapshots of rows: made once through the services and copied for each test.

Making the cast takes half a second, making the demo half a minute; copying takes a twentieth of it. The copy has the
same keys, so that objects which were made with the rows fit each copy.
"""

import datetime
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pgtrigger
from django.core.files.storage import default_storage
from django.db import connection, transaction

from core import clock
from tests.database import tables_with_rows

Made = TypeVar("Made")
_builds: dict[tuple[Callable[[], Any], datetime.date], tuple["Snapshot", bytes]] = {}


@dataclass(frozen=True)
class Snapshot:
    """Rows by table in COPY format, the last value of each sequence, and files by storage path."""

    rows: dict[str, bytes]
    numbers: dict[str, int]
    files: dict[str, bytes]

    def restore(self) -> None:
        """Put rows and files into the database and storage of the test, in its transaction if it has one.

        Triggers of the house are passed over: what they wrote is among the rows. Foreign keys are asked where Django
        asks them, at the commit or the end of the test.
        """
        highest = [
            f"""setval('"{name}"', greatest({number}, (SELECT last_value FROM "{name}")))"""
            for name, number in self.numbers.items()
        ]
        with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
            # Immediate constraints in this transaction would be checked after each table.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"SELECT {', '.join(highest) or 'NULL'}")
            for table, rows in self.rows.items():
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(rows))
        for name, content in self.files.items():
            path = Path(default_storage.path(name))
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def take_snapshot(build: Callable[[], Made]) -> tuple[Snapshot, Made]:
    """Return what `build` adds to a database without rows, and what it returns. The database is left as it was."""
    files_before = _files()
    with transaction.atomic():
        result = build()
        snapshot = Snapshot(
            rows={table: _rows(table) for table in tables_with_rows()},
            numbers=_numbers(),
            files={name: Path(default_storage.path(name)).read_bytes() for name in _files() - files_before},
        )
        transaction.set_rollback(True)
    return snapshot, result


def build_once(build: Callable[[], Made]) -> Made:
    """Return what `build` returns, with its rows in the database; from its second call on they are copied.

    What `build` makes must follow from the date alone. Each call returns objects of its own. Where the test has made
    rows before, `build` is called as it is.
    """
    key = (build, clock.today())
    if key not in _builds:
        if tables_with_rows():
            return build()
        snapshot, result = take_snapshot(build)
        _builds[key] = snapshot, pickle.dumps(result)
    snapshot, pickled = _builds[key]
    snapshot.restore()
    return pickle.loads(pickled)


def _rows(table: str) -> bytes:
    content = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" TO STDOUT', content)
    return content.getvalue()


def _numbers() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return dict(cursor.fetchall())


def _files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
