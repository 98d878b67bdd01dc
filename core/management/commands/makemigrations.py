"""Django's `makemigrations`, which writes additions in a row as one `CombinedAdditions` (decision 21)."""

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations.migration import Migration
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

from core.migration_operations import combine


class Command(makemigrations.Command):
    def write_migration_files(self, changes: dict[str, list[Migration]], *args: Any, **options: Any) -> None:
        for migrations in changes.values():
            proxies = [
                operation for migration in migrations for operation in migration.operations if is_proxy(operation)
            ]
            for migration in migrations:
                additions = [operation for operation in migration.operations if not is_proxy(operation)]
                # A proxy of a many-to-many table comes after the field that makes the table; Django ignores that.
                if migration is migrations[-1]:
                    additions += proxies
                # Django declares `operations` on the class and sets it on each instance.
                migration.operations = combine(additions)  # type: ignore[misc]
        super().write_migration_files(changes, *args, **options)


def is_proxy(operation: Operation) -> bool:
    """Return whether the operation creates a proxy model."""
    return isinstance(operation, CreateModel) and bool(operation.options.get("proxy"))
