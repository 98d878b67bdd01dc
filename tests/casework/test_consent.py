"""Consent by purpose and party: what is in force, who learns what, what the person objects to (R49)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.enums import Scope
from accounts.roles import ROLES
from accounts.walls import raise_wall
from casework.access.vetoes import purpose_of
from casework.consent.enums import ConsentPurpose, RequiredAccess, required_accesses
from casework.consent.parties import choices_of
from casework.duties import duty_items
from casework.models import AccessObjection, ConsentDecision, Individual, Relationship, SafetyDisclosure
from casework.services import (
    add_to_objection_answer,
    answer_objection,
    decide_showing,
    end_representative,
    merge,
    object_to_access,
    record_consent,
    record_disclosure,
    see_disclosure,
    stop_sharing_with,
    strike_consent,
    strike_disclosure,
    strike_objection,
    withdraw_objection,
)
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages
from dashboard.home.reader import duties_of_week
from plans.models import SupportPlan
from tests.casework.consent_builders import give_consent, stop_consent
from tests.factories import MessageFactory
from visits.enums import Shared
from visits.log.services.contact import SharedInformation
from visits.models import ContactEntry, PlannedVisit
from visits.services import log_contact, plan_visit, strike_contact

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
TALK, SEE_PLAN, SEE_VISITS = ConsentPurpose.TALK, ConsentPurpose.SEE_PLAN, ConsentPurpose.SEE_VISITS


@pytest.fixture
def joan(cast) -> Relationship:
    return Relationship.objects.create(
        individual=cast.individual, kind="family", name="Joan Ali", from_on=cast.starts_on, recorded_by=cast.ben
    )


def say(cast, party, purpose, answer, **more) -> ConsentDecision:
    """Record what Maya said to Amara by phone."""
    return record_consent(
        party=party, purpose=purpose, answer=answer, how="By phone, to Amara", **{"by": cast.amara} | more
    )


def answer_to(cast, party, purpose) -> str | None:
    """Return the answer that counts now, None for not asked."""
    (choices,) = [one for one in choices_of(cast.individual) if one.party == party]
    (choice,) = [one for one in choices.choices if one.purpose == purpose]
    return choice.decision and choice.decision.answer


# What is in force


def test_not_asked_is_no_and_is_not_the_same_as_refused(cast):
    assert answer_to(cast, cast.representative, SEE_VISITS) is None
    assert not ConsentDecision.objects.in_force_for(cast.rosa, SEE_VISITS).exists()
    say(cast, cast.representative, SEE_VISITS, "refused")
    assert answer_to(cast, cast.representative, SEE_VISITS) == "refused"
    assert not ConsentDecision.objects.in_force_for(cast.rosa, SEE_VISITS).exists()


def test_the_newest_decision_counts_and_the_others_stay(cast):
    for answer in ("refused", "given", "withdrawn", "given"):
        say(cast, cast.representative, SEE_VISITS, answer)
    assert ConsentDecision.objects.in_force_for(cast.rosa, SEE_VISITS).count() == 1
    rows = ConsentDecision.objects.filter(purpose=SEE_VISITS).order_by("recorded_at")
    assert [row.answer for row in rows] == ["refused", "given", "withdrawn", "given"]


def test_what_the_person_said_earlier_and_was_recorded_late_changes_nothing_later(cast):
    """Given Maya agreed an hour ago, in words, and stopped in her pages half an hour ago; then it is stopped."""
    now = clock.now()
    say(cast, cast.representative, SEE_VISITS, "given", decided_at=now - 2 * HOUR)
    say(cast, cast.representative, SEE_VISITS, "withdrawn", decided_at=now - HOUR / 2)
    say(cast, cast.representative, SEE_VISITS, "refused", decided_at=now - 3 * HOUR)
    assert answer_to(cast, cast.representative, SEE_VISITS) == "withdrawn"


def test_of_two_at_the_same_moment_the_one_that_shares_less_counts(cast):
    with clock.frozen_at(clock.now()):
        say(cast, cast.representative, SEE_VISITS, "given")
        say(cast, cast.representative, SEE_VISITS, "withdrawn")
    assert answer_to(cast, cast.representative, SEE_VISITS) == "withdrawn"


@pytest.mark.parametrize(
    ("before", "answer", "words"),
    [
        ((), "withdrawn", "nothing to stop"),
        (("refused",), "withdrawn", "nothing to stop"),
        (("given",), "refused", "Choose “Stopped”"),
        (("given",), "given", "already"),
    ],
)
def test_a_decision_that_does_not_follow_is_refused(cast, before, answer, words):
    for earlier in before:
        say(cast, cast.representative, SEE_VISITS, earlier)
    with pytest.raises(Refused, match=words):
        say(cast, cast.representative, SEE_VISITS, answer)


def test_a_decision_in_the_future_and_one_for_nobody_with_an_account_are_refused(cast, joan):
    with pytest.raises(Refused, match="future"):
        say(cast, joan, TALK, "given", decided_at=clock.now() + HOUR)
    with pytest.raises(Refused, match="no account"):
        say(cast, joan, SEE_PLAN, "given")


def test_a_decision_in_the_best_interests_needs_who_decided_and_why(cast, joan):
    with pytest.raises(Refused, match="best interests"):
        say(cast, joan, TALK, "given", capacity="lacks", decided_by="The team")
    decision = say(cast, joan, TALK, "given", capacity="lacks", decided_by="The team", best_interests="She is alone")
    assert decision.is_best_interests
    plain = say(cast, joan, TALK, "withdrawn", best_interests="left over", decided_by="left over")
    assert (plain.best_interests, plain.decided_by) == ("", "")


def test_consent_ends_with_the_relationship_and_with_the_life_of_the_person(cast, joan):
    say(cast, joan, TALK, "given")
    in_force = ConsentDecision.objects.in_force(TALK).for_party(joan)
    assert in_force.exists()
    Relationship.objects.filter(pk=joan.pk).update(until_on=cast.today)
    assert not in_force.exists()
    Relationship.objects.filter(pk=joan.pk).update(until_on=None)
    type(cast.individual).objects.filter(pk=cast.individual.pk).update(died_on=cast.today)
    assert not in_force.exists()
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()


def test_only_the_person_changes_what_they_decided_themselves(cast):
    with pytest.raises(NotPossible, match="themselves|own pages"):
        strike_consent(decision=cast.consent, reason="A slip", by=cast.ben)
    decision = say(cast, cast.representative, SEE_PLAN, "withdrawn")
    strike_consent(decision=decision, reason="It was about somebody else", by=cast.amara)
    assert answer_to(cast, cast.representative, SEE_PLAN) == "given", "the decision before it counts again"


# Each purpose, where it is read, and that its withdrawal stops it there


def visit_of(cast) -> PlannedVisit:
    starts_at = clock.instant_on(cast.today + 2 * DAY, datetime.time(10))
    return plan_visit(
        package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=cast.ben
    )


def page(client, user, name: str, *args) -> str:
    client.force_login(user)
    answer = client.get(reverse(name, args=args))
    return answer.text if answer.status_code == 200 else ""


def test_the_plan_is_read_while_the_person_agrees(cast, client):
    assert cast.plan.matters_to_me in page(client, cast.rosa, "me")
    stop_consent(cast.consent, cast.maya)
    text = page(client, cast.rosa, "me")
    assert cast.plan.matters_to_me not in text
    assert "Maya" not in text


def test_planned_visits_are_read_while_the_person_agrees(cast, client):
    visit_of(cast)
    assert page(client, cast.rosa, "my_visits") == ""
    decision = give_consent(cast.representative, SEE_VISITS, cast.maya)
    assert "Amara Okafor" in page(client, cast.rosa, "my_visits")
    stop_consent(decision, cast.maya)
    assert page(client, cast.rosa, "my_visits") == ""
    assert not PlannedVisit.objects.consented_to(cast.rosa).exists()


@pytest.mark.parametrize(("name", "purpose"), [("me", SEE_PLAN), ("my_visits", SEE_VISITS), (None, TALK)])
def test_a_message_that_waits_goes_only_while_the_person_agrees_to_its_purpose(cast, name, purpose):
    """Given consent to everything else; then a queued message is held back, and goes with consent to its own."""
    Message.objects.update(state="withheld", reason="not of this test")
    stop_consent(cast.consent, cast.maya)
    for other in set(ConsentPurpose) - {purpose}:
        give_consent(cast.representative, other, cast.maya)
    columns = {"to": cast.rosa, "individual_id": cast.individual.pk, "path": reverse(name) if name else ""}
    held = MessageFactory(**columns)
    assert purpose_of(held) == purpose
    send_messages()
    decision = give_consent(cast.representative, purpose, cast.maya)
    sent = MessageFactory(**columns)
    send_messages()
    waiting = MessageFactory(**columns)
    stop_consent(decision, cast.maya)
    send_messages()
    states = [Message.objects.get(pk=message.pk).state for message in (held, sent, waiting)]
    assert states == ["withheld", "sent", "withheld"]


PAGES = {
    SEE_PLAN: "me",
    SEE_VISITS: "my_visits",
    ConsentPurpose.SEE_CONNECTIONS: "my_connections",
    ConsentPurpose.SEE_SAFETY_PLAN: "my_safety_plan",
    ConsentPurpose.ASK_REVIEW: "my_people_reviews",
    TALK: "",
}  # to which a message of the purpose leads


def waiting_messages(cast, purpose, key: str) -> list[Message]:
    """Return one message to Rosa about Maya for each channel, not sent yet."""
    path = reverse(PAGES[purpose]) if PAGES[purpose] else ""
    cast.rosa.telephone = "07700 900456"
    cast.rosa.save()
    columns = {"subject": "News", "body": "Sign in", "path": path, "individual_id": cast.individual.pk}
    return queue_message(cast.rosa, key=key, channels=["in app", "email", "text"], **columns)


def states(messages: list[Message]) -> dict[str, str]:
    ids = [message.pk for message in messages]
    return dict(Message.objects.filter(pk__in=ids).values_list("channel", "state"))


def stop(cast, decision) -> None:
    stop_consent(decision, cast.maya)


def strike(cast, decision) -> None:
    strike_consent(decision=decision, reason="Recorded by mistake", by=cast.ben)


def end(cast, decision) -> None:
    end_representative(representative=cast.representative, reason="She moved away", by=cast.ben)


def stop_everything(cast, decision) -> None:
    stop_sharing_with(party=cast.representative, how="by phone", by=cast.ben)


def stop_all_by_phone(cast, decision) -> None:
    client = Client()
    client.force_login(cast.amara)
    address = reverse("consent_stop_all", args=[cast.individual.pk, cast.representative.pk])
    assert client.post(address, {"how": "by phone"}).status_code == 302


WAYS = {
    "all stopped by phone": stop_all_by_phone,
    "stopped": stop,
    "struck through": strike,
    "representative ended": end,
    "all stopped": stop_everything,
}
CHANNELS = ("in app", "email", "text")


def test_every_purpose_is_tried_below():
    assert set(PAGES) == set(ConsentPurpose)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_what_waits_is_held_back_on_every_channel_however_consent_ended(cast, purpose, way):
    """Given consent to every purpose; when that of the message ends; then nothing that waits is sent, on any channel,
    and what was sent before stays.
    """
    for other in set(ConsentPurpose) - {purpose, SEE_PLAN}:
        give_consent(cast.representative, other, cast.maya)
    if purpose == SEE_PLAN:
        stop_consent(cast.consent, cast.maya)
    decision = say(cast, cast.representative, purpose, "given")
    sent = waiting_messages(cast, purpose, "before")
    send_messages()
    waiting = waiting_messages(cast, purpose, "after")
    WAYS[way](cast, decision)
    send_messages()
    assert states(sent) == dict.fromkeys(CHANNELS, "sent")
    assert states(waiting) == dict.fromkeys(CHANNELS, "withheld")


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_what_waits_is_held_back_for_a_merged_record_too(cast, purpose):
    """Given a message about a record that was merged into Maya's; then the same consent decides."""
    duplicate = Individual.objects.create(full_name="Maja L", recorded_by=cast.ben)
    merge(duplicate=duplicate, into=cast.individual, reason="One person", by=cast.ben)
    if purpose != SEE_PLAN:
        give_consent(cast.representative, purpose, cast.maya)
    decision = ConsentDecision.objects.for_party(cast.representative).filter(purpose=purpose).first()
    path = reverse(PAGES[purpose]) if PAGES[purpose] else ""
    columns = {"to": cast.rosa, "individual_id": duplicate.pk, "path": path}
    sent = MessageFactory(**columns)
    send_messages()
    waiting = MessageFactory(**columns)
    stop_consent(decision, cast.maya)
    send_messages()
    assert [Message.objects.get(pk=message.pk).state for message in (sent, waiting)] == ["sent", "withheld"]


