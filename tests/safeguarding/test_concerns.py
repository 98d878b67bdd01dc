"""Safeguarding concerns: the Council is contacted first, and the person named sees nothing."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import Wall
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.duties import duty_items
from casework.models import RecordAccess
from casework.services import end_package
from contracts.services import appoint
from core import clock, tasks, transitions
from core.duties import expire_ended
from core.errors import NotPossible, Refused
from core.models import Message, StateChange
from core.tasks import send_messages
from dashboard.home.notifications import unread_messages
from dashboard.home.reader import duties_of_week
from safeguarding.models import Concern
from safeguarding.services import close, contact_council, raise_concern, record_decision, report_on_portal
from tests.factories import VisitFactory
from workforce.on_call.rota import on_call_now

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
CONCERN_TEXTS = {
    "kinds": ["financial", "psychological"],
    "account": "Money was gone from the tin in the kitchen.",
    "source_of_risk": "other known",
    "wishes_asked": "expressed",
    "wishes": "She wants her money back and no fuss.",
}
NO_ENQUIRY = "none"


def make_concern(cast, **changed) -> Concern:
    changed.setdefault("by", cast.sunita)
    with transaction.atomic():
        return raise_concern(package=cast.package, **{**CONCERN_TEXTS, **changed})


def decide(cast, concern, decision: str = "They look into it", *, kind: str = "section 42") -> Concern:
    return record_decision(
        concern=concern, kind=kind, decision=decision, decided_by="J. Mbeki", decided_at=clock.now(), by=cast.sunita
    )


def send_form(cast, concern, reference: str = "PB-1") -> Concern:
    return report_on_portal(
        concern=concern, portal_reference=reference, sent_on=clock.today(), sent_by="Sunita Rao", by=cast.sunita
    )


@pytest.fixture
def concern_about_amara(cast) -> Concern:
    """Given a concern that names Amara, who has since become a manager of the contract as well."""
    appoint(user=cast.amara, role="manager", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    concern = make_concern(cast, source_of_risk="service provider", named_users=[cast.amara])
    RecordAccess.objects.create(
        individual=cast.individual,
        recorded_by=cast.sunita,
        path=f"/safeguarding/{concern.pk}/",
        about_ids=[cast.individual.pk, concern.pk],
    )
    while message := tasks.claim():
        tasks.deliver(message)
    return concern


def test_an_administrator_can_be_named_and_is_then_behind_the_wall(cast, client):
    """Given an administrator, whose post names no contract; then the form offers them as staff of the provider."""
    client.force_login(cast.sunita)
    form = client.get(reverse("concern_new", args=[cast.package.pk])).context["form"]
    assert cast.alan in form.fields["named_users"].queryset
    with pytest.raises(Refused) as refusal:
        make_concern(cast, source_of_risk="other known", named_users=[cast.alan])
    assert refusal.value.field == "source_of_risk"
    concern = make_concern(cast, source_of_risk="service provider", named_users=[cast.alan])
    assert concern.pk in hidden_from(cast.alan)


def names_allowed(cast, concern, permission=P.READ_CONCERN) -> set[str]:
    return {name for name, user in cast.everybody().items() if can(user, permission, concern)}


# The wall


def test_the_wall_is_there_from_the_start(cast, concern_about_amara):
    wall = Wall.objects.get()
    assert (wall.user, wall.record_id) == (cast.amara, concern_about_amara.pk)
    assert names_allowed(cast, concern_about_amara) == {"ben", "dana", "sunita"}


def test_a_manager_who_is_named_finds_nothing_and_counts_nothing(cast, concern_about_amara):
    assert can(cast.amara, P.READ_CONCERN, cast.package), "she is a manager of the contract"
    other = make_concern(cast)
    for permission in (P.READ_CONCERN, P.LEAD_CONCERN):
        assert list(Concern.objects.allowing(cast.amara, permission)) == [other]
    assert Concern.objects.visible_to(cast.amara).count() == 1
    assert Concern.objects.open().visible_to(cast.amara).filter(individual=cast.individual).count() == 1


def test_a_manager_who_is_named_gets_no_message(cast, concern_about_amara):
    assert {message.to for message in Message.objects.filter(about_ids__contains=[concern_about_amara.pk])} == {
        cast.ben,
        cast.dana,
    }
    assert not Message.objects.in_app(cast.amara).filter(path__contains=str(concern_about_amara.pk)).exists()
    assert Message.objects.in_app(cast.ben).filter(path__contains=str(concern_about_amara.pk)).exists()


def test_state_changes_are_hidden(cast, concern_about_amara):
    hidden = hidden_from(cast.amara)
    assert not transitions.history(concern_about_amara, hidden).exists()
    assert not StateChange.objects.not_about(hidden).filter(record_id=concern_about_amara.pk).exists()
    assert transitions.history(concern_about_amara, hidden_from(cast.ben)).count() == 1


def test_accesses_are_hidden(cast, concern_about_amara):
    openings = RecordAccess.objects.filter(individual=cast.individual)
    assert not openings.not_about(hidden_from(cast.amara)).exists()
    assert openings.not_about(hidden_from(cast.ben)).count() == 1


def test_everything_about_the_concern_carries_its_id(cast, concern_about_amara):
    for row in StateChange.objects.filter(record_id=concern_about_amara.pk):
        assert concern_about_amara.pk in row.about_ids
    for message in Message.objects.filter(path__contains=str(concern_about_amara.pk)):
        assert concern_about_amara.pk in message.about_ids


def test_the_person_stays_visible_to_whoever_is_named(cast, concern_about_amara):
    """Given the wall around the concern; then Amara sees Maya's record as before."""
    assert can(cast.amara, P.READ_PERSON, cast.individual)
    assert can(cast.amara, P.LOG_VISIT, cast.package)


