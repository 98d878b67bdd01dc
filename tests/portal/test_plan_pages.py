"""The person's plan: each page shows the version in the address, and what was written is found whatever the plan is."""

import datetime

import pytest
from django.urls import reverse

from casework.models import Hold
from casework.services import record_admission
from core import clock, transitions
from core.models import Message
from design import formatting
from plans.enums import RatedBy
from plans.models import AnswerDuty, Comment, Goal, GoalWording, SupportPlan
from plans.services import (
    achieve,
    add_goal,
    agree,
    change_goal,
    comment,
    decline,
    offer,
    rate,
    reply,
    set_rating_preference,
    start,
    withdraw_offer,
    write,
    write_to_us,
)

FIRST, SECOND, THIRD = "Tea in the morning.", "Walks by the canal.", "My sister Rosa."
WORDS = "I am too frightened to sleep"


def page_of(client, user, name, *args, query="") -> str:
    client.force_login(user)
    return " ".join(client.get(reverse(name, args=args) + query).content.decode().split())


def new_version(cast, text: str) -> SupportPlan:
    """Share a new version in which `text` matters to Maya."""
    plan = start(package=cast.package, by=cast.amara)
    write(plan=plan, revision=plan.revision, matters_to_me=text, by=cast.amara)
    return offer(plan=plan, by=cast.amara)


@pytest.fixture
def three_versions(cast):
    """Given a plan that was replaced, the one in force, and one to read."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(matters_to_me=FIRST)
    agree(plan=new_version(cast, SECOND), how="portal", by=cast.maya)
    new_version(cast, THIRD)


def take_back_the_only_plan(cast) -> None:
    """Make Maya's plan one that she has not answered, and take it back."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    cast.plan.refresh_from_db()
    withdraw_offer(plan=cast.plan, reason="A wrong date", by=cast.amara)


# The version in the address


@pytest.mark.parametrize(("version", "shown", "others"), [(2, SECOND, THIRD), (3, THIRD, SECOND)])
def test_easy_read_shows_the_version_in_the_address(cast, client, three_versions, version, shown, others):
    page = page_of(client, cast.maya, "my_plan_easy_read", query=f"?version={version}")
    assert shown in page
    assert others not in page
    assert f'href="{reverse("my_plan")}?version={version}"' in page


@pytest.mark.parametrize(
    ("version", "before", "after", "other"), [(2, FIRST, SECOND, THIRD), (3, SECOND, THIRD, FIRST)]
)
def test_what_has_changed_compares_the_version_in_the_address(
    cast, client, three_versions, version, before, after, other
):
    plan_page = page_of(client, cast.maya, "my_plan", query=f"?version={version}")
    assert f'href="{reverse("my_changes")}?version={version}"' in plan_page
    page = page_of(client, cast.maya, "my_changes", query=f"?version={version}")
    assert before in page
    assert after in page
    assert other not in page
    assert f'href="{reverse("my_plan")}?version={version}"' in page


# Messages without a plan


def test_messages_and_answers_stay_when_the_only_plan_is_taken_back(cast, client):
    """Given a message, its answer and a note on the draft; then Maya reads the first two, and is led to them."""
    row = comment(plan=cast.plan, words=WORDS, section="early_signs", by=cast.maya)
    reply(to=row, words="Ring me at any time", by=cast.amara)
    take_back_the_only_plan(cast)
    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=1)):
        comment(plan=cast.plan, words="Ask her about the bus", by=cast.amara)
        assert "There is no plan to read yet" in page_of(client, cast.maya, "my_plan")
        page = page_of(client, cast.maya, "my_messages")
        assert WORDS in page
        assert "Ring me at any time" in page
        assert "Early signs" in page
        assert "Ask her about the bus" not in page
        assert f'href="{reverse("my_messages")}"' in page_of(client, cast.maya, "me")


def test_messages_of_other_support_are_not_mixed_with_those_of_the_plan(cast, client):
    comment(plan=cast.plan, words=WORDS, by=cast.maya)
    assert page_of(client, cast.maya, "my_plan").count(WORDS) == 1
    write_to_us(package=cast.package, words="My bell is broken", by=cast.maya)
    assert "My bell is broken" not in page_of(client, cast.maya, "my_plan")