def contact_with(cast, sharing: SharedInformation, **more) -> ContactEntry:
    columns = {"with_whom": "family", "how": "call", "about": "How the week went", "by": cast.amara}
    return log_contact(package=cast.package, at=clock.now() - HOUR, sharing=sharing, **columns | more)


def test_workers_talk_with_family_only_while_the_person_agrees(cast, joan):
    with pytest.raises(Refused, match="had not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    decision = say(cast, joan, TALK, "given", decided_at=clock.now() - 3 * HOUR)
    entry = contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    assert (entry.consent, entry.name) == (decision, "Joan Ali")
    say(cast, joan, TALK, "withdrawn", decided_at=clock.now() - 2 * HOUR)
    with pytest.raises(Refused, match="had not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    assert contact_with(cast, SharedInformation(Shared.NOTHING)).consent is None, "listening needs no consent"


def test_the_consent_of_somebody_else_opens_nothing(cast, joan):
    """Given that Tomasz lets workers talk with his brother; then nobody may name him for Maya."""
    brother = Relationship.objects.create(
        individual=cast.other_individual, kind="family", name="Jan", from_on=cast.starts_on, recorded_by=cast.ben
    )
    say(cast, brother, TALK, "given")
    with pytest.raises(Refused, match="had not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, brother))


def test_a_call_that_is_logged_late_needs_the_consent_of_its_time(cast, joan):
    """Given consent that began after one call and was stopped after another; then only the second is by consent."""
    now = clock.now()
    consented = SharedInformation(Shared.CONSENT, joan)
    decision = say(cast, joan, TALK, "given", decided_at=now - 3 * HOUR)
    say(cast, joan, TALK, "withdrawn", decided_at=now - HOUR)
    call = {"package": cast.package, "with_whom": "family", "how": "call", "about": "The week", "by": cast.amara}
    for hours in (4, 0):
        with pytest.raises(Refused, match="had not agreed"), transaction.atomic():
            log_contact(at=now - hours * HOUR, sharing=consented, **call)
    assert log_contact(at=now - 2 * HOUR, sharing=consented, **call).consent == decision
    Relationship.objects.filter(pk=joan.pk).update(until_on=cast.today)
    with pytest.raises(Refused, match="had not agreed"), transaction.atomic():
        log_contact(at=now - HOUR * 3 / 2, sharing=consented, **call)


def test_a_talk_with_somebody_who_is_close_no_more_can_be_logged_by_name(cast, client, joan):
    """Given consent to talk with Joan, who is not close any more since today; then yesterday's call names her.

    Who has not been close for three months is not offered.
    """
    decision = say(cast, joan, TALK, "given", decided_at=clock.now() - 3 * DAY)
    Relationship.objects.filter(pk=joan.pk).update(until_on=cast.today)
    Relationship.objects.create(
        individual=cast.individual,
        kind="friend",
        name="Pat Long Ago",
        from_on=cast.starts_on - 300 * DAY,
        until_on=cast.today - 91 * DAY,
        recorded_by=cast.ben,
    )
    client.force_login(cast.amara)
    path = reverse("contact_new", args=[cast.package.pk])
    text, yesterday = client.get(path).text, cast.today - DAY
    assert f"Joan Ali (Family): until {yesterday:%-d %B %Y}" in text
    assert "Pat Long Ago" not in text
    sent = {"with_whom": "family", "how": "call", "was_reached": "yes", "about": "The week", "was_crisis": "no"}
    sent |= {"shared": "consent", "party": str(joan.pk), "time": "00:01"}

    def on(day):
        return sent | {"day_day": day.day, "day_month": day.month, "day_year": day.year}

    assert "The person had not agreed that we talk with Joan Ali" in client.post(path, on(cast.today)).text
    assert client.post(path, on(yesterday)).status_code == 302
    assert ContactEntry.objects.get().consent == decision


def test_the_form_of_a_contact_warns_and_takes_the_reason(cast, client, joan):
    client.force_login(cast.amara)
    path = reverse("contact_new", args=[cast.package.pk])
    assert "Joan Ali (Family): not asked" in client.get(path).text
    sent = {"with_whom": "family", "how": "call", "was_reached": "yes", "about": "The week", "was_crisis": "no"}
    sent |= dict(
        zip(("day_day", "day_month", "day_year"), (cast.today.day, cast.today.month, cast.today.year), strict=True)
    )
    sent |= {"time": "00:01"}
    assert "Choose whether you talked" in client.post(path, sent).text
    refused = client.post(path, sent | {"shared": "consent", "party": str(joan.pk)})
    assert "The person had not agreed that we talk with Joan Ali" in refused.text
    assert "Enter why it was needed to keep someone safe" in client.post(path, sent | {"shared": "safety"}).text
    reason = {"shared": "safety", "shared_what": "That she is in hospital", "shared_why": "Joan has her child"}
    assert "Choose whether it is safe for the person to read this" in client.post(path, sent | reason).text
    reason |= {"may_read": "yes"}
    assert client.post(path, sent | reason).status_code == 302
    disclosure = ContactEntry.objects.get().disclosure
    assert (disclosure.what, disclosure.why, disclosure.seen_by) == (reason["shared_what"], reason["shared_why"], None)
    strike_contact(contact=ContactEntry.objects.get(), reason="Wrong person", by=cast.amara)
    assert not SafetyDisclosure.objects.exists(), "what it recorded is struck through with it"


def test_the_worker_hides_from_the_person_what_they_shared_in_a_call(cast, client, joan):
    """Given a call in which something was shared, and the person's post is read; then their pages say nothing of it."""
    client.force_login(cast.amara)
    path = reverse("contact_new", args=[cast.package.pk])
    day = cast.today + 7 * DAY
    sent = {"with_whom": "family", "how": "call", "was_reached": "yes", "about": "The week", "was_crisis": "no"}
    sent |= {"day_day": cast.today.day, "day_month": cast.today.month, "day_year": cast.today.year, "time": "00:01"}
    sent |= {"shared": "safety", "shared_what": "Where she sleeps", "shared_why": "She was at the bridge"}
    sent |= {"may_read": "no"}
    refused = client.post(path, sent).text
    assert "Enter why it is not safe for the person to read this" in refused
    assert "Where she sleeps" in refused
    until = {"hidden_until_day": day.day, "hidden_until_month": day.month, "hidden_until_year": day.year}
    assert client.post(path, sent | {"hidden_reason": "He reads her post", **until}).status_code == 302
    disclosure = ContactEntry.objects.get().disclosure
    assert (disclosure.hidden_reason, disclosure.hidden_until) == ("He reads her post", day)
    assert "Where she sleeps" not in page(client, cast.maya, "my_sharing")
    assert duties_of(cast.ben) == {"disclosure", "disclosure-hidden"}


def test_the_council_and_health_services_need_no_consent(cast):
    assert contact_with(cast, SharedInformation(Shared.CONSENT), with_whom="council").shared == ""


# Shared without consent


def disclose(cast, by, **more) -> SafetyDisclosure:
    columns = {"shared_with": "Joan Ali, sister", "what": "Where she was", "why": "She was at the bridge"}
    return record_disclosure(individual=cast.individual, shared_at=clock.now() - HOUR, by=by, **columns | more)


def duties_of(user) -> set[str]:
    return {item.kind for item in duty_items(user, clock.today()) if item.kind.startswith(("disclosure", "objection"))}


def test_a_manager_looks_at_what_a_worker_told_and_the_person_reads_it(cast, client):
    disclosure = disclose(cast, cast.amara)
    assert duties_of(cast.ben) == duties_of(cast.sunita) == {"disclosure"}
    assert duties_of(cast.amara) == set()
    assert "She was at the bridge" in page(client, cast.maya, "my_sharing")
    assert "She was at the bridge" in page(client, cast.ben, "disclosure", disclosure.pk)
    see_disclosure(disclosure=disclosure, by=cast.ben)
    assert duties_of(cast.ben) == set()
    assert disclose(cast, cast.ben).seen_by == cast.ben, "a manager has seen what they record"


def sent_to(user, kind: str) -> bool:
    return Message.objects.filter(to=user, key__startswith=f"{kind}:").exists()


def test_a_worker_who_strikes_what_was_shared_is_read_by_a_manager_and_the_person(cast, client):
    """Given what no manager has seen; when the worker strikes it; then managers and the person learn of it."""
    disclosure = disclose(cast, cast.amara)
    client.force_login(cast.amara)
    client.post(reverse("disclosure_strike", args=[disclosure.pk]), {"reason": "It was another sister"})
    assert sent_to(cast.ben, "disclosure-struck")
    assert sent_to(cast.maya, "disclosure-corrected")
    for address in (("person_consent", cast.individual.pk), ("disclosure", disclosure.pk)):
        assert "It was another sister" in page(client, cast.ben, *address), address
    own = page(client, cast.maya, "my_sharing")
    assert "This was a mistake." in own
    assert "It was another sister" not in own, "the reason is of staff, to managers"


def test_striking_what_is_hidden_from_the_person_tells_them_nothing(cast, client):
    hidden = {"hidden_reason": "He reads her post", "hidden_until": cast.today + DAY}
    disclosure = disclose(cast, cast.ben, **hidden)
    strike_disclosure(disclosure=disclosure, reason="Twice", by=cast.ben)
    assert not sent_to(cast.maya, "disclosure-corrected")
    assert not sent_to(cast.sunita, "disclosure-struck"), "a manager did it"
    assert "bridge" not in page(client, cast.maya, "my_sharing")


def test_what_a_contact_shared_is_struck_with_it_and_reaches_a_manager(cast):
    contact = contact_with(cast, SharedInformation(Shared.SAFETY, what="Where she was", why="The bridge"))
    strike_contact(contact=contact, reason="Wrong person", by=cast.amara)
    assert sent_to(cast.ben, "disclosure-struck")


def test_what_is_not_safe_to_read_is_hidden_until_somebody_decides_again(cast, client):
    with pytest.raises(Refused, match="decide again"):
        disclose(cast, cast.ben, hidden_reason="He reads her post")
    with pytest.raises(Refused, match="after today"):
        disclose(cast, cast.ben, hidden_reason="He reads her post", hidden_until=cast.today)
    disclosure = disclose(cast, cast.ben, hidden_reason="He reads her post", hidden_until=cast.today + DAY)
    assert "bridge" not in page(client, cast.maya, "my_sharing")
    assert "He reads her post" not in page(client, cast.maya, "my_sharing")
    assert duties_of(cast.ben) == {"disclosure-hidden"}
    with clock.frozen_at(clock.now() + 3 * DAY):
        assert "bridge" not in page(client, cast.maya, "my_sharing"), "nothing is shown by itself"
        decide_showing(disclosure=disclosure, hidden_reason="", hidden_until=None, by=cast.ben)
        assert "bridge" in page(client, cast.maya, "my_sharing")
        assert duties_of(cast.ben) == set()


# Because their support requires it

READS = {
    P.READ_PERSON,
    P.READ_VISIT,
    P.READ_RISK,
    P.FIND_PERSON,
    P.READ_UPDATE,
    P.READ_REFERRAL,
    P.SEE_HOURS,
    P.READ_RETURN,
}


def test_every_role_that_reads_something_has_its_sentence():
    named = {role.key for access in required_accesses() for role in access.roles}
    reading = {role.key for role in ROLES.values() if READS & set(role.grants)}
    assert reading <= named
    assert named - reading == {"administrator"}, "who sees accounts, as their sentence says"


def test_no_sentence_claims_more_than_the_roles_may():
    assert required_accesses() == list(RequiredAccess)
    grants = {access: [role.grants for role in access.roles] for access in RequiredAccess}
    for access in (RequiredAccess.FINANCE, RequiredAccess.ACCOUNTS, RequiredAccess.REFERRER, RequiredAccess.COUNCIL):
        for one in grants[access]:
            assert one.get(P.READ_PERSON) in (None, Scope.KEYWORKER), access
            assert P.READ_VISIT not in one, access
    for access in ("workers", "on-call", "managers", "safeguarding"):
        assert all({P.READ_PERSON, P.READ_VISIT, P.READ_RISK} <= set(one) for one in grants[RequiredAccess(access)])
    assert all(P.READ_VISIT not in one for one in grants[RequiredAccess.KEYWORKER])


def test_a_sentence_that_no_role_has_is_not_shown(cast, client, monkeypatch):
    monkeypatch.setitem(ROLES["finance_reader"].grants, P.READ_PERSON, Scope.CONTRACT)
    assert RequiredAccess.FINANCE not in required_accesses()
    assert "count hours" not in page(client, cast.maya, "my_sharing")


def test_an_objection_is_answered_and_the_person_reads_the_answer(cast, client):
    client.force_login(cast.maya)
    assert client.post(reverse("my_objection", args=["finance"]), {"words": "Not my hours"}).status_code == 302
    objection = AccessObjection.objects.get()
    assert objection.due_on == add_working_days(cast.today, 5)
    assert duties_of(cast.ben) == duties_of(cast.sunita) == {"objection"}
    to = set(Message.objects.filter(key__startswith="objection:").values_list("to__full_name", flat=True))
    assert to == {"Ben Whitcombe", "Dana Kowalska"}
    client.force_login(cast.ben)
    form = reverse("objection_answer", args=[objection.pk])
    assert "Not my hours" in client.get(form).text
    assert client.post(form, {"is_upheld": "no", "answer": "We must pay our staff."}).status_code == 302
    text = page(client, cast.maya, "my_sharing")
    assert "It stays as it is." in text
    assert "We must pay our staff." in text
    assert Message.objects.filter(to=cast.maya, key__startswith="objection-answered").exists()
    assert duties_of(cast.ben) == set()
    with pytest.raises(NotPossible, match="answered"):
        answer_objection(objection=objection, is_upheld=True, answer="Again", by=cast.ben)


def test_a_manager_adds_to_the_answer_to_an_objection_and_corrects_the_decision(cast, client):
    objection = object_to_access(
        individual=cast.individual, about="finance", words="Not my hours", how="By phone", by=cast.amara
    )
    client.force_login(cast.ben)
    address = reverse("objection_add", args=[objection.pk])
    assert "not answered" in client.get(address, follow=True).text
    with pytest.raises(NotPossible, match="not answered"), transaction.atomic():
        add_to_objection_answer(objection=objection, is_upheld=True, words="More", by=cast.ben)
    answer_objection(objection=objection, is_upheld=False, answer="They pay our staff.", by=cast.ben)
    assert address in page(client, cast.ben, "person_consent", cast.individual.pk)
    client.force_login(cast.sunita)
    assert client.post(address, {"is_upheld": "yes", "words": "I was wrong."}).status_code == 302
    own = page(client, cast.maya, "my_sharing")
    for words in ("They pay our staff.", f"{cast.sunita.full_name}: I was wrong.", "You were right."):
        assert words in own
    assert sent_to(cast.maya, "objection-added")


def test_an_objection_is_taken_back_and_made_again(cast):
    columns = {
        "individual": cast.individual,
        "about": "workers",
        "words": "Not him",
        "how": "By phone",
        "by": cast.amara,
    }
    objection = object_to_access(**columns)
    with pytest.raises(Refused, match="already"):
        object_to_access(**columns)
    withdraw_objection(objection=objection, by=cast.maya)
    assert duties_of(cast.ben) == set()
    assert object_to_access(**columns).is_open


@pytest.mark.parametrize("ahead", range(0, 40, 3))
def test_an_objection_is_on_the_home_page_of_a_manager_from_its_first_day(cast, client, ahead):
    """Whatever the day and the bank holidays after it: somebody waits for the answer."""
    with clock.frozen_at(clock.now() + ahead * DAY):
        object_to_access(individual=cast.individual, about="workers", words="No", how="By phone", by=cast.amara)
        assert "objection" in {item.kind for item in duties_of_week(cast.ben, clock.today())}


def test_an_objection_recorded_by_mistake_is_struck_through(cast, client):
    """Given an objection that staff recorded about the wrong person; then nobody answers it, and it stays on file."""
    columns = {"individual": cast.individual, "about": "workers", "words": "Not him", "how": "By phone"}
    objection = object_to_access(**columns, by=cast.amara)
    client.force_login(cast.ben)
    address = reverse("objection_strike", args=[objection.pk])
    assert address in page(client, cast.ben, "person_consent", cast.individual.pk)
    assert client.post(address, {"reason": "Another person"}).status_code == 302
    assert duties_of(cast.ben) == set()
    assert not Message.objects.in_app(cast.ben).filter(key__startswith="objection:", read_at=None).exists()
    assert Message.objects.filter(to=cast.maya, key__startswith="objection-struck:").exists()
    text = page(client, cast.ben, "person_consent", cast.individual.pk)
    assert "Another person" in text
    assert "Not him" not in page(client, cast.maya, "my_sharing")
    with pytest.raises(NotPossible, match="already marked"):
        strike_objection(objection=objection, reason="Again", by=cast.ben)
    again = object_to_access(**columns, by=cast.amara)
    answer_objection(objection=again, is_upheld=True, answer="He no longer does.", by=cast.ben)
    with pytest.raises(NotPossible, match="has answered"):
        strike_objection(objection=again, reason="Late", by=cast.ben)
    own = object_to_access(**columns | {"about": "managers"}, by=cast.maya)
    with pytest.raises(NotPossible, match="Only they can withdraw"):
        strike_objection(objection=own, reason="Not so", by=cast.ben)


@pytest.mark.parametrize("name", ["amara", "tess", "omar", "ben", "sunita"])
def test_only_those_who_answer_an_objection_read_it_and_act_on_it(cast, client, name):
    """Given an objection to her workers that Maya sent "to a manager"; then they read nothing of it."""
    objection = object_to_access(
        individual=cast.individual, about="workers", words="Not Amara", how="On her own pages", by=cast.maya
    )
    answers, user = name in ("ben", "sunita"), getattr(cast, name)
    text = page(client, user, "person_consent", cast.individual.pk)
    assert ("Not Amara" in text, "withdraws it" in text) == (answers, answers)
    timeline = page(client, user, "person", cast.individual.pk)
    assert "Not Amara" not in timeline
    assert ("Not Amara" in page(client, user, "objection_answer", objection.pk)) == answers
    client.post(reverse("objection_withdraw", args=[objection.pk]))
    assert AccessObjection.objects.get().is_open != answers


def test_a_walled_manager_gets_nothing_of_an_objection(cast, client):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Named", by=cast.sunita)
    objection = object_to_access(
        individual=cast.individual, about="managers", words="Not Ben", how="By phone", by=cast.amara
    )
    assert not Message.objects.filter(to=cast.ben, key__startswith="objection").exists()
    assert duties_of(cast.ben) == set()
    assert page(client, cast.ben, "objection_answer", objection.pk) == ""


# Pages of staff


def test_staff_record_what_the_person_said_with_how_and_capacity(cast, client):
    client.force_login(cast.omar)
    path = reverse("consent_record", args=[cast.individual.pk, cast.representative.pk, "see-plan"])
    sent = {"answer": "withdrawn", "how": "By phone, to Omar", "time": "00:01", "capacity": "checked"}
    sent |= dict(
        zip(("day_day", "day_month", "day_year"), (cast.today.day, cast.today.month, cast.today.year), strict=True)
    )
    assert client.get(path).status_code == 200
    assert client.post(path, sent).status_code == 302
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
    text = page(client, cast.amara, "person_consent", cast.individual.pk)
    assert "By phone, to Omar" in text
    assert text.count("It was checked, and they can decide this") == 2, "where it counts, and among all decisions"
    assert (
        client.get(reverse("consent_record", args=[cast.individual.pk, cast.package.pk, "see-plan"])).status_code == 404
    )


def test_staff_read_of_every_decision_in_their_best_interests_who_decided_and_why(cast, client, joan):
    why = {"capacity": "lacks", "decided_by": "The team and her aunt", "best_interests": "She is alone"}
    say(cast, joan, TALK, "given", **why)
    assert (
        page(client, cast.amara, "person_consent", cast.individual.pk).count("The team and her aunt: She is alone") == 2
    )
    say(cast, joan, TALK, "withdrawn")
    text = page(client, cast.amara, "person_consent", cast.individual.pk)
    assert text.count("The team and her aunt: She is alone") == 1, "the earlier one"