def test_a_message_that_was_queued_is_withheld(cast):
    """Given a queued message to somebody named later in the concern; then it is withheld."""
    concern = make_concern(cast)
    message = Message.objects.filter(to=cast.ben, about_ids__contains=[concern.pk], channel="email").get()
    Wall.objects.create(record_id=concern.pk, user=cast.ben, reason="Named in it since")
    assert not tasks.deliver(message)
    message.refresh_from_db()
    assert message.state == "withheld"


def test_the_worker_who_raised_it_reads_it_and_others_do_not(cast):
    concern = make_concern(cast, by=cast.amara)
    assert names_allowed(cast, concern) == {"amara", "ben", "dana", "sunita"}
    assert names_allowed(cast, concern, P.LEAD_CONCERN) == {"ben", "dana", "sunita"}


def test_nobody_records_a_concern_about_themselves(cast):
    with pytest.raises(Refused) as refusal:
        make_concern(cast, by=cast.amara, source_of_risk="service provider", named_users=[cast.amara])
    assert refusal.value.field == "named_users"
    assert not Concern.objects.exists()
    assert not Wall.objects.exists()


def test_nobody_outside_the_contract_or_of_the_council_reads_it(cast):
    concern = make_concern(cast)
    assert not names_allowed(cast, concern) & {
        "nadia",
        "priya",
        "helen",
        "alan",
        "farah",
        "maya",
        "rosa",
        "omar",
        "tess",
    }


# Messages


def test_safeguarding_leads_get_a_neutral_message(cast):
    concern = make_concern(cast, by=cast.amara)
    messages = Message.objects.filter(about_ids__contains=[concern.pk], channel="in app")
    assert {message.to for message in messages} == {cast.ben, cast.dana, cast.sunita}
    for message in messages:
        words = message.subject + message.body
        assert "Maya" not in words
        assert "Money" not in words
        assert concern.reference not in words


def test_the_person_who_raised_it_gets_no_message(cast):
    concern = make_concern(cast, by=cast.ben)
    assert not Message.objects.filter(about_ids__contains=[concern.pk], to=cast.ben).exists()


