"""Documents in which a person said beforehand what they want are recorded, corrected, ended and withdrawn (R65)."""

import datetime
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import Individual
from core import clock
from core.errors import Refused
from core.models import change_row, strike_row
from core.verbs import verb
from risk.models import AdvanceChoice


class ChoiceColumns(TypedDict):
    kind: str
    dated_on: datetime.date
    held_by: str
    where: str
    note: str
    until_on: datetime.date | None


@verb
def record_advance_choice(*, individual: Individual, by: User, **columns: Unpack[ChoiceColumns]) -> AdvanceChoice:
    """Record that there is such a document. Raises Refused for a date in the future."""
    _check(columns)
    return AdvanceChoice.objects.create(individual=individual, recorded_by=by, **columns)


@verb
def change_advance_choice(*, choice: AdvanceChoice, by: User, **columns: Unpack[ChoiceColumns]) -> AdvanceChoice:
    """Correct a document, or end it with its last day. History has the row as it was.

    Raises NotPossible for one that was withdrawn, and Refused as `record_advance_choice` does.
    """
    _check(columns)
    return change_row(choice, columns)


def _check(columns: ChoiceColumns) -> None:
    if columns["dated_on"] > clock.today():
        raise Refused("The date of the document cannot be in the future.", field="dated_on")


@verb
def withdraw_advance_choice(*, choice: AdvanceChoice, reason: str, by: User) -> AdvanceChoice:
    """Strike through a document that was recorded by mistake.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(choice, by=by, reason=reason)
