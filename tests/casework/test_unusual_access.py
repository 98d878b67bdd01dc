"""Unusual access: each kind with what is one and what is not, who looks, and that it does not come again (R49)."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from casework.models import AccessGrant, AccessReview, Individual, RecordAccess
from casework.services import end_package, merge, review_access, strike_access_review
from casework.unusual_access.lines import MANY_RECORDS, unusual_lines
from contracts.models import Post
from core import clock
from core.dates import Period
from core.errors import Refused
from tests.factories import PlannedVisitFactory, VisitFactory
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


def at(cast, time: str, days_ago: int = 1) -> datetime.datetime:
    return clock.instant_on(cast.today - days_ago * DAY, datetime.time.fromisoformat(time))


def open_at(cast, user, when: datetime.datetime, *, individual=None, **more) -> RecordAccess:
    individual = individual or cast.individual
    columns = {"path": f"/people/{individual.pk}/plan/", "about_ids": [individual.pk]} | more
    return RecordAccess.objects.create(individual=individual, recorded_by=user, recorded_at=when, **columns)


def lines(cast, *, reviewer=None, kind: str = "") -> list[tuple]:
    """Return kind, first name of the user, person, day and count of each line of the last 30 days."""
    period = Period(cast.today - 29 * DAY, cast.today + DAY)
    rows = unusual_lines(reviewer or cast.ben, period, kind)
    users = {user.pk: user.full_name.split()[0] for user in User.objects.all()}
    return [(kind, users[user], individual, on, count) for kind, user, individual, on, count, *_ in rows]


def staff(cast, full_name: str) -> User:
    user = User.objects.create_user(f"{full_name.replace(' ', '.')}@people.example", full_name)
    Post.objects.create(user=user, role="support_worker", contract=cast.tameside, from_on=cast.starts_on)
    return user


def strangers(cast, count: int) -> list[Individual]:
    rows = [Individual(full_name=f"Stranger {n}", recorded_by=cast.ben) for n in range(count)]
    return Individual.objects.bulk_create(rows)


# The kinds


def test_what_is_opened_at_work_is_nothing_unusual(cast):
    for user in (cast.amara, cast.tess, cast.omar, cast.dana, cast.sunita, cast.priya):
        open_at(cast, user, at(cast, "10:00"))
    assert lines(cast) == []


@pytest.mark.parametrize(("kind", "is_line"), [("reason", True), ("inspection", False)])
def test_what_is_opened_with_a_reason_is_outside_the_caseload(cast, kind, is_line):
    """An inspection was arranged by a manager."""
    grant = AccessGrant.objects.create(
        individual=cast.individual,
        user=cast.lewis,
        kind=kind,
        reason="She rang",
        from_at=at(cast, "10:00"),
        until_at=at(cast, "11:00"),
    )
    for time in ("10:00", "10:05"):
        open_at(cast, cast.lewis, at(cast, time), grant=grant)
    expected = [("outside", "Lewis", cast.individual.pk, cast.today - DAY, 2)]
    assert lines(cast) == (expected if is_line else [])
    (*_, reasons) = unusual_lines(cast.ben, Period(cast.today - DAY, cast.today), "outside").first() or [[]]
    assert reasons == (["She rang"] if is_line else [])


@pytest.mark.parametrize(
    ("time", "is_line"), [("07:59", True), ("08:00", False), ("21:59", False), ("22:00", True), ("00:30", True)]
)
def test_what_is_opened_outside_service_hours(cast, time, is_line):
    open_at(cast, cast.amara, at(cast, time))
    assert [line[0] for line in lines(cast)] == (["night"] if is_line else [])


@pytest.mark.instant("2026-11-18T10:00:00+00:00")
def test_service_hours_are_those_of_london_in_summer(cast):
    """Given 21:30 UTC on 24 October 2026, which is 22:30 in London, and 7:30 UTC, which is 8:30; then one line."""
    for hour in (21, 7):
        open_at(cast, cast.amara, datetime.datetime(2026, 10, 24, hour, 30, tzinfo=datetime.UTC))
    period = Period(datetime.date(2026, 10, 24), datetime.date(2026, 10, 25))
    assert [row[4] for row in unusual_lines(cast.ben, period)] == [1]


def test_a_contract_without_hours_has_no_night(cast):
    open_at(cast, cast.gwen, at(cast, "03:00"), individual=cast.links_individual)
    assert lines(cast, reviewer=cast.nadia) == []


def test_what_a_phone_fetches_at_night_is_nothing_unusual(cast):
    open_at(cast, cast.amara, at(cast, "03:00"), path=reverse("phone_pack"))
    assert lines(cast) == []


def be_on_call(cast, user, *, contract=None, from_time: str = "20:00", hours: int = 12, **more) -> OnCallShift:
    """Put the user on the rota from the evening two days ago."""
    starts_at = at(cast, from_time, 2)
    times = {"starts_at": starts_at, "ends_at": starts_at + hours * 60 * MINUTE}
    return OnCallShift.objects.create(contract=contract or cast.tameside, user=user, **times | more)


@pytest.mark.parametrize(
    ("shift", "is_line"),
    [
        ({}, False),
        ({"from_time": "19:59", "hours": 7}, True),  # it ended at 02:59
        ({"from_time": "20:00", "hours": 7}, True),  # it ended at 03:00, when she opened the record
        ({"from_time": "20:01", "hours": 7}, False),
    ],
)
def test_what_somebody_opens_while_they_are_on_call_is_nothing_unusual(cast, shift, is_line):
    be_on_call(cast, cast.amara, **shift)
    open_at(cast, cast.amara, at(cast, "03:00"))
    assert [line[0] for line in lines(cast)] == (["night"] if is_line else [])


def test_the_rota_explains_only_whoever_is_on_it_and_only_for_its_contract(cast):
    """Given Omar on call for Tameside, Amara for the other contract, and a shift of Tess that was struck through."""
    be_on_call(cast, cast.omar)
    be_on_call(cast, cast.amara, contract=cast.links)
    struck = {"struck_at": clock.now(), "struck_by": cast.ben, "struck_reason": "The wrong night"}
    be_on_call(cast, cast.tess, **struck)
    for user in (cast.omar, cast.amara, cast.tess):
        open_at(cast, user, at(cast, "03:00"))
    assert sorted(line[1] for line in lines(cast)) == ["Amara", "Tess"]


def have_visit(cast, kind: str, **changed) -> None:
    """Give Amara a visit to Maya from 22:30 to 23:30, planned or logged."""
    times = at(cast, "22:30"), at(cast, "23:30")
    if kind == "planned":
        columns = {"starts_at": times[0], "ends_at": times[1]}
        factory = PlannedVisitFactory
    else:
        columns = {"started_at": times[0], "ended_at": times[1]}
        factory = VisitFactory
    factory(**{"package": cast.package, "worker": cast.worker} | columns | changed)


@pytest.mark.parametrize("kind", ["planned", "logged"])
@pytest.mark.parametrize(
    ("time", "days_ago", "is_line"),
    [("22:29", 1, False), ("23:00", 1, False), ("00:30", 0, False), ("00:31", 0, True), ("23:00", 2, True)],
)
def test_what_somebody_opens_for_their_visit_to_the_person_is_nothing_unusual(cast, kind, time, days_ago, is_line):
    have_visit(cast, kind)
    open_at(cast, cast.amara, at(cast, time, days_ago))
    assert [line[0] for line in lines(cast)] == (["night"] if is_line else [])


def test_the_visit_of_another_worker_or_to_another_person_explains_nothing(cast):
    have_visit(cast, "planned", worker=cast.other_worker)
    have_visit(cast, "logged", worker=cast.other_worker)
    have_visit(cast, "planned", package=cast.other_package)
    open_at(cast, cast.amara, at(cast, "23:00"))
    assert [line[0] for line in lines(cast)] == ["night"]


def test_a_visit_that_was_cancelled_or_entered_in_error_explains_nothing(cast):
    have_visit(cast, "planned", state="cancelled")
    struck = {"struck_at": clock.now(), "struck_by": cast.ben, "struck_reason": "Never made"}
    have_visit(cast, "logged", **struck)
    open_at(cast, cast.amara, at(cast, "23:00"))
    assert [line[0] for line in lines(cast)] == ["night"]


def test_a_visit_under_another_record_of_the_person_explains_it(cast):
    """Given a visit to Tomasz when Maya's record was opened; then it explains that once the two records are merged."""
    have_visit(cast, "planned", package=cast.other_package)
    open_at(cast, cast.amara, at(cast, "23:00"))
    assert [line[2] for line in lines(cast)] == [cast.individual.pk]
    end_package(package=cast.other_package, ended_on=cast.today, reason="choice", by=cast.ben)
    merge(duplicate=cast.other_individual, into=cast.individual, reason="One person", by=cast.ben)
    assert lines(cast) == []


