"""Packages: opening, hours, allocation, ending; and workers who leave."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from casework.allocation import capacity
from casework.models import Allocation, Case, Individual, SupportPackage, WeeklyHours
from casework.services import allocate, change_hours, change_keyworker, end_package, open_package
from contracts.services import set_terms
from core import clock
from core.errors import NotPossible, Refused
from core.models import StateChange
from tests.instant import ORDINARY
from workforce.models import Worker
from workforce.services import employ, end_employment, record_absence

DAY = datetime.timedelta(days=1)


def make_person(born_on, name="Iris Calloway") -> Individual:
    return Individual.objects.create(full_name=name, date_of_birth=born_on)


def open_package_for(cast, individual, starts_on, contract=None):
    """Allocate in a transaction of its own, so that deferred constraints are checked."""
    with transaction.atomic():
        package = open_package(
            individual=individual,
            contract=contract or cast.tameside,
            starts_on=starts_on,
            minutes_a_week=120,
            by=cast.ben,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return package


# Opening


@pytest.mark.parametrize("contract", ["tameside", "links"])
def test_opening_a_package_creates_its_case_hours_and_history(cast, contract):
    iris = make_person(datetime.date(1990, 1, 1))
    package = open_package_for(cast, iris, cast.today, getattr(cast, contract))
    assert (package.state, package.case.individual, package.case.opened_on) == ("open", iris, cast.today)
    assert package.weekly_hours.get().minutes == 120
    assert StateChange.objects.get(record_id=package.pk).recorded_by == cast.ben


@pytest.mark.parametrize(("days", "words"), [(0, "Open"), (1, "Starts ")])
def test_a_package_that_starts_later_says_so(cast, client, days, words):
    iris = make_person(datetime.date(1990, 1, 1))
    package = open_package_for(cast, iris, cast.today + days * DAY)
    client.force_login(cast.ben)
    page = client.get(reverse("package", args=[package.pk])).content.decode()
    heading = rf"<h1[^>]*>\s*Support package <span[^>]*>{package.reference}</span> <strong[^>]*>{words}"
    assert re.search(heading, page)


def test_the_same_outcome_is_recorded_once(cast):
    package = open_package(
        individual=make_person(datetime.date(1990, 1, 1)),
        contract=cast.tameside,
        starts_on=cast.today,
        minutes_a_week=60,
        outcomes=["Cooks", "Travels", "Cooks"],
        by=cast.ben,
    )
    assert list(package.agreed_outcomes.values_list("text", flat=True)) == ["Cooks", "Travels"]


def test_a_second_open_package_is_refused(cast):
    with pytest.raises(Refused, match="open package"), transaction.atomic():
        open_package_for(cast, cast.individual, cast.today)


def test_a_return_is_a_new_package_in_the_same_case(cast):
    """Given support that has ended; when the person returns; then a new package opens in the same case."""
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    again = open_package_for(cast, cast.individual, cast.today)
    assert again.pk != cast.package.pk
    assert again.case_id == cast.package.case_id
    assert Case.objects.filter(individual=cast.individual).count() == 1


BORN = datetime.date(2008, 6, 12)
EIGHTEEN = datetime.date(2026, 6, 12)


def set_terms_from_2020(cast):
    set_terms(contract=cast.tameside, from_on=datetime.date(2020, 1, 1), minimum_age=18, hold_days=28, by=None)


LEAP = datetime.date(2008, 2, 29)


@pytest.mark.instant(ORDINARY)
@pytest.mark.django_db(transaction=True)
def test_no_support_before_the_eighteenth_birthday(cast):
    """Given terms that ask for eighteen years; when support starts a day early; then the service refuses."""
    set_terms_from_2020(cast)
    for born_on, birthday in ((BORN, EIGHTEEN), (LEAP, datetime.date(2026, 3, 1))):
        package = {"contract": cast.tameside, "minutes_a_week": 60, "by": cast.ben}
        with pytest.raises(Refused, match=r"when the person reaches the contract's minimum age \(18\)"):
            open_package(individual=make_person(born_on), starts_on=birthday - DAY, **package)
        assert open_package(individual=make_person(born_on), starts_on=birthday, **package).starts_on == birthday


@pytest.mark.instant(ORDINARY)
def test_the_database_refuses_support_before_the_birthday(cast):
    """Given a package that starts on the birthday; when SQL moves it a day earlier; then the database refuses."""
    set_terms_from_2020(cast)
    package = open_package_for(cast, make_person(BORN), EIGHTEEN)

    def start_before_birthday():
        with transaction.atomic(), connection.cursor() as cursor:
            SupportPackage.objects.filter(pk=package.pk).update(starts_on=EIGHTEEN - DAY)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="minimum age"):
        start_before_birthday()


def test_terms_without_a_minimum_age_set_none(cast):
    young = make_person(cast.today.replace(year=cast.today.year - 15, day=1))
    assert open_package_for(cast, young, cast.today, cast.links).state == "open"


# Hours


def test_hours_step_up_and_the_past_stays(cast):
    change_hours(
        package=cast.package, from_on=cast.today, minutes=480, reason="A bad winter", agreed_by="Priya", by=cast.ben
    )
    hours = WeeklyHours.objects.filter(package=cast.package)
    assert list(hours.values_list("minutes", "until_on")) == [(360, cast.today), (480, None)]
    assert hours.on(cast.today - DAY).get().minutes == 360
    assert hours.on(cast.today).get().minutes == 480


@pytest.mark.parametrize("minutes", [0, 7 * 24 * 60 + 1])
def test_hours_have_a_range(cast, minutes):
    with pytest.raises(Refused, match="at most 168"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=minutes, reason="x", agreed_by="P", by=cast.ben)


def test_a_change_of_hours_names_who_agreed_it(cast):
    with pytest.raises(Refused, match="who agreed"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=60, reason="x", agreed_by=" ", by=cast.ben)


def test_support_does_not_end_in_the_future(cast):
    """Given an end in a week; when it is recorded today; then it is refused because support continues until then."""
    with pytest.raises(Refused) as refusal, transaction.atomic():
        end_package(package=cast.package, ended_on=cast.today + 7 * DAY, reason="choice", by=cast.ben)
    assert refusal.value.field == "ended_on"


def test_a_change_of_hours_has_a_reason(cast):
    with pytest.raises(Refused, match="why the hours are changing"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=60, reason=" ", agreed_by="", by=cast.ben)


# Allocation


def make_worker(cast, name="quentin", **more) -> Worker:
    user = type(cast.ben).objects.create_user(f"{name}@people.example", name.title())
    particulars = {"induction_completed_on": cast.today - 90 * DAY, "dbs_checked_on": cast.today - 90 * DAY} | more
    particulars.setdefault("contracts", [cast.tameside])
    particulars.setdefault("started_on", cast.today - 100 * DAY)
    particulars.setdefault("minutes_a_week", 600)
    return employ(user=user, team=cast.team, by=cast.ben, **particulars)


def allocate_worker(cast, worker, kind="lead", **more):
    with transaction.atomic():
        return allocate(
            package=more.pop("package", cast.package),
            worker=worker,
            kind=kind,
            from_on=more.pop("from_on", cast.today),
            by=cast.ben,
            **more,
        )


def test_a_new_lead_follows_without_a_gap(cast):
    quentin = make_worker(cast)
    allocate_worker(cast, quentin)
    leads = Allocation.objects.leads().filter(package=cast.package)
    assert list(leads.values_list("worker", "until_on")) == [(cast.worker.pk, cast.today), (quentin.pk, None)]


def test_two_leads_on_one_day_are_refused(cast):
    allocate_worker(cast, make_worker(cast), from_on=cast.today + 7 * DAY, until_on=cast.today + 14 * DAY)
    with pytest.raises(Refused, match="lead worker on some of these days"):
        allocate_worker(cast, make_worker(cast, "rhona"), from_on=cast.today + 7 * DAY)


def test_one_worker_is_allocated_once_at_a_time(cast):
    with pytest.raises(Refused, match="allocated to this person"):
        allocate_worker(cast, cast.worker, "buddy")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"induction_completed_on": None}, "Induction not complete"),
        ({"dbs_checked_on": None}, "No DBS check recorded"),
        ({"minutes_a_week": 359}, "No capacity: 5 h 59 min free, 6 h needed"),
        ({"started_on": datetime.date(2199, 1, 1)}, "Starts on 1 January 2199"),
        ({"contracts": []}, "does not work on this contract"),
    ],
)
def test_obstacles_to_a_worker_are_named(cast, more, words):
    with pytest.raises(Refused, match=words) as refusal:
        allocate_worker(cast, make_worker(cast, **more))
    assert refusal.value.field == "worker"


def test_all_obstacles_are_named_together(cast):
    quentin = make_worker(cast, induction_completed_on=None, dbs_checked_on=None, minutes_a_week=60)
    with pytest.raises(Refused) as refusal:
        allocate_worker(cast, quentin)
    for words in ("Induction not complete", "No DBS check", "No capacity"):
        assert words in refusal.value.message


def test_an_absent_worker_is_not_allocated(cast):
    quentin = make_worker(cast)
    record_absence(worker=quentin, kind="leave", from_on=cast.today, until_on=cast.today + 3 * DAY, by=cast.ben)
    with pytest.raises(Refused, match="Away"):
        allocate_worker(cast, quentin, from_on=cast.today + 2 * DAY)
    assert allocate_worker(cast, quentin, from_on=cast.today + 3 * DAY)


def test_a_closed_account_is_not_allocated(cast):
    quentin = make_worker(cast)
    type(quentin.user).objects.filter(pk=quentin.user_id).update(is_active=False)
    with pytest.raises(Refused, match="Account closed"):
        allocate_worker(cast, quentin)


def test_a_lead_carries_the_hours_and_a_buddy_does_not(cast):
    quentin = make_worker(cast, minutes_a_week=360)
    assert allocate_worker(cast, quentin, "buddy")
    (load,) = capacity.loads(Worker.objects.filter(pk=quentin.pk), cast.today)
    assert (load.committed, load.people, load.free_minutes) == (0, 1, 360)
    assert allocate_worker(cast, quentin, package=cast.other_package)
    (load,) = capacity.loads(Worker.objects.filter(pk=quentin.pk), cast.today)
    assert (load.committed, load.people, load.free_minutes) == (240, 2, 120)


def test_the_list_has_every_worker_of_the_contract_most_available_first(cast):
    make_worker(cast, minutes_a_week=3600)
    names = [load.worker.user.full_name for load in capacity.for_package(cast.package, cast.today)]
    assert names == ["Quentin", "Tess Brannigan", "Lewis Hartley", "Amara Okafor"]


def test_nothing_is_allocated_after_the_end(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(Refused, match="last day of support was"):
        allocate_worker(cast, make_worker(cast))


# Keyworkers


def test_a_person_has_one_keyworker_and_a_history_of_keyworkers(cast):
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    terms = cast.individual.keyworker_terms.order_by("from_on").values_list("user", "from_on", "until_on")
    assert list(terms) == [
        (cast.priya.pk, cast.starts_on, cast.today),
        (cast.kofi.pk, cast.today, None),
    ]


def test_two_keyworkers_on_one_day_are_refused(cast):
    with pytest.raises(Refused, match="one keyworker at a time"), transaction.atomic():
        change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.starts_on, by=cast.ben)


# Ending and leaving


def test_future_rows_end_with_the_package(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="goals reached", by=cast.ben)
    assert not Allocation.objects.in_force_on(cast.today).filter(package=cast.package).exists()
    assert not cast.package.weekly_hours.on(cast.today).exists()


def test_a_package_ends_once(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(NotPossible, match="Ended.*Ben Whitcombe"), transaction.atomic():
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.dana)


def test_a_package_does_not_end_before_it_starts(cast):
    with pytest.raises(Refused, match="cannot end before it starts"), transaction.atomic():
        end_package(package=cast.package, ended_on=cast.starts_on - DAY, reason="choice", by=cast.ben)


def test_a_worker_with_a_caseload_does_not_leave(cast):
    """Given Amara as Maya's lead; when she leaves; then it is refused until somebody else is allocated."""
    with pytest.raises(Refused, match="One person is allocated"), transaction.atomic():
        end_employment(worker=cast.worker, left_on=cast.today, reason="another job", by=cast.ben)
    allocate_worker(cast, make_worker(cast))
    left = end_employment(worker=cast.worker, left_on=cast.today, reason="another job", by=cast.ben)
    assert left.left_on == cast.today
    assert Worker.objects.employed(cast.today).filter(pk=left.pk).exists(), "the last day counts"
    assert not Worker.objects.employed(cast.today + DAY).filter(pk=left.pk).exists()


def test_a_worker_with_a_future_caseload_does_not_leave(cast):
    """Given a worker whose only allocation begins next week; then leaving today is refused as well."""
    quentin = make_worker(cast)
    allocate_worker(cast, quentin, "buddy", from_on=cast.today + 7 * DAY)
    with pytest.raises(Refused, match="allocated"), transaction.atomic():
        end_employment(worker=quentin, left_on=cast.today, reason="another job", by=cast.ben)


def test_authorship_stays_when_a_worker_has_left(cast):
    allocate_worker(cast, make_worker(cast))
    end_employment(worker=cast.worker, left_on=clock.today(), reason="retired", by=cast.ben)
    assert StateChange.objects.filter(record_id=cast.plan.pk, recorded_by=cast.amara).exists()
