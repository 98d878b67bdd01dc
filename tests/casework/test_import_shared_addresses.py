"""An address with two names: nothing of it is imported until somebody says who is who."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.enums import ImportOutcome, ImportState
from casework.models import Individual, KeyworkerTerm
from casework.services import record_match, record_who_is_who, resume_import, run_import
from core.errors import NotPossible, Refused
from tests.casework.import_builders import (
    ALLOCATION,
    KEYWORKER,
    ONE_OF_EACH,
    PERSON,
    RELATIONSHIP,
    WORKER,
    upload,
    workbook,
)
from workforce.models import Worker

TEAM = "mht.north@council.example"
KIM = KEYWORKER | {"email": TEAM, "full_name": "Kim Lowe"}
PAT = KEYWORKER | {"person": "0043", "email": "MHT.North@council.example", "full_name": "Pat Greenhow"}
PEOPLE = [PERSON, PERSON | {"reference": "0043", "full_name": "Piers Gledhill", "nhs_number": ""}]
KEYWORKERS = {"people": PEOPLE, "keyworkers": [KIM, PAT]}
PATS_OWN = {TEAM: {"Kim Lowe": TEAM, "Pat Greenhow": "Pat.G@council.example"}}


def answer(cast, run, answers) -> None:
    record_who_is_who(run=run, answers=answers, by=cast.ben)
    resume_import(run.pk)
    run.refresh_from_db()


def keyworker_of(name: str) -> tuple[str, str]:
    user = KeyworkerTerm.objects.get(individual__full_name=name).user
    return user.full_name, user.email


def import_run(cast, run, *, exclude_wrong: bool = False) -> None:
    run_import(run=run, exclude_wrong=exclude_wrong, by=cast.ben)
    resume_import(run.pk)
    run.refresh_from_db()


def outcomes(run, sheet: str) -> list[str]:
    return list(run.rows.filter(sheet=sheet).order_by("number").values_list("outcome", flat=True))


def test_two_keyworkers_of_one_mailbox_are_asked_about(cast):
    """Given one address with two names; then both rows wait, and the import is refused until somebody answers."""
    run = upload(cast, workbook(KEYWORKERS))
    assert outcomes(run, "keyworkers") == [ImportOutcome.UNCLEAR] * 2
    assert run.rows.get(sheet="keyworkers", number=3).problems == [
        "Keyworker's email: mht.north@council.example is also the address of Kim Lowe."
    ]
    with pytest.raises(Refused, match="who is who"):
        run_import(run=run, exclude_wrong=True, by=cast.ben)


def test_each_gets_their_own_account(cast):
    run = upload(cast, workbook(KEYWORKERS))
    answer(cast, run, PATS_OWN)
    import_run(cast, run)
    assert keyworker_of("Robin Ashdown") == ("Kim Lowe", TEAM)
    assert keyworker_of("Piers Gledhill") == ("Pat Greenhow", "pat.g@council.example")


def test_the_answer_is_remembered_for_the_same_file(cast):
    """Given an imported file with an answer; when it comes again; then every row is unchanged and nobody is asked."""
    run = upload(cast, workbook(KEYWORKERS))
    answer(cast, run, PATS_OWN)
    import_run(cast, run)
    again = upload(cast, workbook(KEYWORKERS))
    assert outcomes(again, "keyworkers") == [ImportOutcome.SAME] * 2


def test_rows_of_a_name_that_nobody_knows_are_left_out(cast):
    run = upload(cast, workbook(KEYWORKERS))
    answer(cast, run, {TEAM: {"Kim Lowe": TEAM, "Pat Greenhow": ""}})
    assert outcomes(run, "keyworkers") == [ImportOutcome.NEW, ImportOutcome.ERROR]
    import_run(cast, run, exclude_wrong=True)
    assert not KeyworkerTerm.objects.filter(individual__full_name="Piers Gledhill").exists()


def test_two_spellings_may_be_one_person(cast):
    run = upload(cast, workbook(KEYWORKERS | {"keyworkers": [KIM, PAT | {"full_name": "Kimberley Lowe"}]}))
    answer(cast, run, {TEAM: {"Kim Lowe": TEAM, "Kimberley Lowe": TEAM}})
    import_run(cast, run)
    assert keyworker_of("Robin Ashdown") == keyworker_of("Piers Gledhill") == ("Kim Lowe", TEAM)


def test_capitals_and_punctuation_do_not_make_a_second_name(cast):
    rows = [KIM | {"full_name": "Kim O'Lowe"}, PAT | {"full_name": "KIM O LOWE"}]
    assert outcomes(upload(cast, workbook(KEYWORKERS | {"keyworkers": rows})), "keyworkers") == [ImportOutcome.NEW] * 2


def test_an_account_here_with_another_name_is_asked_about(cast):
    """Given the address of Priya's account with another name; then her account does not become the keyworker."""
    run = upload(cast, workbook(KEYWORKERS | {"keyworkers": [PAT | {"email": cast.priya.email}]}))
    row = run.rows.get(sheet="keyworkers")
    assert row.outcome == ImportOutcome.UNCLEAR
    assert f"{cast.priya.full_name}, who has an account here" in row.problems[0]


