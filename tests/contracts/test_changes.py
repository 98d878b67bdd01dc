"""The pages of the changes of a contract, a council, the provider, a team, a course and an account."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import Contract, ContractYear, Council, Post, Strand
from contracts.services import (
    add_name,
    add_year,
    change_contract,
    change_council,
    change_terms,
    correct_name,
    correct_year,
    give_role,
    move_up,
    relieve,
    save_provider,
    saved_provider,
    stop_offering,
    withdraw_terms,
)
from contracts.terms.labels import TERM_COLUMNS
from core import clock
from design import changes, formatting
from workforce.models import TrainingCourse
from workforce.services import add_course, add_team, correct_course, end_team, rename_team

DAY = datetime.timedelta(days=1)


def open_page(user, url_name: str, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(url_name, args=args))


def listed(user, url_name: str, *args) -> list[tuple[str, ...]]:
    """Return who, what and the lines of each change, the newest first."""
    return [(change.by, change.title, *change.lines) for change in open_page(user, url_name, *args).context["changes"]]


def without_first(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out what the cast added."""
    return [row for row in rows if "Added" not in row[2:]]


def change(contract, by, **changed) -> None:
    contract = Contract.objects.get(pk=contract.pk)
    names = ("council", "name", "starts_on", "ends_on", "telephone", "email", "hours", "revision")
    change_contract(contract=contract, by=by, **{**{name: getattr(contract, name) for name in names}, **changed})


# A contract


def test_two_changes_of_a_telephone_are_two_rows_newest_first(cast):
    """Given a number that Alan changes and then changes again; then each row has the number before and after."""
    before = cast.tameside.telephone
    change(cast.tameside, cast.alan, telephone="01632 960001")
    change(cast.tameside, cast.alan, telephone="01632 960002", hours="9am to 5pm")
    assert without_first(listed(cast.alan, "contract_changes", cast.tameside.pk)) == [
        (
            "Alan Pike",
            "Contract",
            "Telephone of the service: 01632 960001 → 01632 960002",
            f"When the service is there: {cast.tameside.hours} → 9am to 5pm",
        ),
        ("Alan Pike", "Contract", f"Telephone of the service: {before} → 01632 960001"),
    ]


def test_a_council_is_named_and_a_date_is_written_out(cast):
    other = Council.objects.create(name="Stonefield Council", area="Stonefield")
    columns = {"starts_on": datetime.date(2030, 4, 1), "telephone": "01632 960003", "email": "new@larkfield.example"}
    contract = Contract.objects.create(council=cast.tameside.council, name="New service", hours="Always", **columns)
    change(contract, cast.alan, council=other, ends_on=datetime.date(2033, 3, 31))
    assert without_first(listed(cast.alan, "contract_changes", contract.pk)) == [
        (
            "Alan Pike",
            "Contract",
            f"Council: {cast.tameside.council} → Stonefield Council",
            "Last day of the contract: none → 31 Mar 2033",
        )
    ]
    assert str(other.pk) not in open_page(cast.alan, "contract_changes", contract.pk).text


def test_the_name_of_a_strand_that_was_corrected(cast):
    strand = add_name(kind=Strand, contract=cast.tameside, name="Nite support", by=cast.alan)
    correct_name(row=strand, revision=strand.revision, name="Night support", by=cast.alan)
    stop_offering(row=strand, by=cast.alan)
    rows = [row for row in listed(cast.ben, "contract_changes", cast.tameside.pk) if "Night" in row[1]]
    assert rows == [
        ("Alan Pike", "Strand: Night support", f"Not offered from: none → {formatting.day(cast.today)}"),
        ("Alan Pike", "Strand: Night support", "Name: Nite support → Night support"),
        ("Alan Pike", "Strand: Night support", "Added"),
    ]


def test_places_in_a_list_count_from_one(cast):
    move_up(row=cast.strands[1], by=cast.alan)
    assert set(without_first(listed(cast.alan, "contract_changes", cast.tameside.pk))) == {
        ("Alan Pike", "Strand: Staying well", "Place in the list: 2 → 1"),
        ("Alan Pike", "Strand: Daily living", "Place in the list: 1 → 2"),
    }


def test_a_corrected_price_has_pounds_and_the_last_day(cast):
    day = datetime.date(2030, 4, 1)
    columns = {"from_on": day, "block_price": None, "maximum": Decimal("125000")}
    year = add_year(
        contract=cast.tameside,
        last_on=datetime.date(2031, 3, 31),
        hourly_rate=Decimal("21.50"),
        by=cast.alan,
        **columns,
    )
    columns["maximum"] = None
    correct_year(
        year=year,
        revision=year.revision,
        last_on=datetime.date(2031, 3, 30),
        hourly_rate=Decimal("22.05"),
        by=cast.alan,
        **columns,
    )
    corrected, added = [row for row in listed(cast.ben, "contract_changes", cast.tameside.pk) if "2030" in row[1]]
    assert corrected == (
        "Alan Pike",
        "Price, 1 April 2030 to 30 March 2031",
        "Last day: 31 Mar 2031 → 30 Mar 2031",
        "Hourly rate (£): £21.50 → £22.05",
        "Maximum budget for the year (£): £125,000.00 → none",
    )
    assert added[2:] == ("Added",)
    assert ContractYear.objects.get(pk=year.pk).hourly_rate == Decimal("22.05")


