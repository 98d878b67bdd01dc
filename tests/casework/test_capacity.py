"""The load of a worker, the capacity left, and every obstacle."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services import suspend_access
from casework.allocation import capacity
from casework.allocation.service_levels import service_levels
from casework.allocation.worker_ranking import WEIGHTS, suggest
from casework.models import Individual, Merge
from casework.services import allocate, declare_relation, open_package, record_admission
from contracts.models import Contract
from contracts.services import set_terms
from core.errors import Refused
from tests.casework.test_package import DAY, allocate_worker, make_worker
from workforce.models import TrainingCourse, Worker
from workforce.services import divide_hours, end_employment, record_absence, record_training, set_ceiling


def get_load(worker, day, **more):
    (load,) = capacity.loads(Worker.objects.filter(pk=worker.pk), day, **more)
    return load


def make_package(cast, name="Iris Calloway", minutes=240, **more):
    individual = more.pop("individual", None) or Individual.objects.create(
        full_name=name, date_of_birth=datetime.date(1980, 4, 4), **more
    )
    return open_package(
        individual=individual, contract=cast.tameside, starts_on=cast.starts_on, minutes_a_week=minutes, by=cast.ben
    )


# Capacity


def test_capacity_is_contracted_hours_less_allocated_hours(cast):
    load = get_load(cast.worker, cast.today)
    assert (load.contracted, load.committed, load.away, load.free_minutes, load.people) == (2220, 360, 0, 1860, 1)


def test_a_ceiling_limits_longer_hours_only(cast):
    """Given 37 hours and 6 allocated; then a ceiling of 10 leaves 4, and one of 50 changes nothing."""
    set_ceiling(worker=cast.worker, from_on=cast.today, minutes_a_week=600, reason="Back from illness", by=cast.ben)
    load = get_load(cast.worker, cast.today)
    assert (load.ceiling, load.ceiling_reason, load.free_minutes) == (600, "Back from illness", 240)
    assert get_load(cast.worker, cast.today - DAY).ceiling is None
    set_ceiling(worker=cast.worker, from_on=cast.today + DAY, minutes_a_week=3000, reason="Busy", by=cast.ben)
    assert get_load(cast.worker, cast.today + DAY).free_minutes == 1860


@pytest.mark.parametrize(
    ("starts_in", "back_in", "days"),
    [(0, 7, 7), (7, 21, 14), (-10, 2, 2), (20, 40, 8), (28, 40, 0), (14, None, 14), (-3, None, 28)],
)
def test_absences_of_the_next_four_weeks_reduce_capacity(cast, starts_in, back_in, days):
    until_on = None if back_in is None else cast.today + back_in * DAY
    record_absence(
        worker=cast.worker, kind="leave", from_on=cast.today + starts_in * DAY, until_on=until_on, by=cast.ben
    )
    assert get_load(cast.worker, cast.today).away == round(2220 * days / 28)


def test_hours_on_hold_still_count(cast):
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today - DAY, by=cast.ben
    )
    assert get_load(cast.worker, cast.today).committed == 360


def test_cover_carries_the_hours_on_its_days_only(cast):
    quentin = make_worker(cast)
    allocate_worker(cast, quentin, "cover", from_on=cast.today, until_on=cast.today + 7 * DAY)
    assert get_load(quentin, cast.today + 6 * DAY).committed == 360
    assert get_load(quentin, cast.today + 7 * DAY).committed == 0


def test_two_records_of_one_person_count_once(cast):
    """Given a worker with two people; when their records are merged; then the load counts one person."""
    iris = make_package(cast)
    allocate_worker(cast, cast.worker, package=iris)
    assert get_load(cast.worker, cast.today).people == 2
    Merge.objects.create(duplicate=iris.individual, into=cast.individual, reason="Same birthday and NHS number")
    Individual.objects.filter(pk=iris.individual.pk).update(merged_into=cast.individual)
    load = get_load(cast.worker, cast.today)
    assert (load.people, load.committed) == (1, 600)


def test_no_figure_includes_a_walled_person(cast):
    load = get_load(cast.worker, cast.today, hidden=[cast.individual.pk])
    assert (load.people, load.committed) == (0, 0)


# Obstacles


def make_required_course(name="Medication", months=12):
    return TrainingCourse.objects.create(name=name, is_required=True, valid_months=months)


def test_required_training_must_be_recorded(cast):
    make_required_course()
    assert get_load(cast.worker, cast.today).obstacles == ("Training missing: Medication",)


def test_training_expires_by_calendar_months(cast):
    """Given a course valid for six months, done on 31 August; then it expires on the last day of February."""
    course, year = make_required_course(months=6), cast.today.year
    expires_on = datetime.date(year, 3, 1) - DAY
    record_training(worker=cast.worker, course=course, done_on=datetime.date(year - 1, 8, 31), by=cast.ben)
    assert get_load(cast.worker, expires_on - DAY).obstacles == ()
    assert get_load(cast.worker, expires_on).obstacles == (
        f"Training expired: Medication, on {expires_on.day} February {year}",
    )


def test_the_latest_training_counts_and_some_never_expires(cast):
    course, for_ever = make_required_course(), make_required_course("Welcome day", None)
    for years in (3, 0):
        record_training(worker=cast.worker, course=course, done_on=cast.today - years * 365 * DAY, by=cast.ben)
    record_training(worker=cast.worker, course=for_ever, done_on=cast.today - 2000 * DAY, by=cast.ben)
    TrainingCourse.objects.create(name="Cooking", is_required=False)
    assert get_load(cast.worker, cast.today).obstacles == ()


def test_a_declared_relation_excludes_a_worker_for_this_person_only(cast):
    quentin = make_worker(cast)
    declare_relation(
        user=quentin.user, individual=cast.individual, declared_on=cast.today, words="Neighbour", by=cast.ben
    )
    assert get_load(quentin, cast.today, package=cast.package).obstacles == ("Declared personal connection",)
    assert get_load(quentin, cast.today, package=cast.other_package).obstacles == ()


def test_a_relation_is_to_the_person_not_to_one_of_their_records(cast):
    quentin, iris = make_worker(cast), make_package(cast)
    declare_relation(user=quentin.user, individual=iris.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    Individual.objects.filter(pk=iris.individual.pk).update(merged_into=cast.individual)
    assert get_load(quentin, cast.today, package=cast.package).obstacles == ("Declared personal connection",)


def test_suspended_access_and_a_last_day_are_obstacles(cast):
    quentin = make_worker(cast)
    suspend_access(user=quentin.user, reason="A concern", by=cast.ben)
    end_employment(worker=quentin, left_on=cast.today - DAY, reason="retired", by=cast.ben)
    obstacles = get_load(quentin, cast.today).obstacles
    assert obstacles[0].startswith("Left on")
    assert obstacles[1] == "Access suspended"


# Queries


def test_the_number_of_queries_does_not_grow_with_workers(cast):
    course = make_required_course()

    def add_workers(numbers):
        for number in numbers:
            worker = make_worker(cast, f"worker{number}")
            record_training(worker=worker, course=course, done_on=cast.today, by=cast.ben)
            record_absence(worker=worker, kind="leave", from_on=cast.today + 5 * DAY, by=cast.ben)
            set_ceiling(worker=worker, from_on=cast.today, minutes_a_week=300, reason="New", by=cast.ben)

    def count_queries():
        with CaptureQueriesContext(connection) as captured:
            assert capacity.for_package(cast.package, cast.today)
            suggest(cast.package, cast.today)
        return len(captured)

    add_workers(range(4))
    few = count_queries()
    add_workers(range(4, 40))
    assert count_queries() == few
    assert few <= 22


# Suggestions


def suggest_workers(cast, package=None, day=None):
    return suggest(package or cast.package, day or cast.today)


def get_suggestion(cast, worker, **more):
    return next(each for each in suggest_workers(cast, **more) if each.worker == worker)


def reason_text(suggestion) -> str:
    return " ".join(reason.words for reason in suggestion.reasons)


def test_each_suggestion_has_its_reasons(cast):
    """Given Maya's wishes and Quentin who meets them all; then he is first and each reason is a sentence."""
    cast.package.wanted_domains.set(cast.life_domains[:2])
    Individual.objects.filter(pk=cast.individual.pk).update(worker_gender_wish="male", worker_language_wish="Polish")
    quentin = make_worker(
        cast, specialisms=cast.life_domains[:1], gender="male", languages=["polish"], areas=["Ashton"]
    )
    suggestion = get_suggestion(cast, quentin)
    assert suggestion.place == 1
    for words in (
        "10 h free a week, 6 h needed.",
        "Specialises in what the person wants help with: Home.",
        "Matches the person’s preference: man",
        "Matches the person’s preference: speaks Polish",
        "Works in Ashton, where the person lives.",
    ):
        assert words in reason_text(suggestion)
    met = WEIGHTS["specialism"] + WEIGHTS["gender"] + WEIGHTS["language"] + WEIGHTS["area"]
    assert suggestion.score == met + 4, "four whole hours would be left"
    lewis = get_suggestion(cast, cast.other_worker)
    assert "Does not match the person’s preference: man" in reason_text(lewis)
    assert "Does not specialise in what the person wants help with: Home, Health." in reason_text(lewis)
    assert "Does not work in Ashton" in reason_text(lewis)


