"""The person asks why somebody opened their record; a manager answers, and never the one asked about (R49)."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from accounts.models import CodeLink, User
from casework.access.models import RecordAccessQuerySet
from casework.access.record_loader import accesses_of
from casework.models import AccessQuestion, Individual, RecordAccess
from casework.notifications import notify_person
from casework.portal_lock.rules import NOT_ANSWERED, added_to, check_answered_how
from casework.recipients import access_reviewers, access_reviewers_elsewhere, account_keepers
from core import clock, sweeps
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import queue_message, settle
from core.models import Message
from core.sql import LondonDay
from core.verbs import verb

ANSWER_WITHIN = 5  # Working Days
ABOUT_THEMSELVES = "This is about your own access. Somebody else records the question."
NOBODY_ANSWERS = "access-question-nobody"


@dataclass(frozen=True)
class Answerers:
    """Who answers a question about access; nobody, or users of another contract than the person's."""

    users: list[User]
    is_elsewhere: bool = False


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


def access_on(rows: RecordAccessQuerySet, day: str, pk: UUID) -> RecordAccess | None:
    """Return an entry of `rows` on this day (as in an address), of the user or link with this id; None without one."""
    try:
        opened_on = datetime.date.fromisoformat(day)
    except ValueError:
        return None
    by_one = Q(recorded_by=pk, link=None) | Q(recorded_by=None, link=pk)
    opened: RecordAccessQuerySet = rows.alias(on=LondonDay(F("recorded_at"))).filter(by_one, on=opened_on)
    return opened.first()


@verb
def ask_about_access(
    *,
    individual: Individual,
    opened_on: datetime.date,
    words: str,
    by: User,
    user: User | None = None,
    link: CodeLink | None = None,
    asked_how: str = "",
) -> AccessQuestion:
    """Ask why `user`, or whoever has `link`, opened the record on a day. `words` may be empty.

    `asked_how` is how the person asked staff, who record it. Raises Refused for a day on which they did not open it,
    where it was asked already, and for staff who would record a question about themselves.
    """
    if user is not None and user == by:
        raise Refused(ABOUT_THEMSELVES)
    opened = accesses_on(
        individual, day=opened_on, user_id=user.pk if user else None, link_id=link.pk if link else None
    )
    if not opened.exists():
        raise Refused("They did not open the record on that day.")
    question = AccessQuestion.objects.create(
        individual=individual,
        asked_about=user,
        link=link,
        opened_on=opened_on,
        words=words.strip(),
        asked_how=asked_how.strip(),
        due_on=question_due_on(clock.today()),
        recorded_by=by,
    )
    return _send(question, by=by)


def who_answers(individual: Individual, *, user_id: UUID | None) -> Answerers:
    """Return who answers a question of the person about this user; never the user.

    Managers of the person's contracts, else their safeguarding leads; else those of another contract, who read the
    question and what was opened, and nothing else of the record. Where there is nobody, administrators give somebody
    a role.
    """
    if users := access_reviewers(individual, but=user_id):
        return Answerers(users)
    if users := access_reviewers_elsewhere(individual, but=user_id):
        return Answerers(users, is_elsewhere=True)
    return Answerers([])


def _send(question: AccessQuestion, *, by: User | None) -> AccessQuestion:
    """Send the question to who answers it now; without anybody, ask the administrators for somebody."""
    individual = question.individual
    answerers = who_answers(individual, user_id=question.asked_about_id)
    if question.is_elsewhere != answerers.is_elsewhere:
        settle(f"access-question:{question.pk}")  # whoever got it before does not answer it any more
        question.is_elsewhere = answerers.is_elsewhere
        question.save(update_fields=["is_elsewhere"])
    for reviewer in answerers.users:
        queue_message(
            reviewer,
            key=f"access-question:{question.pk}",
            subject="Someone asks who opened their record",
            body="Sign in to read and answer the question.",
            path=reverse("access_question_answer", args=[question.pk]),
            individual_id=individual.pk,
            about=[question.pk],
            by=by,
        )
    if answerers.users:
        settle(f"{NOBODY_ANSWERS}:{question.pk}")
        return question
    for keeper in account_keepers(individual, but=question.asked_about_id):
        queue_message(
            keeper,
            key=f"{NOBODY_ANSWERS}:{question.pk}",
            subject="No one may answer a question about access",
            body="A person asks who opened their record, and the question is about the only one who could answer. "
            "Make somebody else a manager or safeguarding lead. They then get the question.",
            path=reverse("account_list"),
            about=[question.pk],
            by=by,
        )
    return question


