"""The return of a quarter is a duty by the day of the terms: raised once, dated right, and met by sealing."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from contracts.models import Contract
from contracts.services import set_terms
from contracts.terms.services import TermsColumns
from core.dates import Period
from core.duties import expire_ended
from reporting.models import Return, ReturnDue
from reporting.services import open_return, raise_returns_due, seal, sign_restricted
from tests.cast import assemble
from tests.reporting.builders import DAY, FIRST, QUARTER, TODAY, freeze_on
from tests.reviews.updates import terms_with
from tests.snapshots import build_once

# Ten working days after Wednesday 30 June 2027.
DUE_ON = datetime.date(2027, 7, 14)


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027, under terms that ask for each return in ten working days."""
    with freeze_on(TODAY):
        cast = build_once(assemble)
        terms_with(cast, return_working_days=10)
    Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=FIRST)
    return cast


def sweep(day=TODAY) -> int:
    with freeze_on(day):
        return raise_returns_due(on=day)


def duties_of(user, day=TODAY) -> list:
    with freeze_on(day):
        return [item for item in duty_items(user, day) if item.kind == "return-due"]


def seal_quarter(cast, day=TODAY) -> Return:
    with freeze_on(day):
        row = open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
        return seal(quarterly=sign_restricted(quarterly=row, by=row.restricted_to), by=cast.ben)


def test_a_quarter_that_is_over_is_a_duty_of_who_prepares_returns(cast):
    assert [sweep(), sweep()] == [1, 0]
    (item,) = duties_of(cast.ben)
    assert (item.due_on, item.individual_name) == (DUE_ON, str(cast.tameside))
    assert (item.label, item.href) == ("Seal the return for 1 Apr 2027 to 30 Jun 2027", reverse("returns"))
    for user in (cast.amara, cast.tess, cast.priya, cast.helen):
        assert duties_of(user) == [], user


def test_the_managers_home_page_has_it_once_from_a_week_ahead(cast):
    sweep()
    client = Client()
    with freeze_on(DUE_ON - 7 * DAY):
        client.force_login(cast.ben)
        (row,) = [row for row in client.get(reverse("home")).context["rows"] if row.kind == "return-due"]
        assert (row.person, row.lead, row.due_on) == (str(cast.tameside), "You or a colleague", DUE_ON)
    with freeze_on(DUE_ON + DAY):
        page = client.get(reverse("duties"))
        assert page.text.count("Seal the return for") == 1
        assert "1 day overdue" in page.text


def test_sealing_meets_it(cast):
    sweep()
    seal_quarter(cast)
    assert duties_of(cast.ben) == []
    assert ReturnDue.objects.get().met_on == TODAY


def test_what_was_sealed_before_the_sweep_is_met_on_the_day_of_the_seal(cast):
    seal_quarter(cast)
    sweep(TODAY + DAY)
    assert ReturnDue.objects.get().met_on == TODAY


def test_a_server_that_was_off_raises_each_once_for_its_day(cast):
    """Given half a year without a sweep; then each quarter that is over is raised once, dated by its own end."""
    day = datetime.date(2028, 1, 20)
    sweep(day)
    sweep(day)
    assert list(ReturnDue.objects.order_by("due_on").values_list("from_on", "due_on")) == [
        (FIRST, DUE_ON),
        (datetime.date(2027, 7, 1), datetime.date(2027, 10, 14)),
        (datetime.date(2027, 10, 1), datetime.date(2028, 1, 17)),
    ]


# Every six months (C12)


def half_yearly(cast) -> None:
    with freeze_on(TODAY):
        terms_with(cast, return_working_days=10, return_interval="half-yearly")


