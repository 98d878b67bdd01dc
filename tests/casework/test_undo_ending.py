"""An end of support recorded by mistake is undone: the package continues as it was, and the history has both."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.allocation.missing_leads import packages_without_lead
from casework.models import Allocation, Ending, SupportPackage
from casework.services import (
    allocate,
    change_hours,
    end_allocation,
    end_expired_holds,
    end_package,
    open_package,
    record_admission,
    record_death,
    strike_admission,
    undo_ending,
    write_ending,
)
from core import clock, transitions
from core.dates import Period
from core.duties import expire_ended
from core.errors import Refused
from core.models import Message
from reporting import indicators
from reviews.models import KeyworkerUpdate
from tests.factories import ReviewFactory, UpdateFactory, VisitFactory
from tests.timelines import timeline_of
from visits.models import EngagementDuty
from workforce.services import end_employment

DAY = datetime.timedelta(days=1)
REASON = "Another person moved away"


def end(cast, *, days_ago=0, **changed) -> SupportPackage:
    columns = {"reason": "moved", "by": cast.ben, **changed}
    return end_package(package=cast.package, ended_on=cast.today - days_ago * DAY, **columns)


def undo(cast, package=None, **changed) -> SupportPackage:
    package = SupportPackage.objects.get(pk=(package or cast.package).pk)
    with transaction.atomic():
        return undo_ending(package=package, **{"reason": REASON, "by": cast.ben, **changed})


def rows_of(package) -> list:
    return [
        (row.pk, row.from_on, row.until_on)
        for rows in (package.allocations, package.weekly_hours, package.strands)
        for row in rows.order_by("from_on", "pk")
    ]


def test_the_package_has_its_rows_as_before(cast):
    """Given hours that change next week, and cover with an end; then each has its own end again."""
    change_hours(
        package=cast.package, from_on=cast.today + 7 * DAY, minutes=120, reason="x", agreed_by="P", by=cast.ben
    )
    allocate(
        package=cast.package,
        worker=cast.other_worker,
        kind="cover",
        from_on=cast.today - 2 * DAY,
        until_on=cast.today + 20 * DAY,
        by=cast.ben,
    )
    before = rows_of(cast.package)
    end(cast)
    assert rows_of(cast.package) != before
    package = undo(cast)
    assert rows_of(package) == before
    assert (package.state, package.ended_on, package.end_reason, package.end_note) == ("open", None, "", "")


def test_an_allocation_that_had_ended_on_that_day_stays_ended(cast):
    allocation = cast.package.allocations.get()
    end_allocation(allocation=allocation, until_on=cast.today, reason="She moved teams", by=cast.ben)
    end(cast)
    undo(cast)
    assert Allocation.objects.get(pk=allocation.pk).until_on == cast.today


def test_a_worker_who_has_left_is_not_brought_back(cast):
    """Given a lead who left after the end; when it is undone; then the package is listed as without a lead."""
    end(cast, days_ago=3)
    end_employment(worker=cast.worker, left_on=cast.today - DAY, reason="New job", by=cast.ben)
    package = undo(cast)
    assert package.allocations.get().until_on == cast.today - 3 * DAY
    assert package in packages_without_lead(cast.ben, cast.today)


def test_duties_that_the_end_closed_are_due_again(cast):
    duties = [
        UpdateFactory(package=cast.package, terms=cast.terms),
        ReviewFactory(package=cast.package, terms=cast.terms),
        EngagementDuty.objects.create(
            package=cast.package, due_on=cast.today, visit=VisitFactory(package=cast.package, worker=cast.worker)
        ),
    ]
    earlier = UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.starts_on + DAY, state="expired")
    KeyworkerUpdate.objects.filter(pk=earlier.pk).update(expired_on=cast.starts_on + 2 * DAY)
    end(cast, days_ago=2)
    assert expire_ended(on=cast.today) == 3
    undo(cast)
    for duty in duties:
        duty.refresh_from_db()
        assert duty.expired_on is None
    duties[0].refresh_from_db()
    assert duties[0].state == "due"
    earlier.refresh_from_db()
    assert earlier.state == "expired", "it was closed before"


def figures(cast, period) -> list:
    counts = (indicators.people_supported, indicators.packages_open_at_start, indicators.packages_ended)
    return [count(cast.tameside, period).rows() for count in counts]


def test_figures_count_the_person_as_supported_and_not_as_ended(cast):
    period = Period(cast.today - 5 * DAY, cast.today + DAY)
    before = figures(cast, period)
    end(cast, days_ago=6)
    assert figures(cast, period) != before
    undo(cast)
    assert figures(cast, period) == before


def test_the_history_has_the_end_and_that_it_was_undone(cast):
    end(cast, note="Moved to Leeds")
    undo(cast)
    changes = transitions.history(cast.package)
    assert [(change.verb, change.reason) for change in changes][-2:] == [
        ("end", "Moved to Leeds"),
        ("undo ending", REASON),
    ]
    titles = [entry["title"] for entry in timeline_of(cast.individual, cast.ben)]
    assert "The end of support was undone: it was recorded by mistake" in titles


def test_support_that_continues_can_end_again(cast):
    """Given an ending with a view that was undone; then the second ending does not show it, and history has it."""
    end(cast, person_view="I miss the walks")
    undo(cast)
    package = end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.dana)
    ending = Ending.objects.get(package=package)
    assert (ending.person_view, ending.destination, ending.recorded_by) == ("", "not known", cast.dana)
    assert Ending.pgh_event_model.objects.filter(pgh_obj=ending.pk, person_view="I miss the walks").exists()


def test_the_page_shows_no_ending_and_nobody_writes_it_while_support_continues(cast, client):
    ending = end(cast).ending
    client.force_login(cast.ben)
    page = reverse("package", args=[cast.package.pk])
    assert reverse("package_undo_ending", args=[cast.package.pk]) in client.get(page).content.decode()
    undo(cast)
    assert "Destination" not in client.get(page).content.decode()
    assert client.get(reverse("package_ending", args=[cast.package.pk])).status_code == 404
    with pytest.raises(Refused, match="undone"), transaction.atomic():
        write_ending(ending=ending, revision=ending.revision, person_view="x", by=cast.ben)


def test_a_later_package_is_in_the_way(cast):
    end(cast, days_ago=3)
    open_package(
        individual=cast.individual, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben
    )
    with pytest.raises(Refused, match="already has an open package"):
        undo(cast)


def test_a_death_is_corrected_first(cast):
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="Correct the record of the death"):
        undo(cast)


def test_a_hospital_stay_is_corrected_first(cast):
    """Given an end after an expired hold; then it is undone only once the stay that was none is struck through."""
    admitted_on = cast.today - 40 * DAY
    with clock.frozen_at(clock.instant_on(admitted_on, datetime.time(12))):
        spell = record_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=admitted_on, by=cast.ben
        )
    assert end_expired_holds(on=cast.today) == 1
    with pytest.raises(Refused, match="hospital hold has expired"):
        undo(cast)
    strike_admission(spell=spell, reason="Somebody else", by=cast.ben)
    assert undo(cast).is_open


@pytest.mark.parametrize(("ago", "words"), [(40, "and stays ended until a manager undoes"), (5, "not on hold today")])
def test_striking_a_stay_says_what_it_means_for_support(cast, client, ago, words):
    """Given a stay that ended support, or holds it; when it is struck through; then the page says what is so now."""
    admitted_on = cast.today - ago * DAY
    with clock.frozen_at(clock.instant_on(admitted_on, datetime.time(12))):
        spell = record_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=admitted_on, by=cast.ben
        )
    end_expired_holds(on=cast.today)
    client.force_login(cast.ben)
    answer = client.post(reverse("hospital_strike", args=[spell.pk]), {"reason": "Somebody else"}, follow=True)
    assert words in answer.text


def test_everybody_concerned_gets_a_message_each_time(cast):
    for count in (1, 2):
        with clock.frozen_at(clock.now() + count * datetime.timedelta(minutes=1)):
            end(cast)
            undo(cast)
        messages = Message.objects.filter(key__startswith=f"ending-undone:{cast.package.pk}", channel="in app")
        assert {message.to for message in messages} == {cast.priya, cast.amara, cast.ben, cast.dana}
        assert messages.count() == 4 * count
