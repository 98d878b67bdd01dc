"""A referral is written, sent and decided; the terms of the contract say on what grounds."""

import datetime
import hashlib

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.duties import duty_items
from casework.models import Individual
from casework.people.matching import likely_people
from contracts.models import Contract
from contracts.services import set_terms
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.models import Message, StateChange
from referrals import eligibility
from referrals.models import Referral
from referrals.services import accept, answer, ask, attach, edit, find_ineligible, send, start, withdraw
from tests.cast import FULL_TERMS
from tests.factories import ReferralFactory, days_ago
from tests.referral_answers import REFERRAL_ANSWERS

DAY = datetime.timedelta(days=1)
PARTICULARS = {
    **REFERRAL_ANSWERS,
    "agreed_end_point": "Goes there alone twice",
    "source": "Mental health team",
    "full_name": "Owen Castellan",
    "date_of_birth": datetime.date(1990, 3, 9),
    "lives_in_area": "yes",
    "has_mental_health_services": "yes",
    "care_act_outcomes": ["nutrition", "work"],
    "has_significant_impact": "yes",
    "needs": "Company on the way to the clinic.",
    "outcomes": ["Goes to the clinic alone"],
    "telephone": "07700 900555",
    "text_is_safe": True,
    "communication_needs": "Large print",
}


def start_referral(cast, contract=None, by=None, **changed) -> Referral:
    changed.setdefault("planned_start_on", cast.today + 14 * DAY)
    if contract is None or contract == cast.tameside:
        changed.setdefault("strand", cast.strands[0])
    return start(contract=contract or cast.tameside, by=by or cast.rui, **{**PARTICULARS, **changed})


def attach_documents(referral, by):
    for kind in ("support plan", "risk assessment"):
        attach(
            referral=referral,
            kind=kind,
            file=ContentFile(kind.encode(), name="a.pdf"),
            content_type="application/pdf",
            by=by,
        )
    return referral


def send_referral(cast, **changed) -> Referral:
    by = changed.pop("by", cast.rui)
    return send(referral=attach_documents(start_referral(cast, by=by, **changed), by), by=by)


def accept_referral(cast, referral, **changed):
    return accept(
        **{
            "referral": referral,
            "minutes_a_week": 180,
            "first_review_on": cast.today + 60 * DAY,
            "keyworker": None if referral.referrer == cast.priya else cast.kofi,
            "by": cast.ben,
            **changed,
        }
    )


# A contract that does not run


@pytest.mark.parametrize("dates", [{"starts_on": 1}, {"ends_on": -1}])
def test_a_contract_that_does_not_run_takes_no_referral(cast, dates):
    days = {name: cast.today + count * DAY for name, count in dates.items()}
    Contract.objects.filter(pk=cast.tameside.pk).update(**days)
    cast.tameside.refresh_from_db()
    with pytest.raises(Refused, match="This contract takes no referrals today. It runs from "):
        start_referral(cast)


def test_support_starts_while_the_contract_runs(cast):
    referral = send_referral(cast)
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today + 10 * DAY)
    with pytest.raises(Refused, match="Support starts on a day on which the contract runs: from "):
        accept_referral(cast, Referral.objects.get(pk=referral.pk), starts_on=cast.today + 11 * DAY)
    accept_referral(cast, Referral.objects.get(pk=referral.pk), starts_on=cast.today + 10 * DAY)


def test_acceptance_is_judged_by_the_terms_of_the_day_on_which_support_starts(cast):
    referral = send_referral(cast, planned_start_on=cast.today + 5 * DAY)
    terms = {**FULL_TERMS, "age_limit": 30}
    set_terms(contract=cast.tameside, from_on=cast.today + 10 * DAY, by=None, **terms)
    with pytest.raises(Refused, match="Criteria not met"):
        accept_referral(cast, referral, starts_on=cast.today + 10 * DAY)
    accept_referral(cast, referral, starts_on=cast.today + 9 * DAY)


# Writing and sending


@pytest.mark.parametrize(
    ("contract", "source", "is_accepted"),
    [
        ("tameside", "Mental health team", True),
        ("tameside", "Hub", False),
        ("links", "Hub", True),
        ("links", "Community team", True),
        ("links", "Drop-in", True),
        ("links", "Mental health team", False),
    ],
)
def test_the_terms_name_who_refers(cast, contract, source, is_accepted):
    if is_accepted:
        assert start_referral(cast, getattr(cast, contract), source=source).state == "draft"
        return
    with pytest.raises(Refused) as refusal:
        start_referral(cast, getattr(cast, contract), source=source)
    assert refusal.value.field == "source"


