"""Consent by purpose and party: what is in force, who learns what, what the person objects to (R49)."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.enums import Scope
from accounts.roles import ROLES
from accounts.walls import raise_wall
from casework.access.vetoes import purpose_of
from casework.consent.enums import ConsentPurpose, RequiredAccess, required_accesses
from casework.consent.parties import choices_of
from casework.duties import duty_items
from casework.models import AccessObjection, ConsentDecision, Relationship, SafetyDisclosure
from casework.services import (
    answer_objection,
    decide_showing,
    object_to_access,
    record_consent,
    record_disclosure,
    see_disclosure,
    strike_consent,
    withdraw_objection,
)
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
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


def contact_with(cast, sharing: SharedInformation, **more) -> ContactEntry:
    columns = {"with_whom": "family", "how": "call", "about": "How the week went", "by": cast.amara}
    return log_contact(package=cast.package, at=clock.now() - HOUR, sharing=sharing, **columns | more)


def test_workers_talk_with_family_only_while_the_person_agrees(cast, joan):
    with pytest.raises(Refused, match="has not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    decision = say(cast, joan, TALK, "given")
    entry = contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    assert (entry.consent, entry.name) == (decision, "Joan Ali")
    say(cast, joan, TALK, "withdrawn")
    with pytest.raises(Refused, match="has not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, joan))
    assert contact_with(cast, SharedInformation(Shared.NOTHING)).consent is None, "listening needs no consent"


def test_the_consent_of_somebody_else_opens_nothing(cast, joan):
    """Given that Tomasz lets workers talk with his brother; then nobody may name him for Maya."""
    brother = Relationship.objects.create(
        individual=cast.other_individual, kind="family", name="Jan", from_on=cast.starts_on, recorded_by=cast.ben
    )
    say(cast, brother, TALK, "given")
    with pytest.raises(Refused, match="has not agreed"):
        contact_with(cast, SharedInformation(Shared.CONSENT, brother))


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
    assert "The person has not agreed that you talk with Joan Ali" in refused.text
    assert "Enter why it was needed to keep someone safe" in client.post(path, sent | {"shared": "safety"}).text
    reason = {"shared": "safety", "shared_what": "That she is in hospital", "shared_why": "Joan has her child"}
    assert client.post(path, sent | reason).status_code == 302
    disclosure = ContactEntry.objects.get().disclosure
    assert (disclosure.what, disclosure.why, disclosure.seen_by) == (reason["shared_what"], reason["shared_why"], None)
    strike_contact(contact=ContactEntry.objects.get(), reason="Wrong person", by=cast.amara)
    assert not SafetyDisclosure.objects.exists(), "what it recorded is struck through with it"


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
    assert objection.due_on == add_working_days(cast.today, 10)
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
    assert (
        client.get(reverse("consent_record", args=[cast.individual.pk, cast.package.pk, "see-plan"])).status_code == 404
    )
