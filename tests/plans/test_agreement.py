"""The person's answer to a plan, and its evidence."""

import datetime
import functools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from casework.models import ConsentDecision, Individual
from casework.services import end_package
from core import transitions
from core.errors import NotPossible, Refused
from core.models import Message
from plans.models import Goal, GoalRating, SupportPlan
from plans.services import (
    abandon,
    achieve,
    add_goal,
    agree,
    comment,
    decline,
    make_pdf,
    offer,
    rate,
    record_achievement,
    reopen,
    request_pdf,
    start,
    take_out_goal,
    withdraw_offer,
)
from tests.files import PDF
from tests.timelines import timeline_of

DAY = datetime.timedelta(days=1)
SIGNATURE = "M10 20 L30 40 M50 60 L70 80"
SCAN = SimpleUploadedFile("scan.pdf", PDF)


@pytest.fixture
def offered_plan(cast) -> SupportPlan:
    """Given the second version of Maya's plan, offered to her."""
    return offer(plan=start(package=cast.package, by=cast.amara), by=cast.amara)


@pytest.mark.parametrize(
    ("how", "proof", "missing"),
    [
        ("signature", {"signature": SIGNATURE}, "signature"),
        ("in person", {"statement": "Yes, that is mine."}, "statement"),
        ("telephone", {"statement": "Yes."}, "statement"),
        ("paper", {"scan": SCAN}, "scan"),
    ],
)
def test_each_way_of_agreeing_needs_its_evidence(cast, offered_plan, how, proof, missing):
    """Given a way to answer; then it is refused without its evidence and keeps the evidence with it (T4.1)."""
    with pytest.raises(Refused) as refusal, transaction.atomic():
        agree(plan=offered_plan, how=how, by=cast.amara)
    assert refusal.value.field == missing
    agree(plan=offered_plan, how=how, by=cast.amara, **proof)
    answered_plan = SupportPlan.objects.get(pk=offered_plan.pk)
    assert (answered_plan.state, answered_plan.answered_how, bool(getattr(answered_plan, missing))) == (
        "in force",
        how,
        True,
    )


@pytest.mark.parametrize("signature", ["", "M1 1", "M1 1 L2", "M1 1 L2 2<script>", "x" * 50, "M1 1" + " L2 2" * 9000])
def test_an_invalid_signature_is_refused(cast, offered_plan, signature):
    with pytest.raises(Refused, match="sign in the box"), transaction.atomic():
        agree(plan=offered_plan, how="signature", signature=signature, by=cast.amara)


def test_an_answer_cannot_be_dated_in_the_future(cast, offered_plan):
    with pytest.raises(Refused, match="can't be in the future"), transaction.atomic():
        agree(plan=offered_plan, how="telephone", statement="Yes", answered_on=cast.today + DAY, by=cast.amara)


def test_agreement_with_comments_says_so(cast, offered_plan):
    agree(plan=offered_plan, how="portal", words="But not on Mondays", by=cast.maya)
    assert SupportPlan.objects.get(pk=offered_plan.pk).answer == "Agreed with comments"


def test_a_declined_plan_keeps_how_it_was_answered(cast, offered_plan):
    decline(plan=offered_plan, reason="Too much", how="telephone", statement="No, not like that.", by=cast.amara)
    answered_plan = SupportPlan.objects.get(pk=offered_plan.pk)
    assert (answered_plan.state, answered_plan.answered_how, answered_plan.answer) == (
        "declined",
        "telephone",
        "Not agreed",
    )


def test_the_baseline_is_the_persons_own_text(cast, offered_plan):
    """Given two ways to skip rating; then a goal without a rating has no baseline."""
    wording = offered_plan.goal_wordings.get()
    agree(plan=offered_plan, how="portal", ratings={wording: 4}, by=cast.maya)
    rating = GoalRating.objects.get()
    assert (rating.value, rating.rated_by, rating.rated_on) == (4, "person", cast.today)