@pytest.mark.parametrize(
    ("count", "minutes", "is_line"),
    [(MANY_RECORDS, 2, True), (MANY_RECORDS - 1, 2, False), (MANY_RECORDS, 4, False)],
)
def test_many_records_within_an_hour(cast, count, minutes, is_line):
    """Given an opening every two minutes, twenty in 38; or every four, fifteen in an hour."""
    people = [*strangers(cast, count - 1), cast.individual]
    for number, person in enumerate(people):
        open_at(cast, cast.amara, at(cast, "10:00") + number * minutes * MINUTE, individual=person)
    expected = [("many", "Amara", None, cast.today - DAY, MANY_RECORDS)]
    assert lines(cast) == (expected if is_line else [])


def test_many_openings_of_one_record_are_not_many_records(cast):
    for number in range(2 * MANY_RECORDS):
        open_at(cast, cast.amara, at(cast, "10:00") + number * MINUTE)
    assert lines(cast) == []


def test_an_hour_goes_past_midnight(cast):
    people = [*strangers(cast, MANY_RECORDS - 1), cast.individual]
    for number, person in enumerate(people):
        open_at(cast, cast.amara, at(cast, "23:45", 2) + number * MINUTE, individual=person)
    assert lines(cast, kind="many") == [("many", "Amara", None, cast.today - DAY, MANY_RECORDS)]
    day = Period(cast.today - DAY, cast.today)
    assert unusual_lines(cast.ben, day, "many").count() == 1, "also where the list begins at midnight"


