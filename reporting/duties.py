"""The duty to seal a return by the day of the terms: in the register, about a contract and no person."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from accounts.enums import Permission
from casework.duties import DutyBeforeSupport
from core.duties import register
from core.sql import DateText, DaysAfter
from reporting.models import ReturnDue


@dataclass(frozen=True, kw_only=True)
class ReturnDuty(DutyBeforeSupport):
    """Of those who prepare returns. Where lists name a person, it names the contract."""

    def name_column(self) -> F:
        return F("contract__name")

    def href(self, argument: UUID) -> str:
        """Return the address of the returns: one is opened there, and those in preparation are on top."""
        return reverse(self.page)

    def ended_by(self, on: datetime.date) -> Q:
        """A return of a period that is over never becomes needless."""
        return Q(pk__in=[])


register(
    ReturnDuty(
        key="return-due",
        short_label="Seal a return",
        label=Concat(
            Value("Seal the return for "),
            DateText("from_on"),
            Value(" to "),
            DateText(DaysAfter("until_on", Value(-1))),
            output_field=CharField(),
        ),
        several="returns to seal",
        model=ReturnDue,
        permission=Permission.PREPARE_RETURN,
        reading=Permission.PREPARE_RETURN,
        page="returns",
        package=None,
        without_record="You or a colleague",
    )
)
