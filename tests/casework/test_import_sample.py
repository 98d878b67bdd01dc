"""The sample workbook passes the check of every contract that runs, can be imported, and undone."""

import datetime
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from casework.enums import ImportOutcome, ImportState
from casework.importing import sample
from casework.importing.sheets import SHEETS
from casework.models import Allocation, HospitalSpell, Individual, SupportPackage
from casework.services import resume_import, run_import, set_cut_over, undo_import
from contracts.details.patterns import PATTERNS
from contracts.models import Contract, Post
from contracts.services import add_contract, set_terms
from core import clock
from tests.casework.import_builders import upload
from tests.casework.test_import_undo import STAYS, count_rows
from workforce.models import Worker

DAY = datetime.timedelta(days=1)


def fresh_contract(cast, pattern_key: str, *, days_ago: int = 0, cut_over_in: int | None = None) -> Contract:
    """Return a contract of a pattern without any record, with Ben as its manager."""
    pattern = PATTERNS[pattern_key]
    starts_on = cast.today - days_ago * DAY
    contract = add_contract(
        council=cast.council,
        name="New contract",
        telephone="01632 960100",
        email="new@casework.example",
        hours="every day",
        starts_on=starts_on,
        ends_on=None,
        pattern=pattern,
        by=cast.alan,
    )
    set_terms(contract=contract, from_on=starts_on, by=cast.alan, **pattern.terms)
    Post.objects.create(user=cast.ben, role="manager", contract=contract, from_on=cast.today)
    if cut_over_in is not None:
        contract = set_cut_over(contract=contract, cut_over_on=cast.today + cut_over_in * DAY, by=cast.alan)
    return contract


def of_today(cast) -> Contract:
    return fresh_contract(cast, "council")


def of_last_year(cast) -> Contract:
    return fresh_contract(cast, "council", days_ago=400)


CONTRACTS = {
    "of the first pattern, for a year": of_last_year,
    **{f"of the pattern {key}": lambda cast, key=key: fresh_contract(cast, key) for key in PATTERNS},
    "with a cut-over today": lambda cast: fresh_contract(cast, "council", cut_over_in=0),
    "with a cut-over in two months": lambda cast: fresh_contract(cast, "council", cut_over_in=60),
    "with other records": lambda cast: cast.tameside,
}


@pytest.mark.parametrize("kind", CONTRACTS)
def test_the_sample_passes_the_check_is_imported_and_undone(cast, kind):
    """Given a contract; then each row of its sample is new, without a problem; and its import can be undone."""
    contract = CONTRACTS[kind](cast)
    before = count_rows()
    run = upload(cast, sample.workbook(contract), contract=contract)
    assert (run.state, run.notes) == (ImportState.CHECKED, [])
    rows = sum(map(len, sample.rows(contract).values()))
    checked = [(row.outcome, row.problems) for row in run.rows.all()]
    assert checked == [(ImportOutcome.NEW, [])] * rows
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    resume_import(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows_done) == (ImportState.DONE, rows)
    assert SupportPackage.objects.filter(case__contract=contract, recorded_by=cast.ben).count() >= 5
    undo_import(run=run, reason="It was the sample", by=cast.ben)
    assert {label for label, count in count_rows().items() if count != before[label]} == STAYS


def test_what_the_sample_makes(cast):
    """Given the sample, imported; then there are five people, two workers, two keyworkers and four other roles."""
    contract = of_last_year(cast)
    run = upload(cast, sample.workbook(contract), contract=contract)
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    resume_import(run.pk)
    people = Individual.objects.filter(cases__contract=contract)
    assert people.count() == 5
    zee = people.get(full_name="Zanele Dlamini")
    assert set(zee.relationships.values_list("kind", "name")) == {
        ("family", "Nomsa Dlamini"),
        ("advocate", "Corin Lascelles"),
    }
    assert {term.user.full_name for person in people for term in person.keyworker_terms.all()} == {
        "Philippa Tranter",
        "Emeka Uzoma",
    }
    assert set(Worker.objects.filter(contracts=contract).values_list("user__full_name", flat=True)) == {
        "Niamh Costello",
        "Andrzej Pawlak",
    }
    assert Allocation.objects.filter(package__case__contract=contract).count() == 5
    assert HospitalSpell.objects.get(individual__in=people).individual.full_name == "Desmond Ilesanmi"
    roles = Post.objects.filter(contract=contract).exclude(user=cast.ben).values_list("user__full_name", "role")
    assert set(roles) == {
        ("Niamh Costello", "support_worker"),
        ("Andrzej Pawlak", "team_leader"),
        ("Andrzej Pawlak", "on_call_senior"),
        ("Ravinder Sohal", "deputy"),
        ("Gillian Thwaite", "referrer"),
        ("Marcus Eddowes", "commissioner"),
        ("Philippa Tranter", "keyworker"),
        ("Emeka Uzoma", "keyworker"),
    }


@pytest.mark.parametrize("day", [datetime.date(2027, 1, 1), datetime.date(2028, 2, 29), datetime.date(2035, 12, 31)])
def test_the_sample_does_not_grow_old(cast, day):
    """Given a day years from now; then the sample of a contract of that day has no cell that cannot be read."""
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        for sheet, rows in sample.rows(cast.links).items():
            assert [SHEETS[sheet].read(row)[1] for row in rows] == [[]] * len(rows)


def test_the_sample_has_every_sheet_and_only_columns_of_the_template(cast):
    rows = sample.rows(of_last_year(cast))
    assert list(rows) == list(SHEETS)
    for name, sheet in SHEETS.items():
        assert rows[name], name
        columns = {column.name for column in sheet.columns}
        assert {key for row in rows[name] for key in row} <= columns, name


def test_the_sample_is_invented(cast):
    """Given every cell of the sample; then addresses are of example.org, and numbers of the ranges for drama."""
    cells = [cell for rows in sample.rows(of_last_year(cast)).values() for row in rows for cell in row.values()]
    assert all(cell.endswith("@example.org") for cell in cells if "@" in cell)
    telephones = [cell for cell in cells if re.fullmatch(r"0[17][\d ]{9,}", cell)]
    assert telephones
    assert all(telephone.startswith(("01632 960", "07700 900")) for telephone in telephones)


def test_the_page_offers_the_sample_of_each_contract_that_runs(cast):
    """Given a manager of two contracts, of which one has ended; then the page offers the sample of the other."""
    contract = of_today(cast)
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today - DAY)
    client = Client()
    client.force_login(cast.ben)
    page = client.get(reverse("imports")).content.decode()
    address = reverse("import_sample", args=[contract.pk])
    assert f'href="{address}">Sample for New contract (xlsx)</a>' in page
    assert reverse("import_sample", args=[cast.tameside.pk]) not in page
    assert "Nothing is imported until you" in page
    response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="casework-sample.xlsx"'
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Read me", *(sheet.label for sheet in SHEETS.values())]
    assert book["People"].max_row == 1 + 5
