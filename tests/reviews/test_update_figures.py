"""The figures of an update: from what worker and keyworker may both read, and frozen when it is sent."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import ROLES
from accounts.walls import raise_wall
from casework.models import HospitalSpell, SupportPackage
from casework.services import record_sharing_decision, strike_admission
from core import clock
from plans.models import GoalRating
from plans.services import abandon, achieve, pause, rate
from reviews.models import KeyworkerUpdate
from reviews.updates import prefill
from reviews.updates.pdf import context as pdf_context
from reviews.updates.pdf import plain_text
from reviews.updates.shared_rows import Readers
from safeguarding.models import Concern, Incident
from safeguarding.services import name_involved, withdraw_incident
from tests.factories import PlannedVisitFactory, SpellFactory, VisitFactory
from tests.reviews.updates import DAY, make_update, saved, send
from tests.safeguarding.test_incidents import make_incident
from visits.hours.totals import HoursQuery, sums, visits_made
from visits.models import Alert, ContactEntry, Visit
from visits.services import strike_visit


def figures(update, writer) -> dict[str, str]:
    sections = prefill.sections_of(update, writer).sections
    return {f"{section.title}: {figure.label}": figure.value for section in sections for figure in section.figures}


def lines(update, writer) -> str:
    return "\n".join(line for section in prefill.sections_of(update, writer).sections for line in section.lines)


@pytest.fixture
def period(cast):
    """Given a week of visits, calls, contacts and a stay since the last update, which was sent eight days ago."""
    send(cast, make_update(cast, due_on=cast.today - 8 * DAY), on=cast.today - 8 * DAY)
    for days, outcome, kind in (
        (7, "yes", "face to face"),
        (6, "yes", "telephone"),
        (5, "no answer", "face to face"),
        (4, "declined", "telephone"),
        (3, "cancelled by us", "face to face"),
        (2, "yes", "face to face"),
    ):
        VisitFactory(package=cast.package, worker=cast.worker, on=cast.today - days * DAY, outcome=outcome, kind=kind)
    Visit.objects.filter(outcome="yes", kind="face to face").update(needs_met="yes", quote="I slept.", next_step="Bus")
    at = clock.now() - 2 * DAY
    for whom, reached in (("family", True), ("mental health team", True), ("mental health team", False)):
        ContactEntry.objects.create(
            package=cast.package, at=at, with_whom=whom, how="call", was_reached=reached, about="How she is"
        )
    SpellFactory(individual=cast.individual, admitted_on=cast.today - 3 * DAY, discharged_on=cast.today - DAY)
    return make_update(cast)


def test_visits_and_calls_are_counted_apart_with_the_reasons(cast, period):
    found = figures(period, cast.amara)
    assert {
        label.removeprefix("Visits and calls: "): value
        for label, value in found.items()
        if label.startswith("Visits and calls: ")
    } == {
        "Visits that took place": "2",
        "Calls that took place": "1",
        "Visits missed: no answer": "1",
        "Calls missed: person declined": "1",
        "Visits that did not take place because of the hospital stay": "1",
    }
    assert "Visits missed: cancelled by us" not in found


def test_contacts_and_hospital(cast, period):
    found = figures(period, cast.amara)
    assert found["Contacts: With family or carer"] == "1"
    assert found["Contacts: With mental health team"] == "1"
    assert found["Contacts: Tried and not reached"] == "1"
    assert "discharged" in lines(period, cast.amara)


def test_the_keyworker_reads_of_access_needs_only_if_the_person_shares_them(cast, period):
    label = "Access needs: Visits and calls at which they were met"
    assert label not in figures(period, cast.amara), "nobody asked"
    columns = {"how": "At a visit", "equality_act": "not asked", "decided_on": cast.today, "by": cast.amara}
    record_sharing_decision(individual=cast.individual, sharing="consent", **columns)
    assert figures(period, cast.amara)[label] == "2"
    record_sharing_decision(individual=cast.individual, sharing="refused", **columns)
    assert label not in figures(period, cast.amara)


def test_hours_agree_with_the_page_of_hours(cast, period):
    record = prefill.draft_of(period, cast.amara)
    packages = SupportPackage.objects.filter(pk=cast.package.pk)
    query = HoursQuery(packages, visits_made(packages, record.period), record.period, record.period.until_on)
    total = sums(query, "contract")[str(cast.tameside.pk)]
    found = figures(period, cast.amara)
    assert total.delivered == 180
    assert found["Hours: Delivered"] == "3 h"
    assert total.commissioned > 0
    assert found["Hours: Commissioned"].startswith(str(total.commissioned // 60))


def test_the_next_six_weeks_are_what_is_planned(cast):
    for days in (1, 41, 43):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + days * DAY)
    assert figures(make_update(cast), cast.amara)["Planned for the next 6 weeks: Visits"] == "2"


def test_a_struck_visit_is_not_counted(cast, period):
    visit = Visit.objects.filter(outcome="declined").get()
    strike_visit(visit=visit, reason="Somebody else", by=cast.amara)
    assert "Visits and calls: Calls missed: person declined" not in figures(period, cast.amara)


# Who may read it


def test_no_words_of_a_visit_are_in_the_draft(cast, period):
    text = str(prefill.sections_of(period, cast.amara)) + str(prefill.prefilled_fields(period, cast.amara))
    for words in ("I slept.", "Bus", "We cooked together", "How she is"):
        assert words not in text


def test_a_goal_with_a_new_rating_and_no_step_says_the_rating(cast, period):
    """Given a goal without steps; then the draft says that there is no step and no rating, and once there is a rating
    the rating instead.
    """

    def progress() -> str:
        return prefill.prefilled_fields(KeyworkerUpdate.objects.get(pk=period.pk), cast.amara)["progress"]

    rate(wording=cast.wording, value=3, rated_on=cast.today - 20 * DAY, rated_by="person", by=cast.amara)
    assert f"“{cast.wording.words}”: no step finished and no new rating" in progress()
    rate(wording=cast.wording, value=6, rated_on=cast.today, rated_by="person", by=cast.amara)
    assert f"“{cast.wording.words}”: rating 3 before, 6 on" in progress()
    assert "no step" not in progress()


@pytest.mark.parametrize(
    ("close", "words"),
    [(abandon, "no longer wanted"), (pause, "paused"), (achieve, "achieved")],
    ids=["abandoned", "paused", "achieved"],
)
def test_a_goal_that_was_closed_or_paused_says_so(cast, period, close, words):
    """Given a goal closed in the period; then the draft and the figures say what became of it, and on which day."""
    close(wording=cast.wording, reason="She moves", by=cast.amara)
    said = f"{words} on {cast.today:%-d %B}"
    assert f"“{cast.wording.words}”: {said}." in prefill.prefilled_fields(period, cast.amara)["progress"]
    label = f"Goals, rated from 0 to 10: “{cast.wording.words}”"
    assert figures(period, cast.amara)[label] == f"not rated; {said}"


def test_the_same_rule_as_for_the_keyworker(cast, period):
    """Given rows of each kind; then what both read is what the rules give each of them, and a concern is never."""
    readers = Readers(cast.amara, cast.priya)
    for model in (GoalRating, Alert, HospitalSpell):
        of_both = set(model.objects.visible_to(cast.amara)) & set(model.objects.visible_to(cast.priya))
        assert set(readers.both_read(model.objects.all())) == of_both
    assert not readers.both_read(Visit.objects.all()).exists(), "the keyworker reads no notes of visits"
    assert not readers.both_read(Concern.objects.all()).exists()
    assert not Readers(cast.ben, None).both_read(Visit.objects.all()).exists()
    assert readers.both_read(HospitalSpell.objects.all()).exists()


def test_without_a_keyworker_the_role_decides(cast, period, monkeypatch):
    readers = Readers(cast.amara, None)
    assert readers.both_read(HospitalSpell.objects.all()).exists()
    monkeypatch.setitem(ROLES, "keyworker", replace(ROLES["keyworker"], grants={}))
    assert not readers.both_read(HospitalSpell.objects.all()).exists()


def test_a_wall_before_the_keyworker_leaves_its_row_out(cast, period):
    alert = Alert.objects.create(package=cast.package, level="today", recorded_by=cast.amara)
    assert figures(period, cast.amara)["Alerts and risk: Alerts raised"] == "1"
    raise_wall(user=cast.priya, record_id=alert.pk, reason="It is about her", by=cast.ben)
    assert "Alerts and risk: Alerts raised" not in figures(period, cast.amara)


# Incidents (T4.9, decision 85)


def incidents(update, writer) -> dict[str, str]:
    title = "Incidents and accidents: "
    return {key.removeprefix(title): value for key, value in figures(update, writer).items() if key.startswith(title)}


def test_an_update_says_the_day_kind_and_harm_of_an_incident_and_nothing_else(cast, period, client):
    """Given incidents that the worker recorded; then the keyworker reads three facts of each, and no word of them."""
    harm = cast.today - DAY
    make_incident(cast, happened_on=harm)
    make_incident(cast, kind="self-harm", severity="", happened_on=cast.today)
    update = send(cast, period)
    expected = {
        f"{harm:%-d %B}: accident": "Minor: first aid or less",
        f"{cast.today:%-d %B}: self-harm": "Not graded",
    }
    assert incidents(update, cast.priya) == expected
    client.force_login(cast.priya)
    for name in ("update", "update_text"):
        page = client.get(reverse(name, args=[update.pk])).text
        assert all(f"{label}" in page for label in expected), name
        assert "slipped on the wet step" not in page
        assert "/incidents/" not in page, "the keyworker opens no incident"


def test_a_worker_has_their_own_incidents_in_the_draft_and_a_manager_all(cast, period):
    make_incident(cast, by=cast.ben)
    assert incidents(period, cast.amara) == {}
    assert len(incidents(period, cast.ben)) == 1


def test_an_incident_of_before_or_of_somebody_else_or_withdrawn_is_not_in_the_draft(cast, period):
    make_incident(cast, happened_on=cast.today - 20 * DAY)
    Incident.objects.update(recorded_at=clock.now() - 20 * DAY)
    withdrawn = make_incident(cast)
    withdraw_incident(incident=withdrawn, reason="Somebody else", by=cast.amara)
    make_incident(cast, package=None)
    assert incidents(period, cast.amara) == {}
    make_incident(cast)
    assert len(incidents(period, cast.amara)) == 1


@pytest.mark.parametrize("name", ["lewis", "priya"])
def test_an_incident_that_names_somebody_is_in_no_update(cast, period, name):
    """Given a colleague or the keyworker who was involved; then nobody learns of it from the update."""
    make_incident(cast, involved_users=[getattr(cast, name)])
    assert incidents(period, cast.amara) == {}


def test_its_author_who_was_involved_is_no_reason_to_leave_it_out(cast, period):
    make_incident(cast, involved_users=[cast.amara])
    assert len(incidents(period, cast.amara)) == 1


def test_who_is_named_after_the_update_was_sent_reads_nothing_of_it(cast, period, client):
    """Given an update that was sent with an incident; when a colleague is named; then its line is gone for everybody,
    on the page, in the text and behind a link.
    """
    incident = make_incident(cast)
    update = send(cast, period)
    words = f"{cast.today:%-d %B}: accident"
    assert words in plain_text(saved(update))
    name_involved(incident=incident, users=[cast.lewis], reason="He was there", by=cast.ben)
    update = saved(update)
    for user in (cast.ben, cast.amara, cast.priya):
        assert incidents(update, user) == {}
        client.force_login(user)
        assert words not in client.get(reverse("update", args=[update.pk])).text
    assert words not in plain_text(update)
    assert words not in str(pdf_context(update)["record"])
    assert "Visits and calls: Visits that took place" in figures(update, cast.amara), "the rest stays"


# Frozen


def test_what_was_sent_does_not_change(cast, period):
    before = figures(period, cast.amara)
    update = send(cast, period)
    assert figures(update, cast.amara) == before
    VisitFactory(package=cast.package, worker=cast.worker, on=cast.today)
    strike_visit(visit=Visit.objects.filter(outcome="declined").get(), reason="Somebody else", by=cast.amara)
    strike_admission(spell=HospitalSpell.objects.get(), reason="Somebody else", by=cast.amara)
    update = saved(update)
    assert figures(update, cast.amara) == before
    assert "discharged" in lines(update, cast.amara)


def test_a_figure_leads_to_its_rows_for_staff_only(cast, period, client):
    update = send(cast, period)
    strike_visit(visit=Visit.objects.filter(outcome="declined").get(), reason="Somebody else", by=cast.amara)
    path = reverse("update_figure", args=[update.pk, "calls-declined"])
    client.force_login(cast.amara)
    assert path in client.get(reverse("update", args=[update.pk])).content.decode()
    page = client.get(path).content.decode()
    assert "Entered in error" in page
    assert reverse("visit", args=[Visit.objects.get(outcome="declined").pk]) in page
    assert client.get(reverse("update_figure", args=[update.pk, "nothing"])).status_code == 404
    client.force_login(cast.priya)
    assert path not in client.get(reverse("update", args=[update.pk])).content.decode()
    assert client.get(path).status_code == 404


def test_the_keyworker_sees_the_figures(cast, period, client):
    update = send(cast, period)
    client.force_login(User.objects.get(pk=cast.priya.pk))
    page = client.get(reverse("update", args=[update.pk])).content.decode()
    assert "Visits that took place" in page
    assert "Calls missed: person declined" in page


def test_every_figure_opens(cast, period, client):
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + DAY)
    GoalRating.objects.create(wording=cast.wording, value=4, rated_on=cast.today - DAY, rated_by="person")
    Alert.objects.create(package=cast.package, level="today", recorded_by=cast.amara)
    make_incident(cast)
    client.force_login(cast.amara)
    kinds = set()
    for section in prefill.sections_of(period, cast.amara).sections:
        for figure in section.figures:
            if figure.rows:
                kinds.add(figure.rows)
                page = client.get(reverse("update_figure", args=[period.pk, figure.key]))
                assert page.status_code == 200
                assert "You may read none" not in page.content.decode(), figure.key
    assert kinds == {"visit", "hours", "rating", "contact", "planned", "alert", "incident"}


def test_what_the_person_says_needs_their_agreement(cast, client):
    update = make_update(cast)
    client.force_login(cast.amara)
    path = reverse("update_write", args=[update.pk])
    data = {"revision": 1, "how_it_is": "Well", "progress": "Cooks", "person_says": "I want to move."}
    refused = client.post(path, data).content.decode()
    assert "Tick that the person agreed" in refused
    assert "I want to move." in refused, "nothing typed is lost"
    assert client.post(path, {**data, "may_pass_on": "on"}).status_code == 302
    assert saved(update).person_says == "I want to move."


def test_the_worker_sees_the_words_to_ask_about_and_the_keyworker_does_not(cast, period, client):
    client.force_login(cast.amara)
    assert "I slept." in client.get(reverse("update_write", args=[period.pk])).content.decode()
    update = send(cast, period)
    client.force_login(cast.priya)
    assert "I slept." not in client.get(reverse("update", args=[update.pk])).content.decode()
