"""Questions are asked, answered and withdrawn. Who asked is notified of the answer."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import is_hidden
from casework.models import Question, SupportPackage
from casework.questions.answering import answerers, without_notice
from casework.questions.models import ANSWER_MISSING, WORDS_MISSING
from casework.questions.rules import NOT_THEIRS, NOT_WITHDRAWN, may_answer, may_withdraw, where_read
from casework.recipients import managers_of, once, record_link
from core import clock, sweeps
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import queue_message, settle
from core.models import Message, strike_row
from core.verbs import verb

ANSWER_WITHIN = 2  # Working Days


@verb
def ask_question(
    *,
    package: SupportPackage,
    words: str,
    by: User,
    asked_by: User | None = None,
    asked_by_name: str = "",
    about_kind: str = "",
    about_id: UUID | None = None,
    asked_of: User | None = None,
) -> Question:
    """Ask a question about a package or one of its records. It is due in two working days.

    Somebody who rang is `asked_by`, or `asked_by_name` without an account; `by` wrote it down. The lead worker answers,
    or `asked_of`, who wrote the record, while they may. Raises Refused without words.
    """
    if not words.strip():
        raise Refused(WORDS_MISSING, field="words")
    question = Question.objects.create(
        package=package,
        words=words.strip(),
        asked_by=asked_by,
        asked_by_name=asked_by_name,
        asked_of=_who_answers(asked_of, package, about_id),
        about_kind=about_kind,
        about_id=about_id,
        due_on=add_working_days(clock.today(), ANSWER_WITHIN),
        recorded_by=by,
    )
    _ask(question, answerers(question, clock.today()), by)
    return question


def _ask(question: Question, users: Iterable[User], by: User | None) -> None:
    for user in users:
        _notify(
            question,
            user,
            key=f"question:{question.pk}",
            subject="A question to answer",
            body=f"Please answer by {question.due_on:%-d %B %Y}. Sign in to read it.",
            path=reverse("question_answer", args=[question.pk]),
            by=by,
        )


def pass_questions_on(*, on: datetime.date) -> int:
    """Notify those who answer an open question now that its worker, or the lead worker, has left: the new lead worker,
    or the managers (a sweep). Return how many questions. It has been on their home page since that day.
    """
    ids = [question.pk for question in without_notice(on) if not _is_notified(question, answerers(question, on))]
    return sweeps.each(ids, lambda pk: _pass_on(question_id=pk, on=on, by=None))


def _is_notified(question: Question, users: Iterable[User]) -> bool:
    """Return whether one of `users` got the message about the question."""
    return Message.objects.filter(key__startswith=f"question:{question.pk}:", to__in=users).exists()


@verb
def _pass_on(*, question_id: UUID, on: datetime.date, by: User | None) -> bool:
    rows = Question.objects.select_related("package__case__contract", "package__case__individual", "asked_of")
    question = rows.get_locked(question_id)
    users = answerers(question, on)
    if question.met_on or _is_notified(question, users):
        return False
    _ask(question, users, by)
    settle(f"question:{question.pk}", still_asks=lambda user: user in users)
    return True


def _who_answers(worker: User | None, package: SupportPackage, about_id: UUID | None) -> User | None:
    """Return the worker who is asked, if they still work with the person: else the lead is asked, or the managers."""
    if worker is None or not worker.has_access or not can(worker, Permission.WRITE_UPDATE, package):
        return None
    return None if about_id is not None and is_hidden(worker, about_id) else worker


@verb
def answer_question(*, question: Question, revision: int, answer: str, by: User) -> Question:
    """Answer a question, or change its answer; who asked is notified. History has the earlier answer.

    Raises Conflict when it was answered since `revision`, NotPossible for one that is withdrawn, and Refused for
    somebody else than who is asked, and without an answer.
    """
    question = Question.with_struck.select_related("package__case__contract", "package__case__individual").get_locked(
        question.pk
    )
    if question.why_closed:
        raise NotPossible(question.why_closed)
    if not may_answer(by, question):
        raise Refused(NOT_THEIRS)
    if not answer.strip():
        raise Refused(ANSWER_MISSING, field="answer")
    question.check_revision(revision)
    question.answer, question.answered_by, question.answered_at = answer.strip(), by, clock.now()
    question.met_on = question.met_on or clock.today()
    question.expired_on = None
    question.save()
    settle(f"question:{question.pk}")
    recipients = [question.asked_by] if question.asked_by else managers_of(question.package)
    for user in once(recipients):
        if user.pk != by.pk:
            _notify(
                question,
                user,
                key=f"question-answered:{question.pk}:{question.revision}",
                subject="Your question is answered",
                body="Sign in to read the answer.",
                path=where_read(question),
                by=by,
            )
    return question


@verb
def withdraw_question(*, question: Question, reason: str, by: User) -> Question:
    """Withdraw a question that was asked by mistake. It stays on file; nobody has to answer it. Whoever asked gets a
    message if somebody else withdraws it.

    Raises NotPossible for one that is withdrawn already, for somebody else than who asked or a manager, for one that
    is answered unless a manager withdraws it, and Refused without a reason.
    """
    if question.why_closed:
        raise NotPossible(question.why_closed)
    if not may_withdraw(by, question):
        raise NotPossible(NOT_WITHDRAWN)
    question = strike_row(question, by=by, reason=reason)
    settle(f"question:{question.pk}")
    if question.asked_by is not None and question.asked_by_id != by.pk:
        _notify(
            question,
            question.asked_by,
            key=f"question-withdrawn:{question.pk}",
            subject="Your question was withdrawn",
            body="Sign in to read why. You can ask again.",
            path=where_read(question),
            by=by,
        )
    return question


def _notify(question: Question, user: User, *, key: str, subject: str, body: str, path: str, by: User | None) -> None:
    """Send a message without details; to somebody behind a wall nothing that leads to the record."""
    about = [question.about_id] if question.about_id else []
    link = record_link(user, question.package, path, *about)
    if link and can(user, Permission.READ_PERSON, question.package):
        queue_message(user, key=key, subject=subject, body=body, by=by, **link)
