"""The duties to write the exit plan that the terms ask for, and to answer what the person wrote."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import NOBODY
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register
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


@dataclass(frozen=True, kw_only=True)
class MessageDuty(PersonDuty):
    """A message from a person: only an answer ends it, not the end of support."""

    def ended_by(self, on: datetime.date) -> Q:
        return NOBODY


register(
    MessageDuty(
        key="comment",
        is_danger=True,
        label="Message to answer",
        model=AnswerDuty,
        permission=Permission.ANSWER_COMMENT,
        page="comment_answer",
        package="comment__package",
        individual="comment__package__case__individual",
    )
)
