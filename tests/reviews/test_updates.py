"""Keyworker updates (T4.9) and reviews: raised once, on the right day."""

import datetime
import threading
from functools import partial

import pytest
from django.db import connection, transaction

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.models import SupportPackage
from casework.services import change_keyworker, end_package, record_admission
from contracts.models import Contract
from contracts.services import set_terms
from core import clock
from core.duties import expire_ended
from core.errors import Conflict, Refused
from core.models import Message, StateChange
from plans.models import GoalRating
from reviews.models import KeyworkerUpdate, Review
from reviews.services import (
    acknowledge_update,
    ask_for_review,
    conduct_review,
    next_update_due_on,
    raise_reviews,
    raise_updates,
    share_review,
    submit_update,
    write_update,
)
from reviews.updates import prefill
from tests.cast import FULL_TERMS, SILENT_TERMS, assemble
from tests.factories import UpdateFactory, VisitFactory
from tests.snapshots import build_once

DAY = datetime.timedelta(days=1)
STARTS = datetime.date(2027, 1, 4)
DUE = datetime.date(2027, 2, 15)  # 42 days later


@pytest.fixture
def cast(db):
    """Given the cast on the first day of Maya's support: 4 January 2027."""
    with clock.frozen_at(clock.instant_on(STARTS + 60 * DAY)):
        cast = build_once(assemble)
    assert cast.starts_on == STARTS
    return cast


def freeze_on(day):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


def sweep(day) -> int:
    with freeze_on(day):
        return raise_updates(on=day)


def get_update(package) -> KeyworkerUpdate:
    return KeyworkerUpdate.objects.get(package=package, state="due")


TEXTS = {"how_it_is": "Well", "progress": "She cooks", "what_changed": "", "next_weeks": ""}


def submit(update, day, by) -> KeyworkerUpdate:
    with freeze_on(day):
        write_update(update=update, revision=update.revision, by=by, **TEXTS)
        return submit_update(update=KeyworkerUpdate.objects.get(pk=update.pk), by=by)


# Raising


def test_an_update_is_raised_fourteen_days_ahead(cast):
    assert sweep(DUE - 15 * DAY) == 0
    assert sweep(DUE - 14 * DAY) == 2, "Maya's and Tomasz's"
    update = get_update(cast.package)
    assert (update.due_on, update.terms, update.state) == (DUE, cast.terms, "due")
    assert StateChange.objects.get(record_id=update.pk).recorded_by is None


def test_the_lead_is_notified(cast):
    sweep(DUE - 14 * DAY)
    messages = Message.objects.filter(key__startswith=f"update-raised:{get_update(cast.package).pk}", channel="in app")
    assert [message.to for message in messages] == [cast.amara]


def test_a_second_sweep_raises_nothing(cast):
    assert [sweep(DUE - 14 * DAY), sweep(DUE - 14 * DAY), sweep(DUE)] == [2, 0, 0]


def test_nothing_is_raised_where_the_terms_are_silent(cast):
    for day in (DUE, DUE + 300 * DAY):
        sweep(day)
    assert not KeyworkerUpdate.objects.filter(package=cast.links_package).exists()
    assert next_update_due_on(cast.links_package, DUE) is None


def test_nothing_is_raised_after_the_end(cast):
    with freeze_on(DUE - 20 * DAY):
        end_package(package=cast.package, ended_on=DUE - 20 * DAY, reason="choice", by=cast.ben)
    sweep(DUE)
    assert not KeyworkerUpdate.objects.filter(package=cast.package).exists()


def test_an_update_sent_as_soon_as_it_is_raised_is_followed_by_the_next(cast):
    """Given weekly updates raised fourteen days ahead; when one is sent at once; then the next is due a week later."""
    set_terms(contract=cast.tameside, from_on=STARTS, by=None, **{**FULL_TERMS, "update_days": 7})
    sent_on = next(day for day in (STARTS, STARTS + DAY) if sweep(day))
    submit(get_update(cast.package), sent_on, cast.amara)
    for days in range(8):
        sweep(sent_on + days * DAY)
    assert get_update(cast.package).due_on == sent_on + 7 * DAY


