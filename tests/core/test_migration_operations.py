"""Additions made by one operation: only additions, and none to what the same list creates."""

import re

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations import AddField, CreateModel, RunSQL
from django.db.migrations.state import ProjectState

from core.migration_operations import CombinedAdditions, combine
from tests.architecture import ROOT

MOST_UNCOMBINED = 5
KEY = ("id", models.BigAutoField(primary_key=True))


def tables(schema_tables=("core_shelf", "core_book")) -> set[str]:
    return set(connection.introspection.table_names()) & set(schema_tables)


def test_operations_other_than_additions_are_refused():
    with pytest.raises(TypeError, match="RemoveField does more than add"):
        CombinedAdditions([migrations.RemoveField("book", "title")])


def test_an_addition_to_a_table_created_in_the_same_list_is_refused():
    book = migrations.CreateModel("Book", [KEY])
    with pytest.raises(ValueError, match="book is created here"):
        CombinedAdditions([book, migrations.AddField("book", "title", models.TextField())])


@pytest.mark.django_db(transaction=True)
def test_additions_are_applied_and_reversed():
    """Given two related tables; then they are created at once, get a column, and are removed again."""
    to_shelf = models.ForeignKey("core.Shelf", on_delete=models.PROTECT)
    creations = CombinedAdditions(
        [migrations.CreateModel("Book", [KEY, ("on", to_shelf)]), migrations.CreateModel("Shelf", [KEY])]
    )
    once = models.UniqueConstraint(fields=["id"], condition=models.Q(width__gt=0), name="shelf_once")
    width = migrations.AddField("shelf", "width", models.IntegerField(default=0))
    wider = CombinedAdditions([width, migrations.AddConstraint("shelf", once)])
    states = [ProjectState()]
    for operation in (creations, wider):
        state = states[-1].clone()
        operation.state_forwards("core", state)
        with connection.schema_editor() as editor:
            operation.database_forwards("core", editor, states[-1], state)
        states.append(state)
    assert tables() == {"core_shelf", "core_book"}
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "core_shelf")}
    assert columns == {"id", "width"}
    for operation, before, after in ((wider, states[1], states[2]), (creations, states[0], states[1])):
        with connection.schema_editor() as editor:
            operation.database_backwards("core", editor, after, before)
    assert tables() == set()


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*/migrations/0*.py")), ids=lambda path: f"{path.parts[-3]} {path.stem}"
)
def test_many_additions_run_in_one_statement(path):
    """Uncombined operations are slow: Django renders every model after each of them."""
    alone = re.findall(r"^        migrations\.(?:CreateModel|Add\w+)\(", path.read_text(), re.MULTILINE)
    assert len(alone) <= MOST_UNCOMBINED, (
        "Put what only adds into `CombinedAdditions([…])`: see core/migration_operations.py."
    )


def test_consecutive_additions_are_combined_and_other_operations_keep_their_order():
    shelf = CreateModel("shelf", fields=[("id", models.BigAutoField(primary_key=True))])
    book = CreateModel("book", fields=[("id", models.BigAutoField(primary_key=True))])
    name = AddField("shelf", "name", models.TextField(default=""))
    sql = RunSQL("SELECT 1")
    combined = combine([shelf, book, name, sql, AddField("book", "name", models.TextField(default=""))])
    assert [type(operation).__name__ for operation in combined] == [
        "CombinedAdditions",
        "AddField",  # `name` adds to a model of the run before
        "RunSQL",
        "AddField",
    ]
    assert combined[0].operations == [shelf, book]