def test_an_account_renamed_here_is_not_asked_about_again(cast):
    """Given an imported keyworker with a new name here; when the file comes again; then nothing is new."""
    sheets = KEYWORKERS | {"keyworkers": [KIM]}
    import_run(cast, upload(cast, workbook(sheets)))
    term = KeyworkerTerm.objects.get(individual__full_name="Robin Ashdown")
    term.user.full_name = "Kim Marsh"
    term.user.save()
    assert outcomes(upload(cast, workbook(sheets)), "keyworkers") == [ImportOutcome.SAME]


def test_workers_of_one_mailbox_are_asked_about_and_so_are_their_allocations(cast):
    """Given two workers with one address; then an allocation with the address alone is refused: it may mean either."""
    team = WORKER["email"]
    sheets = ONE_OF_EACH | {"workers": [WORKER, WORKER | {"full_name": "Ben Shipley"}], "allocations": [ALLOCATION]}
    run = upload(cast, workbook(sheets))
    assert outcomes(run, "workers") == [ImportOutcome.UNCLEAR] * 2
    assert "more than one name: Jo Bell and Ben Shipley" in run.rows.get(sheet="allocations").problems[0]
    answer(cast, run, {team: {"Jo Bell": team, "Ben Shipley": "b.shipley@provider.example"}})
    assert outcomes(run, "workers") == [ImportOutcome.NEW] * 2
    assert outcomes(run, "allocations") == [ImportOutcome.ERROR]
    import_run(cast, run, exclude_wrong=True)
    assert Worker.objects.get(user__email="b.shipley@provider.example").user.full_name == "Ben Shipley"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({TEAM: {"Kim Lowe": TEAM}}, "for every name"),
        ({TEAM: {"Kim Lowe": "a@b.example", "Pat Greenhow": "a@b.example"}}, "is given for Kim Lowe and for Pat"),
        ({TEAM: {"Kim Lowe": TEAM, "Pat Greenhow": "priya"}}, "who has an account here"),
    ],
)
def test_an_answer_that_leaves_it_open_is_refused(cast, answers, words):
    run = upload(cast, workbook(KEYWORKERS))
    names = {name: cast.priya.email if email == "priya" else email for name, email in answers[TEAM].items()}
    with pytest.raises(Refused, match=words):
        record_who_is_who(run=run, answers={TEAM: names}, by=cast.ben)


def test_an_answer_after_the_import_is_not_possible(cast):
    run = upload(cast, workbook(KEYWORKERS))
    answer(cast, run, PATS_OWN)
    import_run(cast, run)
    with pytest.raises(NotPossible):
        record_who_is_who(run=run, answers=PATS_OWN, by=cast.ben)


def test_the_check_after_the_answer_keeps_other_decisions(cast):
    """Given a possible duplicate decided before; when the file is checked again; then the decision is still there."""
    maya = PERSON | {"full_name": "Maia Lindqvist", "date_of_birth": "14/05/1987", "nhs_number": "9990000018"}
    run = upload(cast, workbook(KEYWORKERS | {"people": [maya, PEOPLE[1]], "relationships": [RELATIONSHIP]}))
    record_match(row=run.rows.get(sheet="people", number=2), is_same=True, by=cast.ben)
    answer(cast, run, PATS_OWN)
    assert run.rows.get(sheet="people", number=2).is_same is True
    import_run(cast, run)
    assert not Individual.objects.filter(full_name="Maia Lindqvist").exists()


def test_the_page_asks_and_saves(cast):
    """Given the page of the import; when Ben answers there; then the file is checked again with his answers."""
    run = upload(cast, workbook(KEYWORKERS))
    client = Client()
    client.force_login(cast.ben)
    assert "Choose who is who" in client.get(reverse("import", args=[run.pk])).content.decode()
    address = reverse("import_who_is_who", args=[run.pk])
    assert "Is mht.north@council.example the address of Pat Greenhow?" in client.get(address).content.decode()
    sent = {"whose_0": "theirs", "whose_1": "other", "email_1": ""}
    assert "Enter the address of Pat Greenhow" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"email_1": "pat.g@council.example"}).status_code == 302
    run.refresh_from_db()
    assert run.state == ImportState.CHECKING
    resume_import(run.pk)
    assert outcomes(run, "keyworkers") == [ImportOutcome.NEW] * 2
