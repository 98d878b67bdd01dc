"""Roles in an import: accounts, posts and staff records, never more than whoever imports may give."""

import datetime

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from accounts.roles import NEED_STAFF_RECORD
from casework.enums import ImportOutcome
from casework.importing.sheets import ACCOUNT_ROLES
from casework.services import resume_import, run_import, undo_import
from contracts.models import Post
from contracts.services import relieve
from core import clock
from core.errors import Refused
from core.models import Message
from tests.casework.import_builders import (
    ACCOUNT,
    KEYWORKER,
    ONE_OF_EACH,
    PERSON,
    WORKER,
    import_sheets,
    upload,
    workbook,
)
from tests.casework.test_import_undo import STAYS, count_rows
from tests.instant import ORDINARY
from workforce.models import Worker

# The dates in the files are written out.
pytestmark = pytest.mark.instant(ORDINARY)

DAY = datetime.timedelta(days=1)


def written(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


def problems_of(run) -> list[str]:
    return [problem for row in run.rows.all() for problem in row.problems]


def problems(cast, sheets: dict[str, list[dict]]) -> list[str]:
    """Return the problems that the check of a file has."""
    return problems_of(upload(cast, workbook(sheets)))


@pytest.mark.parametrize("role", [key for key in ACCOUNT_ROLES if key not in NEED_STAFF_RECORD])
def test_each_role_gets_an_account_and_a_post(cast, role):
    """Given a row with the role since last year; then the account has it from today, and nobody is notified."""
    before = Message.objects.exclude(key__startswith="import-").count()
    import_sheets(cast, {"accounts": [ACCOUNT | {"role": ACCOUNT_ROLES[role], "telephone": "01632960124"}]})
    post = Post.objects.get(user__email=ACCOUNT["email"])
    assert (post.role, post.contract, post.from_on, post.until_on) == (role, cast.tameside, cast.today, None)
    assert (post.user.full_name, post.user.telephone) == ("Pat Dunn", "01632 960124")
    assert (post.recorded_by, post.user.recorded_by) == (cast.ben, cast.ben)
    assert not post.user.has_usable_password()
    assert not Worker.objects.filter(user=post.user).exists()
    assert Message.objects.exclude(key__startswith="import-").count() == before


def test_a_role_has_its_first_and_last_day(cast):
    days = {"from_on": written(cast.today + 10 * DAY), "until_on": written(cast.today + 20 * DAY)}
    import_sheets(cast, {"accounts": [ACCOUNT | days]})
    post = Post.objects.get(user__email=ACCOUNT["email"])
    assert (post.from_on, post.until_on) == (cast.today + 10 * DAY, cast.today + 21 * DAY)


def test_a_worker_has_a_second_role_with_one_account(cast):
    """Given a support worker who is also team leader and on call; then one account has a staff record and each post."""
    jo = ACCOUNT | {"email": WORKER["email"], "full_name": "Jo Bell"}
    roles = [jo | {"role": role} for role in ("Team leader", "On-call senior")]
    import_sheets(cast, {"accounts": roles, "workers": [WORKER]})
    worker = Worker.objects.get(user__email=WORKER["email"])
    assert worker.started_on == datetime.date(2024, 4, 1)
    posts = Post.objects.filter(user=worker.user).values_list("role", "from_on")
    assert set(posts) == {(role, cast.today) for role in ("support_worker", "team_leader", "on_call_senior")}


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        (
            "accounts",
            ACCOUNT | {"role": "Support worker"},
            "Role: a support worker needs a staff record. Add them to the sheet “Workers”.",
        ),
        ("accounts", ACCOUNT | {"role": "Administrator"}, "Role: “Administrator” is not one of: Support worker, "),
        ("accounts", ACCOUNT | {"email": "maya@people.example"}, "Email: this belongs to a person we support."),
        ("accounts", ACCOUNT | {"from_on": ""}, "First day: it is missing."),
        ("accounts", ACCOUNT | {"from_on": "01/01/2090"}, "The first day must be "),
        ("accounts", ACCOUNT | {"until_on": "01/09/2026"}, "The last day must be today or later."),
        ("workers", WORKER | {"started_on": "01/01/2090"}, "The first day must be "),
        ("workers", WORKER | {"role": "Manager"}, "Role: “Manager” is not one of: Support worker, Team leader."),
    ],
)
def test_a_role_that_cannot_be_given_says_why(cast, sheet, row, words):
    """Given a wrong row; then the check says why; and an import without it makes no account."""
    run = upload(cast, workbook({"people": [PERSON], sheet: [row]}))
    (problem,) = run.rows.wrong().get().problems
    assert problem.startswith(words)
    run_import(run=run, exclude_wrong=True, by=cast.ben)
    resume_import(run.pk)
    assert not User.objects.filter(email=row["email"]).exclude(pk=cast.maya.pk).exists()


