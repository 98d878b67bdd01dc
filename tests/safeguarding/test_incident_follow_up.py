"""After an incident: who is notified, the duty of candour, actions with owners, and the PDF."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.duties import duty_items
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from safeguarding import services
from safeguarding.incidents.follow_up import sheet
from safeguarding.incidents.follow_up.enums import Recipient
from safeguarding.models import IncidentAction
from tests.safeguarding.test_incidents import make_incident, page_of

DAY = datetime.timedelta(days=1)
NOTIFIED = {"notified_by": "Ben Adeyemi", "notified_how": "By telephone, the duty desk"}


def notice_of(incident, recipient="council"):
    return incident.notices.get(recipient=recipient)


def give_action(cast, incident, **changed) -> IncidentAction:
    arguments = {"words": "Mend the step", "owner": cast.amara, "due_on": cast.today + 3 * DAY, "by": cast.ben}
    return services.add_action(incident=incident, **{**arguments, **changed})


def due_kinds(user, day) -> list[str]:
    return [item.kind for item in duty_items(user, day) if item.kind.startswith("incident")]


# Who is notified


def test_every_recipient_has_a_row_that_nobody_answered(cast):
    incident = make_incident(cast)
    assert [notice.recipient for notice in incident.notices.all()] == list(Recipient)
    assert not incident.notices.exclude(applies="").exists()
    assert incident.candour.applies == ""


@pytest.mark.parametrize(("basis", "days"), [("injury", 10), ("absence", 15)])
def test_a_report_is_due_within_the_days_of_the_statute(cast, basis, days):
    """Given an incident of two days ago that must be reported; then the report is due from that day, and a duty."""
    incident = make_incident(cast, happened_on=cast.today - 2 * DAY)
    report = notice_of(incident, "riddor")
    report = services.answer_notice(notice=report, revision=1, applies="yes", basis=basis, by=cast.ben)
    assert report.due_on == cast.today + (days - 2) * DAY
    assert "incident-notice" in due_kinds(cast.dana, cast.today)
    services.answer_notice(
        notice=report, revision=2, applies="yes", basis=basis, notified_at=clock.now(), **NOTIFIED, by=cast.ben
    )
    assert "incident-notice" not in due_kinds(cast.dana, cast.today)


def test_a_notice_without_a_day_by_statute_is_open_and_no_duty(cast):
    incident = make_incident(cast)
    services.answer_notice(notice=notice_of(incident), revision=1, applies="yes", by=cast.ben)
    assert "incident-notice" not in due_kinds(cast.ben, cast.today)
    assert "Not notified yet" in page_of(cast.ben, "incident", incident.pk).text


def test_the_family_is_notified_only_with_the_persons_agreement(cast):
    incident = make_incident(cast)
    family = notice_of(incident, "family")
    with pytest.raises(Refused):
        services.answer_notice(notice=family, revision=1, applies="yes", by=cast.ben)
    family.refresh_from_db()
    services.answer_notice(notice=family, revision=1, applies="yes", reason="She said so on the day", by=cast.ben)


def test_what_does_not_apply_has_a_reason_and_nobody_was_notified_in_the_future(cast):
    incident = make_incident(cast)
    with pytest.raises(Refused):
        services.answer_notice(notice=notice_of(incident), revision=1, applies="no", by=cast.ben)
    later = clock.now() + DAY
    with pytest.raises(Refused):
        services.answer_notice(
            notice=notice_of(incident), revision=1, applies="yes", notified_at=later, **NOTIFIED, by=cast.ben
        )


def test_two_managers_do_not_overwrite_each_other(cast):
    incident = make_incident(cast)
    services.answer_notice(notice=notice_of(incident), revision=1, applies="yes", by=cast.ben)
    with pytest.raises(Conflict):
        services.answer_notice(notice=notice_of(incident), revision=1, applies="no", reason="Minor", by=cast.dana)


def test_an_incident_is_not_closed_while_somebody_must_be_notified(cast):
    incident = make_incident(cast)
    services.answer_notice(notice=notice_of(incident), revision=1, applies="yes", by=cast.ben)
    with pytest.raises(Refused) as refusal:
        services.close_incident(incident=incident, findings="A wet step", lessons="", by=cast.ben)
    assert "The Council" in refusal.value.message
    services.answer_notice(
        notice=notice_of(incident), revision=2, applies="yes", notified_at=clock.now(), **NOTIFIED, by=cast.ben
    )
    assert services.close_incident(incident=incident, findings="A wet step", lessons="", by=cast.ben).is_closed


def test_the_form_of_a_notice_asks_for_what_is_missing(cast):
    incident, client = make_incident(cast), Client()
    client.force_login(cast.ben)
    address = reverse("incident_notice", args=[notice_of(incident, "riddor").pk])
    assert "Choose what must be reported" in client.post(address, {"applies": "yes", "revision": 1}).text
    assert "Enter why it does not apply" in client.post(address, {"applies": "no", "revision": 1}).text
    answer = client.post(address, {"applies": "yes", "basis": "injury", "notified_by": "Ben", "revision": 1})
    assert "Enter when they were notified" in answer.text


# The duty of candour


def test_candour_is_complete_when_each_step_is_done(cast):
    incident = make_incident(cast)
    steps = {"explained_on": cast.today, "apologised_on": cast.today, "support": "A visit from the manager"}
    candour = services.record_candour(candour=incident.candour, revision=1, applies="yes", **steps, by=cast.ben)
    assert not candour.is_complete
    candour = services.record_candour(
        candour=candour, revision=2, applies="yes", **steps, written_on=cast.today, by=cast.ben
    )
    assert candour.is_complete
    with pytest.raises(Refused):
        services.record_candour(candour=candour, revision=3, applies="yes", explained_on=cast.today + DAY, by=cast.ben)


def test_what_follows_a_withdrawn_incident_is_not_recorded(cast):
    incident = make_incident(cast)
    give_action(cast, incident)
    services.withdraw_incident(incident=incident, reason="Twice", by=cast.ben)
    with pytest.raises(NotPossible):
        services.answer_notice(notice=notice_of(incident), revision=1, applies="yes", by=cast.ben)
    with pytest.raises(NotPossible):
        services.record_candour(candour=incident.candour, revision=1, applies="yes", by=cast.ben)
    with pytest.raises(NotPossible):
        give_action(cast, incident)
    assert due_kinds(cast.ben, cast.today) == []


# Actions


def test_the_owner_does_an_action_without_reading_the_incident(cast):
    """Given an action of a worker who may not read the incident; then it is their duty, and they record it done."""
    incident = make_incident(cast, by=cast.sunita)
    action = give_action(cast, incident, owner=cast.amara)
    assert not can(cast.amara, P.READ_INCIDENT, incident)
    assert due_kinds(cast.amara, cast.today) == ["incident-action"]
    assert "incident-action" in due_kinds(cast.ben, cast.today)
    assert due_kinds(cast.tess, cast.today) == []
    page = page_of(cast.amara, "incident_action", action.pk)
    assert "Mend the step" in page.text
    assert "slipped" not in page.text
    send_messages()
    services.complete_action(action=action, done_words="Mended", by=cast.amara)
    assert due_kinds(cast.amara, cast.today) == []
    asked = Message.objects.in_app(cast.amara).filter(key__startswith=f"incident-action:{action.pk}")
    assert asked.exists()
    assert not asked.unread().exists()
    for service, words in ((services.complete_action, "done_words"), (services.withdraw_action, "reason")):
        with pytest.raises(NotPossible):
            service(action=action, by=cast.ben, **{words: "Again"})


def test_who_was_involved_gets_no_action_and_loses_the_one_they_had(cast):
    incident = make_incident(cast, by=cast.sunita)
    action = give_action(cast, incident)
    services.name_involved(incident=incident, users=[cast.amara], reason="She was there", by=cast.ben)
    assert not can(cast.amara, P.READ_INCIDENT, action)
    assert due_kinds(cast.amara, cast.today) == []
    with pytest.raises(Refused):
        give_action(cast, incident)
    with pytest.raises(Refused):
        give_action(cast, incident, owner=cast.lewis, due_on=cast.today - DAY)


def test_an_action_that_is_not_needed_is_withdrawn_with_a_reason(cast):
    incident = make_incident(cast)
    action = give_action(cast, incident)
    with pytest.raises(Refused):
        services.withdraw_action(action=action, reason=" ", by=cast.ben)
    services.withdraw_action(action=action, reason="The landlord did it", by=cast.ben)
    assert due_kinds(cast.ben, cast.today) == ["incident"]
    with pytest.raises(NotPossible):
        services.complete_action(action=action, done_words="Mended", by=cast.amara)


# The PDF


def test_the_sheet_says_what_is_recorded_and_a_change_makes_another(cast):
    incident = make_incident(cast)
    first = services.request_incident_sheet(incident=incident, by=cast.ben)
    assert services.request_incident_sheet(incident=incident, by=cast.dana) == first
    assert services.make_incident_sheet(sheet_id=first.pk)
    assert services.current_incident_sheet(incident).document.content_type == "application/pdf"
    services.answer_notice(notice=notice_of(incident), revision=1, applies="no", reason="Minor", by=cast.ben)
    assert services.current_incident_sheet(incident) is None
    rows = dict(row for section in sheet.sections(incident) for row in section.rows)
    assert rows["The Council"] == "Does not apply: Minor"
    assert rows["Facts"] == incident.account


def test_the_sheet_is_read_like_the_incident(cast):
    incident = make_incident(cast, involved_users=[cast.ben])
    services.make_incident_sheet(sheet_id=services.request_incident_sheet(incident=incident, by=cast.dana).pk)
    assert b"".join(page_of(cast.dana, "incident_sheet", incident.pk).streaming_content).startswith(b"%PDF")
    assert page_of(cast.ben, "incident_sheet", incident.pk).status_code == 404
