"""The person asks why somebody opened their record; a manager answers, and never the one asked about (R49)."""

import datetime
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from accounts.models import CodeLink, User
from casework.access.models import RecordAccessQuerySet
from casework.access.record_loader import accesses_of
from casework.models import AccessQuestion, Individual
from casework.notifications import notify_person
from casework.recipients import access_reviewers
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import queue_message, settle
from core.sql import LondonDay
from core.verbs import verb

ANSWER_WITHIN = 5  # Working Days


def question_due_on(day: datetime.date) -> datetime.date:
    """Return by when a question asked on `day` is answered."""
    return add_working_days(day, ANSWER_WITHIN)


def accesses_on(
    individual: Individual, *, day: datetime.date, user_id: UUID | None, link_id: UUID | None
) -> RecordAccessQuerySet:
    """Return what the person reads of one day in the access log, of one user or one link."""
    rows = accesses_of(individual).alias(on=LondonDay(F("recorded_at")))
    found: RecordAccessQuerySet = rows.filter(on=day, recorded_by=user_id, link=link_id)
    return found


@verb
def ask_about_access(
    *,
    individual: Individual,
    opened_on: datetime.date,
    words: str,
    by: User,
    user: User | None = None,
    link: CodeLink | None = None,
) -> AccessQuestion:
    """Ask why `user`, or whoever has `link`, opened the record on a day. `words` may be empty.

    Raises Refused for a day on which they did not, and where it was asked already.
    """
    opened = accesses_on(
        individual, day=opened_on, user_id=user.pk if user else None, link_id=link.pk if link else None
    )
    if not opened.exists():
        raise Refused("They did not open your record on that day.")
    question = AccessQuestion.objects.create(
        individual=individual,
        asked_about=user,
        link=link,
        opened_on=opened_on,
        words=words.strip(),
        due_on=question_due_on(clock.today()),
        recorded_by=by,
    )
    for reviewer in access_reviewers(individual, but=user.pk if user else None):
        queue_message(
            reviewer,
            key=f"access-question:{question.pk}",
            subject="Someone asks who opened their record",
            body="Sign in to read the question and to answer.",
            path=reverse("access_question_answer", args=[question.pk]),
            individual_id=individual.pk,
            about=[question.pk],
            by=by,
        )
    return question


@verb
def answer_access_question(*, question: AccessQuestion, answer: str, by: User) -> AccessQuestion:
    """Answer the person's question; they read it in their access log.

    Raises NotPossible for one that is answered or withdrawn, and Refused without words and about one's own access.
    """
    question = _open(question)
    if not answer.strip():
        raise Refused("Enter the answer.", field="answer")
    question.answer, question.answered_by, question.met_on = answer.strip(), by, clock.today()
    question.save(update_fields=["answer", "answered_by", "met_on"])
    settle(f"access-question:{question.pk}")
    notify_person(question.individual, key=f"access-question-answered:{question.pk}", page="my_access_log", by=by)
    return question


@verb
def withdraw_access_question(*, question: AccessQuestion, by: User) -> AccessQuestion:
    """Withdraw a question that is not answered. Raises NotPossible for one that is."""
    question = _open(question)
    question.expire(clock.today())
    settle(f"access-question:{question.pk}")
    return question


def _open(question: AccessQuestion) -> AccessQuestion:
    question = AccessQuestion.objects.get_locked(question.pk)
    if not question.is_open:
        raise NotPossible("This question is answered, or was withdrawn.")
    return question
