"""Absences and training that were recorded wrongly: corrected or withdrawn, out of figures, on file."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.allocation.capacity import loads
from contracts.models import Post
from core.dates import Period
from core.errors import NotPossible, Refused
from reporting import indicators
from tests.instant import ORDINARY
from workforce.models import Absence, TrainingCourse, TrainingDone, Worker
from workforce.services import (
    change_details,
    correct_absence,
    correct_training,
    end_absence,
    record_absence,
    record_training,
    withdraw_absence,
    withdraw_training,
)

DAY = datetime.timedelta(days=1)
REASON = "It was another worker"
pytestmark = pytest.mark.instant(ORDINARY)


@pytest.fixture
def absence(cast) -> Absence:
    """Given five days of sickness until yesterday, three of them from Monday to Friday."""
    return record_absence(
        worker=cast.worker, kind="sickness", from_on=cast.today - 6 * DAY, until_on=cast.today - DAY, by=cast.ben
    )


def sick_days(cast) -> float:
    """Return the days of a full-time worker, Monday to Friday, that are lost in the twenty days until yesterday."""
    period = Period(cast.today - 20 * DAY, cast.today)
    return sum(row.amount for row in indicators.sick_hours(cast.tameside, period)) / 444


def test_a_withdrawn_absence_counts_on_no_day(cast, absence):
    assert sick_days(cast) == 3
    withdraw_absence(absence=absence, reason=REASON, by=cast.ben)
    assert sick_days(cast) == 0
    row = Absence.with_struck.get(pk=absence.pk)
    assert (row.struck_by, row.struck_reason) == (cast.ben, REASON)
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_absence(absence=absence, reason=REASON, by=cast.ben)
    record_absence(worker=cast.worker, kind="leave", from_on=cast.today - 6 * DAY, until_on=cast.today, by=cast.ben)


def test_a_corrected_absence_counts_its_right_days(cast, absence):
    correct_absence(
        absence=absence,
        kind="sickness",
        from_on=cast.today - 3 * DAY,
        until_on=cast.today - DAY,
        reason=REASON,
        by=cast.ben,
    )
    assert sick_days(cast) == 1
    old = Absence.pgh_event_model.objects.get(pgh_obj=absence.pk)
    assert (old.from_on, old.pgh_context.metadata["reason"]) == (cast.today - 6 * DAY, REASON)


def test_a_correction_needs_a_reason(cast, absence):
    with pytest.raises(Refused, match="what was wrong"), transaction.atomic():
        correct_absence(absence=absence, kind="leave", from_on=absence.from_on, until_on=None, reason=" ", by=cast.ben)


@pytest.fixture
def course(db) -> TrainingCourse:
    return TrainingCourse.objects.create(name="Medicines", is_required=True, valid_months=12)


def obstacles(cast) -> str:
    (load,) = loads(Worker.objects.filter(pk=cast.worker.pk), cast.today)
    return " ".join(load.obstacles)


def test_withdrawn_training_is_not_valid(cast, course):
    training = record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    assert "Medicines" not in obstacles(cast)
    withdraw_training(training=training, reason=REASON, by=cast.ben)
    assert "Medicines" in obstacles(cast)
    assert TrainingDone.with_struck.get().struck_reason == REASON
    record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)


def test_corrected_training_is_valid_from_its_right_day(cast, course):
    training = record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    correct_training(
        training=training, course=course, done_on=cast.today - 500 * DAY, reason="2025 was meant", by=cast.ben
    )
    assert "Medicines" in obstacles(cast)
    old = TrainingDone.pgh_event_model.objects.get(pgh_obj=training.pk)
    assert (old.done_on, old.pgh_context.metadata["reason"]) == (cast.today, "2025 was meant")


def test_the_page_of_the_worker_leads_to_the_corrections_and_shows_what_was_withdrawn(cast, absence, course, client):
    training = record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    client.force_login(cast.ben)
    path = reverse("worker", args=[cast.worker.pk])
    page = client.get(path).content.decode()
    for name, record in (("absence", absence), ("training", training)):
        for verb in ("correct", "withdraw"):
            assert reverse(f"worker_{name}_{verb}", args=[cast.worker.pk, record.pk]) in page
    withdraw_absence(absence=absence, reason=REASON, by=cast.ben)
    assert REASON in client.get(path).content.decode()
    client.force_login(cast.amara)
    assert REASON not in client.get(path).content.decode(), "for those who manage workers"


# Team leaders


def test_a_team_leader_records_corrects_and_withdraws_the_sickness_of_their_team(cast):
    """Given Tess, who leads Amara's team; then its absences are hers to record, and no other team's."""
    client = Client()
    client.force_login(cast.tess)
    own, other = reverse("worker", args=[cast.worker.pk]), reverse("worker_absence_new", args=[cast.other_worker.pk])
    new = reverse("worker_absence_new", args=[cast.worker.pk])
    assert new in client.get(own).content.decode()
    assert client.get(other).status_code == 404
    day = {f"from_on_{part}": getattr(cast.today, part) for part in ("day", "month", "year")}
    answer = client.post(new, {"kind": "sickness", "sickness_reason": "back", **day}, follow=True)
    absence = Absence.objects.get(worker=cast.worker)
    assert answer.redirect_chain[-1][0] == reverse("absence", args=[absence.pk])
    assert (absence.kind, absence.recorded_by) == ("sickness", cast.tess)
    page = client.get(own).content.decode()
    for name in ("worker_absence_end", "worker_absence_correct", "worker_absence_withdraw"):
        address = reverse(name, args=[cast.worker.pk, absence.pk])
        assert address in page
        assert client.get(address).status_code == 200
    assert reverse("worker_cover", args=[cast.worker.pk, absence.pk]) not in page
    withdraw = reverse("worker_absence_withdraw", args=[cast.worker.pk, absence.pk])
    client.post(withdraw, {"reason": "She is at work"})
    assert not Absence.objects.filter(worker=cast.worker).exists()
    assert "She is at work" in client.get(own).content.decode()


def test_a_team_leader_corrects_an_absence_without_the_note_that_a_manager_put_in_the_file(cast):
    """Given a sickness with a note of Ben's; then Tess corrects its first day and does not read the note, which stays;
    a note of her own she reads.
    """
    sickness = {"worker": cast.worker, "kind": "sickness", "sickness_reason": "back"}
    absence = record_absence(from_on=cast.today, by=cast.ben, note="Asked for a phased return", **sickness)
    path = reverse("worker_absence_correct", args=[cast.worker.pk, absence.pk])
    client = Client()
    client.force_login(cast.tess)
    assert "phased return" not in client.get(path).text
    first = cast.today - DAY
    day = {f"from_on_{part}": getattr(first, part) for part in ("day", "month", "year")}
    answers = {"kind": "sickness", "sickness_reason": "back", "reason": "She left early", **day}
    assert client.post(path, {**answers, "note": "Nothing"}).status_code == 302
    absence.refresh_from_db()
    assert (absence.from_on, absence.note) == (first, "Asked for a phased return")
    client.force_login(cast.ben)
    assert "phased return" in client.get(path).text
    withdraw_absence(absence=absence, reason="She was at work", by=cast.ben)
    own = record_absence(from_on=cast.today, by=cast.tess, note="Rang at 7", **sickness)
    client.force_login(cast.tess)
    assert "Rang at 7" in client.get(reverse("worker_absence_correct", args=[cast.worker.pk, own.pk])).text


def test_a_worker_records_no_absence(cast):
    client = Client()
    client.force_login(cast.amara)
    assert client.get(reverse("worker_absence_new", args=[cast.worker.pk])).status_code == 403
    assert "Record absence" not in client.get(reverse("worker", args=[cast.worker.pk])).content.decode()


def test_what_is_done_has_no_day_to_come(cast, course, client):
    """Given tomorrow; then training, induction and DBS check are refused by the service and on the form."""
    tomorrow = cast.today + DAY
    training = record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="today or earlier"), transaction.atomic():
        record_training(worker=cast.worker, course=course, done_on=tomorrow, by=cast.ben)
    with pytest.raises(Refused, match="today or earlier"), transaction.atomic():
        correct_training(training=training, course=course, done_on=tomorrow, reason="Typed", by=cast.ben)
    for name in ("induction_completed_on", "dbs_checked_on"):
        with pytest.raises(Refused, match="today or earlier") as refusal, transaction.atomic():
            change_details(worker=cast.worker, specialisms=[], by=cast.ben, **{name: tomorrow})
        assert refusal.value.field == name
    client.force_login(cast.ben)
    dates = {part: getattr(tomorrow, part) for part in ("day", "month", "year")}
    for page, name in (
        ("worker_training_new", "done_on"),
        ("worker_details", "dbs_checked_on"),
        ("worker_details", "induction_completed_on"),
    ):
        sent = {f"{name}_{part}": value for part, value in dates.items()}
        answer = client.post(reverse(page, args=[cast.worker.pk]), sent)
        assert f"must be {cast.today:%-d %B %Y} or earlier" in answer.text, name


@pytest.mark.parametrize("name", ["worker_absence_end", "worker_absence_correct", "worker_absence_withdraw"])
def test_nobody_corrects_their_own_absence(cast, client, name):
    """Given Tess, who leads a team, and her own sickness; then a manager corrects it, and she does not."""
    own = Worker.objects.get(user=cast.tess)
    row = record_absence(worker=own, kind="sickness", from_on=cast.today - 3 * DAY, by=cast.ben)
    client.force_login(cast.tess)
    address = reverse(name, args=[own.pk, row.pk])
    assert client.get(address).status_code in (302, 404)
    for service, columns in (
        (end_absence, {"until_on": cast.today}),
        (withdraw_absence, {"reason": REASON}),
        (correct_absence, {"kind": "leave", "from_on": row.from_on, "until_on": None, "reason": REASON}),
    ):
        with pytest.raises(Refused, match="your own absence"), transaction.atomic():
            service(absence=row, by=cast.tess, **columns)
    assert end_absence(absence=row, until_on=cast.today, by=cast.ben).until_on == cast.today


def test_the_only_one_who_may_correct_absences_corrects_their_own(cast):
    row = record_absence(worker=cast.worker, kind="leave", from_on=cast.today, by=cast.amara)
    Post.objects.exclude(user=cast.amara).update(until_on=cast.today)
    assert end_absence(absence=row, until_on=cast.today + DAY, by=cast.amara).until_on == cast.today + DAY
