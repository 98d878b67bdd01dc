"""Migration operations that add many tables or columns, in a fraction of the time (decision 21).

After each operation Django renders every model again that is related to the changed one: here, all of them. For several
additions in a row once is enough.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDITIONS = (AddConstraint, AddField, AddIndex, CreateModel)


class CombinedAdditions(Operation):
    """Several additions in a row, as one operation.

    Raises TypeError for an operation that is not an addition, and ValueError for an addition to a model that the same
    list creates: its table is created whole, so the addition would be made twice. Put that into the next one.
    """

    def __init__(self, operations: list[Operation]):
        created: set[str] = set()
        for operation in operations:
            if not isinstance(operation, ADDITIONS):
                raise TypeError(f"{type(operation).__name__} does more than add.")
            if isinstance(operation, CreateModel):
                created.add(operation.name_lower)
            elif operation.model_name_lower in created:
                raise ValueError(f"{operation.model_name} is created here as it is at the end.")
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
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            # The state before the rollback has all the models that the list added.
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self) -> str:
        return f"{len(self.operations)} additions, from “{self.operations[0].describe()}”"


def combine(operations: list[Operation]) -> list[Operation]:
    """Return `operations` with each run of two or more additions as one `CombinedAdditions`, in the same order.

    An addition to a model that the run creates starts the next run.
    """
    combined: list[Operation] = []
    run: list[Operation] = []
    created: set[str] = set()

    def end_run() -> None:
        combined.extend([CombinedAdditions(run.copy())] if len(run) > 1 else run)
        run.clear()
        created.clear()

    for operation in operations:
        if not isinstance(operation, ADDITIONS):
            end_run()
            combined.append(operation)
            continue
        if not isinstance(operation, CreateModel) and operation.model_name_lower in created:
            end_run()
        run.append(operation)
        if isinstance(operation, CreateModel):
            created.add(operation.name_lower)
    end_run()
    return combined
