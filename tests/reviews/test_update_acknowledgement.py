"""Sending meets the duty; acknowledging is counted apart, chased by the terms, and may be reported to staff."""

import datetime
import re

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services import send_code
from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Question
from casework.services import change_keyworker, lock_portal
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from core.vetoes import may_send
from design import formatting
from reviews.services import (
    acknowledge_update,
    answer_reply,
    chase_acknowledgements,
    correct_update,
    record_acknowledgement,
    send_update_link,
    withdraw_acknowledgement,
)
from tests.accounts.test_code_links import JO, make_link, make_sent_update, newest_code, open_link, path_of
from tests.reviews.updates import DAY, make_update, saved, send, terms_with


def messages(kind, update) -> list:
    rows = Message.objects.filter(key__startswith=f"{kind}:{update.pk}", channel="in app")
    return sorted(message.to.full_name for message in rows)


def on(day):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


REPORT = {"reader_name": "Priya Shah", "report_method": "telephone", "answer": "She will ring the landlord."}


# By the keyworker


def test_the_message_has_no_details(cast):
    update = send(cast)
    message = Message.objects.get(key__startswith=f"update-sent:{update.pk}", channel="email")
    assert cast.individual.full_name not in message.subject + message.body
    assert "well" not in message.body


def test_sending_meets_the_duty_and_acknowledging_does_not_change_that(cast):
    update = send(cast)
    met_on = update.met_on
    assert update.state == "sent"
    with on(cast.today + 3 * DAY):
        acknowledge_update(update=update, by=cast.priya, answer="Thank you")
    update = saved(update)
    assert (update.met_on, update.state, update.acknowledged_by_name) == (met_on, "acknowledged", str(cast.priya))


def test_the_reply_is_on_the_update_and_on_the_record_and_is_answered(cast, client):
    update = send(cast)
    acknowledge_update(update=update, by=cast.priya, answer="Who goes with her?")
    client.force_login(cast.amara)
    for path in (
        reverse("update", args=[update.pk]),
        reverse("person_reviews", args=[cast.individual.pk]),
        reverse("person", args=[cast.individual.pk]),
    ):
        assert "Who goes with her?" in client.get(path).content.decode(), path
    client.post(reverse("update_answer", args=[update.pk]), {"our_answer": "Her sister."})
    assert messages("update-answered", update) == [cast.priya.full_name]
    client.force_login(cast.priya)
    assert "Her sister." in client.get(reverse("update", args=[update.pk])).content.decode()


def test_a_reply_is_a_duty_to_read_until_its_worker_opens_it_or_somebody_answers(cast, client):
    def to_read(user) -> list:
        return [item for item in duty_items(user, cast.today) if item.kind == "update-reply"]

    update = send(cast)
    acknowledge_update(update=update, by=cast.priya, answer="Please ring me on Friday.")
    for user in (cast.amara, cast.ben):
        (duty,) = to_read(user)
        assert (duty.due_on, duty.href) == (cast.today + DAY, reverse("update", args=[update.pk]))
    client.force_login(cast.ben)
    client.get(duty.href)
    assert len(to_read(cast.ben)) == 1, "its worker has not read it"
    client.force_login(cast.amara)
    client.get(duty.href)
    assert (to_read(cast.amara), to_read(cast.ben)) == ([], [])


def test_an_answer_ends_the_duty_to_read_a_reply_and_none_follows_without_one(cast):
    update = send(cast)
    acknowledge_update(update=update, by=cast.priya, answer="Please ring me on Friday.")
    answer_reply(update=saved(update), our_answer="We will.", by=cast.ben)
    assert "update-reply" not in {item.kind for item in duty_items(cast.amara, cast.today)}
    without = send(cast, make_update(cast, due_on=cast.today + DAY))
    acknowledge_update(update=without, by=cast.priya, answer="")
    assert "update-reply" not in {item.kind for item in duty_items(cast.amara, cast.today)}