def test_agreeing_does_not_consent_to_sharing(cast, offered_plan):
    before = list(ConsentDecision.objects.values_list("pk", "answer"))
    agree(plan=offered_plan, how="portal", by=cast.maya)
    assert list(ConsentDecision.objects.values_list("pk", "answer")) == before


def test_a_reply_to_a_comment_notifies_the_person(cast, offered_plan):
    reply = comment(plan=offered_plan, section="good_days", words="We wrote it in", by=cast.amara)
    messages = Message.objects.filter(to=cast.maya, key__startswith=f"plan-reply:{reply.pk}")
    assert messages.exists()
    assert not any("good" in message.body.casefold() for message in messages)


def test_a_draft_notifies_nobody(cast):
    draft = start(package=cast.package, by=cast.amara)
    reply = comment(plan=draft, words="To look at again", by=cast.amara)
    assert not Message.objects.filter(key__startswith=f"plan-reply:{reply.pk}").exists()


def test_an_agreed_goal_needs_an_outcome_before_it_leaves_a_draft(cast):
    """Given an agreed goal; then it leaves a draft only after its outcome is recorded."""
    draft = start(package=cast.package, by=cast.amara)
    with pytest.raises(Refused, match="Close it in the current plan"), transaction.atomic():
        take_out_goal(wording=draft.goal_wordings.get(), by=cast.amara)
    abandon(wording=cast.wording, reason="Not mine", by=cast.amara)
    take_out_goal(wording=draft.goal_wordings.get(), by=cast.amara)
    assert not draft.goal_wordings.not_taken_out().exists()


def test_a_closed_goal_stays_closed_when_the_next_version_is_agreed(cast, offered_plan):
    """Given an offered version; when its goal is abandoned before they agree; then agreeing does not reopen it."""
    abandon(wording=cast.wording, reason="Not mine", by=cast.amara)
    agree(plan=offered_plan, how="portal", by=cast.maya)
    assert Goal.objects.get(pk=cast.wording.goal_id).state == "abandoned"


def test_a_goal_without_agreement_has_no_outcome(cast):
    """Given a goal in a draft only; then it can be changed or removed but not achieved."""
    draft = start(package=cast.package, by=cast.amara)
    columns = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Hers", "steps": ["One"]}
    wording = add_goal(plan=draft, words="I want a cat", by=cast.amara, **columns)
    with pytest.raises(NotPossible, match="agreed to this goal yet"), transaction.atomic():
        achieve(wording=wording, reason="She has one", by=cast.amara)
    assert take_out_goal(wording=wording, by=cast.amara).taken_out_on == cast.today


def test_the_outcome_of_a_goal_is_in_the_timeline(cast):
    achieve(wording=cast.wording, reason="Seen four weeks running", by=cast.amara)
    record_achievement(
        package=cast.package,
        kind="job",
        description="Six hours",
        achieved_on=cast.today,
        evidence="Seen",
        by=cast.amara,
    )
    titles = [entry["title"] for entry in timeline_of(cast.individual, cast.amara)]
    assert titles[:2] == ["Achieved: Six hours", f"Goal achieved: “{cast.wording.words}”"]


def test_an_achievement_cannot_be_dated_in_the_future(cast):
    columns = {"package": cast.package, "kind": "job", "description": "Six hours a week", "evidence": "Contract seen"}
    with pytest.raises(Refused, match="can't be in the future"), transaction.atomic():
        record_achievement(achieved_on=cast.today + DAY, by=cast.amara, **columns)
    assert record_achievement(achieved_on=cast.today, by=cast.amara, **columns).description == "Six hours a week"