def test_new_terms_say_what_they_change_and_a_withdrawal_why(cast):
    columns = {column.name: getattr(cast.terms, column.name) for column in TERM_COLUMNS}
    from_on = cast.today + 40 * DAY
    terms = change_terms(contract=cast.tameside, by=cast.alan, **{**columns, "from_on": from_on, "hold_days": 35})
    withdraw_terms(terms=terms, reason="Not agreed", by=cast.alan)
    title = f"Terms from {formatting.day(from_on)}"
    rows = [row for row in listed(cast.alan, "contract_changes", cast.tameside.pk) if row[1] == title]
    assert rows == [
        ("Alan Pike", title, "Withdrawn: Not agreed"),
        ("Alan Pike", title, "Added", "Hospital hold: length: 28 days → 35 days"),
    ]


# Council, provider, team, course


def test_changes_of_a_council(cast):
    council = Council.objects.get(pk=cast.tameside.council_id)
    names = ("name", "area", "safeguarding_team", "safeguarding_telephone", "duty_team_telephone")
    columns = {name: getattr(council, name) for name in names} | {"duty_team_telephone": "01632 960009"}
    before = council.duty_team_telephone or "none"
    change_council(council=council, revision=council.revision, by=cast.alan, **columns)
    assert without_first(listed(cast.alan, "council_changes", council.pk)) == [
        ("Alan Pike", "Council", f"Telephone of the duty team: {before} → 01632 960009")
    ]
    assert reverse("council_changes", args=[council.pk]) in open_page(cast.alan, "councils").text


def test_changes_of_the_provider(cast):
    columns = {
        "name": "Larkfield Support",
        "telephone": "01632 960100",
        "email": "office@larkfield.example",
        "office_hours": "",
        "out_of_hours_telephone": "",
        "out_of_hours": "",
        "crisis_numbers": ["Crisis line: 01632 960155"],
    }
    saved = saved_provider()
    provider = save_provider(revision=saved.revision if saved else 1, by=cast.alan, **columns)
    columns |= {"name": "Larkfield", "crisis_numbers": []}
    save_provider(revision=provider.revision, by=cast.alan, **columns)
    assert listed(cast.alan, "provider_changes")[0] == (
        "Alan Pike",
        "Provider",
        "Name of the provider: Larkfield Support → Larkfield",
        "Local crisis numbers: Crisis line: 01632 960155 → none",
    )
    assert reverse("provider_changes") in open_page(cast.alan, "provider").text


def test_changes_of_a_team(cast):
    team = rename_team(team=add_team(name="Nights", by=cast.alan), name="Night team", by=cast.alan)
    end_team(team=team, by=cast.alan)
    assert listed(cast.alan, "team_changes", team.pk) == [
        ("Alan Pike", "Team", f"Ended on: none → {formatting.day(cast.today)}"),
        ("Alan Pike", "Team", "Name of the team: Nights → Night team"),
        ("Alan Pike", "Team", "Added"),
    ]
    assert reverse("team_changes", args=[team.pk]) in open_page(cast.alan, "teams").text


def test_changes_of_a_course(cast):
    course = add_course(name="First aid", is_required=False, valid_months=None, by=cast.alan)
    correct_course(course=course, name="First aid", is_required=True, valid_months=36, by=cast.alan)
    assert listed(cast.alan, "course_changes", course.pk)[0] == (
        "Alan Pike",
        "Course",
        "Required: No → Yes",
        "Months for which it is valid: none → 36",
    )
    assert reverse("course_changes", args=[course.pk]) in open_page(cast.alan, "courses").text
    assert TrainingCourse.objects.get(pk=course.pk).is_required


# An account


def test_a_role_that_was_given_and_ended(cast):
    post = give_role(
        user=cast.rui, role="keyworker", contract=cast.tameside, from_on=cast.today, until_on=None, by=cast.ben
    )
    with clock.frozen_at(clock.now() + 3 * DAY):
        relieve(post=Post.objects.get(pk=post.pk), until_on=cast.today + 3 * DAY, by=cast.dana)
        rows = [row for row in listed(cast.ben, "account_changes", cast.rui.pk) if "Keyworker" in row[1]]
    title = f"Role: Keyworker, {cast.tameside}"
    assert rows == [
        ("Dana Kowalska", title, f"Last day: none → {formatting.day(cast.today + 2 * DAY)}"),
        ("Ben Whitcombe", title, "Role given"),
    ]


# The page


def test_a_long_history_has_pages(cast, monkeypatch):
    """Given five changes and two on a page; then each is on one page, and the first page has the newest."""
    monkeypatch.setattr(changes, "CHANGES_A_PAGE", 2)
    team = add_team(name="Team 0", by=cast.alan)
    for number in range(1, 5):
        team = rename_team(team=team, name=f"Team {number}", by=cast.alan)
    client, lines, address = Client(), [], ""
    client.force_login(cast.alan)
    while address is not None:
        context = client.get(reverse("team_changes", args=[team.pk]) + address).context
        assert len(context["changes"]) <= 2
        lines += [line for change in context["changes"] for line in change.lines]
        address = context["older"] or None
    assert lines == [*(f"Name of the team: Team {n - 1} → Team {n}" for n in range(4, 0, -1)), "Added"]


def test_a_change_that_no_form_asks_for_is_no_row(cast):
    """Given a save that counts the revision and nothing else; then it is not listed."""
    change(cast.tameside, cast.alan)
    assert Contract.objects.get(pk=cast.tameside.pk).revision == cast.tameside.revision + 1
    assert without_first(listed(cast.alan, "contract_changes", cast.tameside.pk)) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("alan", 200), ("ben", 200), ("dana", 200), ("farah", 403), ("amara", 403), ("helen", 403), ("nadia", 404)],
)
def test_who_reads_the_history_of_a_contract(cast, who, status):
    user = getattr(cast, who)
    assert open_page(user, "contract_changes", cast.tameside.pk).status_code == status
    if status != 404:
        is_linked = (
            reverse("contract_changes", args=[cast.tameside.pk]) in open_page(user, "contract", cast.tameside.pk).text
        )
        assert is_linked is (status == 200)