def test_a_half_yearly_contract_owes_a_return_for_each_half_year(cast):
    """Given terms that ask every six months; then nothing is due after a quarter, and one return after each half."""
    half_yearly(cast)
    assert sweep() == 0
    assert sweep(datetime.date(2027, 9, 30)) == 0
    day = datetime.date(2028, 4, 3)
    assert [sweep(day), sweep(day)] == [1, 0]
    assert list(ReturnDue.objects.order_by("due_on").values_list("from_on", "until_on", "due_on")) == [
        (FIRST, datetime.date(2027, 10, 1), datetime.date(2027, 10, 14)),
        (datetime.date(2027, 10, 1), datetime.date(2028, 4, 1), datetime.date(2028, 4, 18)),
    ]


def test_the_return_of_a_half_year_is_prepared_and_meets_its_duty(cast):
    """Given a half-year that is over; then it is offered as one period, and its page compares half-years."""
    half_yearly(cast)
    day = datetime.date(2027, 10, 5)
    sweep(day)
    client = Client()
    with freeze_on(day):
        client.force_login(cast.ben)
        page = client.get(reverse("return_open")).text
        assert "April to September 2027" in page
        assert "April to June 2027" not in page
        row = open_return(contract=cast.tameside, period=Period(FIRST, datetime.date(2027, 10, 1)), by=cast.ben)
        page = client.get(reverse("return", args=[row.pk])).text
        assert "Previous half-year" in page
        seal(quarterly=sign_restricted(quarterly=row, by=row.restricted_to), by=cast.ben)
    assert ReturnDue.objects.get().met_on == day


@pytest.mark.parametrize(
    ("before", "after", "months"),
    [("quarterly", "half-yearly", [3, 3, 6]), ("half-yearly", "quarterly", [6, 3, 3])],
)
def test_a_change_of_the_interval_leaves_no_day_out_and_none_twice(cast, before, after, months):
    """Given an interval that changes on 1 August; then the half-year of that day stays as it began."""
    for interval, day in ((before, TODAY), (after, datetime.date(2027, 8, 1))):
        with freeze_on(day):
            terms = cast.tameside.terms.last()
            columns = {name: getattr(terms, name) for name in TermsColumns.__annotations__}
            changed = columns | {"return_working_days": 10, "return_interval": interval}
            from_on = FIRST if day == TODAY else day
            set_terms(contract=cast.tameside, from_on=from_on, by=None, **changed)
    for day in (TODAY, datetime.date(2027, 10, 4), datetime.date(2028, 4, 4)):
        sweep(day)
    periods = [row.period for row in ReturnDue.objects.order_by("from_on")]
    assert [period.until_on for period in periods[:-1]] == [period.from_on for period in periods[1:]]
    spans = [relativedelta(period.until_on, period.from_on) for period in periods]
    assert [span.months for span in spans] == months


def test_terms_without_a_time_raise_nothing(cast):
    with freeze_on(TODAY):
        terms_with(cast, return_working_days=None)
    assert sweep() == 0


def test_a_duty_stays_as_it_was_raised_when_the_terms_change(cast):
    sweep()
    with freeze_on(TODAY):
        terms_with(cast, return_working_days=60)
    assert sweep(TODAY + DAY) == 0
    assert ReturnDue.objects.get().due_on == DUE_ON


def test_a_quarter_before_the_cut_over_is_not_due(cast):
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=QUARTER.until_on)
    assert sweep() == 0
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=QUARTER.until_on - DAY)
    assert sweep() == 1


def test_the_final_return_of_a_contract_that_ended_is_due_by_its_last_day(cast):
    """Given a contract that ended on 14 May; then its last return counts from then, and nothing closes the duty."""
    last_on = datetime.date(2027, 5, 14)
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=last_on)
    sweep()
    row = ReturnDue.objects.get()
    assert row.period == Period(FIRST, last_on + DAY)
    assert row.due_on == datetime.date(2027, 5, 28)
    with freeze_on(TODAY):
        assert expire_ended(on=TODAY) == 0
    assert str(row) == "Return for 1 April to 14 May 2027, due 28 May 2027"
