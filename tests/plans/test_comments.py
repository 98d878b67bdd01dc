"""What the person writes is shown in every version, on everybody's page, and is a duty until somebody answers."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.duties import duty_items
from casework.models import Allocation, ContactPoint, Individual, RecordAccess
from casework.services import declare_relation, end_package, open_package
from contracts.models import Post
from core import clock
from core.duties import expire_ended
from core.errors import Refused
from core.models import Message
from core.vetoes import may_send
from design.templatetags.formats import tel
from plans.models import AnswerDuty, Comment, SupportPlan
from plans.services import (
    abandon,
    agree,
    answer_otherwise,
    comment,
    decline,
    escalate_unread_comments,
    offer,
    reply,
    start,
    take_out_goal,
    withdraw_offer,
    write_to_us,
)
from tests.risk.safety_plan_builders import make_safety_plan
from tests.timelines import timeline_of
from tests.visits.escalation_builders import make_shift

HOUR = datetime.timedelta(hours=1)
WORDS = "I want to hurt myself tonight"


def page_of(client, user, name, *args, query="") -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args) + query).content.decode()


def _draft(cast):
    return start(package=cast.package, by=cast.amara)


def _offered(cast):
    plan = _draft(cast)
    offer(plan=plan, by=cast.amara)
    return plan


def _declined(cast):
    plan = _offered(cast)
    decline(plan=plan, reason="Not yet", how="portal", by=cast.maya)
    return plan


@pytest.fixture(params=[_draft, _offered, _declined], ids=["draft", "offered", "declined"])
def newer_plan(cast, request):
    """Given a newer version of Maya's plan that is not in force."""
    return request.param(cast)


@pytest.mark.parametrize("about", ["goal", "section", "plan"])
def test_a_comment_on_the_plan_in_force_is_shown_while_another_is_on_its_way(cast, client, newer_plan, about):
    """Given a newer version; when Maya comments on the one in force; then staff read it everywhere."""
    wording = cast.wording if about == "goal" else None
    comment(
        plan=cast.plan, words=WORDS, wording=wording, section="early_signs" if about == "section" else "", by=cast.maya
    )
    individual = cast.individual.pk
    for user in (cast.amara, cast.ben, cast.omar):
        assert WORDS in page_of(client, user, "person_plan", individual)
    for page in ("person_plan", "person"):
        assert WORDS not in page_of(client, cast.priya, page, individual)
    for version in (1, 2):
        assert WORDS in page_of(client, cast.amara, "person_plan", individual, query=f"?version={version}")
        assert WORDS in page_of(client, cast.maya, "my_plan", query=f"?version={version}")
    assert any(WORDS in entry["body"] for entry in timeline_of(cast.individual, cast.amara))
    message = Message.objects.get(
        key__startswith="plan-comment",
        to=cast.amara,
        channel="in app",
        subject__contains=cast.package.reference,
        path=reverse("comment_answer", args=[AnswerDuty.objects.get(comment__words=WORDS).pk]),
    )
    client.force_login(cast.amara)
    assert WORDS in client.get(message.path).content.decode()


def test_a_comment_on_a_goal_that_was_taken_out_stays(cast, client):
    comment(plan=cast.plan, words=WORDS, wording=cast.wording, by=cast.maya)
    abandon(wording=cast.wording, reason="Another wish now", by=cast.amara)
    draft = _draft(cast)
    for wording in draft.goal_wordings.all():
        take_out_goal(wording=wording, by=cast.amara)
    page = page_of(client, cast.amara, "person_plan", cast.individual.pk, query="?version=2")
    assert WORDS in page
    assert cast.wording.words in page


def test_the_person_reaches_both_plans(cast, client, newer_plan):
    page = page_of(client, cast.maya, "my_plan")
    assert ('href="?version=' in page) == (newer_plan.state != "draft")


def test_no_draft_hides_the_plan_in_force_from_staff(cast, client):
    draft = _draft(cast)
    for user in (cast.amara, cast.omar):
        assert "“I want to cook for my sister”" in page_of(client, user, "person_plan", cast.individual.pk)
        assert "Version 1" in page_of(client, user, "person_plan", cast.individual.pk)
    assert f"?version={draft.version}" in page_of(client, cast.amara, "person_plan", cast.individual.pk)