def test_a_draft_can_be_edited_and_a_sent_referral_cannot(cast):
    referral = start_referral(cast)
    edit(referral=referral, part="contact", revision=1, area="Hyde", by=cast.rui)
    send(referral=referral, by=cast.rui)
    referral = Referral.objects.get(pk=referral.pk)
    with pytest.raises(NotPossible, match="can no longer be changed"), transaction.atomic():
        edit(referral=referral, part="contact", revision=2, area="Denton", by=cast.rui)
    assert Referral.objects.get(pk=referral.pk).area == "Hyde"


def test_the_second_editor_sees_the_conflict(cast):
    referral = start_referral(cast)
    stale = Referral.objects.get(pk=referral.pk)
    edit(referral=referral, part="contact", revision=1, area="Hyde", by=cast.rui)
    with pytest.raises(Conflict) as conflict:
        edit(referral=stale, part="contact", revision=1, area="Denton", by=cast.rui)
    assert conflict.value.record.area == "Hyde"


def test_a_referral_needs_a_planned_start(cast):
    with pytest.raises(Refused, match="Answer these parts before you send the referral: The referral"):
        send(referral=start_referral(cast, planned_start_on=None), by=cast.rui)


def test_managers_are_notified_without_a_name(cast):
    referral = send_referral(cast)
    messages = Message.objects.filter(key__startswith=f"referral-received:{referral.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.ben, cast.dana}
    assert all("Castellan" not in message.subject + message.body for message in messages)
    assert referral.received_at is not None


def test_a_document_is_kept_with_its_fingerprint(cast):
    document = attach(
        referral=start_referral(cast),
        kind="support plan",
        file=ContentFile(b"the plan", name="../plan.pdf"),
        content_type="application/pdf",
        by=cast.rui,
    ).document
    assert (document.file_name, document.sha256) == ("plan.pdf", hashlib.sha256(b"the plan").hexdigest())


def test_nothing_is_attached_to_a_decided_referral(cast):
    referral = send_referral(cast)
    withdraw(referral=referral, reason="She has moved", by=cast.rui)
    with pytest.raises(NotPossible, match="you can no longer attach"):
        attach_documents(referral, cast.rui)


# The tests of the terms


def eligibility_results(cast, **changed) -> dict[str, bool | None]:
    referral = ReferralFactory.build(contract=cast.tameside, **changed)
    terms = eligibility.terms_for(referral, cast.today)
    return {test.name.split(" ")[0]: test.passed for test in eligibility.tests(referral, terms, cast.today)}


def birth_date(cast, years, days) -> datetime.date:
    """Return the date of birth for this age on the planned start."""
    start_on = cast.today + 14 * DAY
    return start_on.replace(year=start_on.year - years, day=min(start_on.day, 28)) - days * DAY


def test_a_missing_answer_leaves_its_test_unknown(cast):
    assert eligibility_results(cast) == {"Aged": True, "Receives": True, "Care": True, "Ordinarily": True}
    unknown = eligibility_results(
        cast, lives_in_area="not known", has_mental_health_services="", has_significant_impact=""
    )
    assert unknown == {"Aged": True, "Receives": None, "Care": None, "Ordinarily": None}


@pytest.mark.parametrize(
    ("starts_on", "born_on", "is_passed"),
    [
        (datetime.date(2027, 6, 10), datetime.date(2009, 6, 11), False),  # the day before eighteen
        (datetime.date(2027, 6, 11), datetime.date(2009, 6, 11), True),
        (datetime.date(2027, 6, 10), datetime.date(1961, 6, 11), True),  # the last day of being sixty-five
        (datetime.date(2027, 6, 11), datetime.date(1961, 6, 11), False),
        (datetime.date(2027, 2, 28), datetime.date(2009, 3, 1), False),
        (datetime.date(2026, 2, 28), datetime.date(2008, 2, 29), False),
        (datetime.date(2026, 3, 1), datetime.date(2008, 2, 29), True),
    ],
)
def test_ages_are_those_on_the_planned_start(cast, starts_on, born_on, is_passed):
    set_terms(contract=cast.tameside, from_on=datetime.date(2025, 1, 1), minimum_age=18, age_limit=66, by=None)
    assert eligibility_results(cast, planned_start_on=starts_on, date_of_birth=born_on)["Aged"] is is_passed


@pytest.mark.parametrize(
    ("outcomes", "impact", "is_passed"),
    [
        (["nutrition"], "yes", False),
        (["nutrition", "work"], "no", False),
        (["nutrition", "work"], "not known", None),
        (["nutrition", "work", "child"], "yes", True),
        ([], "yes", False),
    ],
)
def test_care_act_needs(cast, outcomes, impact, is_passed):
    assert eligibility_results(cast, care_act_outcomes=outcomes, has_significant_impact=impact)["Care"] is is_passed


def test_a_contract_without_tests_tests_nothing(cast):
    referral = ReferralFactory.build(contract=cast.links, source="Hub")
    terms = eligibility.terms_for(referral, cast.today)
    assert eligibility.tests(referral, terms, cast.today) == []
    assert eligibility.missing_documents(ReferralFactory(contract=cast.links), terms) == []


# Accepting


def test_accepting_opens_case_package_and_keyworker(cast):
    """Given a complete referral by a keyworker; when it is accepted; then the package has everything it needs."""
    referral = send_referral(cast, by=cast.priya)
    package = accept_referral(cast, referral)
    referral = Referral.objects.get(pk=referral.pk)
    assert (referral.state, referral.package, referral.decided_at is not None) == ("accepted", package, True)
    person = package.case.individual
    assert (person.full_name, package.starts_on) == ("Owen Castellan", referral.planned_start_on)
    assert list(package.agreed_outcomes.values_list("text", flat=True)) == ["Goes to the clinic alone"]
    assert person.keyworker_terms.on(package.starts_on).get().user == cast.priya
    safe = {(point.kind, point.is_safe) for point in person.contact_points.all()}
    assert safe == {("telephone", None), ("text", True)}
    assert str(person.access_needs.get()) == "Large print"


def test_a_referrer_who_is_no_keyworker_does_not_become_one(cast):
    """Given a referral by a referrer; when no valid keyworker is named; then it is not accepted."""
    for keyworker in (None, cast.rui, cast.noel):
        with pytest.raises(Refused) as refusal, transaction.atomic():
            accept_referral(cast, send_referral(cast), keyworker=keyworker)
        assert refusal.value.field == "keyworker"
    package = accept_referral(cast, send_referral(cast), keyworker=cast.kofi)
    assert package.case.individual.keyworker_terms.get().user == cast.kofi


def test_accepting_for_somebody_known_makes_no_second_person(cast):
    before = Individual.objects.count()
    wen = cast.links_individual
    package = accept_referral(cast, send_referral(cast), individual=wen)
    assert package.case.individual == wen
    assert Individual.objects.count() == before


def test_documents_are_needed_to_accept(cast):
    referral = send(referral=start_referral(cast), by=cast.rui)
    words = "Council's support plan must be attached. Council's risk assessment must be attached"
    with pytest.raises(Refused, match=words), transaction.atomic():
        accept_referral(cast, referral)
    assert Referral.objects.get(pk=referral.pk).state == "sent"


def test_a_failed_test_stops_acceptance(cast):
    referral = send_referral(cast, lives_in_area="not known")
    with pytest.raises(Refused, match="Ordinarily resident in Tameside"), transaction.atomic():
        accept_referral(cast, referral)


def test_a_first_review_is_needed_to_accept(cast):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        accept_referral(cast, send_referral(cast), first_review_on=None)
    assert refusal.value.field == "first_review_on"


def test_the_other_contract_needs_none_of_it(cast):
    referral = send(
        referral=start_referral(cast, cast.links, source="Hub", lives_in_area="", care_act_outcomes=[]), by=cast.rui
    )
    package = accept_referral(cast, referral, first_review_on=None, keyworker=None, by=cast.nadia)
    assert package.state == "open"
    assert not package.case.individual.keyworker_terms.exists()


def test_a_refused_acceptance_leaves_no_rows(cast):
    """Given an open package; when another referral of the person is accepted; then it is refused and leaves no rows."""
    referral = send_referral(cast)
    points = cast.individual.contact_points.count()
    with pytest.raises(Refused, match="open package"), transaction.atomic():
        accept_referral(cast, referral, individual=cast.individual)
    assert Referral.objects.get(pk=referral.pk).state == "sent"
    assert cast.individual.contact_points.count() == points


# Other decisions


def test_only_a_failed_test_makes_a_referral_ineligible(cast):
    referral = send_referral(cast)
    with pytest.raises(Refused, match="the referral is eligible"), transaction.atomic():
        find_ineligible(referral=referral, reason="We would rather not", by=cast.ben)
    other = send_referral(cast, lives_in_area="no")
    find_ineligible(referral=other, reason="Lives in Stockport", by=cast.ben)
    message = Message.objects.get(key__contains=f"referral-ineligible:{other.pk}", channel="in app")
    assert (message.to, "Ordinarily resident" in message.body) == (cast.rui, True)


def test_an_answered_query_returns_the_referral(cast):
    referral = send_referral(cast)
    ask(referral=referral, question="Are there dogs?", by=cast.ben)
    assert Message.objects.filter(key__startswith=f"referral-queried:{referral.pk}", to=cast.rui).exists()
    answer(referral=referral, words="Two, and friendly", by=cast.rui)
    reasons = StateChange.objects.filter(record_id=referral.pk).values_list("verb", "reason")
    assert list(reasons)[-2:] == [("query", "Are there dogs?"), ("answer", "Two, and friendly")]
    assert referral.state == "sent"


def queries_of(user) -> list[tuple[str, int]]:
    return [(item.href, item.days_late) for item in duty_items(user, clock.today()) if item.kind == "referral-query"]


def test_an_open_query_is_a_duty_of_the_referrer_until_it_is_answered(cast, client):
    """Given a query that its referrer has read; then it is still on their home page, and nobody else has the duty."""
    referral = send_referral(cast)
    ask(referral=referral, question="Are there dogs?", by=cast.ben)
    path = reverse("referral", args=[referral.pk])
    client.force_login(cast.rui)
    client.get(path)
    assert referral.reference in client.get(reverse("home")).text
    assert [queries_of(user) for user in (cast.rui, cast.ben, cast.kofi)] == [[(path, 0)], [], []]
    with clock.frozen_at(clock.now() + datetime.timedelta(days=3)):
        assert queries_of(cast.rui) == [(path, 3)]
    answer(referral=referral, words="Two, and friendly", by=cast.rui)
    assert queries_of(cast.rui) == []


def test_every_query_notifies_the_referrer(cast):
    """Given two queries on a referral; then the referrer is notified of both."""
    referral = send_referral(cast)
    for question in ("Are there dogs?", "And cats?"):
        ask(referral=referral, question=question, by=cast.ben)
        answer(referral=referral, words="Yes", by=cast.rui)
    assert Message.objects.filter(to=cast.rui, channel="in app", key__startswith="referral-queried").count() == 2
    answers = Message.objects.filter(to=cast.ben, channel="in app", key__startswith="referral-received")
    assert answers.count() == 3, "sent, and answered twice"


# Permissions


def test_a_draft_belongs_to_its_writer(cast):
    referral = start_referral(cast)
    readers = {name for name, user in cast.everybody().items() if can(user, P.READ_REFERRAL, referral)}
    assert readers == {"rui"}


def test_a_sent_referral_is_read_by_its_referrer_and_the_managers(cast):
    referral = send_referral(cast)
    readers = {name for name, user in cast.everybody().items() if can(user, P.READ_REFERRAL, referral)}
    deciders = {name for name, user in cast.everybody().items() if can(user, P.DECIDE_REFERRAL, referral)}
    makers = {name for name, user in cast.everybody().items() if can(user, P.MAKE_REFERRAL, referral)}
    assert (readers, deciders, makers) == ({"rui", "ben", "dana"}, {"ben", "dana"}, {"rui"})


def test_a_withdrawn_draft_was_never_received(cast):
    """Given a withdrawn draft; then managers, who never received it, cannot read it."""
    referral = start_referral(cast)
    withdraw(referral=referral, reason="She moved away", by=cast.rui)
    readers = {name for name, user in cast.everybody().items() if can(user, P.READ_REFERRAL, referral)}
    assert readers == {"rui"}
    assert not Referral.objects.sent().filter(pk=referral.pk).exists()


# Suggestions


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"nhs_number": "9990000018", "full_name": "M Lund", "date_of_birth": datetime.date(1950, 1, 1)}, "NHS number"),
        ({"full_name": "Maya Lindquist", "date_of_birth": datetime.date(1987, 5, 14)}, "same date of birth"),
        ({"full_name": "maya lindqvist"}, "same name"),
    ],
)
def test_a_known_person_is_suggested_with_the_reason(cast, changed, why):
    matches = likely_people(
        ReferralFactory.build(contract=cast.tameside, **changed).matching_particulars, Individual.objects.all()
    )
    assert [person for person, _reason in matches] == [cast.individual]
    assert why in matches[0][1]


def test_walled_and_dissimilar_people_are_not_suggested(cast):
    unlike = ReferralFactory.build(contract=cast.tameside)
    assert likely_people(unlike.matching_particulars, Individual.objects.all()) == []
    maya = ReferralFactory.build(contract=cast.tameside, full_name="Maya Lindqvist")
    assert likely_people(maya.matching_particulars, Individual.objects.exclude(pk=cast.individual.pk)) == []


def test_the_terms_on_the_planned_start_apply(cast):
    """Given new terms from next month; when support is planned for then; then the new terms decide eligibility."""
    set_terms(contract=cast.tameside, from_on=cast.today + 30 * DAY, minimum_age=25, by=None)
    young = {"date_of_birth": days_ago(365 * 20)}
    assert eligibility_results(cast, planned_start_on=cast.today + 29 * DAY, **young)["Aged"] is True
    late = ReferralFactory.build(contract=cast.tameside, planned_start_on=cast.today + 30 * DAY, **young)
    terms = eligibility.terms_for(late, clock.today())
    assert [test.passed for test in eligibility.tests(late, terms, cast.today)] == [False]
