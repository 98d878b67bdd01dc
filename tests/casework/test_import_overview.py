"""The page of an import: who is close to a person, and no row about somebody behind a wall."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import Individual
from tests.casework.import_builders import (
    ONE_OF_EACH,
    PERSON,
    RELATIONSHIP,
    import_sheets,
    sheet_csv,
    upload,
    workbook,
)
from tests.instant import ORDINARY

# The dates in the files are written out.
pytestmark = pytest.mark.instant(ORDINARY)

OTHER = PERSON | {"reference": "7", "full_name": "Al Moss", "date_of_birth": "1/2/1980", "nhs_number": ""}


def get_page(cast, address: str) -> str:
    client = Client()
    client.force_login(cast.ben)
    return " ".join(client.get(address).content.decode().split())


def row_of(page: str, name: str) -> str:
    """Return the row of the table that begins with the name of this person."""
    return page[page.index(f", {name}, ") :].split("</tr>", 1)[0]


def test_the_check_shows_who_is_close_to_a_person(cast):
    """Given four relationships, one of them wrong; then each is on the row of its person, in the order of the file."""
    relationships = [
        RELATIONSHIP,
        {"person": "0042", "kind": "Carer (unpaid)", "name": "Una Ashdown"},
        {"person": "7", "kind": "Nominated person", "name": "Bo Reed"},
        {"person": "0042", "kind": "Neighbour", "name": "Kit Marlow"},
    ]
    run = upload(cast, workbook({"people": [PERSON, OTHER], "relationships": relationships}))
    page = get_page(cast, f"{reverse('import', args=[run.pk])}?show=new")
    robin = row_of(page, "Robin Ashdown")
    assert robin.index("Advocate: Lee Marsh") < robin.index("Carer (unpaid): Una Ashdown")
    assert "Neighbour: Kit Marlow (row 5 of “Relationships” cannot be imported)" in robin
    assert "Bo Reed" not in robin
    assert "Nominated person: Bo Reed" in row_of(page, "Al Moss")


def test_a_reference_with_other_spaces_is_the_same_person(cast):
    sheets = {"people": [PERSON | {"reference": "A  42"}], "relationships": [RELATIONSHIP | {"person": "A   42"}]}
    run = upload(cast, workbook(sheets))
    assert "Advocate: Lee Marsh" in row_of(get_page(cast, reverse("import", args=[run.pk])), "Robin Ashdown")


def test_imported_relationships_are_on_the_record(cast):
    """Given a relationship of each kind, imported; then the person's record has each with number and note."""
    kinds = ["Carer (unpaid)", "Family", "Friend", "Advocate", "Nominated person"]
    rows = [
        {"person": "0042", "kind": kind, "name": f"Lee {n}", "telephone": f"01632 96070{n}", "note": f"Note {n}"}
        for n, kind in enumerate(kinds)
    ]
    import_sheets(cast, ONE_OF_EACH | {"relationships": rows})
    page = get_page(cast, reverse("person", args=[Individual.objects.get(full_name="Robin Ashdown").pk]))
    for n, kind in enumerate(kinds):
        row = page[page.index(f">{kind}</dt>") :].split("</div>", 1)[0]
        assert all(text in row for text in (f"Lee {n}", f"01632 96070{n}", f"Note {n}"))


def test_no_row_is_about_somebody_behind_a_wall(cast):
    """Given an imported person behind a wall; then no row of any sheet is about them."""
    sheets = ONE_OF_EACH | {"people": [PERSON, OTHER], "relationships": [RELATIONSHIP, RELATIONSHIP | {"person": "7"}]}
    run = import_sheets(cast, sheets)
    again = upload(cast, sheet_csv("relationships", [RELATIONSHIP | {"name": "Kit Marlow"}]), "relationships.csv")
    robin = Individual.objects.get(full_name="Robin Ashdown")
    address = f"{reverse('import', args=[run.pk])}?show=new"
    assert get_page(cast, address).count("0042") == 6
    raise_wall(record_id=robin.pk, user=cast.ben, reason="Cousins", by=cast.sunita)
    page = get_page(cast, address)
    assert "0042" not in page
    assert "Robin Ashdown" not in page
    assert "7, Al Moss" in page
    assert "7, Advocate, Lee Marsh" in page
    assert "j.bell@provider.example, Jo Bell" in page
    assert "Kit Marlow" not in get_page(cast, reverse("import", args=[again.pk]))
