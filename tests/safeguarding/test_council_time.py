"""The Council is contacted within the hours of the terms, and its decision alone makes an enquiry."""

import datetime

import pgtrigger
import pytest
from django.db import transaction

from casework.duties import duty_items
from core import clock
from core.dates import add_working_days
from core.errors import Refused
from core.models import Message
from core.tasks import send_messages
from dashboard.home.notifications import unread_messages
from safeguarding.concerns.notifications import council_numbers
from safeguarding.models import Concern
from safeguarding.services import contact_council, escalate_concerns, record_decision, undo_decision
from tests.safeguarding.test_concerns import decide, make_concern, send_form

HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)


@pytest.fixture
def within_hours(cast):
    """Given terms by which the Council is contacted in 4 hours, and the board's form sent in 2 working days."""
    with pgtrigger.ignore("contracts.Terms:terms_written_once"):
        cast.tameside.terms.update(council_contact_hours=4, portal_form_working_days=2)


@pytest.fixture
def noon(cast):
    return clock.instant_on(cast.today, datetime.time(12))


def raise_at(cast, instant, **changed) -> Concern:
    with clock.frozen_at(instant):
        return make_concern(cast, by=cast.amara, **changed)


def escalate_at(instant) -> int:
    with clock.frozen_at(instant):
        return escalate_concerns(on=clock.today())


def alerted(key: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=f"{key}:")}


def test_the_step_is_due_after_the_hours_of_the_terms(cast, within_hours, noon):
    raise_at(cast, noon)
    with clock.frozen_at(noon + HOUR):
        [item] = [item for item in duty_items(cast.sunita, cast.today) if item.kind == "concern"]
    assert item.due_at == noon + 4 * HOUR


def test_without_such_a_term_there_is_no_time_and_no_escalation(cast, noon):
    assert raise_at(cast, noon).contact_due_at is None
    assert escalate_at(noon + 24 * HOUR) == 0


def test_leads_are_reminded_then_managers_alerted_then_who_is_on_call(cast, within_hours, noon):
    raise_at(cast, noon)
    assert escalate_at(noon + 3 * HOUR - MINUTE) == 0
    assert escalate_at(noon + 3 * HOUR) == 1
    assert alerted("concern-due") == {cast.sunita}
    assert alerted("concern-overdue") == set()
    assert escalate_at(noon + 4 * HOUR) == 1
    assert alerted("concern-overdue") == {cast.ben, cast.dana}
    assert escalate_at(noon + 4 * HOUR + 29 * MINUTE) == 0, "each alert is sent once"
    assert escalate_at(noon + 4 * HOUR + 30 * MINUTE) == 1
    assert cast.omar in alerted("concern-on-call")
    assert not alerted("concern-on-call") & {cast.amara, cast.lewis}


def test_nobody_whom_the_concern_names_is_reminded_or_alerted(cast, within_hours, noon):
    named = [cast.sunita, cast.ben, cast.omar]
    concern = raise_at(cast, noon, source_of_risk="service provider", named_users=named)
    escalate_at(noon + 5 * HOUR)
    assert alerted("concern-due") == {cast.dana}, "without a lead who may read it, a manager is reminded"
    assert not Message.objects.filter(to__in=named, about_ids__contains=[concern.pk]).exists()


def test_the_alerts_say_nothing_of_the_person_and_end_with_the_contact(cast, within_hours, noon):
    concern = raise_at(cast, noon)
    escalate_at(noon + 5 * HOUR)
    for message in Message.objects.filter(about_ids__contains=[concern.pk]):
        assert "Maya" not in message.subject + message.body
        assert concern.reference not in message.subject + message.body
    on_call = Message.objects.filter(key__startswith="concern-on-call", to=cast.omar).first()
    assert on_call.path == ""
    assert "01632 960110" in on_call.body
    with clock.frozen_at(noon + 6 * HOUR):
        send_messages()
        contact_council(concern=concern, contacted_at=clock.now(), contact="Desk", by=cast.sunita)
        assert escalate_concerns(on=cast.today) == 0
        assert not unread_messages(cast.ben).exists()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"children_telephone": "01632 960119", "children_team": "Children’s hub"}, "about a child Children’s hub on"),
        ({"children_telephone": "01632 960119"}, "about a child children’s safeguarding on 01632 960119"),
        ({"duty_team_telephone": "01632 960118"}, "out of hours the duty team on 01632 960118"),
    ],
)
def test_who_is_on_call_reads_every_number_of_the_council(cast, columns, words):
    """Given teams for adults, for children and out of hours; then the alert names each that has a number."""
    council = cast.tameside.council
    for name, value in columns.items():
        setattr(council, name, value)
    assert words in council_numbers(council)
    assert council.safeguarding_telephone in council_numbers(council)


# The decision


def test_the_boards_form_is_due_in_the_working_days_of_the_terms(cast, within_hours):
    concern = make_concern(cast)
    contact_council(concern=concern, contacted_at=clock.now(), contact="Desk", by=cast.sunita)
    decide(cast, concern)
    assert concern.portal_due_on == add_working_days(cast.today, 2)
    [item] = [item for item in duty_items(cast.sunita, cast.today) if item.kind == "concern"]
    assert item.due_on == concern.portal_due_on
    send_form(cast, concern)
    assert (concern.portal_sent_on, concern.portal_sent_by) == (cast.today, "Sunita Rao")


@pytest.mark.parametrize(
    ("kind", "state"),
    [("section 42", "enquiry"), ("other enquiry", "enquiry"), ("none", "no enquiry"), ("advice", "no enquiry")],
)
def test_only_two_of_the_decisions_are_an_enquiry(cast, kind, state):
    concern = make_concern(cast)
    contact_council(concern=concern, contacted_at=clock.now(), contact="Desk", by=cast.sunita)
    decide(cast, concern, kind=kind)
    assert (concern.state, concern.portal_due_on) == (state, None)
    undo_decision(concern=concern, reason="Wrong", by=cast.sunita)
    assert (concern.council_decision_kind, concern.council_decided_by) == ("", "")


def test_a_decision_has_who_decided_and_is_not_in_the_future(cast):
    concern = make_concern(cast)
    contact_council(concern=concern, contacted_at=clock.now(), contact="Desk", by=cast.sunita)
    decision = {"concern": concern, "kind": "advice", "decision": "Ring again", "by": cast.sunita}
    with pytest.raises(Refused, match="who decided"), transaction.atomic():
        record_decision(**decision, decided_by="", decided_at=clock.now())
    with pytest.raises(Refused) as refusal:
        record_decision(**decision, decided_by="Rita", decided_at=clock.now() + HOUR)
    assert refusal.value.field == "decided_time"