def test_a_reply_that_asks_for_an_answer_is_a_duty_until_somebody_answers(cast, client):
    """Given a reply with the tick; when its worker opens it; then it is still due, until the answer."""

    def to_answer(user) -> list:
        return [item for item in duty_items(user, cast.today) if item.kind == "update-reply"]

    update = send(cast)
    client.force_login(cast.priya)
    address = reverse("update_acknowledge", args=[update.pk])
    client.post(address, {"answer": "Who goes with her?", "needs_answer": "on"})
    assert saved(update).awaits_answer
    client.force_login(cast.amara)
    assert "ask for an answer" in client.get(reverse("update", args=[update.pk])).text
    for user in (cast.amara, cast.ben):
        (duty,) = to_answer(user)
        assert (duty.label, duty.due_on) == ("Reply to a keyworker update: answer it", cast.today + DAY)
    answer_reply(update=saved(update), our_answer="Her sister.", by=cast.amara)
    assert to_answer(cast.amara) == []
    assert "ask for an answer" not in client.get(reverse("update", args=[update.pk])).text


def test_a_tick_without_a_reply_is_refused_and_nothing_is_lost(cast, client):
    update = send(cast)
    client.force_login(cast.priya)
    page = client.post(reverse("update_acknowledge", args=[update.pk]), {"answer": "", "needs_answer": "on"}).text
    assert "Enter what you want to know." in page
    assert re.search(r'name="needs_answer"[^>]*checked', page)
    assert saved(update).state == "sent"
    with pytest.raises(Refused, match="want to know"), transaction.atomic():
        acknowledge_update(update=update, by=cast.priya, answer=" ", needs_answer=True)


def test_by_a_link_an_answer_can_be_asked_for(cast):
    update = make_sent_update(cast)
    link = make_link(cast, update)
    path, client = path_of(link), open_link(link)
    assert "I need an answer to my reply" in client.get(f"{path}update/").text
    client.post(f"{path}update/acknowledge/", {"answer": "Who goes with her?", "needs_answer": "on"})
    assert saved(update).awaits_answer
    assert "update-reply" in {item.kind for item in duty_items(cast.amara, cast.today)}


def test_an_update_is_acknowledged_once_and_the_first_reply_stays(cast):
    update = send(cast)
    acknowledge_update(update=update, by=cast.priya, answer="Thank you")
    with pytest.raises(NotPossible), transaction.atomic():
        acknowledge_update(update=saved(update), by=cast.priya, answer="Again")
    with pytest.raises(NotPossible), transaction.atomic():
        record_acknowledgement(update=saved(update), reported_on=cast.today, by=cast.amara, **REPORT)
    assert saved(update).answer == "Thank you"


def test_without_a_reply_there_is_nothing_to_answer(cast):
    update = send(cast)
    acknowledge_update(update=update, by=cast.priya)
    with pytest.raises(Refused, match="no reply"), transaction.atomic():
        answer_reply(update=saved(update), our_answer="Yes", by=cast.amara)


# By a link


def test_an_acknowledgement_by_a_link_leaves_the_keyworkers_list_and_settles_the_message(cast, client):
    update = make_sent_update(cast)
    link = send_update_link(
        update=update, name="Jo Ferris", email="jo.ferris@council.example", last_on=cast.today, by=cast.amara
    )
    unread = Message.objects.filter(key__startswith=f"update-sent:{update.pk}", channel="in app").unread()
    assert unread.exists()
    acknowledge_update(update=update, link=link, by=None)
    assert not unread.exists()
    client.force_login(cast.priya)
    page = client.get(reverse("updates") + "?status=to+acknowledge").content.decode()
    assert cast.individual.full_name not in page.split("When the next are due")[0]
    assert cast.individual.full_name in client.get(reverse("updates") + "?status=acknowledged").content.decode()


def test_by_a_link_the_update_is_copied_and_printed(cast, client):
    update = make_sent_update(cast)
    link = send_update_link(
        update=update, name="Jo Ferris", email="jo.ferris@council.example", last_on=cast.today, by=cast.amara
    )
    path = path_of(link)
    assert client.get(f"{path}update/text/").status_code == 200
    assert "She sleeps well." not in client.get(f"{path}update/text/").content.decode(), "no code was entered"
    send_code(link=link, by=None)
    client.post(path, {"code": newest_code(link)})
    client.post(f"{path}code/", {"code": newest_code(link)})
    page = client.get(f"{path}update/").content.decode()
    assert "textarea" in page
    text = client.get(f"{path}update/text/")
    assert text["Content-Type"].startswith("text/plain")
    assert "She sleeps well." in text.content.decode()
    client.post(f"{path}update/pdf/")
    pdf = client.get(f"{path}update/pdf/", follow=True)
    assert pdf.status_code == 200


