"""Incidents and accidents: recorded by any member of staff, hidden from who was involved, closed by a manager."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import Wall
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.duties import duty_items
from contracts.enums import ExcludedActivity
from core import clock, transitions
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from safeguarding import services
from safeguarding.models import Incident
from tests.factories import VisitFactory, days_ago
from visits.services import strike_visit

DAY = datetime.timedelta(days=1)
INCIDENT_TEXTS = {
    "kind": "accident",
    "severity": "minor",
    "account": "He slipped on the wet step and cut his hand.",
    "made_safe": "Cleaned the cut and put a plaster on it.",
    "place": "The back step",
}


def make_incident(cast, **changed) -> Incident:
    arguments = {"contract": cast.tameside, "package": cast.package, "by": cast.amara, "happened_on": clock.today()}
    return services.record_incident(**{**arguments, **INCIDENT_TEXTS, **changed})


def names_allowed(cast, incident, permission=P.READ_INCIDENT) -> set[str]:
    return {name for name, user in cast.everybody().items() if can(user, permission, incident)}


def page_of(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args))


# Who reads it


def test_its_author_and_who_answers_for_the_contract_read_it(cast):
    incident = make_incident(cast)
    assert names_allowed(cast, incident) == {"amara", "ben", "dana", "sunita"}
    assert names_allowed(cast, incident, P.MANAGE_INCIDENT) == {"ben", "dana"}


def test_an_accident_of_staff_is_about_nobody_supported(cast):
    incident = make_incident(cast, package=None, by=cast.farah)
    assert (incident.individual, incident.package) == (None, None)
    assert names_allowed(cast, incident) == {"farah", "ben", "dana", "sunita"}
    page = page_of(cast.farah, "incident", incident.pk)
    assert "No one we support" in page.text
    items = [item for item in duty_items(cast.ben, cast.today) if item.kind == "incident"]
    assert [(item.individual_id, item.individual_name) for item in items] == [(None, "No one we support")]


def test_every_member_of_staff_may_record_one_that_is_about_nobody(cast):
    may = {
        name
        for name, user in cast.everybody().items()
        if page_of(user, "incident_new", cast.tameside.pk).status_code == 200
    }
    assert may == {"amara", "lewis", "tess", "omar", "ben", "dana", "sunita", "farah", "alan"}


# The wall


def test_who_was_involved_sees_nothing_of_it(cast):
    """Given a manager and a worker who were involved; then the incident is in no list, count or message of theirs."""
    incident = make_incident(cast, involved_users=[cast.ben, cast.lewis])
    assert {wall.user for wall in Wall.objects.filter(record_id=incident.pk)} == {cast.ben, cast.lewis}
    assert names_allowed(cast, incident) == {"amara", "dana", "sunita"}
    assert not Incident.objects.visible_to(cast.ben).exists()
    assert incident.reference not in page_of(cast.ben, "incidents").text
    assert incident.reference not in page_of(cast.ben, "person", cast.individual.pk).text
    assert {message.to for message in Message.objects.filter(about_ids__contains=[incident.pk])} == {cast.dana}
    assert [item for item in duty_items(cast.ben, cast.today) if item.kind == "incident"] == []
    assert not transitions.history(incident, hidden_from(cast.ben)).exists()
    assert page_of(cast.ben, "incident", incident.pk).status_code == 404


def test_who_recorded_it_reads_it_although_they_were_involved(cast):
    incident = make_incident(cast, involved_users=[cast.amara])
    assert not Wall.objects.filter(record_id=incident.pk).exists()
    assert "amara" in names_allowed(cast, incident)


def test_a_manager_who_was_involved_does_not_manage_it(cast):
    """Given a manager who records their own accident; then they read it, and another manager closes it."""
    incident = make_incident(cast, by=cast.ben, involved_users=[cast.ben])
    assert names_allowed(cast, incident, P.MANAGE_INCIDENT) == {"dana"}
    assert page_of(cast.ben, "incident", incident.pk).status_code == 200
    assert page_of(cast.ben, "incident_close", incident.pk).status_code == 403
    with pytest.raises(Refused):
        services.close_incident(incident=incident, findings="Wet step", lessons="", by=cast.ben)
    assert services.close_incident(incident=incident, findings="Wet step", lessons="", by=cast.dana).is_closed
    assert {message.to for message in Message.objects.filter(key__startswith=f"incident:{incident.pk}")} == {cast.dana}


def test_who_is_named_later_is_behind_the_wall_at_once(cast):
    incident = make_incident(cast)
    assert can(cast.dana, P.READ_INCIDENT, incident)
    services.name_involved(incident=incident, users=[cast.dana], reason="She was on the phone", by=cast.ben)
    assert not can(cast.dana, P.READ_INCIDENT, incident)
    waiting = Message.objects.filter(about_ids__contains=[incident.pk], to=cast.dana)
    assert waiting.exists()
    assert not waiting.filter(state="queued").exists()
    with pytest.raises(Refused):
        services.name_involved(incident=incident, users=[cast.ben], reason="Me", by=cast.ben)


def test_where_every_manager_was_involved_somebody_is_asked_to_find_one(cast):
    incident = make_incident(cast, involved_users=[cast.ben, cast.dana])
    asked = Message.objects.filter(key__startswith=f"incident-without-manager:{incident.pk}")
    assert {message.to for message in asked} == {cast.alan}


# Recording


def test_self_harm_is_never_graded(cast):
    with pytest.raises(Refused):
        make_incident(cast, kind="self-harm", severity="minor")
    assert make_incident(cast, kind="self-harm", severity="").severity == ""
    with pytest.raises(Refused):
        make_incident(cast, severity="")


def test_the_form_drops_the_grade_of_self_harm(cast):
    client, day = Client(), cast.today
    client.force_login(cast.amara)
    address = reverse("incident_of_person_new", args=[cast.package.pk])
    answers = {"kind": "self-harm", "severity": "serious", "account": "She cut her arm."}
    answers |= {"happened_on_day": day.day, "happened_on_month": day.month, "happened_on_year": day.year}
    assert client.post(address, answers).status_code == 302
    assert Incident.objects.get().severity == ""
    refused = client.post(address, answers | {"kind": "accident", "severity": ""})
    assert "Choose how serious the harm was" in refused.text


def test_a_visit_gives_its_facts(cast):
    """Given a visit; then the form opened from it has the day, the time, the place and who was there."""
    visit = VisitFactory(package=cast.package, worker=cast.worker, place="home", present="Her cousin")
    assert f"?visit={visit.pk}" in page_of(cast.amara, "visit", visit.pk).text
    client = Client()
    client.force_login(cast.amara)
    address = reverse("incident_of_person_new", args=[cast.package.pk]) + f"?visit={visit.pk}"
    initial = client.get(address).context["form"].initial
    assert initial == {
        "happened_on": visit.local_on,
        "happened_when": visit.times,
        "place": visit.get_place_display(),
        "witnesses": "Her cousin",
    }


@pytest.mark.parametrize(
    "changed",
    [{"happened_on": days_ago(-1)}, {"emergency_called_at": clock.now() + DAY, "emergency_services": ["police"]}],
)
def test_nothing_is_in_the_future(cast, changed):
    with pytest.raises(Refused):
        make_incident(cast, **changed)


def test_a_visit_with_somebody_else_is_refused(cast):
    visit = VisitFactory(package=cast.other_package, worker=cast.other_worker)
    with pytest.raises(Refused):
        make_incident(cast, visit=visit)
    with pytest.raises(Refused):
        make_incident(cast, contract=cast.links)


# Correcting and withdrawing


def test_a_correction_needs_a_reason_and_who_may_is_the_author_or_a_manager(cast):
    incident = make_incident(cast)
    with pytest.raises(Refused):
        services.correct_incident(incident=incident, revision=1, reason=" ", account="The left hand", by=cast.amara)
    incident.refresh_from_db()
    services.correct_incident(
        incident=incident, revision=1, reason="Wrong hand", account="The left hand", by=cast.amara
    )
    incident.refresh_from_db()
    assert (incident.account, incident.revision) == ("The left hand", 2)
    assert transitions.history(incident).last().reason == "Wrong hand"
    with pytest.raises(Conflict):
        services.correct_incident(incident=incident, revision=1, reason="Late", account="x", by=cast.ben)
    with pytest.raises(NotPossible):
        services.correct_incident(incident=incident, revision=2, reason="No", account="x", by=cast.sunita)


def test_the_author_withdraws_it_until_somebody_looks_into_it(cast):
    incident = make_incident(cast, involved_users=[cast.lewis])
    services.investigate(incident=incident, investigator=cast.sunita, due_on=cast.today + 3 * DAY, by=cast.ben)
    with pytest.raises(Refused):
        services.withdraw_incident(incident=incident, reason="Wrong person", by=cast.amara)
    services.withdraw_incident(incident=incident, reason="Wrong person", by=cast.ben)
    assert not Wall.objects.active().filter(record_id=incident.pk).exists()
    assert not Incident.objects.not_withdrawn().exists()
    own = make_incident(cast)
    assert services.withdraw_incident(incident=own, reason="Twice", by=cast.amara).is_withdrawn


# Looking into it


def test_who_looks_into_it_was_not_involved_and_may_read_it(cast):
    incident = make_incident(cast, involved_users=[cast.dana])
    for user in (cast.dana, cast.lewis):
        with pytest.raises(Refused):
            services.investigate(incident=incident, investigator=user, due_on=cast.today, by=cast.ben)
    with pytest.raises(Refused):
        services.investigate(incident=incident, investigator=cast.sunita, due_on=cast.today - DAY, by=cast.ben)
    services.investigate(incident=incident, investigator=cast.sunita, due_on=cast.today, by=cast.ben)
    assert Message.objects.filter(key__startswith=f"incident-to-investigate:{incident.pk}", to=cast.sunita).exists()


def test_an_incident_is_a_duty_until_it_is_closed_and_again_once_it_is_opened(cast):
    incident = make_incident(cast, severity="serious")

    def due() -> list:
        return [
            (item.due_on, item.is_danger_now) for item in duty_items(cast.ben, cast.today) if item.kind == "incident"
        ]

    assert due() == [(cast.today, True)]
    services.investigate(incident=incident, investigator=cast.sunita, due_on=cast.today + 3 * DAY, by=cast.ben)
    assert due() == [(cast.today + 3 * DAY, False)]
    services.close_incident(incident=incident, findings="A wet step", lessons="Salt the step", by=cast.ben)
    assert due() == []
    services.reopen_incident(incident=incident, reason="It happened again", by=cast.dana)
    assert due() == [(cast.today, True)]


def test_it_is_on_the_timeline_of_the_person_for_who_may_read_it(cast):
    incident = make_incident(cast)
    assert f"Incident {incident.reference} recorded: accident" in page_of(cast.ben, "person", cast.individual.pk).text
    assert incident.reference not in page_of(cast.tess, "person", cast.individual.pk).text


# What the service does not do


def outside_visit(cast, **columns):
    columns = {"excluded_activities": [ExcludedActivity.MEDICATION], "recorded_by": cast.amara, **columns}
    return VisitFactory(package=cast.package, worker=cast.worker, **columns)


def test_what_the_service_does_not_do_makes_one_incident_by_itself(cast):
    """Given a logged visit at which medication was given; when the sweep runs twice; then there is one incident."""
    visit = outside_visit(cast)
    VisitFactory(package=cast.package, worker=cast.worker)
    assert services.record_incidents_of_logs(on=cast.today) == 1
    assert services.record_incidents_of_logs(on=cast.today) == 0
    incident = Incident.objects.get()
    assert (incident.visit, incident.is_from_log, incident.kind) == (visit, True, "outside service")
    assert (incident.happened_on, incident.recorded_by) == (visit.local_on, cast.amara)
    assert list(incident.involved_users.all()) == [cast.amara]
    assert str(ExcludedActivity.MEDICATION.label).lower() in incident.account
    assert "amara" in names_allowed(cast, incident), "who wrote the log reads it"
    assert "made this incident by itself" in page_of(cast.ben, "incident", incident.pk).text


def test_a_log_struck_through_or_an_incident_recorded_by_hand_makes_none(cast):
    visit = outside_visit(cast)
    make_incident(cast, visit=visit, kind="outside service")
    strike_visit(visit=outside_visit(cast), reason="Wrong person", by=cast.amara)
    assert services.record_incidents_of_logs(on=cast.today) == 0


def test_an_incident_of_a_log_that_was_withdrawn_does_not_come_back(cast):
    outside_visit(cast)
    services.record_incidents_of_logs(on=cast.today)
    services.withdraw_incident(incident=Incident.objects.get(), reason="The nurse gave it", by=cast.ben)
    assert services.record_incidents_of_logs(on=cast.today) == 0
