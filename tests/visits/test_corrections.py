"""Corrections keep the old text, times are typed in, and excluded activities are saved too."""

import datetime
import json

import pytest
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from plans.models import GoalWording
from plans.services import rate
from tests.factories import HOUR, PlannedVisitFactory, VisitFactory, at_ten, days_ago
from tests.pages.urls import Walker
from visits.log.forms.visit import LogForm
from visits.log.log_answers import log_form_arguments, times
from visits.models import Visit, VisitVersion
from visits.services import correct_visit, is_free_to_correct, log_visit, strike_visit

MINUTE = datetime.timedelta(minutes=1)


def make_visit(cast, **changed):
    columns = {"notes": "We cooked.", "outcome": "yes", "kind": "face to face"}
    columns |= {"started_at": at_ten(days_ago(1)), "ended_at": at_ten(days_ago(1)) + HOUR}
    visit = VisitFactory.build(**columns | changed)
    return log_visit(id=visit.pk, package=cast.package, worker=cast.worker, by=cast.amara, **columns | changed)


def test_the_author_corrects_without_a_reason_for_fifteen_minutes(cast):
    visit = make_visit(cast)
    with clock.frozen_at(visit.recorded_at + 14 * MINUTE):
        visit = correct_visit(visit=visit, revision=1, notes="We baked.", by=cast.amara)
    assert not VisitVersion.objects.exists()
    with clock.frozen_at(visit.recorded_at + 15 * MINUTE), pytest.raises(Refused, match="reason for the correction"):
        correct_visit(visit=visit, revision=2, notes="We fried.", by=cast.amara)
    assert Visit.objects.get().notes == "We baked."


def test_a_later_correction_keeps_the_old_text_with_a_reason(cast):
    visit = make_visit(cast, quote="I did it myself")
    with clock.frozen_at(visit.recorded_at + HOUR):
        correct_visit(
            visit=visit,
            revision=1,
            notes="We baked.",
            ended_at=visit.ended_at + HOUR,
            reason="Wrong words",
            by=cast.amara,
        )
    version = VisitVersion.objects.get()
    assert (version.number, version.reason, version.times) == (1, "Wrong words", "10:00 to 11:00")
    assert (version.content["notes"], version.content["quote"]) == ("We cooked.", "I did it myself")
    assert Visit.objects.get().minutes == 120


def test_reported_visits_and_visits_of_others_need_a_reason_to_correct(cast):
    assert not is_free_to_correct(make_visit(cast), cast.tess), "somebody else's text"
    visit_reported = make_visit(cast, change_noticed="relapse", change_description="Slept little", urgency="today")
    assert not is_free_to_correct(visit_reported, cast.amara)


def test_two_corrections_at_once_lose_nothing(cast):
    visit = make_visit(cast)
    correct_visit(visit=Visit.objects.get(), revision=1, notes="We baked.", by=cast.amara)
    with pytest.raises(Conflict) as conflict:
        correct_visit(visit=visit, revision=1, notes="We fried.", by=cast.amara)
    assert conflict.value.record.notes == "We baked."


def test_a_correction_follows_the_rules_of_an_entry(cast):
    visit = make_visit(cast)
    with pytest.raises(Refused, match="hasn’t happened yet"):
        correct_visit(
            visit=visit, revision=1, started_at=clock.now() + HOUR, ended_at=clock.now() + HOUR, by=cast.amara
        )


def form_data(**changed) -> dict:
    day = changed.pop("day", days_ago(1))
    fields = {"id": VisitFactory.build().pk, "did_happen": "yes", "started": "10:00", "ended": "11:00"}
    fields |= {"kind": "face to face", "notes": "We cooked.", "day_day": day.day, "day_month": day.month}
    return fields | {"day_year": day.year} | changed


def clean_form(asks_outside=None, **changed) -> dict:
    form = LogForm(form_data(**changed), goals=GoalWording.objects.none(), asks_outside=asks_outside)
    assert form.is_valid(), form.errors
    return form.cleaned_data


@pytest.mark.django_db
def test_a_visit_over_a_clock_change_has_the_minutes_that_passed():
    spring, autumn = datetime.date(2027, 3, 28), datetime.date(2026, 10, 25)
    starts, ends = times(clean_form(day=spring, started="00:30", ended="02:30"))
    assert ends - starts == HOUR
    starts, ends = times(clean_form(day=autumn, started="00:30", ended="02:30"))
    assert ends - starts == 3 * HOUR
    with pytest.raises(Refused, match="does not exist"):
        times(clean_form(day=spring, started="01:30", ended="03:00"))
    with pytest.raises(Refused) as refusal:
        times(clean_form(day=autumn, started="01:30", ended="03:00"))
    assert refusal.value.field == "repeated"
    later = times(clean_form(day=autumn, started="01:30", ended="03:00", repeated="second"))
    assert later[1] - later[0] == 1.5 * HOUR
    earlier = times(clean_form(day=autumn, started="01:30", ended="03:00", repeated="first"))
    assert earlier[1] - earlier[0] == 2.5 * HOUR


