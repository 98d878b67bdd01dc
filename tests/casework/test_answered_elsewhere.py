"""An answer to somebody who reads no pages of their own: whoever answers tells them, and records how (R49)."""

import pytest
from django.urls import reverse

from casework.models import AccessObjection, AccessQuestion
from casework.services import (
    answer_access_question,
    answer_objection,
    ask_about_access,
    end_portal_account,
    lock_portal,
    object_to_access,
)
from core import clock
from core.errors import Refused

ANSWER = "We must pay our staff."
SENT = "Sent. The person can read it."
SAVED = "Saved, with how you told the person."


@pytest.fixture(params=["without account", "locked"])
def unreadable(request, cast) -> str:
    """Leave Maya without pages of her own; return the sentence that says why."""
    if request.param == "locked":
        lock_portal(individual=cast.individual, by=cast.amara)
        return "Their own pages are locked."
    end_portal_account(individual=cast.individual, reason="Somebody reads her email", by=cast.ben)
    return "They have no pages of their own."


@pytest.fixture
def objection(cast) -> AccessObjection:
    return object_to_access(
        individual=cast.individual, about="finance", words="Not my hours", how="By phone", by=cast.amara
    )


@pytest.fixture
def question(cast, client) -> AccessQuestion:
    client.force_login(cast.amara)
    client.get(reverse("person_plan", args=[cast.individual.pk]))
    columns = {"individual": cast.individual, "opened_on": clock.today(), "words": "Why?"}
    return ask_about_access(**columns, user=cast.amara, by=cast.maya)


def check_form(client, user, path: str, sent: dict[str, str], unreadable: str) -> None:
    """Check that the form says why the person cannot read the answer, and asks how they learnt it."""
    client.force_login(user)
    assert unreadable in client.get(path).text
    refused = client.post(path, sent)
    assert "Enter how you told them" in refused.text
    assert ANSWER in refused.text
    text = client.post(path, sent | {"answered_how": "By phone, on Tuesday"}, follow=True).text
    assert SAVED in text
    assert SENT not in text
    assert "By phone, on Tuesday" in text


def test_an_objection_is_answered_with_how_the_person_learnt_it(cast, client, objection, unreadable):
    path = reverse("objection_answer", args=[objection.pk])
    check_form(client, cast.ben, path, {"is_upheld": "no", "answer": ANSWER}, unreadable)
    objection.refresh_from_db()
    assert (objection.answer, objection.answered_how) == (ANSWER, "By phone, on Tuesday")


def test_a_question_about_access_is_answered_with_how_the_person_learnt_it(cast, client, question, unreadable):
    path = reverse("access_question_answer", args=[question.pk])
    check_form(client, cast.ben, path, {"answer": ANSWER}, unreadable)
    question.refresh_from_db()
    assert (question.answer, question.answered_how) == (ANSWER, "By phone, on Tuesday")


@pytest.mark.usefixtures("unreadable")
def test_no_answer_is_sent_to_nobody(cast, objection, question):
    with pytest.raises(Refused, match="how you told them"):
        answer_objection(objection=objection, is_upheld=False, answer=ANSWER, by=cast.ben)
    with pytest.raises(Refused, match="how you told them"):
        answer_access_question(question=question, answer=ANSWER, answered_how=" ", by=cast.ben)
    assert objection.answered_by is None


def test_who_reads_their_own_pages_is_asked_nothing_more(cast, client, objection):
    path = reverse("objection_answer", args=[objection.pk])
    client.force_login(cast.ben)
    assert "How did you tell them?" not in client.get(path).text
    assert SENT in client.post(path, {"is_upheld": "no", "answer": ANSWER}, follow=True).text