def test_a_second_reply_becomes_a_question_about_the_update(cast, client):
    """Given an update acknowledged without a reply; when words are sent from another tab; then none of them is lost."""
    update = send(cast)
    path = reverse("update_acknowledge", args=[update.pk])
    client.force_login(cast.priya)
    client.post(path, {"answer": ""})
    page = client.post(path, {"answer": "Who goes with her?"}, follow=True).text
    assert "your reply was sent as a question" in page
    question = Question.objects.get(about_id=update.pk)
    assert (question.words, question.asked_by, question.about_kind) == (
        "Who goes with her?",
        cast.priya,
        "keyworker-update",
    )
    assert saved(update).answer == ""
    assert "You have already acknowledged this." in client.post(path, {"answer": ""}, follow=True).text
    assert Question.objects.filter(about_id=update.pk).count() == 1


def test_who_asks_for_an_answer_reads_by_when_they_get_it(cast, client):
    update = send(cast)
    acknowledge_update(update=update, by=cast.priya, answer="Who goes with her?", needs_answer=True)

    def text(user) -> str:
        client.force_login(user)
        return " ".join(client.get(reverse("update", args=[update.pk])).text.split())

    (duty,) = [item for item in duty_items(cast.amara, cast.today) if item.kind == "update-reply"]
    day = formatting.day(duty.due_on)
    assert f"They ask for an answer by {day}." in text(cast.amara)
    assert f"We answer by {day}." in text(cast.priya)
    assert "To do" not in text(cast.priya)


def test_who_acknowledged_by_a_link_is_named_everywhere(cast, client):
    update, _ = answered_by_link(cast)
    client.force_login(cast.amara)
    page = client.get(reverse("update", args=[update.pk])).text
    assert "Reply from Jo Ferris (by a link)" in page
    assert "The keyworker&#x27;s reply" not in page
    assert "“Acknowledged” (Jo Ferris (by a link), " in transitions.why_not(update, "acknowledge")


def test_the_list_says_which_next_update_is_overdue(cast, client):
    client.force_login(cast.priya)
    make_update(cast, due_on=cast.today + 3 * DAY)
    assert "Overdue" not in client.get(reverse("updates")).text.partition('id="next"')[2]
    with on(cast.today + 4 * DAY):
        client.force_login(cast.priya)
        assert "Overdue" in client.get(reverse("updates")).text.partition('id="next"')[2]


def news_to(address) -> list[Message]:
    return list(Message.objects.filter(key__startswith="link-news:", address=address).order_by("recorded_at"))


def answered_by_link(cast, **changed):
    """Return an update that Jo Ferris has acknowledged by a link with a reply, and the link."""
    update = make_sent_update(cast)
    link = make_link(cast, update, **changed)
    acknowledge_update(update=update, link=link, answer="Who goes with her?", by=None)
    return saved(update), link


def test_who_replied_by_a_link_learns_of_the_answer(cast, mailoutbox):
    """Given a reply by a link; when it is answered; then its address gets an email without details or an address."""
    update, _ = answered_by_link(cast)
    answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    (message,) = news_to(JO)
    assert "There is an answer to your reply. Open the address in our email of " in message.body
    assert (message.to, message.path) == (None, "")
    send_messages()
    mail = next(mail for mail in mailoutbox if mail.subject == "There is an answer to your reply")
    assert mail.to == [JO]
    for hidden in ("Maya", "Lindqvist", cast.package.reference, "sister", "http"):
        assert hidden not in mail.subject + mail.body
    answer_reply(update=saved(update), our_answer="Her brother.", by=cast.amara)
    assert len(news_to(JO)) == 2, "the answer has changed"


def test_once_the_link_has_ended_they_are_asked_to_ring(cast):
    update, _ = answered_by_link(cast, days=1)
    with on(cast.today + 2 * DAY):
        answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    (message,) = news_to(JO)
    assert "ring us" in message.body
    assert "Open the address" not in message.body


