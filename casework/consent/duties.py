"""The duties to answer an objection or a question about access, and to look at what was shared without consent."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.enums import Permission
from casework.duties import PersonDuty
from casework.models import AccessObjection, AccessQuestion, SafetyDisclosure
from core.duties import register
from core.sql import DaysAfter, LondonDay


@dataclass(frozen=True, kw_only=True)
class RightsDuty(PersonDuty):
    """What a person asks about their own record: it is answered after their support ended, too."""

    package: str | None = None
    individual: str = "individual"

    def ended_by(self, on: datetime.date) -> Q:
        return Q(individual__died_on__lte=on)


def _unseen(disclosures: Any, day: datetime.date) -> QuerySet[SafetyDisclosure]:
    """Return what no manager has seen; it is due the day after it was recorded."""
    return disclosures.unseen().annotate(due_on=DaysAfter(LondonDay(F("recorded_at")), 1))


def _hidden(disclosures: Any, day: datetime.date) -> QuerySet[SafetyDisclosure]:
    """Return what the person does not read; it is decided again on its day."""
    return disclosures.exclude(hidden_until=None)


register(
    RightsDuty(
        key="objection",
        label="Objection to who sees the record: answer it",
        model=AccessObjection,
        permission=Permission.REVIEW_ACCESS,
        page="objection_answer",
        message="objection",
        shows_from_start=True,
    )
)
register(
    RightsDuty(
        key="access-question",
        label="Question about who opened the record: answer it",
        model=AccessQuestion,
        permission=Permission.REVIEW_ACCESS,
        page="access_question_answer",
        message="access-question",
        shows_from_start=True,
    )
)
register(
    RightsDuty(
        key="disclosure",
        label="Shared without consent to keep someone safe: look at it",
        model=SafetyDisclosure,
        permission=Permission.REVIEW_ACCESS,
        page="disclosure",
        outstanding=_unseen,
    )
)
register(
    RightsDuty(
        key="disclosure-hidden",
        label="Decide again whether the person may read what was shared",
        model=SafetyDisclosure,
        permission=Permission.REVIEW_ACCESS,
        page="disclosure",
        due_on="hidden_until",
        outstanding=_hidden,
    )
)