def test_a_note_of_staff_on_a_draft_is_not_shown_to_person_and_keyworker(cast, client):
    comment(plan=_draft(cast), words="Think about the bus", by=cast.amara)
    assert "Think about the bus" in page_of(client, cast.amara, "person_plan", cast.individual.pk)
    for user, page, args in ((cast.maya, "my_plan", []), (cast.priya, "person_plan", [cast.individual.pk])):
        assert "Think about the bus" not in page_of(client, user, page, *args)


def test_what_is_written_with_an_answer_must_be_answered_too(cast):
    plan = _offered(cast)
    decline(plan=plan, reason="I am too frightened to go out", how="portal", by=cast.maya)
    assert Comment.objects.get().words == "I am too frightened to go out"
    again = _draft(cast)
    offer(plan=again, by=cast.amara)
    agree(plan=again, how="portal", words="Only with you", by=cast.maya)
    assert AnswerDuty.objects.outstanding().count() == 2


# The duty


def duty_of(cast, **options) -> AnswerDuty:
    return AnswerDuty.objects.get(comment=comment(plan=cast.plan, words=WORDS, by=cast.maya, **options))


def test_it_leaves_the_lists_only_when_somebody_answers(cast, client):
    duty = duty_of(cast, wording=cast.wording)
    for user in (cast.amara, cast.tess, cast.ben, cast.omar):
        labels = [item.label for item in duty_items(user, cast.today) if item.kind == "comment"]
        assert [label.partition(",")[0] for label in labels] == ["Message to answer about the plan"]
    assert AnswerDuty.objects.unread().exists()
    page_of(client, cast.amara, "comment_answer", duty.pk)
    assert not AnswerDuty.objects.unread().exists()
    assert AnswerDuty.objects.outstanding().exists(), "it was opened, not answered"
    reply(to=duty.comment, words="I am ringing you now", by=cast.amara)
    duty.refresh_from_db()
    assert (duty.met_on, duty.answered_by) == (clock.today(), cast.amara)
    assert Message.objects.filter(key__startswith="plan-reply", to=cast.maya).exists()


def test_a_comment_about_something_else_is_no_answer(cast):
    duty = duty_of(cast, wording=cast.wording)
    comment(plan=cast.plan, words="The plan is fine", by=cast.amara)
    duty.refresh_from_db()
    assert duty.met_on is None


def test_an_answer_does_not_answer_what_was_written_after(cast):
    """Given two messages about the plan; when the first is answered; then the second still waits."""
    first = duty_of(cast)
    second = duty_of(cast)
    reply(to=first.comment, words="See you on Monday", by=cast.amara)
    assert list(AnswerDuty.objects.outstanding()) == [second]


def test_a_comment_of_staff_answers_only_what_somebody_has_opened(cast, client):
    unread = duty_of(cast)
    comment(plan=cast.plan, words="The plan is fine", by=cast.amara)
    assert list(AnswerDuty.objects.unread()) == [unread]
    page_of(client, cast.amara, "comment_answer", unread.pk)
    comment(plan=cast.plan, words="The plan is fine", by=cast.amara)
    assert not AnswerDuty.objects.outstanding().exists()


def test_a_comment_of_staff_does_not_answer_what_only_others_have_opened(cast, client):
    """Given a plan that Amara opened before Maya wrote; when Ben reads the message; then her comment is no answer."""
    page_of(client, cast.amara, "person_plan", cast.individual.pk)
    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=5)):
        duty = duty_of(cast)
        page_of(client, cast.ben, "person_plan", cast.individual.pk)
        page_of(client, cast.amara, "plan_comment", cast.plan.pk)
        client.post(reverse("plan_comment", args=[cast.plan.pk]), {"words": "The plan looks good"})
    assert list(AnswerDuty.objects.outstanding()) == [duty]