def test_a_plan_not_agreed_is_found_from_the_first_page(cast, client):
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    cast.plan.refresh_from_db()
    decline(plan=cast.plan, how="portal", reason="Not yet", by=cast.maya)
    assert f'href="{reverse("my_plan")}"' in page_of(client, cast.maya, "me")


@pytest.mark.parametrize("box", ["my_comment", "my_section_comment", "my_goal_comment"])
def test_a_message_arrives_although_the_plan_was_taken_back_while_it_was_written(cast, client, box):
    """Given an open form; when the plan is taken back and then the form is sent; then it is a message to answer."""
    arguments = {"my_section_comment": [cast.plan.pk, "early_signs"], "my_goal_comment": [cast.wording.pk]}
    take_back_the_only_plan(cast)
    address = reverse(box, args=arguments.get(box, [cast.plan.pk]))
    client.force_login(cast.maya)
    page = client.post(address, {"words": WORDS}, follow=True).content.decode()
    assert "Sent. " in page
    assert WORDS in page
    assert AnswerDuty.objects.outstanding().get().comment.words == WORDS
    assert Message.objects.filter(key__startswith="plan-comment:", to=cast.amara).exists()
    assert client.get(address).status_code == 404, "a draft is not shown"


def test_an_answer_to_a_plan_that_was_taken_back_is_refused_and_kept(cast, client):
    take_back_the_only_plan(cast)
    client.force_login(cast.maya)
    page = client.post(reverse("my_decline", args=[cast.plan.pk]), {"reason": WORDS, "read_at": 2}).content.decode()
    assert "This plan has changed since you opened it." in page
    assert WORDS in page
    assert not Comment.objects.exists()


def test_a_draft_that_was_never_shared_takes_no_message(cast, client):
    draft = start(package=cast.package, by=cast.amara)
    client.force_login(cast.maya)
    assert client.post(reverse("my_comment", args=[draft.pk]), {"words": WORDS}).status_code == 404
    goal = draft.goal_wordings.get()
    assert client.post(reverse("my_goal_comment", args=[goal.pk]), {"words": WORDS}).status_code == 404


@pytest.mark.parametrize("has_plan", [True, False])
def test_a_representative_reads_whom_to_ring_also_without_a_plan(cast, client, has_plan):
    if not has_plan:
        SupportPlan.objects.filter(pk=cast.plan.pk).update(state="draft")
    client.force_login(cast.rosa)
    text = " ".join(client.get(reverse("me")).text.split())
    assert ("There is no agreed plan yet." in text) is not has_plan
    name = cast.representative.known_as
    assert f"Worried about {name}? Ring us." in text
    assert f"If {name} is in danger now, call 999." in text


def test_a_representative_reads_the_parts_and_goals_but_no_scores_and_messages(cast, client):
    """Given a rating, and a message from Maya; then Rosa reads neither, as Maya's page about sharing says."""
    comment(plan=cast.plan, words=WORDS, wording=cast.wording, by=cast.maya)
    rate(wording=cast.wording, value=3, rated_on=cast.today, rated_by=RatedBy.PERSON, by=cast.maya)
    text = page_of(client, cast.rosa, "me")
    assert cast.plan.matters_to_me in text
    assert cast.wording.words in text
    assert WORDS not in text
    assert "rated by" not in text
    preview = page_of(client, cast.maya, "my_sharing_preview", cast.representative.pk, "see-plan")
    assert "They do not see your scores or your messages." in preview