def test_a_late_sweep_raises_the_update_that_was_due(cast):
    """Given no sweep for a hundred days; then the update due in between is raised late with its own due date."""
    sweep(STARTS + 100 * DAY)
    update = get_update(cast.package)
    assert update.due_on == DUE
    assert update.urgency_on(STARTS + 100 * DAY) == "late"


def test_a_hospital_stay_does_not_stop_the_clock(cast):
    with freeze_on(STARTS + 20 * DAY):
        record_admission(
            individual=cast.individual,
            hospital="Stonefield",
            kind="acute",
            admitted_on=STARTS + 20 * DAY,
            by=cast.amara,
        )
    sweep(DUE - 14 * DAY)
    assert get_update(cast.package).due_on == DUE


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_raise_each_update_once(db):
    """Given two sweeps of the same tick; then each package has one update and one message."""
    with clock.frozen_at(clock.instant_on(STARTS + 60 * DAY)):
        cast = assemble()
    done, ready = [], threading.Barrier(2)

    def sweep_in_thread():
        try:
            ready.wait(10)
            done.append(sweep(DUE - 14 * DAY))
        finally:
            connection.close()

    workers = [threading.Thread(target=sweep_in_thread) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sum(done) == 2
    assert KeyworkerUpdate.objects.count() == 2
    assert Message.objects.filter(key__startswith="update-raised", channel="in app").count() == 2
    assert get_update(cast.package).due_on == DUE


# Sending


@pytest.mark.parametrize("sent_on", [DUE - 10 * DAY, DUE, DUE + 9 * DAY])
def test_the_next_is_due_forty_two_days_after_the_day_of_sending(cast, sent_on):
    sweep(DUE - 14 * DAY)
    submit(get_update(cast.package), sent_on, cast.amara)
    assert next_update_due_on(cast.package, sent_on) == sent_on + 42 * DAY
    sweep(sent_on + 28 * DAY)
    assert get_update(cast.package).due_on == sent_on + 42 * DAY


def test_sent_late_in_the_evening_counts_by_the_day_in_london(cast):
    """Given an update sent half an hour after midnight in summer time; then that day counts, not UTC's."""
    sweep(DUE - 14 * DAY)
    update = get_update(cast.package)
    with clock.frozen_at(datetime.datetime(2027, 4, 1, 23, 30, tzinfo=datetime.UTC)):
        write_update(update=update, revision=1, by=cast.amara, **TEXTS)
        update = submit_update(update=KeyworkerUpdate.objects.get(pk=update.pk), by=cast.amara)
    assert update.met_on == datetime.date(2027, 4, 2)
    assert next_update_due_on(cast.package, update.met_on) == datetime.date(2027, 5, 14)


@pytest.mark.parametrize(("sent_on", "urgency", "in_time"), [(DUE, "met", 1), (DUE + DAY, "met late", 0)])
def test_lateness_counts_against_the_day_it_was_due(cast, sent_on, urgency, in_time):
    sweep(DUE - 14 * DAY)
    update = submit(get_update(cast.package), sent_on, cast.amara)
    assert update.urgency_on(sent_on) == urgency
    assert KeyworkerUpdate.objects.met_in_time().count() == in_time


@pytest.mark.parametrize(
    ("day", "urgency"),
    [(DUE - 8 * DAY, "ahead"), (DUE - 7 * DAY, "soon"), (DUE, "soon"), (DUE + DAY, "late")],
)
def test_urgency_before_an_update_is_sent(cast, day, urgency):
    sweep(DUE - 14 * DAY)
    assert get_update(cast.package).urgency_on(day) == urgency
    assert KeyworkerUpdate.objects.late(day).filter(package=cast.package).exists() is (urgency == "late")


def test_a_change_of_keyworker_moves_the_recipient_and_not_the_day(cast):
    """Given a draft update for Priya; when Kofi becomes keyworker; then Kofi is the recipient, due the same day."""
    sweep(DUE - 14 * DAY)
    with freeze_on(DUE - 3 * DAY):
        change_keyworker(individual=cast.individual, user=cast.kofi, from_on=DUE - 3 * DAY, by=cast.ben)
    assert get_update(cast.package).due_on == DUE
    update = submit(get_update(cast.package), DUE, cast.amara)
    assert update.recipient == cast.kofi
    messages = Message.objects.filter(key__startswith=f"update-sent:{update.pk}", channel="in app")
    assert [message.to for message in messages] == [cast.kofi]
    with freeze_on(DUE):
        assert can(cast.kofi, P.READ_UPDATE, update)
        assert not can(cast.priya, P.READ_UPDATE, update)


def test_without_a_keyworker_the_councils_team_and_the_managers_are_notified(cast):
    sweep(DUE - 14 * DAY)
    cast.individual.keyworker_terms.update(until_on=DUE - DAY)
    update = submit(get_update(cast.package), DUE, cast.amara)
    assert update.recipient is None
    messages = Message.objects.filter(key__startswith=f"update-sent:{update.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.duty, cast.ben, cast.dana}
    assert all("No keyworker" in message.subject for message in messages)


def test_an_empty_update_is_not_sent(cast):
    sweep(DUE - 14 * DAY)
    update = get_update(cast.package)
    write_update(update=update, revision=1, by=cast.amara, **{**TEXTS, "progress": "  "})
    with freeze_on(DUE), pytest.raises(Refused, match="Enter how things are"):
        submit_update(update=KeyworkerUpdate.objects.get(pk=update.pk), by=cast.amara)


def test_a_sent_update_cannot_be_edited(cast):
    sweep(DUE - 14 * DAY)
    update = submit(get_update(cast.package), DUE, cast.amara)
    with pytest.raises(Refused, match="already been sent"), transaction.atomic():
        write_update(update=update, revision=update.revision, by=cast.amara, **TEXTS)


def test_two_people_who_edit_at_once_lose_nothing(cast):
    sweep(DUE - 14 * DAY)
    update = get_update(cast.package)
    stale = KeyworkerUpdate.objects.get(pk=update.pk)
    write_update(update=update, revision=1, by=cast.amara, **TEXTS)
    with pytest.raises(Conflict) as conflict:
        write_update(update=stale, revision=1, by=cast.tess, **{**TEXTS, "how_it_is": "Badly"})
    assert conflict.value.record.how_it_is == "Well"


def test_the_keyworker_reads_what_was_sent_and_no_draft(cast):
    sweep(DUE - 14 * DAY)
    update = get_update(cast.package)
    with freeze_on(DUE):
        assert can(cast.amara, P.WRITE_UPDATE, update)
        assert not can(cast.priya, P.READ_UPDATE, update)
    submit(update, DUE, cast.amara)
    with freeze_on(DUE):
        assert can(cast.priya, P.READ_UPDATE, update)
        assert can(cast.priya, P.ACKNOWLEDGE_UPDATE, update)
        assert not can(cast.kofi, P.READ_UPDATE, update)


def test_a_reply_notifies_the_writer(cast):
    sweep(DUE - 14 * DAY)
    update = submit(get_update(cast.package), DUE, cast.amara)
    with freeze_on(DUE + DAY):
        acknowledge_update(update=update, answer="Thank you", by=cast.priya)
    message = Message.objects.get(key__startswith=f"update-acknowledged:{update.pk}", channel="in app")
    assert (message.to, "replied" in message.body) == (cast.amara, True)


# Closing with the package


def test_duties_close_with_the_package(cast):
    sweep(DUE - 14 * DAY)
    with freeze_on(DUE - DAY):
        review = ask_for_review(package=cast.package, due_on=DUE, asked_by="person", by=cast.amara)
        end_package(package=cast.package, ended_on=DUE - DAY, reason="choice", by=cast.ben)
        assert [expire_ended(on=DUE - DAY), expire_ended(on=DUE)] == [2, 0]
    update = KeyworkerUpdate.objects.get(package=cast.package)
    review.refresh_from_db()
    assert (update.state, update.expired_on, review.state) == ("expired", DUE - DAY, "expired")
    assert update.urgency_on(DUE + 9 * DAY) == "expired"
    assert KeyworkerUpdate.objects.get(package=cast.other_package).state == "due"


def test_a_sent_update_does_not_expire(cast):
    sweep(DUE - 14 * DAY)
    update = submit(get_update(cast.package), DUE, cast.amara)
    with freeze_on(DUE + DAY):
        end_package(package=cast.package, ended_on=DUE + DAY, reason="choice", by=cast.ben)
        assert expire_ended(on=DUE + DAY) == 0
    update.refresh_from_db()
    assert update.state == "sent"


def test_an_update_keeps_the_terms_it_was_raised_under(cast):
    sweep(DUE - 14 * DAY)
    set_terms(contract=cast.tameside, from_on=DUE - DAY, by=None, **{**FULL_TERMS, "update_days": 28})
    update = submit(get_update(cast.package), DUE, cast.amara)
    assert update.terms == cast.terms
    sweep(DUE + 14 * DAY)
    assert get_update(cast.package).due_on == DUE + 28 * DAY


def test_a_shorter_interval_makes_no_update_late_on_the_day_it_is_raised(cast):
    """Given terms of 42 days when support started; when 28 days apply from day 30; then the first is due on day 42."""
    set_terms(contract=cast.tameside, from_on=DUE - 12 * DAY, by=None, **{**FULL_TERMS, "update_days": 28})
    sweep(DUE - 11 * DAY)
    update = get_update(cast.package)
    assert (update.due_on, update.terms) == (DUE, cast.terms)
    submit(update, DUE - DAY, cast.amara)
    sweep(DUE + 20 * DAY)
    assert get_update(cast.package).due_on == DUE + 27 * DAY


def test_terms_that_bring_updates_count_from_their_first_day(cast):
    """Given a contract without updates; when new terms ask for them; then the first is due that long after."""
    set_terms(contract=cast.links, from_on=DUE, by=None, **{**SILENT_TERMS, "update_days": 42, "update_ahead_days": 14})
    sweep(DUE + 27 * DAY)
    assert not KeyworkerUpdate.objects.filter(package=cast.links_package).exists()
    sweep(DUE + 28 * DAY)
    assert get_update(cast.links_package).due_on == DUE + 42 * DAY


# Prefilled text


def test_an_update_starts_from_the_records_since_the_last(cast):
    sweep(DUE - 14 * DAY)
    first = submit(get_update(cast.package), DUE - 5 * DAY, cast.amara)
    VisitFactory(package=cast.package, worker=cast.worker, on=DUE - 6 * DAY, next_step="Old news")
    VisitFactory(package=cast.package, worker=cast.worker, on=DUE + DAY, next_step="Go to the library")
    VisitFactory(package=cast.package, worker=cast.worker, on=DUE + 2 * DAY, outcome="no answer")
    VisitFactory(
        package=cast.package,
        worker=cast.worker,
        on=DUE + 3 * DAY,
        change_noticed="improvement",
        change_description="She sings again.",
        urgency="noticed",
    )
    update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=DUE + 37 * DAY)
    with freeze_on(DUE + 5 * DAY):
        texts = prefill.prefilled_fields(update, cast.amara)
        figures = figures_of(update, cast.amara)
    assert prefill.since(update) == clock.day_of(first.submitted_at) + DAY
    assert figures["Visits that took place"] == "2"
    assert figures["Visits missed: no answer"] == "1"
    assert figures["Delivered"] == "2 h"
    assert "I want to cook for my sister" in texts["progress"]
    assert texts["what_changed"] == "18 February: getting better. She sings again."
    assert "library" not in str(texts), "the keyworker reads no notes of visits"


def figures_of(update, writer) -> dict[str, str]:
    sections = prefill.sections_of(update, writer).sections
    return {figure.label: figure.value for section in sections for figure in section.figures}


def test_an_update_gives_the_rating_before_and_now(cast):
    update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=DUE)
    rate = partial(GoalRating.objects.create, wording=cast.wording, rated_by="person")
    goal = "“I want to cook for my sister”"
    with freeze_on(DUE):
        nothing = figures_of(update, cast.amara)[goal]
        rate(value=4, rated_on=DUE - 9 * DAY)
        once = figures_of(update, cast.amara)[goal]
        rate(value=6, rated_on=DUE - 2 * DAY)
        twice = figures_of(update, cast.amara)[goal]
    assert (nothing, once, twice) == ("not rated", "4 on 6 February", "4 before, 6 on 13 February")