def test_a_comment_of_staff_does_not_answer_what_came_while_it_was_written(cast, client):
    """Given an open form of Amara's; when Maya writes and Ben reads it; then Amara's comment does not answer it."""
    page = page_of(client, cast.amara, "plan_comment", cast.plan.pk)
    read_at = re.search(r'name="read_at" value="([^"]+)"', page)[1]
    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=5)):
        duty = duty_of(cast)
        page_of(client, cast.ben, "comment_answer", duty.pk)
        client.force_login(cast.amara)
        form = {"words": "The plan is fine", "read_at": read_at}
        client.post(reverse("plan_comment", args=[cast.plan.pk]), form)
        assert Comment.objects.filter(words="The plan is fine").exists()
        assert list(AnswerDuty.objects.outstanding()) == [duty]


def test_a_comment_says_when_the_person_can_read_it(cast, client):
    draft = _draft(cast)
    on_draft = page_of(client, cast.amara, "plan_comment", draft.pk)
    assert "The person can read this as soon as you share the plan with them." in on_draft
    on_shared = page_of(client, cast.amara, "plan_comment", cast.plan.pk)
    assert "The person can read this." in on_shared
    comment(plan=draft, words="Think about the bus", by=cast.amara)
    offer(plan=draft, by=cast.amara)
    assert "Think about the bus" in page_of(client, cast.maya, "my_plan")


def test_whoever_answers_reads_what_helps_in_a_crisis_and_whom_to_ring(cast, client):
    duty = duty_of(cast)
    make_shift(cast.tameside, cast.omar)
    assert "There is no safety plan to read." in page_of(client, cast.omar, "comment_answer", duty.pk)
    make_safety_plan(cast.individual, cast.amara, other_help="Sit with me and ring Rosa.")
    page = page_of(client, cast.omar, "comment_answer", duty.pk)
    assert "Sit with me and ring Rosa." in page
    assert "On call, Omar Farouk" in page
    assert "Duty team, Tameside Council" in page
    assert 'href="tel:+441632960111"' in page
    assert 'href="tel:999"' in page
    assert f'href="{reverse("person_risk", args=[cast.individual.pk])}"' in page


def test_a_number_that_is_not_safe_is_no_link_and_the_warning_is_shown_once(cast, client):
    duty = duty_of(cast)
    Individual.objects.filter(pk=cast.individual.pk).update(visit_warning="Dog in the yard")
    for number, is_safe in (("01632 960124", False), ("01632 960125", True)):
        ContactPoint.objects.create(individual=cast.individual, kind="telephone", value=number, is_safe=is_safe)
    page = page_of(client, cast.omar, "comment_answer", duty.pk)
    assert "tel:+441632960124" not in page
    assert page.index("Not safe to use") < page.index("01632 960124")
    assert 'href="tel:+441632960125"' in page
    assert page.count("Dog in the yard") == 1


def test_a_note_on_a_draft_is_no_answer(cast, client):
    duty = duty_of(cast)
    page_of(client, cast.amara, "comment_answer", duty.pk)
    comment(plan=_draft(cast), words="Look at this again", by=cast.amara)
    assert list(AnswerDuty.objects.outstanding()) == [duty]


def test_an_answer_that_the_person_could_not_read_is_refused(cast):
    """Given a plan that was shared, commented on and taken back; then only another way of answering is left."""
    duty = duty_of(cast)
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    cast.plan.refresh_from_db()
    withdraw_offer(plan=cast.plan, reason="A wrong date", by=cast.amara)
    with pytest.raises(Refused, match="their plan is a draft now"):
        reply(to=duty.comment, words="See you on Monday", by=cast.amara)


def test_an_answer_by_telephone_is_recorded_and_shown_to_the_person(cast, client):
    duty = duty_of(cast)
    with pytest.raises(Refused, match="how the message was answered"):
        answer_otherwise(duty=duty, how=" ", by=cast.omar)
    client.force_login(cast.omar)
    client.post(
        reverse("comment_answer", args=[duty.pk]), {"way": "otherwise", "words": "Rang at six; Maya is with her sister"}
    )
    duty.refresh_from_db()
    assert duty.answered_by == cast.omar
    assert "Rang at six" in page_of(client, cast.maya, "my_plan")
    with pytest.raises(Refused, match="already answered"):
        answer_otherwise(duty=duty, how="Again", by=cast.amara)