def test_a_worker_who_knows_the_person_ranks_higher(cast):
    quentin, rhona = make_worker(cast), make_worker(cast, "rhona")
    allocate_worker(cast, rhona, "cover", from_on=cast.today - 20 * DAY, until_on=cast.today - 10 * DAY)
    assert get_suggestion(cast, rhona).place < get_suggestion(cast, quentin).place
    assert "Has worked with this person: cover from" in reason_text(get_suggestion(cast, rhona))
    assert "worked with" not in reason_text(get_suggestion(cast, rhona, package=cast.other_package))


def test_a_worker_with_a_declared_relation_is_excluded_without_details(cast):
    quentin = make_worker(cast, induction_completed_on=None)
    declare_relation(user=quentin.user, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    suggestion = get_suggestion(cast, quentin)
    assert (suggestion.place, suggestion.obstacles, suggestion.reasons) == (None, ("Declared personal connection",), ())


def test_the_lead_is_not_suggested_again(cast):
    assert get_suggestion(cast, cast.worker).obstacles == ("Already the lead worker of this person",)


def test_the_order_is_stable(cast):
    for name in ("zoe", "quentin", "rhona"):
        make_worker(cast, name)
    lists = [[(each.place, each.worker.user.full_name) for each in suggest_workers(cast)] for _ in range(3)]
    assert lists[0] == lists[1] == lists[2]
    tied = [name for place, name in lists[0] if name in ("Zoe", "Quentin", "Rhona")]
    assert tied == ["Quentin", "Rhona", "Zoe"]


# Floors


def test_caseload_floors_are_counted_per_full_time_worker(cast):
    """Given one full-time worker and one person where the terms want 25 and 50; then neither floor is met."""
    at_once, a_year = service_levels(cast.links, cast.today)
    assert (at_once.people, at_once.whole_time, at_once.least, at_once.is_met) == (1, 1.0, 25, False)
    assert (a_year.people, a_year.least, a_year.is_met) == (1, 50, False)


def test_a_floor_reached_is_met(cast):
    set_terms(contract=cast.links, from_on=cast.today - DAY, minimum_people_at_once=1, by=None)
    (at_once,) = service_levels(cast.links, cast.today)
    assert (at_once.per_worker, at_once.is_met) == (1.0, True)


def test_a_half_time_worker_counts_half(cast):
    set_terms(
        contract=cast.links, from_on=cast.today - DAY, minimum_people_at_once=1, full_time_minutes=74 * 60, by=None
    )
    (at_once,) = service_levels(cast.links, cast.today)
    assert (at_once.whole_time, at_once.per_worker) == (0.5, 2.0)


def test_terms_without_floors_have_none(cast):
    assert service_levels(cast.tameside, cast.today) == []


def test_people_of_the_year_are_those_of_the_last_365_days(cast):
    package = cast.links_package
    type(package).objects.filter(pk=package.pk).update(
        state="ended", end_reason="choice", ended_on=cast.today - 10 * DAY
    )
    at_once, a_year = service_levels(cast.links, cast.today)
    assert (at_once.people, a_year.people) == (0, 1)
    later = cast.today - 10 * DAY + datetime.timedelta(days=364)
    assert service_levels(cast.links, later)[1].people == 0
    assert service_levels(cast.links, later - DAY)[1].people == 1


def test_allocating_checks_future_load(cast):
    """Given a lead of nine hours from next month; when six more would begin today; then it is refused."""
    quentin, iris = make_worker(cast, minutes_a_week=600), make_package(cast, minutes=540)
    allocate(package=iris, worker=quentin, kind="lead", from_on=cast.today + 30 * DAY, by=cast.ben)
    load = get_load(quentin, cast.today, required_minutes=360)
    assert load.can_be_allocated
    with pytest.raises(Refused, match="No capacity: 1 h free, 6 h needed on"):
        allocate_worker(cast, quentin)


# Of one contract


@pytest.fixture
def amal(cast):
    """Given Amal with 30 hours a week, 60 per cent Tameside's and 40 per cent Links', and one person of six hours."""
    worker = make_worker(cast, "amal", contracts=[cast.tameside, cast.links], minutes_a_week=1800)
    shares = {cast.tameside: 60, cast.links: 40}
    divide_hours(worker=worker, from_on=cast.today - 10 * DAY, shares=shares, by=cast.ben)
    allocate_worker(cast, worker)
    return worker


def get_contract_load(cast, worker, contract):
    workers = Worker.objects.filter(pk=worker.pk)
    (load,) = capacity.contract_loads(workers, cast.today, contract)
    return load


def test_a_contract_has_its_part_of_a_workers_load(cast, amal):
    """Given 7 days away of 28; then 4.5 of 18 hours are away for Tameside and 3 of 12 for Links."""
    until_on = cast.today + 8 * DAY
    record_absence(worker=amal, kind="leave", from_on=cast.today + DAY, until_on=until_on, by=cast.ben)
    tameside, links = (get_contract_load(cast, amal, contract) for contract in (cast.tameside, cast.links))
    assert (tameside.contracted, tameside.away, tameside.committed, tameside.people) == (1080, 270, 360, 1)
    assert (links.contracted, links.away, links.committed, links.people) == (720, 180, 0, 0)
    whole = get_load(amal, cast.today)
    assert whole.free_minutes == tameside.free_minutes + links.free_minutes == 1800 - 450 - 360


def test_a_contract_has_its_part_of_a_ceiling(cast, amal):
    set_ceiling(worker=amal, from_on=cast.today, minutes_a_week=600, reason="New", by=cast.ben)
    tameside, links = (get_contract_load(cast, amal, contract) for contract in (cast.tameside, cast.links))
    assert (tameside.limit, links.limit) == (360, 240)


def test_no_contract_has_more_than_the_worker_has_left(cast, amal):
    """Given 18 hours for Tameside and 20 allocated there; then Links has the 10 left in all, not its 12."""
    allocate_worker(cast, amal, package=make_package(cast, minutes=840))
    assert get_contract_load(cast, amal, cast.tameside).free_minutes == -120
    assert get_contract_load(cast, amal, cast.links).free_minutes == 600


# Service levels with divided hours


def test_a_worker_of_two_contracts_counts_in_each_with_its_part_only(cast, amal):
    """Given Gwen's 37 hours and 12 of Amal's; then Links has 49 hours of 37: 1.32 whole-time workers."""
    at_once, _a_year = service_levels(cast.links, cast.today)
    assert at_once.whole_time == pytest.approx(49 / 37)
    assert at_once.per_worker == pytest.approx(37 / 49, abs=1e-6)


def test_the_year_is_divided_by_the_average_whole_time_workers_of_its_days(cast):
    """Given Gwen all year, and somebody with 18.5 hours in its last 73 days; then 1 + 0.5 × 73/365 = 1.1 on average."""
    make_worker(cast, "zoe", contracts=[cast.links], minutes_a_week=1110, started_on=cast.today - 72 * DAY)
    at_once, a_year = service_levels(cast.links, cast.today)
    assert (at_once.whole_time, a_year.whole_time) == (1.5, pytest.approx(1.1))
    assert a_year.per_worker == pytest.approx(1 / 1.1, abs=1e-6)
    assert a_year.words == "People supported in the last 365 days"


def test_somebody_who_left_counts_for_the_days_until_then(cast):
    """Given Gwen's last day 73 days before the last day of the year; then 0.8 of a worker on average."""
    Worker.objects.filter(pk=cast.links_worker.pk).update(left_on=cast.today - 73 * DAY, leaving_reason="retired")
    at_once, a_year = service_levels(cast.links, cast.today)
    assert (at_once.per_worker, a_year.whole_time) == (None, pytest.approx(0.8))


def test_a_contract_younger_than_a_year_counts_in_proportion(cast):
    """Given a contract of 73 days, one person and one worker; then that is five people in a year."""
    Contract.objects.filter(pk=cast.links.pk).update(starts_on=cast.today - 72 * DAY)
    cast.links.refresh_from_db()
    _at_once, a_year = service_levels(cast.links, cast.today)
    assert (a_year.people, a_year.days, a_year.whole_time, a_year.per_worker) == (1, 73, 1.0, 5.0)
    assert a_year.words.startswith("People supported since")
    assert a_year.parts == "1 person in 73 days, 1.0 full-time workers on average"
