"""Hours, strands, allocations, keyworkers and documents that were recorded wrongly: corrected or withdrawn."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission
from accounts.permissions import can
from casework.allocation.capacity import loads
from casework.allocation.missing_leads import packages_without_lead
from casework.models import Allocation, CouncilDocument, KeyworkerTerm, PackageStrand, WeeklyHours
from casework.recipients import keyworker_of
from casework.services import (
    allocate,
    change_hours,
    change_keyworker,
    change_strand,
    correct_change,
    end_allocation,
    withdraw_allocation,
    withdraw_change,
    withdraw_council_document,
    withdraw_keyworker,
)
from core.errors import NotPossible, Refused
from tests.factories import DocumentFactory
from tests.timelines import timeline_of
from workforce.models import Worker

DAY = datetime.timedelta(days=1)
REASON = "It was meant for somebody else"
AGREED = {"reason": "Better", "agreed_by": "Priya"}


@pytest.fixture
def change(cast) -> WeeklyHours:
    """Given fewer hours from ten days ago."""
    return change_hours(package=cast.package, from_on=cast.today - 10 * DAY, minutes=120, **AGREED, by=cast.ben)


def minutes_on(package, day) -> int:
    return package.weekly_hours.on(day).get().minutes


# Hours and strand


@pytest.mark.parametrize("days", [-5, 5])
def test_the_day_of_a_change_is_corrected(cast, change, days):
    """Given a change from a wrong day; then the hours before and after follow the right day, earlier or later."""
    wrong, right = change.from_on, change.from_on + days * DAY
    correct_change(change=change, from_on=right, reason=REASON, by=cast.ben)
    assert [minutes_on(cast.package, day) for day in (right - DAY, right)] == [360, 120]
    old = WeeklyHours.pgh_event_model.objects.filter(pgh_obj=change.pk).latest("pgh_id")
    assert (old.from_on, old.pgh_context.metadata["reason"]) == (wrong, REASON)


def test_a_withdrawn_change_of_hours_counts_on_no_day(cast, change):
    withdraw_change(change=change, reason=REASON, by=cast.ben)
    assert [minutes_on(cast.package, day) for day in (change.from_on, cast.today)] == [360, 360]
    assert cast.package.weekly_hours.get().until_on is None
    row = WeeklyHours.with_struck.get(pk=change.pk)
    assert (row.struck_by, row.struck_reason) == (cast.ben, REASON)
    (load,) = loads(Worker.objects.filter(pk=cast.worker.pk), cast.today)
    assert load.committed == 360, "the figure of the worker"


def test_a_withdrawn_change_between_two_others_leaves_no_gap(cast, change):
    later = change_hours(package=cast.package, from_on=cast.today, minutes=60, **AGREED, by=cast.ben)
    withdraw_change(change=change, reason=REASON, by=cast.ben)
    assert [minutes_on(cast.package, day) for day in (cast.today - DAY, cast.today)] == [360, 60]
    assert WeeklyHours.objects.get(pk=later.pk).from_on == cast.today


def test_a_move_to_another_strand_is_withdrawn(cast):
    before = cast.package.strands.get()
    other = next(strand for strand in cast.strands if strand.pk != before.strand_id)
    move = change_strand(package=cast.package, strand=other, from_on=cast.today, **AGREED, by=cast.ben)
    withdraw_change(change=move, reason=REASON, by=cast.ben)
    assert PackageStrand.objects.on(cast.today).get(package=cast.package).strand_id == before.strand_id


def test_what_the_package_began_with_is_not_withdrawn(cast):
    first = cast.package.weekly_hours.get()
    with pytest.raises(Refused, match="The package began with this"), transaction.atomic():
        withdraw_change(change=first, reason=REASON, by=cast.ben)


def test_a_change_is_withdrawn_once_and_with_a_reason(cast, change):
    with pytest.raises(Refused, match="Enter the reason"), transaction.atomic():
        withdraw_change(change=change, reason=" ", by=cast.ben)
    withdraw_change(change=change, reason=REASON, by=cast.ben)
    with pytest.raises(Refused, match="already withdrawn"), transaction.atomic():
        withdraw_change(change=change, reason=REASON, by=cast.ben)


@pytest.mark.parametrize(
    ("days", "words"), [(-100, "Enter a date after"), (0, "not changed"), (10, "Enter a date before")]
)
def test_a_corrected_day_is_between_the_changes_around_it(cast, change, days, words):
    change_hours(package=cast.package, from_on=cast.today, minutes=60, **AGREED, by=cast.ben)
    change.refresh_from_db()
    with pytest.raises(Refused, match=words), transaction.atomic():
        correct_change(change=change, from_on=change.from_on + days * DAY, reason=REASON, by=cast.ben)


# Allocations


def test_an_allocation_is_withdrawn_on_its_first_day_and_the_lead_before_returns(cast):
    """Given a lead who was replaced today by mistake; then they lead again, and the other sees the person no more."""
    before = cast.package.allocations.get()
    wrong = allocate(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today, by=cast.ben)
    assert can(cast.lewis, Permission.READ_PERSON, cast.package)
    withdraw_allocation(allocation=wrong, reason=REASON, by=cast.ben)
    assert cast.package.allocations.get() == before
    assert cast.package.allocations.get().until_on is None
    assert not can(cast.lewis, Permission.READ_PERSON, cast.package)
    assert cast.package not in packages_without_lead(cast.ben, cast.today)
    (load,) = loads(Worker.objects.filter(pk=cast.other_worker.pk), cast.today)
    assert load.people == 1, "only his own person"


def test_a_lead_whom_a_manager_ended_does_not_return(cast):
    allocation = cast.package.allocations.get()
    end_allocation(allocation=allocation, until_on=cast.today, reason="She moved teams", by=cast.ben)
    wrong = allocate(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today, by=cast.ben)
    withdraw_allocation(allocation=wrong, reason=REASON, by=cast.ben)
    assert Allocation.objects.get(pk=allocation.pk).until_on == cast.today
    assert cast.package in packages_without_lead(cast.ben, cast.today)


def test_the_history_has_the_withdrawn_allocation(cast, client):
    wrong = allocate(package=cast.package, worker=cast.other_worker, kind="buddy", from_on=cast.today, by=cast.ben)
    withdraw_allocation(allocation=wrong, reason=REASON, by=cast.dana)
    row = Allocation.with_struck.get(pk=wrong.pk)
    assert (row.struck_by, row.struck_reason) == (cast.dana, REASON)
    assert REASON in {entry["body"] for entry in timeline_of(cast.individual, cast.ben)}
    client.force_login(cast.ben)
    page = client.get(reverse("package", args=[cast.package.pk])).content.decode()
    assert "Lewis Hartley" in page.partition("Withdrawn")[2]
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_allocation(allocation=wrong, reason=REASON, by=cast.dana)


# Keyworkers


def test_a_withdrawn_keyworker_gives_way_to_the_one_before(cast):
    wrong = change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert can(cast.kofi, Permission.READ_PERSON, cast.package)
    withdraw_keyworker(term=wrong, reason=REASON, by=cast.ben)
    assert keyworker_of(cast.individual, cast.today) == cast.priya
    assert KeyworkerTerm.objects.get(individual=cast.individual).until_on is None
    assert not can(cast.kofi, Permission.READ_PERSON, cast.package)
    assert KeyworkerTerm.with_struck.get(pk=wrong.pk).struck_reason == REASON


def test_the_page_of_the_keyworker_shows_who_was_withdrawn_and_why(cast, client):
    wrong = change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    client.force_login(cast.ben)
    page = reverse("person_keyworker", args=[cast.individual.pk])
    assert (
        reverse("person_keyworker_withdraw", args=[cast.individual.pk, wrong.pk]) in client.get(page).content.decode()
    )
    withdraw_keyworker(term=wrong, reason=REASON, by=cast.ben)
    assert REASON in client.get(page).content.decode()


# Documents


def test_a_withdrawn_document_of_the_council_cannot_be_opened_and_is_missing(cast, client):
    document = CouncilDocument.objects.create(
        package=cast.package, kind="support plan", document=DocumentFactory(), received_on=cast.today
    )
    withdraw_council_document(council_document=document, reason=REASON, by=cast.ben)
    assert not cast.package.council_documents.exists()
    client.force_login(cast.ben)
    assert client.get(reverse("package_document", args=[cast.package.pk, document.pk])).status_code == 404
    assert REASON in client.get(reverse("package", args=[cast.package.pk])).content.decode()
