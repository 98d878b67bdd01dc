"""Migration operations that add many tables, columns and triggers, in a fraction of the time (decision 21).

After each operation Django renders every model again that is related to the changed one: here, all of them. For several
additions in a row once is enough.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

ADDITIONS = (AddConstraint, AddField, AddIndex, AddTrigger, CreateModel)


class CombinedAdditions(Operation):
    """Several additions in a row, as one operation.

    A table that the list creates is created as it is at the end of the list, with the columns, constraints and indexes
    that the list adds to it. Raises TypeError for an operation that is not an addition.
    """

    def __init__(self, operations: list[Operation]):
        for operation in operations:
            if not isinstance(operation, ADDITIONS):
                raise TypeError(f"{type(operation).__name__} does more than add.")
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered when next asked for, after the last addition
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self._statements():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(list(self._statements())):
            # The state before the rollback has all the models that the list added.
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def _statements(self) -> Iterator[Operation]:
        """Yield the additions that are not part of a table which the list creates whole."""
        created = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, (AddConstraint, AddField, AddIndex)) and operation.model_name_lower in created:
                continue
            yield operation

    def describe(self) -> str:
        return f"{len(self.operations)} additions, from “{self.operations[0].describe()}”"


def combine(operations: list[Operation]) -> list[Operation]:
    """Return `operations` with each run of two or more additions as one `CombinedAdditions`, in the same order."""
    combined: list[Operation] = []
    for is_addition, run in groupby(operations, key=lambda operation: isinstance(operation, ADDITIONS)):
        rows = list(run)
        combined += [CombinedAdditions(rows)] if is_addition and len(rows) > 1 else rows
    return combined
