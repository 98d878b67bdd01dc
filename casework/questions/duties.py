"""The duty to answer a question: of the worker who is asked while they may, else of the lead worker; when it is late,
or nobody leads, of managers.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import NOBODY
from casework.duties import PersonDuty
from casework.models import Allocation, Question
from casework.questions.answering import has_answerer, other_leads
from core.duties import register


@dataclass(frozen=True, kw_only=True)
class QuestionDuty(PersonDuty):
    """Only an answer ends it, not the end of support."""

    def ended_by(self, on: datetime.date) -> Q:
        return NOBODY

    def rows(self, user: User, day: datetime.date, *, is_reading: bool = False) -> QuerySet[Any]:
        rows = super().rows(user, day, is_reading=is_reading)
        if is_reading:
            return rows
        allocated = Allocation.objects.in_force_on(day).filter(package=OuterRef("package"), worker__user=user)
        is_open = Q(asked_of=None) | ~has_answerer(day)
        is_for_lead = Q(Exists(allocated)) & is_open & ~Q(asked_by=user)
        managed = Q(pk__in=Question.objects.allowing(user, Permission.ALLOCATE).values("pk"))
        is_for_managers = Q(due_on__lt=day) | (is_open & ~Exists(other_leads(day)))
        return rows.filter(Q(asked_of=user) | is_for_lead | (managed & is_for_managers))


register(
    QuestionDuty(
        key="question",
        label="Question to answer",
        shows_from_start=True,
        model=Question,
        permission=Permission.WRITE_UPDATE,
        page="question_answer",
        message="question",
    )
)
