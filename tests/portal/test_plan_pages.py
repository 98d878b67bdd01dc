"""The person's plan: each page shows the version in the address, and what was written is found whatever the plan is."""

import datetime

import pytest
from django.urls import reverse

from core import clock
from core.models import Message
from plans.enums import RatedBy
from plans.models import AnswerDuty, Comment, SupportPlan
from plans.services import agree, comment, decline, offer, rate, reply, start, withdraw_offer, write, write_to_us

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
    assert "Worried about Maya? Ring us." in text
    assert "If Maya is in danger now, call 999." in text


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
