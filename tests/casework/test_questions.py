"""The keyworker asks a question; a manager asks about a visit. Each is a duty until it is answered (R07)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import User
from accounts.permissions import can
from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Allocation, Question
from casework.services import (
    allocate,
    answer_question,
    ask_question,
    end_package,
    pass_questions_on,
    withdraw_question,
)
from contracts.models import Post
from core import clock
from core.dates import add_working_days
from core.duties import expire_ended
from core.errors import NotPossible, Refused
from core.models import Message
from tests.factories import VisitFactory, days_ago


def ask(cast, **more) -> Question:
    columns = {"words": "When do you go next?", "asked_by": cast.priya, "by": cast.priya, **more}
    return ask_question(package=cast.package, **columns)


def who_must(cast, day: datetime.date) -> set[str]:
    names = ("amara", "tess", "ben", "priya", "kofi", "lewis")
    found = {name: duty_items(getattr(cast, name), day) for name in names}
    return {name for name, items in found.items() if any(item.kind == "question" for item in items)}


def told(key: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=key, channel="in app")}


def test_the_lead_worker_answers_in_two_working_days_and_then_managers(cast):
    question = ask(cast)
    assert question.due_on == add_working_days(cast.today, 2)
    assert told(f"question:{question.pk}") == {cast.amara}
    assert who_must(cast, cast.today) == {"amara"}
    assert who_must(cast, question.due_on + datetime.timedelta(days=1)) == {"amara", "ben"}


def test_an_answer_ends_the_duty_and_reaches_the_asker(cast):
    question = ask(cast)
    with pytest.raises(Refused):
        answer_question(question=question, revision=1, answer=" ", by=cast.amara)
    question = answer_question(question=question, revision=1, answer="On Monday", by=cast.amara)
    assert (question.met_on, question.answered_by) == (cast.today, cast.amara)
    assert who_must(cast, cast.today) == set()
    assert told(f"question-answered:{question.pk}") == {cast.priya}
    client = Client()
    client.force_login(cast.priya)
    assert "On Monday" in client.get(reverse("person_questions", args=[cast.individual.pk])).text
    assert "On Monday" in client.get(reverse("person", args=[cast.individual.pk])).text


def test_the_end_of_support_ends_no_question(cast):
    question = ask(cast)
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben, destination="not known")
    expire_ended(on=cast.today)
    question.refresh_from_db()
    assert question.expired_on is None


def test_a_withdrawn_question_waits_for_nobody(cast):
    question = withdraw_question(question=ask(cast), reason="Wrong person", by=cast.priya)
    assert who_must(cast, cast.today) == set()
    assert told(f"question-withdrawn:{question.pk}") == set()
    with pytest.raises(NotPossible):
        answer_question(question=question, revision=1, answer="On Monday", by=cast.amara)


def test_who_asked_cannot_withdraw_an_answered_question(cast):
    question = answer_question(question=ask(cast), revision=1, answer="On Monday", by=cast.amara)
    with pytest.raises(NotPossible, match="until it is answered"):
        withdraw_question(question=question, reason="Never mind", by=cast.priya)
    withdraw_question(question=question, reason="On the wrong record", by=cast.ben)


def test_a_worker_withdraws_no_question_of_the_keyworker(cast, client):
    question = ask(cast, by=cast.amara)  # who rang, and the worker wrote it down
    with pytest.raises(NotPossible, match="A manager can"):
        withdraw_question(question=question, reason="Too hard", by=cast.amara)
    client.force_login(cast.amara)
    address = reverse("question_withdraw", args=[question.pk])
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("person_questions", args=[cast.individual.pk])).text
    client.force_login(cast.ben)
    assert address in client.get(reverse("person_questions", args=[cast.individual.pk])).text
    client.post(address, {"reason": "Asked twice"})
    assert Question.with_struck.get().struck_reason == "Asked twice"


def test_an_answer_to_a_question_that_was_just_withdrawn_is_refused_and_not_lost(cast, client):
    question = ask(cast)
    withdraw_question(question=question, reason="Wrong person", by=cast.priya)
    client.force_login(cast.amara)
    typed = {"answer": "On Monday at ten", "revision": 1}
    page = client.post(reverse("question_answer", args=[question.pk]), typed).text
    assert "This question was withdrawn" in page
    assert "On Monday at ten" in page
    for text in ("Change the answer", "entered in error"):
        assert text not in page


def test_a_worker_withdraws_what_they_recorded_for_somebody_without_an_account(cast):
    question = ask(cast, asked_by=None, asked_by_name="The duty team", by=cast.amara)
    assert withdraw_question(question=question, reason="On the wrong record", by=cast.amara).struck_at


def test_who_asked_gets_a_message_when_somebody_else_withdraws_the_question(cast):
    question = withdraw_question(question=ask(cast), reason="Answered by phone", by=cast.ben)
    assert told(f"question-withdrawn:{question.pk}") == {cast.priya}
    client = Client()
    client.force_login(cast.priya)
    assert "Answered by phone" in client.get(reverse("person_questions", args=[cast.individual.pk])).text


def test_a_question_about_a_visit_is_for_its_worker_and_no_keyworker_reads_it(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    about = {"about_kind": "visit", "about_id": visit.pk, "asked_of": cast.amara}
    question = ask(cast, words="Why so short?", asked_by=cast.ben, by=cast.ben, **about)
    assert who_must(cast, cast.today) == {"amara"}
    assert not can(cast.priya, P.READ_PERSON, question)
    client = Client()
    client.force_login(cast.priya)
    assert "Why so short?" not in client.get(reverse("person_questions", args=[cast.individual.pk])).text
    client.force_login(cast.amara)
    assert "Why so short?" in client.get(reverse("visit", args=[visit.pk])).text
    with pytest.raises(Refused):
        answer_question(question=question, revision=1, answer="It rained", by=cast.tess)
    answer_question(question=question, revision=1, answer="It rained", by=cast.amara)
    assert told(f"question-answered:{question.pk}") == {cast.ben}


def test_a_question_about_a_visit_of_a_worker_who_left_is_for_the_lead_at_once(cast, client):
    """Given a visit of a worker who no longer works with Maya; then the lead answers, and no keyworker reads it."""
    visit = VisitFactory(package=cast.package, worker=cast.other_worker)
    about = {"about_kind": "visit", "about_id": visit.pk, "asked_of": cast.lewis}
    question = ask(cast, words="Why so short?", asked_by=cast.ben, by=cast.ben, **about)
    assert question.asked_of is None
    assert told(f"question:{question.pk}") == {cast.amara}
    assert who_must(cast, cast.today) == {"amara"}
    assert not can(cast.priya, P.READ_PERSON, question)
    client.force_login(cast.priya)
    for name in ("person_questions", "person"):
        assert "Why so short?" not in client.get(reverse(name, args=[cast.individual.pk])).text
    answer_question(question=question, revision=1, answer="It rained", by=cast.amara)


def test_without_a_lead_a_question_to_a_worker_who_left_is_for_managers_at_once(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    Allocation.objects.filter(package=cast.package).update(until_on=cast.today)
    question = ask(cast, asked_by=cast.ben, by=cast.ben, about_kind="visit", about_id=visit.pk, asked_of=cast.amara)
    assert question.asked_of is None
    assert who_must(cast, cast.today) == {"ben"}


def about_visit(cast, by) -> Question:
    """Ask about a visit of Amara's, who supports Maya."""
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    about = {"about_kind": "visit", "about_id": visit.pk, "asked_of": cast.amara}
    return ask(cast, words="Why so short?", asked_by=by, by=by, **about)