def test_who_did_not_agree_reads_what_comes_next(cast, client):
    """Given a plan that Maya did not agree with; then her pages say what comes next, and how to change her mind."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="declined")
    client.force_login(cast.maya)
    assert "Your worker talks with you about it." in client.get(reverse("me")).text
    plan = " ".join(client.get(reverse("my_plan")).text.split())
    assert "Did you change your mind?" in plan
    assert reverse("my_agree", args=[cast.plan.pk]) in client.get(reverse("my_plan_easy_read")).text


def test_who_did_not_agree_can_change_their_mind(cast, client):
    """Given a plan that Maya declined; when she agrees after all; then it is in force, and both answers are on file."""
    plan = cast.plan
    SupportPlan.objects.filter(pk=plan.pk).update(state="offered", answered_on=None, answered_how="")
    plan.refresh_from_db()
    decline(plan=plan, how="portal", reason="Too much", by=cast.maya)
    start(package=cast.package, by=cast.amara)  # a draft, of which she knows nothing
    client.force_login(cast.maya)
    first_page = client.get(reverse("me")).text
    assert f"{reverse('my_plan')}?version={plan.version}" in first_page
    address = reverse("my_agree", args=[plan.pk])
    assert address in client.get(f"{reverse('my_plan')}?version={plan.version}").text
    read_at = transitions.count(plan)
    assert client.post(address, {"read_at": read_at, "words": ""}).url == reverse("me")
    plan.refresh_from_db()
    assert (plan.state, plan.answered_how) == ("in force", "portal")
    answers = transitions.history(plan).filter(verb__in=["decline", "agree"])
    assert list(answers.values_list("verb", "reason"))[-2:] == [("decline", "Too much"), ("agree", "")]


def test_a_plan_that_was_declined_is_closed_by_a_newer_one(cast, client):
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="declined")
    offer(plan=start(package=cast.package, by=cast.amara), by=cast.amara)
    client.force_login(cast.maya)
    address = reverse("my_agree", args=[cast.plan.pk])
    assert address not in client.get(f"{reverse('my_plan')}?version={cast.plan.version}").text
    assert "There is a newer plan now." in client.get(address, follow=True).text
    assert "There is a newer plan now." in client.post(address, {"words": ""}).text
    cast.plan.refresh_from_db()
    assert cast.plan.is_declined


def test_staff_record_that_somebody_changed_their_mind(cast, client):
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="declined")
    client.force_login(cast.amara)
    address = reverse("plan_answer", args=[cast.plan.pk])
    assert address in client.get(reverse("person_plan", args=[cast.individual.pk])).text
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("name", "says"), [("my_agree", "Then this is your plan."), ("my_decline", "not yet")])
def test_easy_read_continues_after_the_answer(cast, client, name, says):
    """Given the plan in easy read; then the page after "Yes" or "No, not yet" is easy to read, too."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    client.force_login(cast.maya)
    easy = client.get(reverse("my_plan_easy_read")).text
    address = f"{reverse(name, args=[cast.plan.pk])}?easy=yes"
    assert f'href="{address}"' in easy
    page = client.get(address).text
    assert "cw-easy" in page
    assert says in page
    assert "cw-easy" not in client.get(reverse(name, args=[cast.plan.pk])).text


def test_the_person_removes_their_own_score(cast, client):
    """Given a score of the worker, then Maya's; then she removes hers, and the worker's counts again."""
    wording = cast.plan.goal_wordings.first()
    theirs = rate(wording=wording, value=3, rated_on=cast.today, rated_by=RatedBy.WORKER, by=cast.amara)
    own = rate(wording=wording, value=9, rated_on=cast.today, rated_by=RatedBy.PERSON, by=cast.maya)
    set_rating_preference(individual=cast.individual, wants_ratings=True, by=cast.maya)
    remove_own, remove_theirs = (reverse("my_rating_remove", args=[row.pk]) for row in (own, theirs))
    page = page_of(client, cast.maya, "my_plan")
    assert remove_own in page
    assert client.post(remove_theirs).status_code == 404
    client.force_login(cast.tomasz)
    assert client.post(remove_own).status_code == 404
    client.force_login(cast.maya)
    assert client.post(remove_own).status_code == 302
    own.refresh_from_db()
    assert (own.struck_by, own.struck_reason) == (cast.maya, "Removed by the person")
    page = page_of(client, cast.maya, "my_plan")
    assert "3 out of 10" in page
    assert "9 out of 10" not in page
    assert "Remove my score" not in page


