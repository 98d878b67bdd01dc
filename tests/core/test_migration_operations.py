"""Additions made by one operation: only additions; a table is created with all that the list adds to it."""

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


@pytest.mark.django_db(transaction=True)
def test_additions_are_applied_and_reversed():
    """Given two related tables; then they are created whole, get another column, and are removed again."""
    to_shelf = models.ForeignKey("core.Shelf", on_delete=models.PROTECT)
    creations = CombinedAdditions(
        [
            migrations.CreateModel("Book", [KEY, ("on", to_shelf)]),
            migrations.CreateModel("Shelf", [KEY]),
            migrations.AddField("book", "pages", models.IntegerField()),
            migrations.AddConstraint(
                "book", models.CheckConstraint(condition=models.Q(pages__gt=0), name="book_has_pages")
            ),
            migrations.AddIndex("shelf", models.Index(fields=["id"], name="shelf_index")),
        ]
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
        columns = {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in tables()
        }
        constraints = connection.introspection.get_constraints(cursor, "core_book")
        indexes = connection.introspection.get_constraints(cursor, "core_shelf")
    assert columns == {"core_book": {"id", "on_id", "pages"}, "core_shelf": {"id", "width"}}
    assert constraints["book_has_pages"]["check"]
    assert indexes["shelf_index"]["index"]
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
    name = AddField("shelf", "name", models.TextField(default=""))
    sql = RunSQL("SELECT 1")
    colour = AddField("shelf", "colour", models.TextField(default=""))
    combined = combine([shelf, name, sql, colour])
    assert [type(operation).__name__ for operation in combined] == ["CombinedAdditions", "RunSQL", "AddField"]
    assert combined[0].operations == [shelf, name]