def leave(cast, how) -> None:
    if how == "allocation":
        Allocation.objects.filter(package=cast.package, worker=cast.worker).update(until_on=cast.today)
    elif how == "post":
        Post.objects.filter(user=cast.amara).update(until_on=cast.today)
    else:
        User.objects.filter(pk=cast.amara.pk).update(is_active=False)


@pytest.mark.parametrize("how", ["allocation", "post", "account"])
def test_when_the_worker_who_was_asked_leaves_the_new_lead_answers_at_once(cast, client, how):
    question = about_visit(cast, cast.ben)
    leave(cast, how)
    Allocation.objects.filter(package=cast.package).update(until_on=cast.today)
    allocate(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today, by=cast.ben)
    assert "lewis" in who_must(cast, cast.today)
    assert "ben" not in who_must(cast, cast.today)
    assert [pass_questions_on(on=cast.today) for _ in range(2)] == [1, 0]
    assert told(f"question:{question.pk}") == {cast.amara, cast.lewis}
    unread = Message.objects.filter(key__startswith=f"question:{question.pk}", channel="in app").unread()
    assert [message.to for message in unread] == [cast.lewis]
    client.force_login(cast.lewis)
    client.post(reverse("question_answer", args=[question.pk]), {"answer": "It rained", "revision": 1})
    assert Question.objects.get().answered_by == cast.lewis