def test_a_newer_link_to_the_same_address_is_the_one_to_open(cast):
    update, _ = answered_by_link(cast, days=1)
    with on(cast.today + 2 * DAY):
        make_link(cast, update)
        answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    (message,) = news_to(JO)
    assert f"our email of {cast.today + 2 * DAY:%-d %B %Y}" in message.body


def test_who_has_an_account_by_now_gets_the_answer_in_casework(cast):
    update, _ = answered_by_link(cast)
    User.objects.filter(pk=cast.priya.pk).update(email=JO)
    answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    assert messages("update-answered", update) == [cast.priya.full_name]
    assert news_to(JO) == []


def test_an_account_behind_a_wall_learns_nothing_of_the_answer(cast):
    update, _ = answered_by_link(cast)
    User.objects.filter(pk=cast.priya.pk).update(email=JO)
    raise_wall(record_id=cast.individual.pk, user=cast.priya, reason="Cousins", by=cast.sunita)
    answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    assert messages("update-answered", update) == []
    assert news_to(JO) == []


def test_while_the_address_is_of_a_locked_persons_side_no_news_leaves(cast):
    """Given news that waits; when the pages of the person are locked and the address is hers; then it is withheld."""
    update, _ = answered_by_link(cast)
    answer_reply(update=update, our_answer="Her sister.", by=cast.amara)
    (message,) = news_to(JO)
    assert may_send.objections(message) == []
    User.objects.filter(pk=cast.maya.pk).update(email=JO)
    lock_portal(individual=cast.individual, by=cast.ben)
    assert may_send.objections(message) == ["the person's own pages are locked"]


def test_who_read_an_update_by_a_link_learns_that_it_was_corrected(cast):
    """Given two links of which one was opened; when the update is corrected; then its address gets an email."""
    update = make_sent_update(cast)
    link = make_link(cast, update)
    make_link(cast, update, email="never@council.example")
    open_link(link).get(f"{path_of(link)}update/")
    texts = {"how_it_is": "She sleeps.", "progress": "She cooks.", "what_changed": "", "next_weeks": ""}
    correct_update(update=update, revision=update.revision, reason="A slip", by=cast.amara, **texts)
    (message,) = news_to(JO)
    assert message.subject == "Something that you read was corrected"
    assert news_to("never@council.example") == []
    assert messages("update-corrected", update) == [cast.priya.full_name]


# Reported to staff


def test_staff_record_that_they_have_read_it_with_the_evidence(cast):
    update = send(cast)
    record_acknowledgement(update=update, by=cast.ben, reported_on=cast.today, **REPORT)
    update = saved(update)
    assert (update.state, update.answer) == ("acknowledged", "She will ring the landlord.")
    assert update.acknowledged_by_name.startswith("Priya Shah (by phone on ")
    assert cast.ben.full_name in update.acknowledged_by_name
    assert not Message.objects.filter(key__startswith=f"update-sent:{update.pk}", channel="in app").unread().exists()


def test_what_they_asked_on_the_phone_is_a_duty_until_it_is_answered(cast, client):
    update = send(cast)
    client.force_login(cast.amara)
    address = reverse("update_acknowledged", args=[update.pk])
    assert "needs_answer" in client.get(address).context["form"].fields
    day = dict(zip(("day", "month", "year"), (cast.today.day, cast.today.month, cast.today.year), strict=True))
    reported = {f"reported_on_{part}": number for part, number in day.items()}
    client.post(address, {**REPORT, **reported, "needs_answer": "on"})
    assert saved(update).awaits_answer
    labels = [item.label for item in duty_items(cast.amara, cast.today) if item.kind == "update-reply"]
    assert labels == ["Reply to a keyworker update: answer it"]
    answer_reply(update=saved(update), our_answer="On Monday", by=cast.amara)
    assert "update-reply" not in [item.kind for item in duty_items(cast.amara, cast.today)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reader_name": " "}, "who has read"),
        ({"answer": " "}, "what they said"),
        ({"reported_on": -2}, "from the day it was sent"),
        ({"reported_on": 1}, "until today"),
    ],
)
def test_evidence_that_is_missing_or_impossible_is_refused(cast, changed, words):
    update = send(cast, on=cast.today - DAY)
    if "reported_on" in changed:
        changed = {"reported_on": cast.today + changed["reported_on"] * DAY}
    with pytest.raises(Refused, match=words), transaction.atomic():
        record_acknowledgement(update=update, by=cast.ben, **{"reported_on": cast.today, **REPORT, **changed})