def test_what_was_recorded_after_the_last_update_was_sent_is_in_the_next(cast):
    """Given an update sent at noon; when that afternoon's visit and one of the week before come in later; then both."""
    sent_on = DUE - 5 * DAY
    sweep(DUE - 14 * DAY)
    VisitFactory(package=cast.package, worker=cast.worker, on=sent_on - DAY)
    submit(get_update(cast.package), sent_on, cast.amara)
    afternoon = clock.instant_on(sent_on, datetime.time(14))
    with freeze_on(sent_on + DAY):
        VisitFactory(package=cast.package, worker=cast.worker, started_at=afternoon)
        VisitFactory(package=cast.package, worker=cast.worker, on=sent_on - 4 * DAY)
        update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=DUE + 37 * DAY)
        assert figures_of(update, cast.amara)["Visits that took place"] == "2"


@pytest.mark.parametrize(("last_update_days", "day"), [(20, 25), (None, 25), (-2, 28)])
def test_the_first_update_here_starts_from_the_cut_over_or_the_update_before_it(cast, last_update_days, day):
    """Given support since 4 January and a cut-over on the 25th; then earlier days are in the provider's old records."""
    cut_over_on = STARTS + 21 * DAY
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=cut_over_on)
    last = None if last_update_days is None else cut_over_on - last_update_days * DAY
    SupportPackage.objects.filter(pk=cast.package.pk).update(last_update_on=last)
    update = UpdateFactory(
        package=SupportPackage.objects.get(pk=cast.package.pk), terms=cast.terms, due_on=DUE + 37 * DAY
    )
    assert prefill.sections_of(update, cast.amara).from_on == datetime.date(2027, 1, day)


