"""People to check in with: arithmetic in sentences that the person reads too; days in hospital count in none (T2.6)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import RecordAccess, SupportPackage
from casework.services import merge, record_admission
from core import clock
from plans.services import rate
from tests.casework.test_package import make_person
from tests.factories import VisitFactory, days_ago
from visits.log.check_in_with import CheckInFigures, figures_of, to_check_in

BEFORE, LAST = (30, 37, 44, 51), (2, 9, 16, 23)  # days ago, one visit a week


def log(cast, *outcomes: str, days: tuple[int, ...], **columns) -> None:
    for count, outcome in zip(days, outcomes, strict=True):
        columns = {"package": cast.package, "worker": cast.worker} | columns
        VisitFactory(on=days_ago(count), outcome=outcome, **columns)


def log_fallen(cast) -> None:
    log(cast, *["yes"] * 4, days=BEFORE)
    log(cast, "yes", "no answer", "declined", "cancelled by person", days=LAST)


@pytest.fixture(autouse=True)
def _noted_lately(cast) -> None:
    """Something was noted about the goal of the cast lately, unless a test says otherwise."""
    rate(wording=cast.wording, value=4, rated_on=days_ago(3), rated_by="person", by=cast.amara)


def listed(cast, user=None) -> list[SupportPackage]:
    packages = SupportPackage.objects.allowing(user or cast.amara, "write plan").open()
    return list(to_check_in(packages, user or cast.amara, clock.today()))


def figures(cast) -> CheckInFigures:
    packages = SupportPackage.objects.filter(pk=cast.package.pk)
    return figures_of(packages, cast.amara, clock.today()).get(cast.package.pk, CheckInFigures())


def test_a_falling_share_visits_is_said_as_arithmetic(cast):
    log_fallen(cast)
    assert listed(cast) == [cast.package]
    assert figures(cast).reasons == [
        "In the last four weeks 1 of 4 visits took place, in the four weeks before that 4 of 4."
    ]


@pytest.mark.parametrize(
    ("made_before", "before", "made_last", "last", "has_fallen"),
    [
        (4, 4, 2, 4, True),
        (4, 4, 3, 4, False),  # one missed visit
        (3, 3, 2, 3, False),
        (3, 3, 1, 3, True),
        (5, 5, 3, 5, True),  # exactly forty of a hundred
        (2, 2, 0, 2, False),  # too few visits to say anything
        (3, 3, 0, 2, False),
        (0, 3, 3, 3, False),
    ],
)
def test_when_a_share_has_fallen(cast, made_before, before, made_last, last, has_fallen):
    for days, made, number in ((28, made_before, before), (0, made_last, last)):
        outcomes = ["yes"] * made + ["declined"] * (number - made)
        log(cast, *outcomes, days=tuple(range(days, days + number)))
    assert figures(cast).has_fallen is has_fallen
    assert bool(listed(cast)) is has_fallen


def test_the_stretches_are_four_weeks_and_today_is_in_the_last(cast):
    log(cast, "yes", "yes", "yes", "yes", days=(0, 27, 28, 55))
    log(cast, "yes", days=(56,))
    assert (figures(cast).visits_last, figures(cast).visits_before) == (2, 2)


def test_what_we_cancelled_calls_and_struck_visits_do_not_count(cast):
    log(cast, "cancelled by us", "unsafe", days=(2, 3))
    log(cast, "no answer", days=(4,), kind="telephone")
    struck = {"struck_at": clock.now(), "struck_by": cast.ben, "struck_reason": "Wrong person"}
    log(cast, "no answer", days=(5,), **struck)
    assert figures(cast).visits_sentence == ""


def test_days_in_hospital_count_in_no_sentence(cast):
    log_fallen(cast)
    record_admission(
        individual=cast.individual,
        hospital="Stonefield",
        kind="general",
        admitted_on=days_ago(24),
        discharged_on=days_ago(9),
        by=cast.amara,
    )
    # The visits 23 and 16 days ago were in the stay; the day of the discharge counts again.
    assert (figures(cast).made_last, figures(cast).visits_last) == (1, 2)
    assert listed(cast) == []


def test_nobody_in_hospital_is_listed(cast):
    log_fallen(cast)
    assert listed(cast) == [cast.package]
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="general", admitted_on=days_ago(0), by=cast.amara
    )
    assert listed(cast) == []


def test_goals_without_a_note_for_six_weeks(cast):
    with clock.frozen_at(clock.instant_on(clock.today() + datetime.timedelta(days=38), datetime.time(10))):
        assert listed(cast) == []
    with clock.frozen_at(clock.instant_on(clock.today() + datetime.timedelta(days=39), datetime.time(10))):
        assert listed(cast) == [cast.package]
        (reason,) = figures(cast).reasons
    assert reason.startswith("Nothing noted about goals for 6 weeks, since ")


def test_the_weeks_without_a_note_count_from_a_discharge(cast):
    noted_on = days_ago(3)
    with clock.frozen_at(clock.instant_on(clock.today() + datetime.timedelta(days=60), datetime.time(10))):
        assert listed(cast) == [cast.package]
        record_admission(
            individual=cast.individual,
            hospital="Stonefield",
            kind="general",
            admitted_on=days_ago(30),
            discharged_on=days_ago(20),
            by=cast.amara,
        )
        assert listed(cast) == []
        assert figures(cast).goal_noted_on != noted_on


def test_early_signs_at_visits_of_the_last_four_weeks(cast):
    log(cast, "yes", "yes", "yes", days=(3, 10, 40), change_noticed="relapse", urgency="noticed")
    log(cast, "yes", days=(4,), change_noticed="improvement", urgency="noticed")
    assert listed(cast) == [cast.package]
    (reason,) = figures(cast).reasons
    assert reason.startswith("A worker noticed at 2 visits that things may be harder, the last on ")


def test_a_walled_visit_is_in_no_figure(cast):
    visit = VisitFactory(
        package=cast.package, worker=cast.worker, change_noticed="deterioration", urgency="noticed", on=days_ago(2)
    )
    assert listed(cast) == [cast.package]
    raise_wall(record_id=visit.pk, user=cast.amara, reason="Named in a concern", by=cast.sunita)
    assert listed(cast) == []


def test_an_admission_on_the_merged_record_counts(cast):
    log_fallen(cast)
    twin = make_person(cast.individual.date_of_birth, "Maya Lindqvist")
    record_admission(individual=twin, hospital="Stonefield", kind="general", admitted_on=days_ago(0), by=cast.ben)
    assert listed(cast) == [cast.package]
    merge(duplicate=twin, into=cast.individual, reason="Same person", by=cast.ben)
    assert listed(cast) == []


def test_workers_read_their_own_people_and_managers_theirs(cast, client: Client):
    log_fallen(cast)
    for user, is_listed in ((cast.amara, True), (cast.tess, True), (cast.ben, True), (cast.lewis, False)):
        client.force_login(user)
        assert ("Maya Lindqvist" in client.get(reverse("check_in_with")).text) is is_listed, user
    for user, status in ((cast.omar, 403), (cast.alan, 403), (cast.priya, 404)):
        client.force_login(user)
        assert client.get(reverse("check_in_with")).status_code == status


def test_who_is_on_the_page_is_logged_as_opened(cast, client: Client):
    log_fallen(cast)
    client.force_login(cast.amara)
    client.get(reverse("check_in_with"))
    row = RecordAccess.objects.get(recorded_by=cast.amara, path=reverse("check_in_with"))
    assert row.about_ids == [cast.individual.pk]


def test_the_person_reads_the_same_sentence(cast, client: Client):
    log_fallen(cast)
    client.force_login(cast.maya)
    text = client.get(reverse("my_visits")).text
    assert "How visits have gone" in text
    assert "In the last four weeks 1 of 4 visits took place, in the four weeks before that 4 of 4." in text
    client.force_login(cast.rosa)
    assert "How visits have gone" not in client.get(reverse("my_visits")).text