def test_a_report_by_mistake_is_withdrawn_and_the_keyworkers_own_is_not(cast):
    update = send(cast)
    record_acknowledgement(update=update, by=cast.ben, reported_on=cast.today, **REPORT)
    withdraw_acknowledgement(update=saved(update), reason="Another person", by=cast.ben)
    assert (saved(update).state, saved(update).answer, saved(update).reader_name) == ("sent", "", "")
    acknowledge_update(update=saved(update), by=cast.priya)
    with pytest.raises(NotPossible, match="themselves"), transaction.atomic():
        withdraw_acknowledgement(update=saved(update), reason="A slip", by=cast.ben)


# Chased


@pytest.fixture
def sent(cast):
    """Given an update that was sent today, under terms of five days."""
    return send(cast, make_update(cast, terms=terms_with(cast, acknowledge_days=5)))


def chase(day) -> int:
    with on(day):
        return chase_acknowledgements(on=day)


def asked_of_managers(cast, day) -> bool:
    with on(day):
        return "update-not-acknowledged" in [item.kind for item in duty_items(cast.ben, day)]


def test_the_keyworker_is_reminded_once_after_the_days_of_the_terms(cast, sent):
    assert [chase(cast.today + days * DAY) for days in (4, 5, 6)] == [0, 1, 0]
    assert messages("update-unread", sent) == [cast.priya.full_name]


def test_after_as_many_days_again_it_is_a_duty_of_the_managers(cast, sent):
    assert [asked_of_managers(cast, cast.today + days * DAY) for days in (9, 10, 30)] == [False, True, True]
    with on(cast.today + 11 * DAY):
        assert "update-not-acknowledged" not in [item.kind for item in duty_items(cast.amara, clock.today())]
        record_acknowledgement(update=saved(sent), by=cast.ben, reported_on=clock.today(), **REPORT)
    assert not asked_of_managers(cast, cast.today + 12 * DAY)


def test_without_the_term_nobody_is_chased(cast):
    send(cast)
    assert chase(cast.today + 100 * DAY) == 0
    assert not asked_of_managers(cast, cast.today + 100 * DAY)


def test_the_new_keyworker_is_the_one_reminded(cast, sent):
    with on(cast.today + 2 * DAY):
        change_keyworker(individual=cast.individual, user=cast.kofi, from_on=clock.today(), by=cast.ben)
    chase(cast.today + 5 * DAY)
    assert messages("update-unread", sent) == [cast.kofi.full_name]


def test_an_update_that_a_newer_one_replaced_is_not_chased(cast, sent):
    terms = sent.terms
    send(cast, make_update(cast, terms=terms, due_on=cast.today + 40 * DAY), on=cast.today + 3 * DAY)
    assert chase(cast.today + 6 * DAY) == 0
    assert chase(cast.today + 8 * DAY) == 1


def test_after_our_answer_the_keyworker_replies_as_they_ask(cast, client):
    """Given an answer to a reply; then its keyworker writes back by a question about the update; staff do not."""
    update = send(cast)
    acknowledge_update(update=update, answer="Is she well?", by=cast.priya)
    words = "Reply to this answer"
    client.force_login(cast.priya)
    assert words not in client.get(reverse("update", args=[update.pk])).content.decode()
    answer_reply(update=saved(update), our_answer="She is.", by=cast.amara)
    page = client.get(reverse("update", args=[update.pk])).content.decode()
    assert words in page
    address = f"{reverse('question_new', args=[cast.individual.pk])}?about=keyworker-update:{update.pk}"
    assert address in page
    client.post(address, {"about": f"keyworker-update:{update.pk}", "words": "Since when?"})
    client.force_login(cast.amara)
    page = client.get(reverse("update", args=[update.pk])).content.decode()
    assert "Since when?" in page
    assert words not in page
