"""How a person's answer to a plan is given, and what proves it."""

import datetime
import functools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from casework.models import Consent
from casework.services import end_package
from core import transitions
from core.errors import NotPossible, Refused
from core.models import Message
from dashboard.timeline import person_timeline as timeline
from plans.models import Goal, GoalRating, SupportPlan
from plans.services import (
    abandon,
    achieve,
    add_goal,
    agree,
    comment,
    decline,
    offer,
    rate,
    record_achievement,
    reopen,
    request_pdf,
    start,
    store_pdf,
    take_out_goal,
    withdraw_offer,
)

DAY = datetime.timedelta(days=1)
DRAWN = "M10 20 L30 40 M50 60 L70 80"
SCAN = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 a signed page")


@pytest.fixture
def offered(cast) -> SupportPlan:
    """Given the second version of Maya's plan, with her to read."""
    return offer(plan=start(package=cast.package, by=cast.amara), by=cast.amara)


@pytest.mark.parametrize(
    ("how", "proof", "missing"),
    [
        ("signature", {"signature": DRAWN}, "signature"),
        ("in person", {"statement": "Yes, that is mine."}, "statement"),
        ("telephone", {"statement": "Yes."}, "statement"),
        ("paper", {"scan": SCAN}, "scan"),
    ],
)
def test_each_way_of_agreeing_has_its_proof(cast, offered, how, proof, missing):
    """Given a way to answer; without its proof it is refused at that field; with it the proof is kept (T4.1)."""
    with pytest.raises(Refused) as refusal, transaction.atomic():
        agree(plan=offered, how=how, by=cast.amara)
    assert refusal.value.field == missing
    agree(plan=offered, how=how, by=cast.amara, **proof)
    answered = SupportPlan.objects.get(pk=offered.pk)
    assert (answered.state, answered.answered_how, bool(getattr(answered, missing))) == ("in force", how, True)


@pytest.mark.parametrize("drawn", ["", "M1 1", "M1 1 L2", "M1 1 L2 2<script>", "x" * 50, "M1 1" + " L2 2" * 9000])
def test_a_signature_is_a_line(cast, offered, drawn):
    with pytest.raises(Refused, match="sign in the box"), transaction.atomic():
        agree(plan=offered, how="signature", signature=drawn, by=cast.amara)


def test_an_answer_is_not_of_tomorrow(cast, offered):
    with pytest.raises(Refused, match="still to come"), transaction.atomic():
        agree(plan=offered, how="telephone", statement="Yes", answered_on=cast.today + DAY, by=cast.amara)


def test_agreed_with_comments_says_so(cast, offered):
    agree(plan=offered, how="portal", words="But not on Mondays", by=cast.maya)
    assert SupportPlan.objects.get(pk=offered.pk).answer == "Agreed, with comments"


def test_declined_with_reasons_keeps_how(cast, offered):
    decline(plan=offered, reason="Too much", how="telephone", statement="No, not like that.", by=cast.amara)
    answered = SupportPlan.objects.get(pk=offered.pk)
    assert (answered.state, answered.answered_how, answered.answer) == ("declined", "telephone", "Not agreed")


def test_the_baseline_is_what_the_person_says_and_nothing_else(cast, offered):
    """Given two ways out of rating; then a goal that was not rated has no baseline."""
    wording = offered.goal_wordings.get()
    agree(plan=offered, how="portal", ratings={wording: 4}, by=cast.maya)
    rating = GoalRating.objects.get()
    assert (rating.value, rating.rated_by, rating.rated_on) == (4, "person", cast.today)


def test_agreeing_is_no_consent_to_share(cast, offered):
    before = list(Consent.objects.values_list("pk", "withdrawn_at"))
    agree(plan=offered, how="portal", by=cast.maya)
    assert list(Consent.objects.values_list("pk", "withdrawn_at")) == before


def test_an_answer_beside_the_plan_is_told_to_the_person(cast, offered):
    reply = comment(plan=offered, section="good_days", words="We wrote it in", by=cast.amara)
    messages = Message.objects.filter(to=cast.maya, key__startswith=f"plan-reply:{reply.pk}")
    assert messages.exists()
    assert not any("good" in message.body.casefold() for message in messages)


def test_nothing_is_told_of_a_draft(cast):
    draft = start(package=cast.package, by=cast.amara)
    reply = comment(plan=draft, words="To look at again", by=cast.amara)
    assert not Message.objects.filter(key__startswith=f"plan-reply:{reply.pk}").exists()


def test_an_agreed_goal_is_not_dropped_in_silence(cast):
    """Given a goal the person agreed to; it leaves a draft only after it was said what became of it."""
    draft = start(package=cast.package, by=cast.amara)
    with pytest.raises(Refused, match="what became of it"), transaction.atomic():
        take_out_goal(wording=draft.goal_wordings.get(), by=cast.amara)
    abandon(wording=cast.wording, reason="Not mine", by=cast.amara)
    take_out_goal(wording=draft.goal_wordings.get(), by=cast.amara)
    assert not draft.goal_wordings.not_taken_out().exists()