# Reviews


def test_the_first_review_is_raised_on_the_agreed_day_and_once(cast):
    cast.package.first_review_on = STARTS + 50 * DAY
    cast.package.save()
    with freeze_on(STARTS + DAY):
        assert [raise_reviews(on=STARTS + DAY), raise_reviews(on=STARTS + DAY)] == [1, 0]
    review = Review.objects.get()
    assert (review.package, review.due_on, review.asked_by) == (cast.package, STARTS + 50 * DAY, "contract")


def test_a_review_is_conducted_and_shared_with_the_keyworker(cast):
    with freeze_on(STARTS + 30 * DAY):
        review = ask_for_review(package=cast.package, due_on=STARTS + 40 * DAY, asked_by="carer", by=cast.amara)
        with pytest.raises(Refused, match="future"):
            conduct_review(
                review=review, conducted_on=STARTS + 31 * DAY, outcome="Go on", participants="Maya", by=cast.amara
            )
        conduct_review(
            review=review, conducted_on=STARTS + 30 * DAY, outcome="Go on", participants="Maya", by=cast.amara
        )
        share_review(review=review, by=cast.amara)
    review = Review.objects.get()
    assert (review.state, review.met_on) == ("shared", STARTS + 30 * DAY)
    message = Message.objects.get(key__startswith=f"review-shared:{review.pk}", channel="in app")
    assert message.to == cast.priya


def test_two_reviews_for_one_day_are_refused(cast):
    with freeze_on(STARTS + DAY):
        ask_for_review(package=cast.package, due_on=DUE, asked_by="person", by=cast.amara)
        with pytest.raises(Refused, match="already a review due"), transaction.atomic():
            ask_for_review(package=cast.package, due_on=DUE, asked_by="keyworker", by=cast.ben)
