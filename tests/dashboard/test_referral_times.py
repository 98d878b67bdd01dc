"""How long referrals take, by contract, kind of support and source, with links to the records counted."""

import csv
import datetime
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.walls import raise_wall
from core import clock
from core.dates import Period
from dashboard.referral_times import times
from referrals.models import Referral
from referrals.services import accept, put_on_waiting_list, raise_concern_for_staff, withdraw
from tests.factories import HOUR, at_ten, days_ago
from tests.pages.world import DAY, refer
from visits.services import log_visit


@pytest.fixture
def period(cast) -> Period:
    """Return the period of the last forty days, today included."""
    return Period(days_ago(40), cast.today + DAY)


def make_referral(cast, ago: int, **more) -> Referral:
    with clock.frozen_at(at_ten(days_ago(ago))):
        return refer(cast.tameside, cast.rui, **more)


def make_referral_without_strand(cast, ago: int, **more) -> None:
    """Make a referral from before the contract had kinds of support."""
    referral = make_referral(cast, ago, **more)
    referral.strand = None
    referral.save(update_fields=["strand"])


def accept_referral(cast, referral, ago: int):
    with clock.frozen_at(at_ten(days_ago(ago))):
        return accept(
            referral=referral,
            minutes_a_week=60,
            starts_on=clock.today(),
            first_review_on=clock.today() + 60 * DAY,
            keyworker=cast.priya,
            by=cast.ben,
        )


def log_first_visit(cast, package, ago: int, outcome="yes") -> None:
    start = at_ten(days_ago(ago))
    log_visit(
        id=uuid.uuid4(),
        package=package,
        worker=cast.worker,
        started_at=start,
        ended_at=start + HOUR,
        outcome=outcome,
        kind="face to face",
        notes="At the door.",
        by=cast.ben,
    )


def test_days_and_hours_are_counted_from_receipt(cast, period):
    """Given decisions after 2, 5 and 12 days and visits after 4 and 9; then medians, longest and open are right."""
    first = accept_referral(cast, make_referral(cast, 30, full_name="Ada"), 28)
    second = accept_referral(cast, make_referral(cast, 20, full_name="Bodo"), 15)
    accept_referral(cast, make_referral(cast, 14, full_name="Cleo"), 2)
    log_first_visit(cast, first, 27, "no answer")
    log_first_visit(cast, first, 26)
    log_first_visit(cast, first, 25)
    log_first_visit(cast, second, 11)
    open_one = make_referral(cast, 3, full_name="Dov")
    with clock.frozen_at(at_ten(days_ago(3)) + 5 * HOUR):
        raise_concern_for_staff(referral=open_one, concern="A dog without a leash", by=cast.ben)
    withdraw(referral=make_referral(cast, 1, full_name="Else"), reason="Moved", by=cast.rui)
    (line,) = times(cast.ben, period)
    assert (line.contract, line.source, line.strand) == (
        "Support at home",
        "Mental health team",
        "Daily living",
    )
    assert (line.received, line.undecided, line.decided) == (5, 1, 3)
    assert (line.median_decision, line.longest_decision) == (5.0, 12)
    assert (line.visited, line.median_visit, line.longest_visit) == (2, 6.5, 9)
    assert (line.concerns, line.median_concern) == (1, 5.0)


def test_there_is_a_row_for_each_source_and_kind_of_support(cast, period):
    make_referral(cast, 3)
    make_referral(cast, 3, strand=cast.strands[1])
    make_referral_without_strand(cast, 3)
    lines = {(line.strand, line.received) for line in times(cast.ben, period)}
    assert lines == {("Daily living", 1), ("Staying well", 1), ("", 1)}
    assert times(cast.nadia, period) == []


def test_the_first_and_the_last_day_of_the_period_are_counted(cast):
    midnight = clock.instant_on(days_ago(10), datetime.time(0))
    for instant in (midnight - HOUR, midnight, midnight + DAY - datetime.timedelta(seconds=1), midnight + DAY + HOUR):
        with clock.frozen_at(instant):
            refer(cast.tameside, cast.rui)
    (line,) = times(cast.ben, Period(days_ago(10), days_ago(9)))
    assert line.received == 2


def test_walled_referrals_are_not_counted_for_the_walled_user(cast, period):
    referral = make_referral(cast, 3)
    raise_wall(record_id=referral.pk, user=cast.dana, reason="Named in a concern", by=cast.sunita)
    assert times(cast.dana, period) == []
    assert times(cast.ben, period)[0].received == 1


def test_no_referrals_is_not_shown_as_0_days(cast, period):
    make_referral(cast, 2)
    (line,) = times(cast.ben, period)
    assert (line.median_decision, line.longest_visit, line.median_concern) == (None, None, None)
    assert [cell["value"] for cell in line.number_cells] == ["1", "1", 0, "–", "–", 0, "–", "–", 0, "–"]


def test_one_query_for_any_number_of_referrals(cast, period):
    for ago in range(1, 6):
        accept_referral(cast, make_referral(cast, ago, full_name=f"Person {ago}"), ago)
    with CaptureQueriesContext(connection) as queries:
        times(cast.ben, period)
    assert sum("referrals_referral" in query["sql"] for query in queries) == 1


def test_each_number_leads_to_what_it_counts(cast, client):
    """Given one waiting, one accepted, one of another strand; then every link lists as many as its number."""
    accept_referral(cast, make_referral(cast, 1, full_name="Ada"), 0)
    waiting_referral = make_referral(cast, 1, full_name="Bodo", wanted_minutes=42 * 60)
    put_on_waiting_list(referral=waiting_referral, band=1, band_agreed_with="Petra", reason="No room", by=cast.ben)
    make_referral_without_strand(cast, 1, full_name="Cleo")
    make_referral(cast, 100, full_name="Long ago")
    client.force_login(cast.ben)
    day = {f"{end}_on_{part}": getattr(days_ago(1), part) for end in ("from", "until") for part in DATE}
    lines = client.get(reverse("referral_times"), day).context["rows"]
    assert len(lines) == 2
    for line in lines:
        for cell in line.number_cells:
            if cell["href"] and cell["label"] in ("Received", "Not decided yet", "Decided"):
                context = client.get(cell["href"]).context
                assert len(context["to_decide"]) + len(context["rest"]) == int(cell["value"]), cell


DATE = ("day", "month", "year")


def test_the_address_names_the_period(cast, client):
    make_referral(cast, 1)
    client.force_login(cast.ben)
    address = reverse("referral_times")
    assert client.get(address).context["period"].from_on <= cast.today
    html = client.get(address, {"from_on_day": 1, "from_on_month": 2, "from_on_year": 2026}).content.decode()
    assert "Enter both dates" in html


def test_the_table_can_be_downloaded(cast, client):
    make_referral(cast, 0)
    client.force_login(cast.ben)
    response = client.get(reverse("referral_times_csv"))
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0][:4] == ["Contract", "Referred by", "Kind of support", "Received"]
    assert rows[1][:4] == ["Support at home", "Mental health team", "Daily living", "1"]


def test_a_referrer_has_no_such_page(cast, client):
    client.force_login(cast.rui)
    assert client.get(reverse("referral_times")).status_code == 404
