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
    """Make a contract with terms and no packages, with Ben as manager."""
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
    Post.objects.create(user=cast.ben, role="manager", contract=contract, from_on=cast.today)
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
    alan.fill_day("Cut-over date (the first day recorded in Casework)", cast.today)
    alan.press("Save cut-over")
    alan.sees("Cut-over saved.")

    ben = open_browser(cast.ben.email, PASSWORD, width=width)
    ben.go("/imports/")
    ben.press("Upload a file")
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
    ben.press("Refresh")
    ben.sees("Checked, nothing imported yet", "“31/02/1980” is not a real date", "1 person is a possible duplicate")
    ben.go(f"/imports/{run.pk}/?show=duplicate")
    ben.press("Compare", exact=False)
    ben.sees("Maia Lindqvist", "Maya Lindqvist", "Differs")
    ben.choose("No, someone else")
    ben.press("Save")
    ben.press("Import rows")
    ben.press("Import rows")
    ben.sees("One row cannot be imported")
    ben.page.get_by_label("Leave out the row that cannot be imported").check()
    ben.press("Import rows")
    ben.sees("Import started.", "0 of 7 rows imported.")
    resume_import(run.pk)
    ben.press("Refresh")
    ben.sees("7 rows imported. 1 could not be imported, or was left out.")
    assert Individual.objects.filter(full_name="Robin Ashdown").exists()

    ben.press("Undo import")
    ben.fill("Why you are undoing it", "The wrong file")
    ben.press("Undo import")
    ben.sees("Import undone")
    assert not Individual.objects.filter(full_name="Robin Ashdown").exists()
