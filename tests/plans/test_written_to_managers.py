"""What somebody writes to a manager instead of the workers: managers read and answer it, and nobody else."""

import datetime

import pytest
from django.urls import reverse

from casework.models import Allocation
from contracts.models import Post
from core import clock
from core.errors import Refused
from core.models import Message
from plans.models import AnswerDuty, Comment
from plans.services import escalate_unread_comments, reply, write_back, write_to_us
from workforce.models import Worker

CANARY = "He shouts at me and I am afraid"
HOUR = datetime.timedelta(hours=1)


def recipients(key: str) -> set[str]:
    return set(Message.objects.filter(key__startswith=key).values_list("to__email", flat=True))


def make_lead(cast, user) -> None:
    """Make `user` the lead worker of Maya."""
    lead = Allocation.objects.on(cast.today).get(package=cast.package, kind="lead")
    Worker.objects.filter(pk=lead.worker_id).update(user=user)


@pytest.mark.parametrize("who", ["ben", "dana"])
def test_managers_read_and_answer_it_and_the_person_reads_the_answer(cast, client, who):
    row = write_to_us(package=cast.package, words=CANARY, for_managers=True, by=cast.maya)
    manager = getattr(cast, who)
    assert Message.objects.filter(to=manager, key__startswith=f"plan-comment:{row.pk}").exists()
    client.force_login(manager)
    address = reverse("comment_answer", args=[row.answer_duty.pk])
    assert CANARY in client.get(reverse("person_messages", args=[cast.individual.pk])).text
    assert "cannot" in client.get(address).text
    assert client.post(address, {"way": "here", "words": "I ring you today"}).status_code == 302
    answer = Comment.objects.exclude(pk=row.pk).get()
    assert answer.for_managers
    client.force_login(cast.maya)
    assert "I ring you today" in client.get(reverse("my_messages")).text
    client.force_login(cast.amara)
    assert "I ring you today" not in client.get(reverse("person_messages", args=[cast.individual.pk])).text


def test_what_the_person_writes_back_stays_with_the_managers(cast):
    row = write_to_us(package=cast.package, words=CANARY, for_managers=True, by=cast.maya)
    again = write_back(to=row, words="He did it again", by=cast.maya)
    usual = write_to_us(package=cast.package, words="See you on Friday", by=cast.maya)
    assert list(Comment.objects.visible_to(cast.amara)) == [usual]
    assert set(Comment.objects.visible_to(cast.sunita)) == {row, again, usual}, "who leads on safeguarding reads it"
    reply(to=usual, words="See you", by=cast.amara)
    assert AnswerDuty.objects.outstanding().count() == 2, "an answer of the worker answers nothing of it"


def test_a_manager_who_supports_the_person_is_one_of_the_workers(cast):
    make_lead(cast, cast.ben)
    row = write_to_us(package=cast.package, words=CANARY, for_managers=True, by=cast.maya)
    assert not Comment.objects.visible_to(cast.ben).exists()
    assert list(Comment.objects.visible_to(cast.dana)) == [row]
    assert set(Message.objects.filter(key__startswith=f"plan-comment:{row.pk}").values_list("to", flat=True)) == {
        cast.dana.pk
    }


def test_where_every_manager_supports_the_person_it_is_not_offered(cast, client):
    make_lead(cast, cast.ben)
    Post.objects.filter(user=cast.dana).update(until_on=cast.today)
    with pytest.raises(Refused, match="Please ring us"):
        write_to_us(package=cast.package, words=CANARY, for_managers=True, by=cast.maya)
    client.force_login(cast.maya)
    assert reverse("my_manager_write") not in client.get(reverse("my_message_write")).text
    text = client.get(reverse("my_manager_write")).text
    assert "You cannot write to a manager here today" in text
    assert "the Ombudsman" in text


@pytest.mark.parametrize(("who", "alerts"), [("amara", 1), ("omar", 1), ("ben", 0)])
def test_it_counts_as_read_when_a_manager_opened_it_and_else_the_managers_are_alerted(cast, client, who, alerts):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        row = write_to_us(package=cast.package, words=CANARY, for_managers=True, by=cast.maya)
        client.force_login(getattr(cast, who))
        client.get(reverse("person_messages", args=[cast.individual.pk]))
    with clock.frozen_at(ten + 5 * HOUR):
        assert escalate_unread_comments(on=cast.today) == alerts
    to = set(
        Message.objects.filter(key__startswith=f"comment-unread:{row.answer_duty.pk}").values_list(
            "to__email", flat=True
        )
    )
    assert to == ({cast.ben.email, cast.dana.email} if alerts else set())


def test_beside_each_box_is_the_way_past_the_worker_and_the_first_page_says_how_to_complain(cast, client):
    client.force_login(cast.maya)
    address = reverse("my_manager_write")
    for name, args in (("my_message_write", []), ("my_comment", [cast.plan.pk]), ("my_review_ask", [])):
        text = " ".join(client.get(reverse(name, args=args)).text.split())
        assert "Is it about one of these people?" in text, name
        assert f'href="{address}"' in text, name
    assert f'href="{address}"' in client.get(reverse("me")).text
    text = " ".join(client.get(address).text.split())
    assert "Ben Whitcombe or Dana Kowalska gets a message" in text
    assert "Your workers cannot read it." in text
    assert "the Ombudsman" in text
    client.force_login(cast.rosa)
    assert "or complain" in client.get(reverse("me")).text
    assert "the Ombudsman" in client.get(reverse("tell_us")).text
