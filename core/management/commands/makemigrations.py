"""Django's `makemigrations`, which writes additions in a row as one `CombinedAdditions` (decision 21)."""

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations.migration import Migration

from core.migration_operations import combine


class Command(makemigrations.Command):
    def write_migration_files(self, changes: dict[str, list[Migration]], *args: Any, **options: Any) -> None:
        for migrations in changes.values():
            for migration in migrations:
                migration.operations = combine(migration.operations)
        super().write_migration_files(changes, *args, **options)
