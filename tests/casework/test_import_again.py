"""The same data in a later file makes nothing new and conflicts with nothing, however its cells are written."""

import pytest

from casework.enums import ImportOutcome
from casework.importing.sheets import SHEETS
from casework.models import Imported, Relationship
from tests.casework.import_builders import (
    ALLOCATION,
    KEYWORKER,
    ONE_OF_EACH,
    PACKAGE,
    PERSON,
    RELATIONSHIP,
    WORKER,
    import_sheets,
    upload,
    workbook,
)

FIRST = {
    "workers": [WORKER | {"telephone": "07700 900123", "areas": "Ashton; Hyde"}],
    "people": [PERSON | {"postcode": "OL6 6AA", "visit_warning": "Two dogs. Ring twice", "text_is_safe": "FALSE"}],
    "relationships": [RELATIONSHIP | {"name": "Mrs O'Brien", "from_on": "01/02/2026", "telephone": "01632960111"}],
    "keyworkers": [KEYWORKER],
    "packages": [PACKAGE | {"expected_end_on": "01/02/2027", "needs": "Company"}],
    "allocations": [ALLOCATION],
}
SAVED_AGAIN = {
    "workers": [
        WORKER
        | {
            "email": "J.Bell@Provider.example",
            "full_name": "Jo  Bell ",
            "role": "support worker",
            "started_on": "2024-04-01",
            "minutes_a_week": "37:00",
            "telephone": "07700900123",
            "areas": "Ashton;Hyde;",
        }
    ],
    "people": [
        PERSON
        | {
            "full_name": " Robin   Ashdown",
            "date_of_birth": "1980-12-31",
            "nhs_number": "999 000 0026",
            "telephone": "+44 1632 960123",
            "telephone_is_safe": "TRUE",
            "text_is_safe": "no",
            "postcode": "ol66aa",
            "visit_warning": "Two dogs.  Ring twice ",
        }
    ],
    "relationships": [
        RELATIONSHIP
        | {"name": "Mrs  O'Brien ", "from_on": "2026-02-01", "telephone": "01632 960111", "kind": "advocate"}
    ],
    "keyworkers": [KEYWORKER | {"email": "K.Lowe@council.example", "from_on": "1 September 2025"}],
    "packages": [
        PACKAGE
        | {
            "person": " 0042",
            "starts_on": "2025-09-01",
            "minutes": "4.5",
            "outcomes": "Cooks twice a week;Meets friends",
            "expected_end_on": "2027-02-01",
            "needs": "Company ",
        }
    ],
    "allocations": [ALLOCATION | {"kind": "lead worker", "from_on": "2025-09-01", "worker": "J.BELL@provider.example"}],
}


def test_the_same_values_in_another_spelling_are_unchanged(cast):
    """Given a finished import; when its data comes again as another program saves it; then every row is unchanged."""
    import_sheets(cast, FIRST)
    run = upload(cast, workbook(SAVED_AGAIN))
    rows = {row.sheet: (row.outcome, row.problems) for row in run.rows.all()}
    assert rows == dict.fromkeys(FIRST, (ImportOutcome.SAME, []))
    import_sheets(cast, SAVED_AGAIN)
    assert Imported.objects.count() == len(FIRST)
    assert Relationship.objects.filter(name="Mrs O'Brien").count() == 1


def test_an_answer_left_blank_is_the_same_as_its_default(cast):
    import_sheets(cast, {"people": [PERSON | {"email_is_safe": ""}]})
    assert upload(cast, workbook({"people": [PERSON | {"email_is_safe": "not known"}]})).rows.get().outcome == "same"


@pytest.mark.parametrize(
    ("name", "cell", "other"),
    [
        ("full_name", "Robin Ashdown", "Robin Ashdowne"),
        ("full_name", "Mc Donald", "McDonald"),
        ("date_of_birth", "01/02/2000", "2000-01-02"),
        ("telephone", "01632 960123", "01632 960124"),
        ("telephone", "01632 960123", ""),
        ("telephone", "", "not a number"),
        ("telephone_is_safe", "yes", "FALSE"),
        ("telephone_is_safe", "", "FALSE"),
    ],
)
def test_another_value_is_a_change(name, cell, other):
    assert not SHEETS["people"].column(name).is_same(cell, other)


def test_a_row_with_more_spaces_still_finds_its_person(cast):
    """Given a reference with two spaces in one sheet and one in the other; then both name the same person."""
    person, package = PERSON | {"reference": "A  42"}, PACKAGE | {"person": "A 42"}
    run = upload(cast, workbook(ONE_OF_EACH | {"people": [person], "packages": [package], "relationships": []}))
    assert run.rows.get(sheet="packages").outcome == ImportOutcome.NEW
