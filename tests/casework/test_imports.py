"""Importing existing records (R63): rows are checked, imported once, and can be undone until used."""

import pytest

from accounts.walls import raise_wall
from casework.enums import ImportOutcome, ImportState
from casework.models import Allocation, Imported, Individual, SupportPackage
from casework.services import (
    import_next_rows,
    mark_rest_as_new,
    record_match,
    resume_import,
    resume_imports,
    run_import,
)
from contracts.models import Contract
from core import transitions
from core.errors import NotPossible, Refused
from core.models import Message
from tests.architecture import models as house_models
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
from tests.instant import ORDINARY
from workforce.models import Worker
from workforce.services import add_team, end_team

# The dates in the files are written out.
pytestmark = pytest.mark.instant(ORDINARY)


def count_rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in house_models()}


def outcomes(run) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for outcome in run.rows.exclude(cells={}).values_list("outcome", flat=True):
        numbers[outcome] = numbers.get(outcome, 0) + 1
    return numbers


def problems(run) -> list[str]:
    return [problem for row in run.rows.wrong() for problem in row.problems]


def test_the_dry_run_writes_rows_and_nothing_else(cast):
    """Given one row of each sheet; when the file is checked; then there are rows of the import and nothing more."""
    before = count_rows()
    run = upload(cast, workbook(ONE_OF_EACH))
    assert run.state == ImportState.CHECKED, run.rows.values_list("problems", flat=True)
    assert outcomes(run) == {ImportOutcome.NEW: 6}, problems(run)
    changed = {label for label, count in count_rows().items() if count != before[label]}
    assert changed == {"casework.ImportRun", "casework.ImportRow", "core.Document", "core.StateChange", "core.Message"}


def test_imported_rows_become_records(cast):
    """Given one row of each sheet; when they are imported; then each is a record and nobody is notified."""
    run = import_sheets(cast, ONE_OF_EACH)
    assert run.state == ImportState.DONE
    assert run.rows_done == run.rows_total == 6
    robin = Individual.objects.get(full_name="Robin Ashdown")
    assert robin.nhs_number == "9990000026"
    assert robin.contact_points.get(kind="telephone").is_safe
    assert not robin.contact_points.get(kind="text").is_safe
    package = SupportPackage.objects.get(case__individual=robin)
    assert package.weekly_hours.get().minutes == 270
    assert package.strands.get().strand == cast.strands[0]
    assert [outcome.text for outcome in package.agreed_outcomes.all()] == ["Cooks twice a week", "Meets friends"]
    jo = Worker.objects.get(user__email="j.bell@provider.example")
    assert not jo.user.has_usable_password()
    assert package.allocations.get().worker == jo
    assert robin.keyworker_terms.get().user.email == "k.lowe@council.example"
    assert robin.relationships.get().name == "Lee Marsh"
    messages = Message.objects.exclude(key__startswith="import-")
    assert not messages.filter(individual_id=robin.pk).exists()
    assert not messages.filter(to__in=[jo.user, robin.keyworker_terms.get().user]).exists()


def test_the_same_file_again_makes_nothing_twice(cast):
    """Given a finished import; when the same file is imported again; then every row is unchanged."""
    import_sheets(cast, ONE_OF_EACH)
    before = {
        label: count for label, count in count_rows().items() if not label.startswith(("core.", "casework.Import"))
    }
    run = import_sheets(cast, ONE_OF_EACH)
    assert outcomes(run) == {ImportOutcome.SAME: 6}
    assert before.items() <= count_rows().items()
    assert Imported.objects.count() == 6


def test_a_later_file_changes_only_its_own_values(cast):
    """Given a record changed here; when a file has another town; then only the town is written."""
    import_sheets(cast, {"people": [PERSON | {"area": "Hyde", "address": "1 Mill Lane"}]})
    robin = Individual.objects.get(full_name="Robin Ashdown")
    robin.addresses.update(lines="2 Mill Lane")
    run = import_sheets(cast, {"people": [PERSON | {"area": "Denton", "address": "1 Mill Lane"}]})
    assert outcomes(run) == {ImportOutcome.CHANGE: 1}
    assert run.rows.get().problems == ["Area: “Hyde” will change to “Denton”."]
    home = robin.addresses.get()
    assert (home.area, home.lines, home.is_start_known) == ("Denton", "2 Mill Lane", False)