def test_a_concern_that_names_every_lead_reaches_who_manages_access(cast):
    concern = make_concern(
        cast, by=cast.amara, source_of_risk="service provider", named_users=[cast.ben, cast.dana, cast.sunita]
    )
    messages = Message.objects.filter(about_ids__contains=[concern.pk], channel="in app")
    assert [message.to for message in messages] == [cast.alan]
    assert "Ring the Council" in messages[0].body
    assert "Maya" not in messages[0].body


def test_messages_are_the_same_whoever_is_named(cast):
    first = make_concern(cast)
    second = make_concern(cast, source_of_risk="service provider", named_users=[cast.lewis])
    words = [
        set(Message.objects.filter(about_ids__contains=[concern.pk]).values_list("subject", "body"))
        for concern in (first, second)
    ]
    assert words[0] == words[1]


# Contacting the Council


def record_contact(cast, concern) -> Concern:
    return contact_council(concern=concern, contacted_at=clock.now(), contact="The duty desk", by=cast.sunita)


def test_the_council_is_contacted_before_anything_is_decided(cast):
    concern = make_concern(cast)
    with pytest.raises(NotPossible), transaction.atomic():
        decide(cast, concern, "Yes")
    with pytest.raises(NotPossible), transaction.atomic():
        send_form(cast, concern)


def test_an_enquiry_goes_from_contact_to_closing(cast):
    concern = record_contact(cast, make_concern(cast))
    decide(cast, concern)
    send_form(cast, concern)
    close(concern=concern, outcome="The money came back", by=cast.sunita)
    assert [move.to_state for move in transitions.history(concern)] == [
        "raised",
        "council contacted",
        "enquiry",
        "reported",
        "closed",
    ]
    assert not Concern.objects.open().exists()


def test_the_contact_is_in_the_past_and_names_somebody(cast):
    concern = make_concern(cast)
    with pytest.raises(Refused) as refusal:
        contact_council(concern=concern, contacted_at=clock.now() + HOUR, contact="Desk", by=cast.sunita)
    assert refusal.value.field == "contacted_time"
    with pytest.raises(Refused, match="who was spoken to"), transaction.atomic():
        contact_council(concern=concern, contacted_at=clock.now(), contact="", by=cast.sunita)


def test_the_portal_form_has_its_reference(cast):
    concern = record_contact(cast, make_concern(cast))
    decide(cast, concern, "Yes")
    with pytest.raises(Refused, match="reference from the portal"), transaction.atomic():
        send_form(cast, concern, "")


def test_a_concern_from_a_visit_belongs_to_the_same_person(cast):
    visit = VisitFactory(package=cast.other_package, worker=cast.other_worker)
    with pytest.raises(Refused, match="someone else"):
        make_concern(cast, visit=visit)
    own = VisitFactory(package=cast.package, worker=cast.worker)
    assert make_concern(cast, visit=own).visit == own


def test_a_concern_has_a_kind_and_the_right_source(cast):
    with pytest.raises(Refused, match="at least one kind"):
        make_concern(cast, kinds=[])
    with pytest.raises(Refused, match="Choose “Service provider”"):
        make_concern(cast, named_users=[cast.amara])


def test_a_concern_stays_open_after_death(cast):
    concern = make_concern(cast)
    cast.individual.died_on = cast.today
    cast.individual.save()
    assert list(Concern.objects.open().visible_to(cast.sunita)) == [concern]
    assert record_contact(cast, concern).state == "council contacted"


# Whoever is named, of whichever side


@pytest.mark.parametrize("name", ["ben", "dana", "sunita", "omar", "tess", "farah"])
def test_a_lead_or_any_other_member_of_staff_can_be_named_and_learns_nothing(cast, client, name):
    """Given a concern that names a manager, lead or senior; then they are not alerted, cannot read it and not lead."""
    user = getattr(cast, name)
    client.force_login(cast.amara)
    page = client.get(reverse("concern_new", args=[cast.package.pk])).content.decode()
    assert str(user.pk) in page
    concern = make_concern(cast, by=cast.amara, source_of_risk="service provider", named_users=[user])
    assert list(concern.named_users.all()) == [user]
    assert not can(user, P.READ_CONCERN, concern)
    assert not can(user, P.LEAD_CONCERN, concern)
    told = {message.to for message in Message.objects.filter(about_ids__contains=[concern.pk])}
    assert told == {cast.ben, cast.dana, cast.sunita} - {user}