@pytest.mark.parametrize(
    ("name", "former_names", "is_line"),
    [
        ("Petra Lindqvist", [], True),
        ("Petra LINDQVIST", [], True),
        ("Jan Oberg", ["Maya Öberg"], True),
        ("Lindqvist Moss", [], False),
        ("Petra Maya", [], False),
        ("Petra Lindqvistsson", [], False),
    ],
)
def test_whoever_has_the_same_surname_now_or_before(cast, name, former_names, is_line):
    Individual.objects.filter(pk=cast.individual.pk).update(former_names=former_names)
    user = staff(cast, name)
    for days_ago in (3, 1):
        open_at(cast, user, at(cast, "10:00", days_ago))
    expected = [("surname", name.split()[0], cast.individual.pk, cast.today - DAY, 2)]
    assert lines(cast) == (expected if is_line else [])


def test_the_person_and_their_family_are_not_staff(cast):
    """Given Maya and Rosa Lindqvist, who read at night what is theirs to read; then nobody looks at it."""
    for user in (cast.maya, cast.rosa):
        open_at(cast, user, at(cast, "03:00"), path=reverse("me"))
    assert lines(cast) == []


# Who looks


def test_nobody_looks_at_their_own(cast):
    open_at(cast, cast.ben, at(cast, "03:00"))
    assert lines(cast) == []
    assert [line[1] for line in lines(cast, reviewer=cast.dana)] == ["Ben"]
    with pytest.raises(Refused, match="own access"), transaction.atomic():
        review(cast, cast.ben, by=cast.ben)