def test_an_import_does_not_change_records_with_a_history(cast):
    """Given an imported package; when a file has other hours; then the row is refused and says where to change them."""
    sheets = {"people": [PERSON], "packages": [PACKAGE]}
    import_sheets(cast, sheets)
    run = upload(cast, workbook(sheets | {"packages": [PACKAGE | {"minutes": "9", "needs": "Company"}]}))
    assert problems(run) == [
        "Hours a week: this was “4h30” when it was imported. Change it on the record.",
        "Needs: “” will change to “Company”.",
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        ("people", PERSON | {"date_of_birth": "31/02/1980"}, "Date of birth: “31/02/1980” is not a real date"),
        ("people", PERSON | {"date_of_birth": "31/12/2180"}, "Date of birth: this date is in the future"),
        ("people", PERSON | {"nhs_number": "9990000027"}, "NHS number: this is not a valid NHS number"),
        ("people", PERSON | {"full_name": ""}, "Full name: it is missing"),
        ("packages", PACKAGE | {"person": "0043"}, "There is no person “0043”"),
        ("packages", PACKAGE | {"strand": "Gardening"}, "Strand: “Gardening” is not one of the contract's strands"),
        ("packages", PACKAGE | {"wanted_domains": "Gardening"}, "Life domains: “Gardening”"),
        (
            "packages",
            PACKAGE | {"last_update_on": "01/08/2025"},
            "Last keyworker update on: this is before support starts",
        ),
        ("allocations", ALLOCATION | {"worker": "x@provider.example"}, "There is no worker x@provider.example"),
        ("allocations", ALLOCATION | {"until_on": "31/08/2025"}, "The end must be after the start."),
        ("workers", WORKER | {"email": "maya@people.example"}, "this belongs to a person we support"),
        ("keyworkers", KEYWORKER | {"email": "maya@people.example"}, "this belongs to a person we support"),
    ],
)
def test_a_row_that_cannot_be_imported_says_why(cast, sheet, row, words):
    """Given one wrong row; then it has a clear message, and the rows that depend on it say so."""
    run = upload(cast, workbook(ONE_OF_EACH | {sheet: [row]}))
    wrong = run.rows.wrong().filter(sheet=sheet).get()
    assert any(words in problem for problem in wrong.problems), wrong.problems


def test_rows_that_depend_on_a_wrong_row_are_wrong(cast):
    run = upload(cast, workbook(ONE_OF_EACH | {"people": [PERSON | {"date_of_birth": "never"}]}))
    wrong = dict(run.rows.wrong().values_list("sheet", "problems"))
    assert set(wrong) == {"people", "relationships", "keyworkers", "packages", "allocations"}
    assert wrong["packages"] == ["The person “0042” in row 2 of the sheet “People” cannot be imported."]
    assert wrong["allocations"] == ["The package “P-0042” in row 2 of the sheet “Packages” cannot be imported."]


def test_the_dry_run_finds_a_child(cast):
    """Given somebody of sixteen; then the row shows the message of the deferred constraint."""
    born = f"{cast.today.year - 16}-01-01"
    run = upload(cast, workbook(ONE_OF_EACH | {"people": [PERSON | {"date_of_birth": born}]}))
    assert "when the person reaches the contract's minimum age" in run.rows.wrong().get(sheet="packages").problems[0]


def test_wrong_rows_are_excluded_only_if_asked(cast):
    sheets = {"people": [PERSON, PERSON | {"reference": "2", "nhs_number": "1", "full_name": "Sam Low"}]}
    run = upload(cast, workbook(sheets))
    with pytest.raises(Refused, match="One row cannot be imported"):
        run_import(run=run, exclude_wrong=False, by=cast.ben)
    assert run.rows.filter(done_at__isnull=False).count() == 0
    import_sheets(cast, sheets, exclude_wrong=True)
    assert Individual.objects.filter(full_name="Robin Ashdown").exists()
    assert not Individual.objects.filter(full_name="Sam Low").exists()


def test_a_duplicate_in_one_file_is_reported(cast):
    rows = [PERSON, PERSON, PERSON | {"reference": "7"}, PERSON | {"reference": "8", "nhs_number": ""}]
    problems = {row.number: row.problems for row in upload(cast, workbook({"people": rows})).rows.all()}
    assert problems[3] == ["Row 2 is the same. Enter each record once."]
    assert problems[4] == ["NHS number: row 2 has the same number.", "Row 2 has the same name and date of birth."]
    assert problems[5] == ["Row 2 has the same name and date of birth."]


def row_like_maya(cast) -> dict:
    return PERSON | {"full_name": "Maia Lindqvist", "date_of_birth": "14/05/1987", "nhs_number": "9990000018"}


def test_a_possible_match_is_asked_about(cast):
    """Given somebody with Maya's NHS number; then nothing is imported until a user says whether it is Maya."""
    run = upload(cast, workbook({"people": [row_like_maya(cast)]}))
    row = run.rows.get()
    assert (row.outcome, row.likely) == (ImportOutcome.DUPLICATE, cast.individual)
    with pytest.raises(Refused, match="is already on Casework"):
        run_import(run=run, exclude_wrong=True, by=cast.ben)