def test_each_goal_of_a_plan_to_agree_has_its_old_text_beside_the_new_one(cast, client):
    """Given a plan in force; when the next one rewords its goal and adds one; then each goal says what changed."""
    draft = start(package=cast.package, by=cast.amara)
    wording = draft.goal_wordings.get()
    old_steps = [step.text for step in wording.steps.all()]
    goal = {"life_domain": wording.life_domain, "outcomes": list(wording.outcomes.all())}
    change_goal(
        wording=wording, revision=1, words="I want to cook for two", why="", steps=["Shop"], **goal, by=cast.amara
    )
    add_goal(plan=draft, words="I want a cat", steps=["Ask the landlord"], **goal, by=cast.amara)
    offer(plan=draft, by=cast.amara)
    page = page_of(client, cast.maya, "my_plan")
    goals = page.partition('id="goals"')[2]
    reworded, new = goals.index("I want to cook for two”</h3>"), goals.index("I want a cat”</h3>")
    beside = goals[reworded:new]
    for text in ("Your goal changed", "Before", cast.wording.words, "Now", "The steps changed", *old_steps):
        assert text in beside
    assert "The day to get there by changed" not in beside, "what is the same is not named"
    assert "This goal is new" in goals[new:]
    assert "Goals of your plan before" not in goals, "none is gone"

    agree(plan=draft, how="portal", by=cast.maya)
    page = page_of(client, cast.maya, "my_plan")
    assert "Your goal changed" not in page, "there is nothing left to compare"


def test_a_goal_that_a_plan_to_agree_leaves_out_is_named_after_the_others(cast, client):
    achieve(wording=cast.wording, reason="She cooked for us", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    goal = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Her own"}
    add_goal(plan=draft, words="I want a cat", steps=["Ask the landlord"], **goal, by=cast.amara)
    offer(plan=draft, by=cast.amara)
    goals = page_of(client, cast.maya, "my_plan").partition('id="goals"')[2]
    assert goals.index("I want a cat”</h3>") < goals.index(f"You did it: “{cast.wording.words}”")


@pytest.mark.parametrize("is_easy", [False, True])
def test_the_first_page_says_that_support_is_on_hold(cast, client, is_easy):
    cast.maya.easy_read = is_easy
    cast.maya.save(update_fields=["easy_read"])
    assert "on hold" not in page_of(client, cast.maya, "me")
    record_admission(
        individual=cast.individual,
        hospital="Moorside General",
        kind="mental health",
        admitted_on=cast.today,
        told_by="Ward",
        by=cast.amara,
    )
    hold = Hold.objects.get(package=cast.package)
    assert f"We keep your place until {formatting.long_day(hold.last_held_on)}" in page_of(client, cast.maya, "me")
    assert "on hold" not in page_of(client, cast.tomasz, "me")


@pytest.mark.parametrize(("reason", "says"), [("", "Saved: you do not agree yet."), ("Too many goals", "Sent. ")])
def test_who_does_not_agree_reads_what_happens_with_what_they_wrote(cast, client, reason, says):
    """Given a plan that is declined without a word; then the page does not say that something was sent."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    client.force_login(cast.maya)
    page = client.post(reverse("my_decline", args=[cast.plan.pk]), {"reason": reason}, follow=True).text
    assert says in page


@pytest.mark.parametrize(("days", "says"), [(-1, "The date was "), (0, "By:"), (9, "By:")])
def test_a_goal_whose_date_is_past_says_what_comes_next(cast, client, days, says):
    wording = cast.plan.goal_wordings.get()
    GoalWording.objects.filter(pk=wording.pk).update(target_on=cast.today + datetime.timedelta(days=days))
    page = " ".join(page_of(client, cast.maya, "my_plan").split())
    assert says in page
    assert ("You can choose a new one with your worker." in page) is (days < 0)
    easy = page_of(client, cast.maya, "my_plan_easy_read")
    assert ("You can choose a new one with your worker." in easy) is (days < 0)
    assert ("You want this by" in easy) is (days >= 0)
    Goal.objects.filter(pk=wording.goal_id).update(state="achieved", state_on=cast.today)
    assert "You can choose a new one" not in page_of(client, cast.maya, "my_plan")