def test_a_rating_is_asked_for_when_one_is_due(cast):
    arguments = log_form_arguments(cast.package, cast.amara, cast.today)
    assert arguments["to_rate"] == [cast.wording.words]
    rate(wording=cast.wording, value=4, rated_on=days_ago(27), rated_by="person", by=cast.amara)
    assert log_form_arguments(cast.package, cast.amara, cast.today)["to_rate"] == []
    assert log_form_arguments(cast.package, cast.amara, cast.today + 24 * HOUR)["to_rate"] == [cast.wording.words]


@pytest.mark.django_db
def test_excluded_activities_are_asked_about_and_always_saved():
    data = clean_form(asks_outside=["medication"], support_kinds=["medication"], outside_medication="on")
    assert data["columns"]["excluded_activities"] == ["medication"]
    silent = LogForm(form_data(), goals=GoalWording.objects.none(), asks_outside=None)
    assert not [name for name in silent.fields if name.startswith("outside_")], "the contract does not mention it"


def test_a_paper_entry_keeps_both_times(cast):
    amara = Walker(cast)
    day = days_ago(1)
    page = reverse("visit_log", args=[cast.package.pk]) + "?paper=1"
    written_on = {"written_on_day": day.day, "written_on_month": day.month, "written_on_year": day.year}
    answer = amara.ask("amara", "POST", page, {**form_data(), **written_on, "written_at": "11:20"}, keep=True)
    assert answer.status == 302, answer.text
    visit = Visit.objects.get()
    assert (visit.entry_route, visit.written_at) == ("paper", clock.instant_on(day, datetime.time(11, 20)))
    assert clock.now() - visit.recorded_at < HOUR


def test_sending_again_with_another_text_shows_both_and_then_corrects(cast):
    amara, entry = Walker(cast), form_data()
    page = reverse("visit_log", args=[cast.package.pk])
    assert amara.ask("amara", "POST", page, entry, keep=True).status == 302
    again = amara.ask("amara", "POST", page, {**entry, "notes": "We baked."})
    assert (again.status, "We cooked." in again.text, "We baked." in again.text) == (200, True, True)
    assert amara.ask("amara", "POST", page, {**entry, "notes": "We baked.", "revision": 1}, keep=True).status == 302
    assert Visit.objects.get().notes == "We baked."
    assert json.loads(json.dumps(list(VisitVersion.objects.values("reason")))) == []


def test_a_colleague_who_logs_the_same_planned_visit_has_an_entry_of_their_own(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    walker, page = Walker(cast), reverse("visit_log_planned", args=[planned.pk])
    entry = form_data(id=planned.pk)
    assert walker.ask("amara", "POST", page, entry, keep=True).status == 302
    for _ in range(2):
        assert walker.ask("tess", "POST", page, {**entry, "notes": "I came along."}, keep=True).status == 302
    assert sorted(Visit.objects.values_list("notes", flat=True)) == ["I came along.", "We cooked."]


def test_a_planned_visit_can_be_logged_again_after_striking(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    walker, page = Walker(cast), reverse("visit_log_planned", args=[planned.pk])
    assert walker.ask("amara", "POST", page, form_data(id=planned.pk), keep=True).status == 302
    strike_visit(visit=Visit.objects.get(), reason="Another card", by=cast.amara)
    assert walker.ask("amara", "POST", page, form_data(id=planned.pk, notes="We baked."), keep=True).status == 302
    planned.refresh_from_db()
    assert planned.state == "logged"
    assert Visit.objects.not_struck().get().notes == "We baked."


def test_a_slow_save_followed_by_a_change_is_asked_about(cast):
    visit = make_visit(cast)
    entry = {"id": visit.pk, "package": cast.package, "worker": cast.worker, "by": cast.amara}
    entry |= {name: getattr(visit, name) for name in ("notes", "outcome", "kind", "started_at", "ended_at")}
    assert log_visit(**entry).pk == visit.pk
    with pytest.raises(Conflict):
        log_visit(**entry | {"ended_at": visit.ended_at + MINUTE})


@pytest.mark.django_db
def test_a_visit_past_midnight_and_in_the_repeated_hour():
    spring, autumn = datetime.date(2027, 3, 27), datetime.date(2026, 10, 25)
    starts, ends = times(clean_form(day=spring + datetime.timedelta(days=1), started="23:00", ended="01:15"))
    assert ends - starts == 2.25 * HOUR
    starts, ends = times(clean_form(day=autumn, started="01:30", ended="01:15", repeated="first"))
    assert ends - starts == 0.75 * HOUR
