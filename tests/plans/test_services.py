"""A plan is written, offered, answered; goals are rated and closed."""

import datetime

import pytest
from django.db import transaction

from casework.services import end_package
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from plans.models import Comment, Goal, GoalRating, GoalWording, SupportPlan
from plans.services import (
    abandon,
    achieve,
    add_goal,
    agree,
    change_goal,
    comment,
    decline,
    offer,
    rate,
    start,
    withdraw_offer,
    write,
)
from plans.support_plan.plan_view import load_plan_view

DAY = datetime.timedelta(days=1)


@pytest.fixture
def draft(cast) -> SupportPlan:
    """Given a draft of the second version of Maya's plan."""
    return start(package=cast.package, by=cast.amara)


def was_notified(user, key) -> bool:
    return Message.objects.filter(to=user, channel="in app", key__startswith=key).exists()


def test_a_new_version_starts_as_a_copy(cast):
    rate(wording=cast.wording, value=3, rated_on=cast.today - DAY, rated_by="person", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    assert (draft.version, draft.state, draft.matters_to_me) == (2, "draft", cast.plan.matters_to_me)
    (copied_wording,) = draft.goal_wordings.all()
    assert copied_wording.pk != cast.wording.pk
    assert (copied_wording.words, copied_wording.life_domain) == (cast.wording.words, cast.wording.life_domain)
    assert [step.text for step in copied_wording.steps.all()] == ["Choose a recipe", "Shop for it"]
    assert copied_wording.goal == cast.wording.goal, "it is the same goal"
    assert [rating.value for rating in load_plan_view(draft).goals[0].ratings] == [3], (
        "its ratings continue and are not copied"
    )
    assert GoalRating.objects.count() == 1
    assert set(copied_wording.outcomes.all()) == set(cast.wording.outcomes.all())
    assert GoalWording.objects.get(pk=cast.wording.pk).plan == cast.plan, "the plan in force keeps its goal"


def test_a_step_that_was_dropped_is_not_brought_back(cast, draft):
    """Given a dropped step; when the plan is agreed and a third version begins; then the step stays dropped."""
    wording = draft.goal_wordings.get()
    change_goal(
        wording=wording,
        revision=wording.revision,
        outcomes=wording.outcomes.all(),
        steps=["Choose a recipe"],
        by=cast.amara,
    )
    offer(plan=draft, by=cast.amara)
    agree(plan=draft, how="portal", by=cast.maya)
    third = start(package=cast.package, by=cast.amara)
    assert [step.text for step in third.goal_wordings.get().steps.not_dropped()] == ["Choose a recipe"]


def test_closed_goals_are_not_copied(cast):
    abandon(wording=cast.wording, reason="No kitchen", by=cast.amara)
    assert not start(package=cast.package, by=cast.amara).goal_wordings.exists()


def test_beginning_twice_gives_the_same_draft(cast, draft):
    assert start(package=cast.package, by=cast.ben) == draft
    offer(plan=draft, by=cast.amara)
    assert start(package=cast.package, by=cast.ben) == draft


def test_no_plan_begins_after_support_has_ended(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(Refused, match="Support has ended"):
        start(package=cast.package, by=cast.amara)


def test_an_agreed_plan_cannot_be_changed(cast):
    with pytest.raises(NotPossible, match="Start a new version"), transaction.atomic():
        write(plan=cast.plan, revision=cast.plan.revision, matters_to_me="Less", by=cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        add_goal(
            plan=cast.plan,
            words="More",
            life_domain=cast.life_domains[0],
            outcomes=[],
            no_outcome_reason="Her own",
            steps=[],
            by=cast.amara,
        )
    with pytest.raises(NotPossible), transaction.atomic():
        change_goal(wording=cast.wording, revision=1, outcomes=[], no_outcome_reason="x", steps=[], by=cast.amara)


def test_two_people_who_edit_at_once_lose_nothing(cast, draft):
    write(plan=SupportPlan.objects.get(pk=draft.pk), revision=1, matters_to_me="My garden", by=cast.amara)
    with pytest.raises(Conflict) as conflict:
        write(plan=draft, revision=1, matters_to_me="My bike", by=cast.ben)
    assert conflict.value.record.matters_to_me == "My garden"


def test_a_goal_has_an_outcome_or_a_reason_without_one(cast, draft):
    goal = {"plan": draft, "words": "I want a cat", "life_domain": cast.life_domains[1], "steps": [], "by": cast.amara}
    with pytest.raises(Refused) as refusal, transaction.atomic():
        add_goal(outcomes=[], **goal)
    assert refusal.value.field == "outcomes"
    assert add_goal(outcomes=[], no_outcome_reason="It is her own wish", **goal).position == 1


def test_a_removed_step_is_kept_as_dropped(cast, draft):
    wording = draft.goal_wordings.get()
    change_goal(
        wording=wording,
        revision=1,
        outcomes=wording.outcomes.all(),
        steps=["Shop for it", "Ask my sister"],
        by=cast.amara,
    )
    assert [step.text for step in wording.steps.not_dropped()] == ["Shop for it", "Ask my sister"]
    assert wording.steps.get(text="Choose a recipe").dropped_on == cast.today


def test_an_empty_plan_is_not_offered(cast, draft):
    write(plan=draft, revision=1, matters_to_me=" ", by=cast.amara)
    with pytest.raises(Refused, match="what matters"):
        offer(plan=draft, by=cast.amara)


def test_a_plan_without_a_goal_is_not_offered(cast):
    abandon(wording=cast.wording, reason="No kitchen", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    with pytest.raises(Refused, match="at least one goal"):
        offer(plan=draft, by=cast.amara)


def test_the_person_gets_a_neutral_message(cast, draft):
    offer(plan=draft, by=cast.amara)
    message = Message.objects.get(to=cast.maya, channel="in app", key__startswith=f"plan-offered:{draft.pk}")
    words = (message.subject + message.body).casefold()
    assert not any(word in words for word in ("plan", "support", "health", "maya", "casework"))


def test_offering_a_withdrawn_plan_again_notifies_the_person_again(cast, draft):
    """Given a plan withdrawn and changed; when it is offered again; then the person is notified again."""
    offer(plan=draft, by=cast.amara)
    withdraw_offer(plan=draft, reason="She asked for it", by=cast.amara)
    offer(plan=draft, by=cast.amara)
    offered = Message.objects.filter(to=cast.maya, channel="in app", key__startswith=f"plan-offered:{draft.pk}")
    assert offered.count() == 2


def test_agreeing_puts_a_plan_in_force_and_supersedes_the_one_before(cast, draft):
    offer(plan=draft, by=cast.amara)
    agree(plan=draft, how="portal", by=cast.maya)
    states = dict(SupportPlan.objects.values_list("version", "state"))
    assert states == {1: "superseded", 2: "in force"}
    assert was_notified(cast.amara, "plan-agreed")
    agreed = SupportPlan.objects.get(pk=draft.pk)
    assert (agreed.answered_on, agreed.answered_how) == (cast.today, "portal")


def test_only_the_person_agrees_in_the_portal(cast, draft):
    offer(plan=draft, by=cast.amara)
    for how, by in (("portal", cast.amara), ("in person", cast.maya), ("portal", cast.rosa)):
        with pytest.raises(Refused, match="how the person gave"), transaction.atomic():
            agree(plan=draft, how=how, by=by)
    agree(plan=draft, how="in person", statement="Yes", by=cast.amara)
    assert SupportPlan.objects.in_force().get(package=cast.package) == draft


def test_a_plan_that_is_not_agreed_leaves_the_one_before_in_force(cast, draft):
    offer(plan=draft, by=cast.amara)
    decline(plan=draft, reason="Too much at once", how="portal", by=cast.maya)
    assert SupportPlan.objects.in_force().get(package=cast.package) == cast.plan
    assert start(package=cast.package, by=cast.amara).version == 3


def test_the_person_sees_no_draft(cast, draft):
    assert list(SupportPlan.objects.filter(package=cast.package).not_draft()) == [cast.plan]
    assert not SupportPlan.objects.consented_to(cast.rosa).filter(pk=draft.pk).exists()


def test_a_comment_by_the_person_notifies_the_lead(cast):
    comment(plan=cast.plan, words=" I like it ", wording=cast.wording, by=cast.maya)
    assert was_notified(cast.amara, "plan-comment")
    assert Comment.objects.get().words == "I like it"


def test_a_comment_belongs_to_the_plan_of_its_goal(cast, draft):
    with pytest.raises(Refused, match="another plan"):
        comment(plan=draft, words="Here", wording=cast.wording, by=cast.maya)


@pytest.mark.parametrize("words", ["", "   "])
def test_a_comment_cannot_be_empty(cast, words):
    with pytest.raises(Refused, match="Enter your comment"), transaction.atomic():
        comment(plan=cast.plan, words=words, by=cast.maya)


@pytest.mark.parametrize(("value", "is_valid"), [(0, True), (10, True), (11, False)])
def test_ratings_run_from_0_to_10(cast, value, is_valid):
    if is_valid:
        assert (
            rate(wording=cast.wording, value=value, rated_on=cast.today, rated_by="person", by=cast.amara).value
            == value
        )
        return
    with pytest.raises(Refused, match="between 0 and 10"), transaction.atomic():
        rate(wording=cast.wording, value=value, rated_on=cast.today, rated_by="person", by=cast.amara)


def test_a_closed_goal_has_a_closing_date(cast):
    achieve(wording=cast.wording, reason="Seen", on=cast.today - DAY, by=cast.amara)
    assert Goal.objects.get(pk=cast.wording.goal_id).state_on == cast.today - DAY
    assert not GoalWording.objects.active().exists()