def test_a_confirmed_match_keeps_the_record(cast):
    """Given a confirmed match with Maya; then the relationship goes to her record, which is unchanged."""
    run = upload(cast, workbook({"people": [row_like_maya(cast)], "relationships": [RELATIONSHIP]}))
    record_match(row=run.rows.get(sheet="people"), is_same=True, by=cast.ben)
    before, people = Individual.objects.filter(pk=cast.individual.pk).values().get(), Individual.objects.count()
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    resume_import(run.pk)
    assert Individual.objects.filter(pk=cast.individual.pk).values().get() == before
    assert Individual.objects.count() == people
    assert cast.individual.relationships.get().name == "Lee Marsh"


def test_all_possible_matches_can_be_marked_as_new(cast):
    run = upload(cast, workbook({"people": [row_like_maya(cast)]}))
    assert mark_rest_as_new(run=run, by=cast.ben) == 1
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    resume_import(run.pk)
    assert Individual.objects.filter(full_name="Maia Lindqvist").exists()
    with pytest.raises(NotPossible):
        mark_rest_as_new(run=run, by=cast.ben)


def test_a_walled_person_is_not_named_as_a_match(cast):
    """Given a wall between Ben and Maya; then his import does not reveal that she is known."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Cousins", by=cast.sunita)
    assert upload(cast, workbook({"people": [row_like_maya(cast)]})).rows.get().likely is None


def test_too_large_a_caseload_is_imported_and_reported(cast):
    """Given more hours than the worker has; then the allocation is imported with a warning."""
    sheets = ONE_OF_EACH | {"workers": [WORKER | {"minutes_a_week": "3", "dbs_checked_on": ""}]}
    run = upload(cast, workbook(sheets))
    row = run.rows.get(sheet="allocations")
    assert row.outcome == ImportOutcome.NEW
    assert "No DBS" in row.problems[0]
    assert "Over capacity by" in row.problems[0]
    import_sheets(cast, sheets)
    assert Allocation.objects.filter(worker__user__email=WORKER["email"]).exists()


def test_an_unreadable_file_is_reported(cast):
    run = upload(cast, b"PK\x03\x04 torn")
    assert run.state == ImportState.FAILED
    assert transitions.history(run).last().reason == "The workbook cannot be opened. Save it again as xlsx."


def test_an_interrupted_import_resumes(cast, monkeypatch):
    """Given a worker killed after some rows; when the sweep runs; then the rest is imported and nothing twice."""
    monkeypatch.setattr("casework.importing.services.ROWS_AT_ONCE", 2)
    run = upload(cast, workbook(ONE_OF_EACH))
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    assert import_next_rows(run_id=run.pk, by=None)
    run.refresh_from_db()
    assert (run.state, run.rows_done, run.rows_total) == (ImportState.RUNNING, 2, 6)
    assert resume_imports(on=cast.today) == 1
    run.refresh_from_db()
    assert (run.state, run.rows_done) == (ImportState.DONE, 6)
    assert Imported.objects.filter(run=run).count() == 6
    assert Individual.objects.filter(full_name="Robin Ashdown").count() == 1
    assert resume_imports(on=cast.today) == 0


def test_an_import_needs_terms(cast):
    contract = Contract.objects.create(
        council=cast.council, name="New", starts_on=cast.today, telephone="01632 960100", email="n@casework.example"
    )
    with pytest.raises(Refused, match="no terms in force"):
        upload(cast, workbook(ONE_OF_EACH), contract=contract)


def test_a_package_row_may_name_the_keyworker(cast):
    """Given no sheet of keyworkers; then the keyworker of the package row applies from its start, if known here."""
    known, unknown = (PACKAGE | {"keyworker_email": email} for email in (cast.priya.email, "x@council.example"))
    run = upload(cast, workbook({"people": [PERSON], "packages": [unknown]}))
    assert "x@council.example is not on Casework. Add a row" in run.rows.get(sheet="packages").problems[0]
    import_sheets(cast, {"people": [PERSON], "packages": [known]})
    term = Individual.objects.get(full_name="Robin Ashdown").keyworker_terms.get()
    assert (term.user, f"{term.from_on:%d/%m/%Y}") == (cast.priya, PACKAGE["starts_on"])


def test_a_worker_joins_no_team_that_has_ended(cast):
    """Given a team that has ended; then a row that names it is wrong, of a new worker and of one that changes."""
    team = end_team(team=add_team(name="Hyde", by=cast.alan), by=cast.alan)
    run = upload(cast, workbook({"workers": [WORKER | {"team": "HYDE"}]}))
    assert problems(run) == ["The team Hyde has ended. Enter another team."]
    import_sheets(cast, {"workers": [WORKER]})
    run = upload(cast, workbook({"workers": [WORKER | {"team": "Hyde"}]}))
    assert problems(run)[-1] == "The team Hyde has ended. Enter another team."
    assert not team.workers.exists()


def test_an_imported_account_has_who_imported_it(cast):
    import_sheets(cast, {"workers": [WORKER]})
    assert Worker.objects.get(user__email=WORKER["email"]).user.recorded_by == cast.ben
