"""Who may answer a question, and where it is read."""

from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Question
from casework.questions.about import kind_of
from casework.questions.answering import has_answerer
from casework.questions.models import QuestionQuerySet
from core import clock

MOST_ABOUT = 50
NOT_THEIRS = "Only the worker who wrote the record, or a manager, can answer this question."
NOT_WITHDRAWN = "Only who asked can withdraw this question, and only until it is answered. A manager can at any time."


def questions_about(record: Model, user: User) -> list[tuple[Question, bool]]:
    """Return the questions about a record, the earliest first, each with whether `user` is asked to answer it.

    Without somebody who is asked, or once they may not answer any more, those who may write updates about the person
    are; not who asked.
    """
    is_open = Q(asked_of=None) | ~has_answerer(clock.today())
    answerable = Question.objects.allowing(user, Permission.WRITE_UPDATE).filter(Q(asked_of=user) | is_open)
    answerable = answerable.exclude(asked_by=user)
    questions = with_withdrawable(Question.objects.visible_to(user).filter(about_id=record.pk), user)
    questions = questions.annotate(is_asked=Exists(answerable.filter(pk=OuterRef("pk"))))
    rows: Any = questions.select_related(
        "asked_by", "asked_of", "answered_by", "recorded_by", "package__case__contract"
    )
    return [(row, row.is_asked) for row in rows.order_by("recorded_at", "pk")[:MOST_ABOUT]]


def may_answer(user: User, question: Question) -> bool:
    """Return whether `user`, who may write updates about the person, may answer: of a worker's record, the worker while
    they may.
    """
    if question.asked_of_id in (None, user.pk) or can(user, Permission.ALLOCATE, question.package):
        return True
    return not Question.objects.filter(has_answerer(clock.today()), pk=question.pk).exists()


def may_withdraw(user: User, question: Question) -> bool:
    """Return whether `user` may withdraw the question: who asked until it is answered, a manager at any time."""
    rows: Any = with_withdrawable(Question.objects.filter(pk=question.pk), user)
    return bool(rows.filter(is_withdrawable=True).exists())


def with_withdrawable(questions: QuestionQuerySet, user: User) -> QuestionQuerySet:
    """Add `is_withdrawable`: whether `user` may withdraw the question."""
    managed = Question.objects.allowing(user, Permission.ALLOCATE).filter(pk=OuterRef("pk"))
    is_withdrawable = Q(_is_asker(user), met_on=None) | Q(Exists(managed))
    return questions.annotate(is_withdrawable=ExpressionWrapper(is_withdrawable, output_field=BooleanField()))


def permission_to_withdraw(user: User, pk: UUID) -> Permission:
    """Return what `user` needs to withdraw the question with this id: less where they asked it."""
    has_asked = Question.with_struck.filter(_is_asker(user), pk=pk).exists()
    return Permission.ASK_QUESTION if has_asked else Permission.ALLOCATE


def _is_asker(user: User) -> Q:
    """Return a Q for what `user` asked, or recorded for somebody without an account."""
    return Q(asked_by=user) | Q(asked_by=None, recorded_by=user)


def where_read(question: Question) -> str:
    """Return the address of the page with the question and its answer: of its record, else of the person."""
    kind = kind_of(question.about_kind)
    if kind is not None and question.about_id:
        return kind.href(question.about_id)
    return reverse("person_questions", args=[question.package.case.individual_id])