@pytest.mark.parametrize("name", ["priya", "helen", "duty"])
def test_somebody_of_the_council_can_be_named(cast, name):
    concern = make_concern(cast, by=cast.amara, source_of_risk="other known", named_users=[getattr(cast, name)])
    assert Wall.objects.get(record_id=concern.pk).user == getattr(cast, name)


def test_about_the_service_with_nobody_named_asks_before_everybody_is_alerted(cast):
    with pytest.raises(Refused, match="Choose who the concern is about") as refusal:
        make_concern(cast, source_of_risk="service provider")
    assert refusal.value.field == "named_users"
    assert not Concern.objects.exists()
    assert not Message.objects.filter(key__startswith="concern").exists()
    concern = make_concern(cast, by=cast.amara, source_of_risk="service provider", nobody_to_name=True)
    assert {message.to for message in Message.objects.filter(about_ids__contains=[concern.pk])} == {
        cast.ben,
        cast.dana,
        cast.sunita,
    }


# The next step is a task of those who lead


def steps_of(user, cast) -> list[tuple]:
    return [
        (item.label, item.due_on, item.days_late) for item in duties_of_week(user, cast.today) if item.kind == "concern"
    ]


def test_the_next_step_is_on_the_first_page_of_those_who_lead_until_it_is_closed(cast, client):
    began = clock.now() - 3 * DAY
    with clock.frozen_at(began):
        concern = make_concern(cast, by=cast.amara)
    day = clock.day_of(began)
    assert steps_of(cast.sunita, cast) == [("Safeguarding concern: contact the Council", day, 3)]
    client.force_login(cast.sunita)
    assert reverse("concern", args=[concern.pk]) in client.get(reverse("home")).content.decode()
    with clock.frozen_at(began + DAY):
        contact_council(concern=concern, contacted_at=clock.now(), contact="Duty team", by=cast.sunita)
    assert steps_of(cast.ben, cast) == [("Safeguarding concern: record the Council’s decision", day + DAY, 2)]
    with clock.frozen_at(began + 2 * DAY):
        decide(cast, concern)
    assert steps_of(cast.sunita, cast) == [("Safeguarding concern: send the portal form", day + 2 * DAY, 1)]
    send_form(cast, concern)
    assert [label for label, *_ in steps_of(cast.sunita, cast)] == ["Safeguarding concern: close it with its outcome"]
    close(concern=concern, outcome="She has her money back.", by=cast.sunita)
    assert steps_of(cast.sunita, cast) == []


def test_after_the_council_decided_on_no_enquiry_the_step_is_to_close_it(cast):
    concern = make_concern(cast)
    contact_council(concern=concern, contacted_at=clock.now(), contact="Duty team", by=cast.sunita)
    decide(cast, concern, "Advice only", kind=NO_ENQUIRY)
    assert [label for label, *_ in steps_of(cast.ben, cast)] == ["Safeguarding concern: close it with its outcome"]


def test_what_needs_only_closing_is_no_danger(cast):
    """Given a concern to close for weeks; when one is raised today; then contacting the Council comes first."""
    with clock.frozen_at(clock.now() - 20 * DAY):
        old = make_concern(cast)
        contact_council(concern=old, contacted_at=clock.now(), contact="Duty team", by=cast.sunita)
        decide(cast, old, "Advice only", kind=NO_ENQUIRY)
    make_concern(cast)
    assert [label.rpartition(": ")[2] for label, *_ in steps_of(cast.sunita, cast)] == [
        "contact the Council",
        "close it with its outcome",
    ]


