"""What follows the age limit is agreed with the keyworker before the birthday: a duty for the manager and for them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.age_limit.rules import awaiting_decision, passed_limit_on
from casework.duties import duty_items
from casework.models import AgeLimitDecision, Individual, RecordAccess, SupportPackage
from casework.services import end_package, merge, record_age_limit_decision, withdraw_age_limit_decision
from contracts.models import Contract
from contracts.services import set_terms
from core.dates import birthday
from core.errors import Conflict, NotPossible, Refused
from core.sql import Birthday
from dashboard.home.reader import duties_of_week
from tests.cast import FULL_TERMS
from tests.instant import ORDINARY

DATE = datetime.date
DAY = datetime.timedelta(days=1)


@pytest.fixture
def near_limit(cast):
    """Maya turns 66 in twelve days."""
    turned_on = cast.today + 12 * DAY
    set_birth(cast, turned_on.replace(year=turned_on.year - 66))
    return birthday(Individual.objects.get(pk=cast.individual.pk).date_of_birth, 66)


def set_birth(cast, on) -> None:
    Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=on)


def due(day) -> list:
    rows = awaiting_decision(SupportPackage.objects.all(), day).filter(case__individual__full_name="Maya Lindqvist")
    return [row.reached_on for row in rows]


def record(cast, revision=1, by=None, **values):
    values = {"outcome": "continues", "agreed_with": "Priya Nair, keyworker", "agreed_on": cast.today} | values
    return record_age_limit_decision(package=cast.package, revision=revision, by=by or cast.ben, **values)


def kinds(user, cast, **more) -> list:
    return [item.kind for item in duty_items(user, cast.today, individual=cast.individual, **more)]


def get_page(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args))


# When it is due


@pytest.mark.instant(ORDINARY)
@pytest.mark.parametrize(
    ("born", "day", "due_on"),
    [
        (DATE(1960, 8, 20), DATE(2026, 5, 19), None),
        (DATE(1960, 8, 20), DATE(2026, 5, 20), DATE(2026, 8, 20)),  # three months before
        (DATE(1960, 8, 20), DATE(2026, 8, 20), DATE(2026, 8, 20)),
        (DATE(1960, 8, 20), DATE(2026, 12, 1), DATE(2026, 8, 20)),  # not agreed: it stays due
        (DATE(1960, 5, 31), DATE(2026, 2, 27), None),
        (DATE(1960, 5, 31), DATE(2026, 2, 28), DATE(2026, 5, 31)),  # no 31 February
        (DATE(1960, 2, 29), DATE(2025, 11, 30), None),
        (DATE(1960, 2, 29), DATE(2025, 12, 1), DATE(2026, 3, 1)),  # 2026 has no 29 February
    ],
)
def test_it_is_due_on_the_birthday_and_asked_for_three_months_before(cast, born, day, due_on):
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=DATE(2025, 9, 1))
    Contract.objects.update(starts_on=DATE(2025, 1, 1))
    set_birth(cast, born)
    assert due(day) == ([due_on] if due_on else [])


@pytest.mark.instant(ORDINARY)
@pytest.mark.parametrize(("limit", "due_on"), [(65, DATE(2026, 2, 28)), (66, None), (None, None)])
def test_the_terms_say_which_birthday(cast, limit, due_on):
    """Given somebody who turns 65 on 28 February 2026; then with a limit of 66 or none nothing is due that spring."""
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=DATE(2025, 9, 1))
    set_terms(contract=cast.tameside, from_on=DATE(2025, 9, 1), by=None, **FULL_TERMS | {"age_limit": limit})
    set_birth(cast, DATE(1961, 2, 28))
    assert due(DATE(2026, 3, 30)) == ([due_on] if due_on else [])


@pytest.mark.instant(ORDINARY)
@pytest.mark.parametrize("year", [1956, 1957, 1960, 1963, 1964])
@pytest.mark.parametrize("day", [(2, 28), (2, 29), (3, 1), (12, 31)])
@pytest.mark.parametrize("age", [64, 65, 66])
def test_the_database_and_python_agree_on_birthdays(cast, year, day, age):
    try:
        born = DATE(year, *day)
    except ValueError:
        born = DATE(year, 3, 2)
    set_birth(cast, born)
    rows = Individual.objects.filter(pk=cast.individual.pk)
    assert rows.values_list(Birthday("date_of_birth", age), flat=True).get() == birthday(born, age)


def test_who_was_past_the_limit_when_support_started_has_no_duty(cast, near_limit):
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=near_limit)
    assert due(near_limit + DAY) == []
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=near_limit - DAY)
    assert due(near_limit + DAY) == [near_limit]


def test_nothing_is_due_where_the_contract_does_not_run_or_support_has_ended(cast, near_limit):
    assert due(cast.today) == [near_limit]
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today - DAY)
    assert due(cast.today) == []
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=None)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert due(cast.today) == []


def test_the_birthday_of_the_primary_record_counts_for_a_package_of_a_merged_one(cast, near_limit):
    """Given support on a record with a wrong date of birth, merged into one on which Maya turns 66; then it is due.

    Where the primary record has no date of birth, that of the package's record counts.
    """
    born_on = Individual.objects.get(pk=cast.individual.pk).date_of_birth
    primary = Individual.objects.create(full_name="Maya Lindqvist", date_of_birth=born_on)
    set_birth(cast, DATE(1990, 1, 1))
    assert due(cast.today) == []
    merge(duplicate=cast.individual, into=primary, reason="One person", by=cast.ben)
    assert due(cast.today) == [near_limit]
    package = SupportPackage.objects.with_age_limit(near_limit).get(pk=cast.package.pk)
    assert passed_limit_on(package, near_limit) == near_limit
    assert record(cast).age_limit == 66
    set_birth(cast, born_on)
    Individual.objects.filter(pk=primary.pk).update(date_of_birth=None)
    package = SupportPackage.objects.with_age_limit(near_limit).get(pk=cast.package.pk)
    assert passed_limit_on(package, near_limit) == near_limit


def test_nothing_is_due_before_the_cut_over(cast):
    turned_on = cast.today - 20 * DAY
    set_birth(cast, turned_on.replace(year=turned_on.year - 66))
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=cast.today)
    assert due(cast.today) == [cast.today]


# Where it is listed, and for whom


@pytest.mark.usefixtures("near_limit")
def test_the_manager_and_the_keyworker_have_it_and_workers_read_it(cast):
    for user in (cast.ben, cast.dana, cast.priya):
        assert "age-limit" in kinds(user, cast)
    for user in (cast.amara, cast.tess, cast.omar, cast.kofi):
        assert "age-limit" not in kinds(user, cast)
    assert "age-limit" in kinds(cast.amara, cast, is_reading=True)
    label = "Agree what happens at the age limit"
    for user, page, args in (
        (cast.ben, "person", [cast.individual.pk]),
        (cast.priya, "person", [cast.individual.pk]),
        (cast.ben, "worker", [cast.worker.pk]),
    ):
        assert label in get_page(user, page, *args).content.decode()


def test_home_pages_list_it_in_the_week_before_the_birthday(cast, near_limit):
    for user in (cast.ben, cast.priya):
        assert [item.due_on for item in duties_of_week(user, near_limit - 7 * DAY)].count(near_limit) == 1


# Recording what is agreed


@pytest.mark.usefixtures("near_limit")
@pytest.mark.parametrize("who", ["ben", "priya"])
def test_what_is_agreed_meets_the_duty_and_does_not_end_support(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    address = reverse("package_age_limit", args=[cast.package.pk])
    form = client.get(address)
    assert form.context["form"].initial["agreed_with"] == "Priya Nair, keyworker"
    today = {f"agreed_on_{part}": getattr(cast.today, part) for part in ("day", "month", "year")}
    answers = {"revision": 1, "outcome": "moves", "agreed_with": "Priya Nair, keyworker", "note": "She agrees."} | today
    assert "Enter the service that the person moves to." in client.post(address, answers).content.decode()
    assert client.post(address, answers | {"service": "Older adults’ team"}).status_code == 302
    decision = AgeLimitDecision.objects.get()
    assert (decision.outcome, decision.service, decision.age_limit) == ("moves", "Older adults’ team", 66)
    assert (decision.recorded_by, decision.agreed_on) == (getattr(cast, who), cast.today)
    assert due(cast.today) == []
    assert "age-limit" not in kinds(cast.ben, cast)
    cast.package.refresh_from_db()
    assert cast.package.is_open
    assert "Older adults’ team" in get_page(cast.amara, "package", cast.package.pk).content.decode()
    words = RecordAccess.objects.filter(path=address).first().page_name
    assert words == "Age limit"


def test_the_last_day_that_is_agreed_does_not_end_support(cast, near_limit):
    record(cast, outcome="ends", last_on=near_limit)
    cast.package.refresh_from_db()
    assert (cast.package.ended_on, cast.package.expected_end_on) == (None, None)


@pytest.mark.usefixtures("near_limit")
def test_what_is_agreed_is_corrected_and_withdrawn(cast):
    """Given an outcome; then it is changed by either, the second of two saves is refused, and withdrawn it is due."""
    decision = record(cast)
    with pytest.raises(Conflict):
        record(cast, outcome="ends", last_on=cast.today)
    record(cast, revision=decision.revision, outcome="ends", last_on=cast.today + DAY, by=cast.priya)
    decision = AgeLimitDecision.objects.get()
    assert decision.summary == f"Support ends on a date: {cast.today + DAY:%-d %B %Y}"
    with pytest.raises(Refused, match="Enter the reason"):
        withdraw_age_limit_decision(decision=decision, reason=" ", by=cast.ben)
    withdraw_age_limit_decision(decision=decision, reason="On the wrong person", by=cast.ben)
    assert due(cast.today) != []
    with pytest.raises(NotPossible):
        withdraw_age_limit_decision(decision=decision, reason="Again", by=cast.ben)
    page = get_page(cast.ben, "package", cast.package.pk).content.decode()
    assert "On the wrong person" in page
    assert record(cast).pk != decision.pk


@pytest.mark.usefixtures("near_limit")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "moves"}, "service"),
        ({"outcome": "ends"}, "last_on"),
        ({"outcome": "ends", "last_on": DATE(2001, 1, 1)}, "last_on"),
        ({"agreed_on": DATE(2090, 1, 1)}, "agreed_on"),
    ],
)
def test_what_is_refused_names_its_field(cast, values, field):
    with pytest.raises(Refused) as refusal:
        record(cast, **values)
    assert refusal.value.field == field


def test_nothing_is_recorded_where_the_contract_has_no_limit(cast):
    with pytest.raises(Refused, match="does not reach"):
        record_age_limit_decision(
            package=cast.links_package,
            revision=1,
            outcome="continues",
            agreed_with="Ivor Stannard",
            agreed_on=cast.today,
            by=cast.nadia,
        )
    assert get_page(cast.nadia, "package_age_limit", cast.links_package.pk).status_code == 404


def test_those_who_do_not_agree_it_are_refused(cast, near_limit):
    statuses = {
        name: get_page(getattr(cast, name), "package_age_limit", cast.package.pk).status_code
        for name in ("ben", "priya", "amara", "tess", "kofi", "nadia")
    }
    assert statuses == {"ben": 200, "priya": 200, "amara": 403, "tess": 403, "kofi": 404, "nadia": 404}