def test_a_closed_goal_stays_closed_when_the_next_version_is_agreed(cast, offered):
    """Given a version with the person; when its goal is abandoned first; then agreeing does not reopen it."""
    abandon(wording=cast.wording, reason="Not mine", by=cast.amara)
    agree(plan=offered, how="portal", by=cast.maya)
    assert Goal.objects.get(pk=cast.wording.goal_id).state == "abandoned"


def test_nothing_becomes_of_a_goal_nobody_agreed_to(cast):
    """Given a goal of a draft only; it is changed or taken out, and never achieved."""
    draft = start(package=cast.package, by=cast.amara)
    columns = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Hers", "steps": ["One"]}
    wording = add_goal(plan=draft, words="I want a cat", by=cast.amara, **columns)
    with pytest.raises(NotPossible, match="agreed to this goal yet"), transaction.atomic():
        achieve(wording=wording, reason="She has one", by=cast.amara)
    assert take_out_goal(wording=wording, by=cast.amara).taken_out_on == cast.today


def test_what_became_of_a_goal_stands_in_the_timeline(cast):
    achieve(wording=cast.wording, reason="Seen four weeks running", by=cast.amara)
    record_achievement(
        package=cast.package,
        kind="job",
        description="Six hours",
        achieved_on=cast.today,
        evidence="Seen",
        by=cast.amara,
    )
    titles = [entry["title"] for entry in timeline(cast.individual, cast.amara)]
    assert titles[:2] == ["Achieved: Six hours", f"Goal achieved: “{cast.wording.words}”"]


def test_an_achievement_is_not_of_tomorrow(cast):
    columns = {"package": cast.package, "kind": "job", "description": "Six hours a week", "evidence": "Contract seen"}
    with pytest.raises(Refused, match="still to come"), transaction.atomic():
        record_achievement(achieved_on=cast.today + DAY, by=cast.amara, **columns)
    assert record_achievement(achieved_on=cast.today, by=cast.amara, **columns).description == "Six hours a week"


def test_nobody_agrees_to_what_they_did_not_read(cast, offered):
    """Given a plan open in the portal; when it is changed and offered anew; then an answer to the old is refused."""
    read_at = transitions.count(offered)
    withdraw_offer(plan=offered, reason="One more thing", by=cast.amara)
    offer(plan=offered, by=cast.amara)
    for answer in (agree, functools.partial(decline, reason="No")):
        with pytest.raises(Refused, match="changed since you opened it"), transaction.atomic():
            answer(plan=offered, how="portal", read_at=read_at, by=cast.maya)
    agree(plan=offered, how="portal", read_at=transitions.count(offered), by=cast.maya)


def test_nothing_is_agreed_after_the_end(cast, offered):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(Refused, match="Support has ended"), transaction.atomic():
        agree(plan=offered, how="portal", by=cast.maya)


def test_a_reopened_goal_comes_into_the_version_being_written(cast):
    """Given an abandoned goal and a version begun without it; when it is reopened; then that version has it too."""
    abandon(wording=cast.wording, reason="Not now", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    assert not draft.goal_wordings.exists()
    reopen(wording=cast.wording, reason="She wants it after all", by=cast.amara)
    (back,) = draft.goal_wordings.not_taken_out()
    assert (back.goal_id, back.words) == (cast.wording.goal_id, cast.wording.words)


def test_a_goal_is_not_reopened_behind_the_persons_back(cast):
    """Given a version with the person that leaves a goal out; then it is taken back before the goal is taken up."""
    abandon(wording=cast.wording, reason="Not now", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    columns = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Hers", "steps": ["One"]}
    add_goal(plan=draft, words="I want a cat", by=cast.amara, **columns)
    offer(plan=draft, by=cast.amara)
    with pytest.raises(NotPossible, match="Take it back first"), transaction.atomic():
        reopen(wording=cast.wording, reason="She wants it after all", by=cast.amara)


def test_a_draft_gets_no_pdf_and_no_rating(cast):
    draft = start(package=cast.package, by=cast.amara)
    with pytest.raises(NotPossible, match="not put on paper"), transaction.atomic():
        request_pdf(plan=draft, kind="plain", by=cast.amara)
    with pytest.raises(NotPossible, match="not agreed yet"), transaction.atomic():
        rate(wording=draft.goal_wordings.get(), value=5, rated_on=cast.today, rated_by="person", by=cast.amara)


def test_of_a_plan_taken_back_no_pdf_is_made(cast, offered):
    plan_pdf = request_pdf(plan=offered, kind="plain", by=cast.maya)
    withdraw_offer(plan=offered, reason="One more thing", by=cast.amara)
    assert not store_pdf(plan_pdf_id=plan_pdf.pk, by=None)