def send_questions_on(*, on: datetime.date) -> int:
    """Send open questions to somebody else where none of those who got them may answer now (a sweep); return how many.

    The only other manager may have left since. A question that another contract got comes back to the person's own, as
    soon as somebody there may answer: the person may have moved.
    """
    questions = AccessQuestion.objects.outstanding().select_related("individual")
    ids = [question.pk for question in questions.order_by("pk") if _waits_for_nobody(question)]
    return sweeps.each(ids, lambda pk: _send_on(question_id=pk, by=None))


def _waits_for_nobody(question: AccessQuestion) -> bool:
    """Return whether nobody who may answer the question now got it, and sending it again reaches somebody new."""
    answerers = who_answers(question.individual, user_id=question.asked_about_id)
    if question.is_elsewhere and answerers.users and not answerers.is_elsewhere:
        return True
    key = "access-question" if answerers.users else NOBODY_ANSWERS
    got_it = Message.objects.filter(key__startswith=f"{key}:{question.pk}:")
    return not (got_it.filter(to__in=answerers.users) if answerers.users else got_it).exists()


@verb
def _send_on(*, question_id: UUID, by: User | None) -> bool:
    question = AccessQuestion.objects.select_related("individual").get_locked(question_id)
    if question.is_open:
        _send(question, by=by)
    return question.is_open


@verb
def answer_access_question(
    *, question: AccessQuestion, answer: str, by: User, answered_how: str = ""
) -> AccessQuestion:
    """Answer the person's question; they read it in their access log. Where they cannot, `answered_how` is needed.

    Raises NotPossible for one that is answered or withdrawn, and Refused without words and about one's own access.
    """
    question = _open(question)
    if not answer.strip():
        raise Refused("Enter the answer.", field="answer")
    question.answer, question.answered_by, question.met_on = answer.strip(), by, clock.today()
    question.answered_how = check_answered_how(question.individual, answered_how)
    question.save(update_fields=["answer", "answered_how", "answered_by", "met_on"])
    settle(f"access-question:{question.pk}", f"{NOBODY_ANSWERS}:{question.pk}")
    notify_person(question.individual, key=f"access-question-answered:{question.pk}", page="my_access_log", by=by)
    return question


@verb
def add_to_access_answer(*, question: AccessQuestion, words: str, by: User, answered_how: str = "") -> AccessQuestion:
    """Add to an answer, or correct it: the person reads both. Raises as `answer_access_question`, and NotPossible for
    a question that is not answered.
    """
    question = AccessQuestion.objects.get_locked(question.pk)
    if not question.answer:
        raise NotPossible(NOT_ANSWERED)
    if question.asked_about_id == by.pk:
        raise Refused(ABOUT_THEMSELVES)
    question.answer = added_to(question.answer, words, by)
    question.answered_how = check_answered_how(question.individual, answered_how) or question.answered_how
    question.save(update_fields=["answer", "answered_how"])
    notify_person(
        question.individual,
        key=f"access-question-added:{question.pk}:{clock.now().isoformat()}",
        page="my_access_log",
        by=by,
    )
    return question


@verb
def withdraw_access_question(*, question: AccessQuestion, by: User) -> AccessQuestion:
    """Withdraw a question that is not answered. Raises NotPossible for one that is."""
    question = _open(question)
    question.expire(clock.today())
    settle(f"access-question:{question.pk}", f"{NOBODY_ANSWERS}:{question.pk}")
    return question


def _open(question: AccessQuestion) -> AccessQuestion:
    question = AccessQuestion.objects.get_locked(question.pk)
    if not question.is_open:
        raise NotPossible("This question is answered, or was withdrawn.")
    return question