def test_a_wall_the_other_contract_and_safeguarding_are_left_out(cast):
    open_at(cast, cast.amara, at(cast, "03:00"), path="/safeguarding/1/")
    assert lines(cast, reviewer=cast.dana) == []
    open_at(cast, cast.amara, at(cast, "03:00"))
    assert lines(cast, reviewer=cast.nadia) == []
    assert len(lines(cast)) == 1
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Named", by=cast.sunita)
    assert lines(cast) == []


# Looked at


def review(cast, user, *, kind: str = "night", by=None, days_ago: int = 1) -> AccessReview:
    on = cast.today - days_ago * DAY
    columns = {"kind": kind, "user": user, "individual": cast.individual, "on": on}
    return review_access(note="She was on the night shift", by=by or cast.ben, **columns)


def test_a_line_that_was_looked_at_does_not_come_again_and_others_do(cast):
    for days_ago in (1, 2):
        open_at(cast, cast.amara, at(cast, "03:00", days_ago))
    found = review(cast, cast.amara)
    open_at(cast, cast.amara, at(cast, "04:00"))
    assert [line[3] for line in lines(cast)] == [cast.today - 2 * DAY]
    with pytest.raises(Refused, match="already"), transaction.atomic():
        review(cast, cast.amara)
    strike_access_review(review=found, reason="Wrong line", by=cast.ben)
    assert len(lines(cast)) == 2


def test_one_look_at_a_namesake_is_enough(cast):
    petra = staff(cast, "Petra Lindqvist")
    open_at(cast, petra, at(cast, "10:00", 5))
    review(cast, petra, kind="surname", days_ago=5)
    open_at(cast, petra, at(cast, "10:00"))
    assert lines(cast) == []


def test_a_look_needs_what_was_found(cast):
    with pytest.raises(Refused, match="what you found"):
        review_access(kind="night", user=cast.amara, individual=cast.individual, on=cast.today, note=" ", by=cast.ben)


def test_the_page_lists_filters_and_takes_the_note(cast, client):
    open_at(cast, cast.amara, at(cast, "03:00"))
    client.force_login(cast.ben)
    page = client.get(reverse("unusual_access"))
    assert "Maya Lindqvist" in page.text
    assert "on the on-call rota" in page.text, "the page says what it leaves out"
    assert RecordAccess.objects.filter(recorded_by=cast.ben, about_ids__contains=[cast.individual.pk]).exists()
    assert "Maya Lindqvist" not in client.get(reverse("unusual_access") + "?kind=many").text
    (line,) = page.context["lines"]
    assert "Amara Okafor" in client.get(line.href).text
    assert client.post(line.href, {"note": "On call that night"}).status_code == 302
    after = client.get(reverse("unusual_access"))
    assert after.context["lines"] == []
    assert "On call that night" in after.text
    again = client.get(line.href, follow=True)
    assert "Somebody has looked at this already." in again.text


def test_every_look_can_be_read_page_by_page(cast, client):
    for number in range(26):
        AccessReview.objects.create(
            kind="night",
            user=cast.amara,
            individual=cast.individual,
            on=cast.today - number * DAY,
            note=f"Look {number:02}",
            recorded_by=cast.ben,
        )
    client.force_login(cast.ben)
    first = client.get(reverse("unusual_access")).text
    assert "looks=2" in first
    second = client.get(reverse("unusual_access"), {"looks": 2}).text
    assert "Look 00" in second
    assert "Look 25" not in second
    assert "looks=1" in second