def test_the_step_stays_a_task_after_the_end_of_support(cast):
    make_concern(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    expire_ended(on=cast.today)
    assert len(steps_of(cast.sunita, cast)) == 1


def test_the_step_is_no_task_of_whom_the_concern_names_nor_of_who_raised_it(cast, concern_about_amara):
    """Given a concern that names Amara, a manager by now; then neither her tasks nor the person's page show it."""
    make_concern(cast, by=cast.lewis)
    assert len(steps_of(cast.ben, cast)) == 2
    assert len(steps_of(cast.amara, cast)) == 1
    assert steps_of(cast.lewis, cast) == steps_of(cast.priya, cast) == []
    on_page = duty_items(cast.amara, cast.today, is_reading=True, individual=cast.individual)
    assert [item.kind for item in on_page].count("concern") == 1


def test_the_message_is_read_once_the_council_is_contacted(cast):
    concern = make_concern(cast)
    send_messages()
    assert [message.subject for message in unread_messages(cast.ben)] == ["New safeguarding concern"]
    contact_council(concern=concern, contacted_at=clock.now(), contact="Duty team", by=cast.sunita)
    assert not unread_messages(cast.ben).exists()


# A decision that was recorded by mistake


@pytest.mark.parametrize("is_enquiry", [True, False])
def test_a_decision_by_mistake_is_undone_by_who_leads_and_history_has_it(cast, client, is_enquiry):
    concern = make_concern(cast)
    contact_council(concern=concern, contacted_at=clock.now(), contact="Rita", by=cast.sunita)
    address = reverse("concern_decision_undo", args=[concern.pk])
    client.force_login(cast.sunita)
    assert address not in client.get(reverse("concern", args=[concern.pk])).content.decode()
    decide(cast, concern, kind="section 42" if is_enquiry else NO_ENQUIRY)
    if is_enquiry:
        send_form(cast, concern, "TAP-1")
    else:
        close(concern=concern, outcome="No further action", by=cast.sunita)
    assert address in client.get(reverse("concern", args=[concern.pk])).content.decode()
    client.post(address, {"reason": ""})
    assert Concern.objects.get(pk=concern.pk).council_decision == "They look into it"
    client.post(address, {"reason": "It was the decision on another concern"})
    concern.refresh_from_db()
    assert (concern.state, concern.council_decision, concern.council_decided_at) == ("council contacted", "", None)
    assert concern.portal_reference == ""
    change = transitions.history(concern).last()
    assert (change.verb, change.recorded_by) == ("undo decision", cast.sunita)
    page = client.get(reverse("record_changes", args=["concern", concern.pk])).content.decode()
    assert "They look into it" in page
    assert [item.label for item in duty_items(cast.sunita, cast.today) if item.kind == "concern"] == [
        "Safeguarding concern: record the Council’s decision"
    ]
    client.force_login(cast.amara)
    assert address not in client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert client.post(address, {"reason": "No"}).status_code in (403, 404)


# After raising it


@pytest.mark.parametrize(("is_safe", "says_whom_to_ring"), [("no", True), ("not known", True), ("yes", False)])
def test_after_raising_it_the_page_says_whom_to_ring_tonight(cast, client, is_safe, says_whom_to_ring):
    make_concern(cast, is_safe=is_safe, by=cast.amara)
    client.force_login(cast.amara)
    page = " ".join(client.get(reverse("concern_raised", args=[cast.package.pk])).text.split())
    assert ("Ring the on-call senior: " in page) == says_whom_to_ring
    assert ("If they are in danger now, ring" in page) == says_whom_to_ring
    assert "Contact the Council first" not in page


def test_an_on_call_senior_whom_the_concern_names_is_not_rung(cast, client):
    seniors = on_call_now(cast.tameside).users
    make_concern(cast, is_safe="no", by=cast.amara, source_of_risk="service provider", named_users=seniors)
    client.force_login(cast.amara)
    page = client.get(reverse("concern_raised", args=[cast.package.pk])).text
    assert "999" in page
    assert not any(senior.full_name in page for senior in seniors)