def test_a_worker_who_left_is_not_employed_again(cast):
    left_on = cast.today - 3 * DAY
    Worker.objects.filter(pk=cast.other_worker.pk).update(left_on=left_on, leaving_reason="retired")
    lewis = WORKER | {"email": cast.lewis.email, "full_name": cast.lewis.full_name, "role": "Team leader"}
    assert problems(cast, {"workers": [lewis]}) == [
        f"The worker with this email address left on {left_on:%-d %B %Y}. Use another address."
    ]


@pytest.mark.parametrize(
    ("sheet", "row"),
    [("accounts", ACCOUNT | {"role": "Deputy manager"}), ("workers", WORKER), ("keyworkers", KEYWORKER)],
)
def test_nobody_gives_themselves_a_role(cast, sheet, row):
    """Given Ben's own address in the file that he imports; then no role is given to him."""
    own = row | {"email": cast.ben.email, "full_name": cast.ben.full_name}
    run = upload(cast, workbook({"people": [PERSON], sheet: [own]}))
    (problem,) = run.rows.wrong().get().problems
    assert problem == "You cannot give yourself a role. Ask another manager or administrator."


@pytest.mark.parametrize(("sheet", "row"), [("accounts", ACCOUNT), ("workers", WORKER), ("keyworkers", KEYWORKER)])
def test_nobody_gives_a_role_in_a_contract_that_they_do_not_manage(cast, sheet, row):
    """Given a file of Ben for a contract that he does not manage; then it gives no role there."""
    run = upload(cast, workbook({"people": [PERSON], sheet: [row]}), contract=cast.links)
    assert run.rows.wrong().get().problems == ["You cannot give this role. Ask an administrator."]


def test_whoever_manages_no_more_gives_no_role(cast):
    """Given a confirmed import; when the role of whoever confirmed it ends before it runs; then it gives none."""
    run = upload(cast, workbook({"accounts": [ACCOUNT]}))
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    relieve(post=Post.objects.get(user=cast.ben), until_on=cast.today, by=cast.dana)
    resume_import(run.pk)
    assert problems_of(run) == ["You cannot give this role. Ask an administrator."]
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()


def test_an_address_with_an_account_is_used(cast):
    """Given Helen's address, who is commissioner; then she gets the second role, and her account does not change."""
    accounts = User.objects.count()
    row = ACCOUNT | {"email": "Helen@people.example", "full_name": "Helen Armitage", "telephone": "01632 960124"}
    assert problems(cast, {"accounts": [row]}) == [
        "They already have an account. They get the role; their account will not change."
    ]
    import_sheets(cast, {"accounts": [row]})
    assert User.objects.count() == accounts
    assert set(Post.objects.filter(user=cast.helen).values_list("role", flat=True)) == {"commissioner", "referrer"}
    assert User.objects.get(pk=cast.helen.pk).telephone == cast.helen.telephone


def test_a_role_that_they_have_stays(cast):
    row = ACCOUNT | {"email": cast.rui.email, "full_name": "Rui Tavares"}
    posts = Post.objects.count()
    assert problems(cast, {"accounts": [row]}) == ["They already have this role, and it will not change."]
    import_sheets(cast, {"accounts": [row]})
    assert Post.objects.count() == posts


