"""A manager imports existing records in a browser: cut-over, file with errors, decision, import, undo."""

import datetime

import pytest

from casework.models import ImportRun, Individual
from casework.services import resume_import
from contracts.models import Contract, Post, Strand, Terms
from tests.casework.import_builders import ONE_OF_EACH, PERSON, workbook
from tests.cast import FULL_TERMS, PASSWORD, assemble

DAY = datetime.timedelta(days=1)


def make_contract(cast) -> Contract:
    """Make a contract with terms and no packages, with Ben as manager and Alan as administrator."""
    contract = Contract.objects.create(
        council=cast.council,
        name="Begun anew",
        starts_on=cast.today - 400 * DAY,
        telephone="01632 960100",
        email="anew@casework.example",
        hours="every day",
    )
    Terms.objects.create(contract=contract, from_on=cast.today - 400 * DAY, **FULL_TERMS)
    Strand.objects.create(contract=contract, name="Daily living")
    for user, role in ((cast.ben, "manager"), (cast.alan, "administrator")):
        Post.objects.create(user=user, role=role, contract=contract, from_on=cast.today)
    return contract


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1440])
def test_importing_existing_records(open_browser, width):
    cast = assemble()
    contract = make_contract(cast)
    alan = open_browser(cast.alan.email, PASSWORD, width=width)
    alan.go(f"/contracts/{contract.pk}/")
    alan.press("Change the cut-over")
    alan.fill_day("First day whose records are kept here", cast.today)
    alan.press("Set the cut-over")
    alan.sees("The cut-over is set.")

    ben = open_browser(cast.ben.email, PASSWORD, width=width)
    ben.go("/imports/")
    ben.press("Bring a file")
    maya = PERSON | {"reference": "7", "full_name": "Maia Lindqvist", "date_of_birth": "14/05/1987", "nhs_number": ""}
    invalid_person = PERSON | {
        "reference": "8",
        "full_name": "Sam Low",
        "date_of_birth": "31/02/1980",
        "nhs_number": "",
    }
    content = workbook(ONE_OF_EACH | {"people": [PERSON, maya, invalid_person]})
    file = {"name": "records.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    ben.choose("Begun anew")
    ben.page.get_by_label("Workbook, or one sheet as CSV").set_input_files(file)
    ben.press("Check the file")
    ben.sees("The file is being checked.")
    run = ImportRun.objects.get()
    resume_import(run.pk)
    ben.press("Look again")
    ben.sees("Checked, nothing taken in yet", "there is no day 31/02/1980", "1 person is perhaps known here already")
    ben.go(f"/imports/{run.pk}/?show=duplicate")
    ben.press("Compare", exact=False)
    ben.sees("Maia Lindqvist", "Maya Lindqvist", "Differs")
    ben.choose("No, somebody else")
    ben.press("Save")
    ben.press("Take in the rows")
    ben.press("Take in the rows")
    ben.sees("One row cannot be taken in")
    ben.page.get_by_label("The row that cannot be taken in is left out").check()
    ben.press("Take in the rows")
    ben.sees("The rows are being taken in.", "0 of 7 rows are taken in.")
    resume_import(run.pk)
    ben.press("Look again")
    ben.sees("7 rows were taken in. 1 could not be, or were left out.")
    assert Individual.objects.filter(full_name="Robin Ashdown").exists()

    ben.press("Take the import back")
    ben.fill("Why is it taken back?", "The wrong file")
    ben.press("Take the import back")
    ben.sees("The import is taken back")
    assert not Individual.objects.filter(full_name="Robin Ashdown").exists()