def test_an_answer_typed_while_somebody_else_answered_is_not_lost(cast, client):
    """Given a form open with two people; when the second answers too; then the answer is saved, or shown again."""
    duty = duty_of(cast)
    reply(to=duty.comment, words="I am on my way", by=cast.omar)
    address = reverse("comment_answer", args=[duty.pk])
    client.force_login(cast.amara)
    shown = client.post(address, {"way": "otherwise", "words": "Rang at six"}).content.decode()
    assert "Someone has already answered this message." in shown
    assert "Rang at six" in shown
    assert client.post(address, {"way": "here", "words": "I can come too"}).status_code == 302
    assert "I can come too" in page_of(client, cast.maya, "my_plan")


def test_the_end_of_support_does_not_close_it(cast):
    duty = duty_of(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="moved", by=cast.ben)
    expire_ended(on=cast.today + datetime.timedelta(days=9))
    duty.refresh_from_db()
    assert duty.expired_on is None
    assert can(cast.ben, P.ANSWER_COMMENT, duty)


# Unread


def log_opening(cast, user) -> None:
    """Record that the user opened Maya's plan now, whatever they may open."""
    RecordAccess.objects.create(
        individual=cast.individual,
        path=reverse("person_plan", args=[cast.individual.pk]),
        about_ids=[cast.individual.pk],
        recorded_by=user,
    )