def test_an_answer_to_an_older_version_is_refused(cast, offered_plan):
    """Given a plan open in the portal; when it is changed and offered again; then an answer to the old is refused."""
    read_at = transitions.count(offered_plan)
    withdraw_offer(plan=offered_plan, reason="One more thing", by=cast.amara)
    offer(plan=offered_plan, by=cast.amara)
    for answer in (agree, functools.partial(decline, reason="No")):
        with pytest.raises(Refused, match="changed since you opened it"), transaction.atomic():
            answer(plan=offered_plan, how="portal", read_at=read_at, by=cast.maya)
    agree(plan=offered_plan, how="portal", read_at=transitions.count(offered_plan), by=cast.maya)


def test_no_plan_is_agreed_after_support_has_ended(cast, offered_plan):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(Refused, match="Support has ended"), transaction.atomic():
        agree(plan=offered_plan, how="portal", by=cast.maya)


def test_a_reopened_goal_is_added_to_the_draft(cast):
    """Given an abandoned goal and a draft without it; when it is reopened; then the draft has it too."""
    abandon(wording=cast.wording, reason="Not now", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    assert not draft.goal_wordings.exists()
    reopen(wording=cast.wording, reason="She wants it after all", by=cast.amara)
    (back,) = draft.goal_wordings.not_taken_out()
    assert (back.goal_id, back.words) == (cast.wording.goal_id, cast.wording.words)


def test_a_goal_cannot_be_reopened_while_an_offered_version_leaves_it_out(cast):
    """Given an offered version without a goal; then the offer is withdrawn before the goal is reopened."""
    abandon(wording=cast.wording, reason="Not now", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    columns = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Hers", "steps": ["One"]}
    add_goal(plan=draft, words="I want a cat", by=cast.amara, **columns)
    offer(plan=draft, by=cast.amara)
    with pytest.raises(NotPossible, match="Withdraw it first"), transaction.atomic():
        reopen(wording=cast.wording, reason="She wants it after all", by=cast.amara)


def test_a_draft_gets_no_pdf_and_no_rating(cast):
    draft = start(package=cast.package, by=cast.amara)
    with pytest.raises(NotPossible, match="can't print a draft"), transaction.atomic():
        request_pdf(plan=draft, kind="plain", by=cast.amara)
    with pytest.raises(NotPossible, match="not agreed to this plan yet"), transaction.atomic():
        rate(wording=draft.goal_wordings.get(), value=5, rated_on=cast.today, rated_by="person", by=cast.amara)


def test_no_pdf_is_made_of_a_withdrawn_plan(cast, offered_plan):
    plan_pdf = request_pdf(plan=offered_plan, kind="plain", by=cast.maya)
    withdraw_offer(plan=offered_plan, reason="One more thing", by=cast.amara)
    assert not make_pdf(plan_pdf_id=plan_pdf.pk)


def test_a_plan_of_somebody_without_own_pages_is_gone_through_with_them(cast, client):
    """Given a person without an account; then no page says that they read it, or that their answer comes by itself."""
    Individual.objects.filter(pk=cast.individual.pk).update(user=None)
    plan = start(package=cast.package, by=cast.amara)
    client.force_login(cast.amara)
    page = client.post(reverse("plan_offer", args=[plan.pk]), follow=True).text
    assert "go through it with them, then record their answer" in page
    assert "has no pages of their own. Give the plan to them or read it to them" in " ".join(page.split())
    assert "To go through with the person" in page
    assert "awaiting reply" not in page


@pytest.mark.parametrize("name", ["plan_withdraw_offer", "plan_answer"])
def test_no_answer_is_asked_for_to_a_draft_or_an_answered_plan(cast, client, name):
    plan = start(package=cast.package, by=cast.amara)
    client.force_login(cast.amara)
    assert "This plan is a draft" in client.get(reverse(name, args=[plan.pk]), follow=True).text
    offer(plan=plan, by=cast.amara)
    assert "<form" in client.get(reverse(name, args=[plan.pk])).text.partition("<main")[2]
    agree(plan=SupportPlan.objects.get(pk=plan.pk), how="in person", statement="Yes", by=cast.amara)
    assert "The person has answered" in client.get(reverse(name, args=[plan.pk]), follow=True).text
