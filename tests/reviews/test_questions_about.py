"""A question about an update or a review is on its page, and waits for its answer (T4.9, R07)."""

import pytest
from django.urls import reverse

from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Question
from casework.services import answer_question, ask_question
from core.models import Message
from tests.factories import ReviewFactory
from tests.reviews.updates import make_update, send

WORDS = "Who goes with her on Mondays?"


def address_of(record) -> str:
    return reverse("review" if type(record).__name__ == "Review" else "update", args=[record.pk])


def make_record(cast, kind):
    if kind == "keyworker-update":
        return send(cast)
    return ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)


def ask_from_page(cast, client, kind, record, user, **more):
    """Follow the link on the page of the record, send the form and return its answer."""
    client.force_login(user)
    address = f"{reverse('question_new', args=[cast.individual.pk])}?about={kind}:{record.pk}"
    assert address in client.get(address_of(record)).text
    about = client.get(address).context["form"]["about"].value()
    return client.post(address.partition("?")[0], {"about": about, "words": WORDS, **more})


def open_questions(user, day) -> list:
    return [item for item in duty_items(user, day) if item.kind == "question"]


both_kinds = pytest.mark.parametrize("kind", ["keyworker-update", "package-review"])


@both_kinds
def test_the_keyworker_asks_from_its_page_and_reads_the_answer_there(cast, client, kind):
    record = make_record(cast, kind)
    response = ask_from_page(cast, client, kind, record, cast.priya)
    assert response.url == address_of(record)
    question = Question.objects.get()
    assert (question.about_kind, question.about_id, question.asked_by) == (kind, record.pk, cast.priya)
    assert [len(open_questions(user, cast.today)) for user in (cast.amara, cast.ben)] == [1, 0]
    answer_question(question=question, revision=1, answer="Her sister goes.", by=cast.amara)
    assert open_questions(cast.amara, cast.today) == []
    page = client.get(address_of(record)).text
    assert WORDS in page
    assert "Her sister goes." in page
    message = Message.objects.get(key__startswith="question-answered:", channel="in app", to=cast.priya)
    assert message.path == address_of(record)


@both_kinds
def test_staff_record_what_the_council_asked_about_it(cast, client, kind):
    record = make_record(cast, kind)
    sent = {"asked_by": "else", "asked_by_name": "Rita, duty social worker"}
    ask_from_page(cast, client, kind, record, cast.amara, **sent)
    question = Question.objects.get()
    assert (question.asker, question.recorded_by, question.about_id) == (sent["asked_by_name"], cast.amara, record.pk)


@both_kinds
def test_only_those_who_answer_have_the_link_to_answer(cast, client, kind):
    record = make_record(cast, kind)
    about = {"about_kind": kind, "about_id": record.pk}
    question = ask_question(package=cast.package, words=WORDS, asked_by=cast.priya, by=cast.priya, **about)
    answer = reverse("question_answer", args=[question.pk])
    shown = {}
    for name in ("amara", "priya"):
        client.force_login(getattr(cast, name))
        shown[name] = answer in client.get(address_of(record)).text
    assert shown == {"amara": True, "priya": False}


def test_nobody_asks_about_an_update_that_is_not_sent(cast, client):
    update = make_update(cast)
    client.force_login(cast.amara)
    asked = f"about=keyworker-update:{update.pk}"
    assert asked not in client.get(address_of(update)).text
    page = client.get(reverse("question_new", args=[cast.individual.pk]) + f"?{asked}")
    assert page.context["form"]["about"].value() == ""


@both_kinds
def test_of_another_person_there_is_no_question(cast, client, kind):
    record = make_record(cast, kind)
    client.force_login(cast.ben)
    address = reverse("question_new", args=[cast.other_individual.pk])
    assert client.get(f"{address}?about={kind}:{record.pk}").status_code == 404


@both_kinds
def test_a_wall_on_the_record_hides_its_questions(cast, client, kind):
    record = make_record(cast, kind)
    about = {"about_kind": kind, "about_id": record.pk}
    ask_question(package=cast.package, words=WORDS, asked_by=cast.priya, by=cast.priya, **about)
    raise_wall(user=cast.amara, record_id=record.pk, reason="Family", by=cast.alan)
    client.force_login(cast.amara)
    assert open_questions(cast.amara, cast.today) == []
    assert WORDS not in client.get(reverse("person_questions", args=[cast.individual.pk])).text