def test_unread_after_four_service_hours_it_goes_to_the_on_call_senior_once(cast):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        duty = duty_of(cast)
    with clock.frozen_at(ten + 4 * HOUR - datetime.timedelta(minutes=1)):
        assert escalate_unread_comments(on=cast.today) == 0
    with clock.frozen_at(ten + 4 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 1
        assert escalate_unread_comments(on=cast.today) == 0
    alerts = Message.objects.filter(key__startswith=f"comment-unread:{duty.pk}")
    assert {(message.to, message.channel) for message in alerts} == {(cast.omar, "text"), (cast.omar, "in app")}
    assert WORDS not in alerts[0].body + alerts[0].subject


def test_where_walls_hide_the_person_from_everybody_they_are_asked_to_find_somebody(cast):
    """Given a wall between Maya and everybody who could be alerted; then they know what to do, and not of whom."""
    ten = clock.instant_on(cast.today, datetime.time(10))
    for user in (cast.omar, cast.ben, cast.dana):
        declare_relation(user=user, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.tess)
    with clock.frozen_at(ten):
        duty_of(cast)
    with clock.frozen_at(ten + 4 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 1
        alerts = Message.objects.filter(key__startswith="comment-unread:")
        assert {(message.to, message.channel) for message in alerts} == {(cast.omar, "text"), (cast.omar, "in app")}
        for message in alerts:
            assert may_send.objections(message) == []
            assert (message.individual_id, message.about_ids, message.path) == (None, [], "")
            assert "Ring another senior or manager now." in message.body
            assert cast.council.duty_team_telephone in message.body
            for hidden in (cast.package.reference, "Maya", "Lindqvist", WORDS):
                assert hidden not in message.subject + message.body


def test_a_senior_behind_a_wall_is_left_out_while_a_manager_may_know(cast):
    ten = clock.instant_on(cast.today, datetime.time(10))
    declare_relation(user=cast.omar, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.tess)
    with clock.frozen_at(ten):
        duty_of(cast)
    with clock.frozen_at(ten + 4 * HOUR):
        escalate_unread_comments(on=cast.today)
    alerts = Message.objects.filter(key__startswith="comment-unread:", channel="text")
    assert {message.to for message in alerts} == {cast.ben, cast.dana}
    assert all(cast.package.reference in message.subject for message in alerts)


def test_what_was_read_is_not_escalated(cast, client):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        duty_of(cast)
        page_of(client, cast.amara, "person_plan", cast.individual.pk)
    with clock.frozen_at(ten + 5 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 0


def test_a_message_on_a_plan_that_was_taken_back_is_shown_to_who_opens_the_page(cast, client):
    """Given the only plan, shared, taken back, and a message that arrives then; the senior's page shows the message."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    cast.plan.refresh_from_db()
    withdraw_offer(plan=cast.plan, reason="A wrong date", by=cast.amara)
    duty = duty_of(cast)
    page = page_of(client, cast.omar, "person_plan", cast.individual.pk)
    assert WORDS in page
    assert reverse("comment_answer", args=[duty.pk]) in page
    assert WORDS not in page_of(client, cast.priya, "person_plan", cast.individual.pk)


def test_a_message_about_earlier_support_is_shown_with_the_plan(cast, client):
    """Given support that has ended with a message unanswered, and new support; then the page still shows it."""
    duty_of(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    open_package(
        individual=cast.individual, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben
    )
    assert WORDS in page_of(client, cast.ben, "person_plan", cast.individual.pk)


@pytest.mark.parametrize("name", ["priya", "sunita"])
def test_the_reading_of_somebody_who_does_not_answer_does_not_count(cast, client, name):
    duty_of(cast)
    page_of(client, getattr(cast, name), "person_plan", cast.individual.pk)
    page_of(client, cast.maya, "my_plan")
    assert AnswerDuty.objects.unread().exists()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("amara", True),
        ("tess", True),
        ("omar", True),
        ("ben", True),
        ("lewis", False),
        ("gwen", False),
        ("nadia", False),
    ],
)
def test_an_opening_counts_by_who_answers_for_this_person(cast, name, counts):
    """Given a support worker, a team leader, a senior and a manager of Maya's, and three of other people's."""
    duty_of(cast)
    log_opening(cast, getattr(cast, name))
    assert AnswerDuty.objects.unread().exists() != counts


@pytest.mark.parametrize("name", ["omar", "ben", "tess", "amara"])
def test_an_opening_by_somebody_whose_post_had_ended_does_not_count(cast, name):
    duty_of(cast)
    user = getattr(cast, name)
    Post.objects.filter(user=user).update(until_on=cast.today)
    log_opening(cast, user)
    assert AnswerDuty.objects.unread().exists()


def test_an_opening_counts_by_the_post_of_its_own_day(cast):
    """Given an opening, and a post that ends a day later; then the opening counts from then on, too."""
    duty_of(cast)
    log_opening(cast, cast.ben)
    tomorrow = cast.today + datetime.timedelta(days=1)
    Post.objects.filter(user=cast.ben).update(until_on=tomorrow)
    with clock.frozen_at(clock.now() + 24 * HOUR):
        assert not AnswerDuty.objects.unread().exists()


def test_an_opening_by_a_worker_who_no_longer_supports_them_does_not_count(cast):
    duty_of(cast)
    Allocation.objects.filter(package=cast.package, worker=cast.worker).update(until_on=cast.today)
    log_opening(cast, cast.amara)
    log_opening(cast, cast.tess)  # her team supports Maya no longer
    assert AnswerDuty.objects.unread().exists()
    cover = {"kind": "cover", "from_on": cast.today, "until_on": cast.today + datetime.timedelta(days=1)}
    Allocation.objects.create(package=cast.package, worker=cast.other_worker, **cover)
    log_opening(cast, cast.lewis)
    assert not AnswerDuty.objects.unread().exists()


# The boxes


@pytest.mark.parametrize(
    ("time", "says"),
    [
        (datetime.time(10), "We read messages from 8am to 8pm, every day. We read yours within 4 hours."),
        (datetime.time(19), "We read messages from 8am to 8pm, every day. We read yours by 8pm today."),
        (datetime.time(0, 30), "No one reads this until 8am today. We read it by midday."),
        (datetime.time(20, 30), "No one reads this until 8am tomorrow. We read it by midday."),
        (datetime.time(23, 0), "No one reads this until 8am tomorrow. We read it by midday."),
    ],
)
@pytest.mark.parametrize("box", ["my_comment", "my_section_comment", "my_goal_comment", "my_decline", "my_agree"])
def test_beside_each_box_stands_who_reads_it_when_and_whom_to_ring(cast, client, box, time, says):
    plan = _offered(cast)
    arguments = {
        "my_section_comment": [plan.pk, "early_signs"],
        "my_goal_comment": [plan.goal_wordings.get().pk],
    }.get(box, [plan.pk])
    with clock.frozen_at(clock.instant_on(cast.today, time)):
        page = " ".join(page_of(client, cast.maya, box, *arguments).split())
    assert says in page
    assert "Ring us from 8am to 10pm" in page
    assert page.index("Do not write here if you need help now.") < page.index("tel:999") < page.index("Amara Okafor")
    for number in ("tel:999", "tel:111", "0161 496 0100"):
        assert number in page


def test_a_late_message_is_answered_at_once(cast, client):
    client.force_login(cast.maya)
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(21, 30))):
        page = client.post(reverse("my_comment", args=[cast.plan.pk]), {"words": WORDS}, follow=True).content.decode()
    assert "Sent. No one reads it until 8am tomorrow. We read it by midday." in page
    receipt = page[page.index('id="not-safe"') : page.index("Sent. No one")]
    assert 'href="tel:999"' in receipt
    assert 'href="tel:111"' in receipt
    assert tel(cast.tameside.telephone) in receipt


def test_the_person_reads_that_they_can_ring_until_somebody_answers(cast, client):
    row = comment(plan=cast.plan, words=WORDS, by=cast.maya)
    own, staffs = page_of(client, cast.maya, "my_plan"), page_of(client, cast.amara, "person_plan", cast.individual.pk)
    assert "Not answered yet" in own
    assert "We read this by " in own
    assert "We read this by " not in staffs
    assert "You can ring us:" in own
    assert "Waiting for an answer" in staffs
    assert "You can ring us:" not in staffs
    with clock.frozen_at(row.answer_duty.read_by_at + datetime.timedelta(hours=1)):
        late = page_of(client, cast.maya, "my_plan")
        assert "We are late, and sorry." in late
        assert "We wanted to read this by " in late
    reply(to=row, words="We'll talk about it tomorrow", by=cast.amara)
    own = page_of(client, cast.maya, "my_plan")
    assert "Not answered yet" not in own
    assert "You can ring us:" not in own


def test_messages_to_answer_are_told_apart_and_the_oldest_is_first(cast, client):
    """Given messages of two people on one day; then each line says when it came, whatever the people's names."""
    nine = clock.instant_on(cast.today, datetime.time(9))
    people = ((20, cast.package, cast.maya), (0, cast.other_package, cast.tomasz), (10, cast.package, cast.maya))
    for minutes, package, author in people:
        with clock.frozen_at(nine + datetime.timedelta(minutes=minutes)):
            write_to_us(package=package, words=WORDS, by=author)
    with clock.frozen_at(nine + datetime.timedelta(minutes=30)):
        items = [item for item in duty_items(cast.ben, cast.today) if item.kind == "comment"]
        page = page_of(client, cast.ben, "home")
    assert [item.label[-5:] for item in items] == ["09:00", "09:10", "09:20"]
    names = [str(person) for person in (cast.other_individual, cast.individual, cast.individual)]
    assert [item.individual_name for item in items] == names
    assert all(item.label in page for item in items)


def test_the_first_page_says_what_is_open_and_what_is_new(cast, client):
    row = comment(plan=cast.plan, words=WORDS, by=cast.maya)
    first = page_of(client, cast.maya, "me")
    assert "1 message from you: not answered yet" in first
    assert "new answer" not in first
    reply(to=row, words="We'll talk about it tomorrow", by=cast.amara)
    first = page_of(client, cast.maya, "me")
    assert "not answered yet" not in first
    assert "You have 1 new answer." in first
    for name in ("my_message_write", "my_manager_write"):
        page_of(client, cast.maya, name)
    other = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    page_of(client, cast.maya, "my_conversation", other.pk)
    assert "You have 1 new answer." in page_of(client, cast.maya, "me"), "no page showed it yet"
    page = page_of(client, cast.maya, "my_messages")
    assert page.count('">New</strong>') == 1
    assert "new answer" not in page_of(client, cast.maya, "me")
    assert '">New</strong>' not in page_of(client, cast.maya, "my_messages")


def test_an_answer_that_was_read_in_its_conversation_is_not_new(cast, client):
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    reply(to=row, words="We'll talk about it tomorrow", by=cast.amara)
    page_of(client, cast.maya, "my_conversation", row.pk)
    assert "new answer" not in page_of(client, cast.maya, "me")
    reply(to=row, words="And on Friday", by=cast.amara)
    assert "You have 1 new answer." in page_of(client, cast.maya, "me")
