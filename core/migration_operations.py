"""Migrations that add many tables or columns, in a fraction of the time.

After each operation Django draws every model anew that hangs together with the changed one: here, all of them. What is
only added needs that once.
"""

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class CombinedAdditions(Operation):
    """Several additions that know nothing of each other but their order, as one operation.

    Raises TypeError for what does not add, and ValueError for an addition to a model of the same list: its table is
    created whole, so the addition would be made twice. Put that into the next one.
    """

    def __init__(self, operations: list[Operation]):
        created: set[str] = set()
        for operation in operations:
            if isinstance(operation, CreateModel):
                created.add(operation.name_lower)
            elif not isinstance(operation, (AddConstraint, AddField, AddIndex)):
                raise TypeError(f"{type(operation).__name__} does more than add.")
            elif operation.model_name_lower in created:
                raise ValueError(f"{operation.model_name} is created here as it is at the end.")
        self.operations = operations

    def deconstruct(self):
        return type(self).__qualname__, [self.operations], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn anew when it is asked for, after the last of them
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            # Each is found in what stands before it is taken back, where the models have all that the list added.
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self):
        return ". ".join(operation.describe() for operation in self.operations)