def test_a_role_that_ends_is_one_that_they_have(cast, monkeypatch):
    """Given a keyworker's role with a last day; then rows about people, imported later, add no second one."""
    monkeypatch.setattr("casework.importing.services.ROWS_AT_ONCE", 1)
    days = {"from_on": written(cast.today), "until_on": written(cast.today + 20 * DAY)}
    kim = ACCOUNT | {"email": KEYWORKER["email"], "full_name": "Kim Lowe", "role": "Keyworker"} | days
    run = import_sheets(cast, {"accounts": [kim], "people": [PERSON], "keyworkers": [KEYWORKER]})
    assert problems_of(run) == []
    assert Post.objects.get(user__email=KEYWORKER["email"]).until_on == cast.today + 21 * DAY


def test_an_address_of_two_names_is_asked_about(cast):
    rows = [ACCOUNT, ACCOUNT | {"full_name": "Kit Marlow", "role": "Commissioner"}]
    run = upload(cast, workbook({"accounts": rows}))
    assert [row.outcome for row in run.rows.all()] == [ImportOutcome.UNCLEAR] * 2


def test_the_same_file_again_gives_no_role_twice(cast):
    import_sheets(cast, {"accounts": [ACCOUNT]})
    run = import_sheets(cast, {"accounts": [ACCOUNT]})
    assert run.rows.get().outcome == ImportOutcome.SAME
    assert Post.objects.filter(user__email=ACCOUNT["email"]).count() == 1
    assert problems(cast, {"accounts": [ACCOUNT | {"until_on": "01/09/2030"}]}) == [
        "Last day: this was “” when it was imported. Change it on the record."
    ]


def test_undoing_takes_back_accounts_and_roles(cast):
    """Given new accounts, and a role for an account that there was; when undone; then every table is as before."""
    before = count_rows()
    helen = ACCOUNT | {"email": cast.helen.email, "full_name": cast.helen.full_name}
    run = import_sheets(cast, ONE_OF_EACH | {"accounts": [helen, ACCOUNT, ACCOUNT | {"role": "Manager"}]})
    undo_import(run=run, reason="The wrong file", by=cast.ben)
    assert {label for label, count in count_rows().items() if count != before[label]} == STAYS
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()
    assert Post.objects.get(user=cast.helen).role == "commissioner"


def test_undoing_deletes_accounts_after_the_rows_that_name_them(cast):
    """Given a role for an account that there was, before a new account; then both can be undone."""
    people = [PERSON, PERSON | {"reference": "7", "full_name": "Al Moss", "nhs_number": ""}]
    rui = KEYWORKER | {"email": cast.rui.email, "full_name": cast.rui.full_name}
    run = import_sheets(cast, {"people": people, "keyworkers": [rui, KEYWORKER | {"person": "7"}]})
    undo_import(run=run, reason="The wrong file", by=cast.ben)
    assert not User.objects.filter(email=KEYWORKER["email"]).exists()
    assert Post.objects.get(user=cast.rui).role == "referrer"


def end_role(cast):
    relieve(post=Post.objects.get(user__email=ACCOUNT["email"]), until_on=clock.today(), by=cast.ben)


def sign_in(cast):
    Client().force_login(User.objects.get(email=ACCOUNT["email"]))


@pytest.mark.parametrize(("use", "words"), [(end_role, "a post was changed"), (sign_in, "someone has signed in")])
def test_a_role_used_since_stays(cast, use, words):
    run = import_sheets(cast, {"accounts": [ACCOUNT]})
    use(cast)
    with pytest.raises(Refused, match=words), transaction.atomic():
        undo_import(run=run, reason="The wrong file", by=cast.ben)
    assert Post.objects.filter(user__email=ACCOUNT["email"]).exists()


def test_undoing_leaves_somebody_who_manages_access(cast):
    """Given an imported manager who is the only one left; then the import cannot be undone."""
    run = import_sheets(cast, {"accounts": [ACCOUNT | {"role": "Manager"}]})
    others = Post.objects.filter(role__in=["manager", "deputy", "administrator"])
    others.exclude(user__email=ACCOUNT["email"]).update(until_on=cast.today)
    with pytest.raises(Refused, match="No one else would manage access"), transaction.atomic():
        undo_import(run=run, reason="The wrong file", by=cast.ben)
    Post.objects.filter(user=cast.alan).update(until_on=None)
    undo_import(run=run, reason="The wrong file", by=cast.ben)