def test_without_a_new_lead_the_question_goes_to_the_managers_at_once(cast):
    question = about_visit(cast, cast.tess)
    leave(cast, "allocation")
    assert "ben" in who_must(cast, cast.today)
    assert pass_questions_on(on=cast.today) == 1
    assert cast.ben in told(f"question:{question.pk}")


def test_a_question_to_the_lead_follows_the_lead(cast):
    question = ask(cast)
    assert pass_questions_on(on=cast.today) == 0
    leave(cast, "allocation")
    allocate(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today, by=cast.ben)
    assert who_must(cast, cast.today) == {"lewis"}
    assert pass_questions_on(on=cast.today) == 1
    assert told(f"question:{question.pk}") == {cast.amara, cast.lewis}


def test_a_question_that_is_answered_is_passed_to_nobody(cast):
    answer_question(question=ask(cast), revision=1, answer="On Monday", by=cast.amara)
    leave(cast, "allocation")
    assert pass_questions_on(on=cast.today) == 0


def test_the_lead_asks_a_colleague_about_their_visit_and_not_about_their_own(cast, client: Client):
    """Given Lewis, who also visits Maya; then Amara, her lead, asks him, and he does not ask her."""
    allocate(package=cast.package, worker=cast.other_worker, kind="buddy", from_on=cast.today, by=cast.ben)
    theirs = VisitFactory(package=cast.package, worker=cast.other_worker)
    own = VisitFactory(package=cast.package, worker=cast.worker)
    new = reverse("question_new", args=[cast.individual.pk])

    def is_offered(user, visit) -> bool:
        client.force_login(user)
        return f"{new}?about=visit:{visit.pk}" in client.get(reverse("visit", args=[visit.pk])).text

    offered = [is_offered(user, visit) for user in (cast.amara, cast.lewis) for visit in (theirs, own)]
    assert offered == [True, False, False, False]
    client.force_login(cast.amara)
    client.post(new, {"about": f"visit:{theirs.pk}", "words": "Was the cooker off?"})
    question = Question.objects.get()
    assert (question.about_id, question.asked_of, question.asked_by) == (theirs.pk, cast.lewis, cast.amara)
    assert who_must(cast, cast.today) == {"lewis"}


def test_what_the_lead_asked_of_somebody_who_left_is_for_managers(cast):
    """Given a visit of somebody who no longer works with Maya; then the lead does not answer their own question."""
    visit = VisitFactory(package=cast.package, worker=cast.other_worker)
    about = {"about_kind": "visit", "about_id": visit.pk, "asked_of": cast.lewis}
    question = ask(cast, asked_by=cast.amara, by=cast.amara, **about)
    assert cast.ben in told(f"question:{question.pk}")
    assert cast.amara not in told(f"question:{question.pk}")
    assert who_must(cast, cast.today) == {"ben"}


def test_a_manager_asks_from_the_page_of_the_visit(cast, client: Client):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    client.force_login(cast.ben)
    page = client.get(reverse("visit", args=[visit.pk])).text
    address = f"{reverse('question_new', args=[cast.individual.pk])}?about=visit:{visit.pk}"
    assert address in page
    form = client.get(address).context["form"]
    sent = {"about": form["about"].value(), "words": "Why so short?"}
    response = client.post(reverse("question_new", args=[cast.individual.pk]), sent)
    assert response.url == reverse("visit", args=[visit.pk])
    question = Question.objects.get()
    assert (question.about_id, question.asked_of, question.asked_by) == (visit.pk, cast.amara, cast.ben)


def test_the_keyworker_asks_about_no_visit(cast, client: Client):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    client.force_login(cast.priya)
    sent = {"about": f"visit:{visit.pk}", "words": "When?"}
    client.post(reverse("question_new", args=[cast.individual.pk]), sent)
    question = Question.objects.get()
    assert (question.about_id, question.asked_of, question.asked_by) == (None, None, cast.priya)


def test_staff_record_what_the_council_asked_by_phone(cast, client: Client):
    client.force_login(cast.amara)
    sent = {"words": "When?", "asked_by": "else", "asked_by_name": "Rita, duty social worker"}
    client.post(reverse("question_new", args=[cast.individual.pk]), sent)
    question = Question.objects.get()
    assert (question.asker, question.recorded_by) == ("Rita, duty social worker", cast.amara)


def test_a_wall_hides_the_question_and_the_duty(cast):
    ask(cast)
    raise_wall(user=cast.amara, record_id=cast.individual.pk, reason="Family", by=cast.alan)
    assert who_must(cast, cast.today) == set()
    assert clock.today() == cast.today
