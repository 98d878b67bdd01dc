"""Which migrated database of an earlier run is continued, and which is made again."""

import pytest

from tests.database import can_be_continued, files_of_schema, name_of_migrated

MADE_OF = {
    "plans/migrations/0001_plans.py": "a",
    "plans/models.py": "b",
    "requirements.txt": "c",
    "core/history.py": "d",
}


@pytest.mark.parametrize(
    ("files", "is_continued"),
    [
        ({"plans/migrations/0002_goals.py": "e"}, True),
        ({"plans/models.py": "changed"}, True),
        ({"plans/migrations/0001_plans.py": "changed"}, False),
        ({"requirements.txt": "changed"}, False),
        ({"core/history.py": "changed"}, False),
    ],
)
def test_a_database_is_continued_when_migrations_were_only_added(files, is_continued):
    assert can_be_continued(MADE_OF, MADE_OF | files) is is_continued
    assert name_of_migrated(MADE_OF) != name_of_migrated(MADE_OF | files)


def test_a_database_with_a_migration_that_is_gone_is_made_again():
    files = {path: digest for path, digest in MADE_OF.items() if "0001" not in path}
    assert not can_be_continued(MADE_OF, files)


def test_a_database_that_says_nothing_about_its_files_is_made_again():
    assert not can_be_continued({}, files_of_schema())
