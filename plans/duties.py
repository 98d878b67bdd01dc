"""The duties to write the exit plan that the terms ask for, and to answer what the person wrote."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Concat

from accounts.enums import Permission
from accounts.permissions import NOBODY
from casework.danger import DangerRank
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register
from core.sql import LondonTime
from plans.exit.rules import without_exit_plan
from plans.models import AnswerDuty

register(
    PersonDuty(
        key="exit-plan",
        label="Exit plan missing",
        model=SupportPackage,
        permission=Permission.WRITE_PLAN,
        page="person_exit",
        argument="case__individual",
        due_on="missing_since",
        outstanding=without_exit_plan,
        package="pk",
        individual="case__individual",
    )
)


# What a message is about: staff see beside "Message to answer" which one may be about more than a visit.
ABOUT = Case(
    When(comment__representative__isnull=False, then=Value(" from a representative")),
    When(~Q(comment__about=""), then=Concat(Value(" about "), "comment__about")),
    When(comment__plan__isnull=False, then=Value(" about the plan")),
    default=Value(" about support"),
    output_field=CharField(),
)


@dataclass(frozen=True, kw_only=True)
class MessageDuty(PersonDuty):
    """A message from a person: only an answer ends it, not the end of support."""

    def ended_by(self, on: datetime.date) -> Q:
        return NOBODY


register(
    MessageDuty(
        key="comment",
        danger=DangerRank.ANSWER,
        is_danger=True,
        short_label="Message to answer",
        label=Concat(
            Value("Message to answer"), ABOUT, Value(", "), LondonTime("recorded_at"), output_field=CharField()
        ),
        came_at="recorded_at",
        due_at="read_by_at",
        action="Answer",
        model=AnswerDuty,
        permission=Permission.ANSWER_COMMENT,
        page="comment_answer",
        package="comment__package",
        individual="comment__package__case__individual",
    )
)
