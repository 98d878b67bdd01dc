"""The person objects to somebody seeing their record because of their job; a manager answers with reasons."""

import datetime

from accounts.models import User
from casework.consent.enums import RequiredAccess
from casework.consent.notifications import notify_objection, notify_objection_answered, settle_objection
from casework.models import AccessObjection, Individual
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.verbs import verb

# The law gives a month. The person waits less.
ANSWER_WITHIN = 10  # Working Days


def answer_due_on(day: datetime.date) -> datetime.date:
    """Return by when an objection made on `day` is answered."""
    return add_working_days(day, ANSWER_WITHIN)


@verb
def object_to_access(*, individual: Individual, about: str, words: str, how: str, by: User) -> AccessObjection:
    """Record that the person objects to who sees their record, in their words, and ask a manager to answer.

    Raises Refused while an objection to the same is open.
    """
    objection = AccessObjection.objects.create(
        individual=individual,
        about=RequiredAccess(about),
        words=words.strip(),
        how=how,
        due_on=answer_due_on(clock.today()),
        recorded_by=by,
    )
    notify_objection(objection, by)
    return objection


@verb
def answer_objection(*, objection: AccessObjection, is_upheld: bool, answer: str, by: User) -> AccessObjection:
    """Answer an objection: upheld, with what changes, or not, with why. The person reads it.

    Raises NotPossible for one that is answered or taken back, and Refused without words.
    """
    objection = _open(objection)
    if not answer.strip():
        raise Refused("Enter the answer.", field="answer")
    objection.is_upheld, objection.answer, objection.answered_by = is_upheld, answer.strip(), by
    objection.met_on = clock.today()
    objection.save(update_fields=["is_upheld", "answer", "answered_by", "met_on"])
    settle_objection(objection)
    notify_objection_answered(objection, by)
    return objection


@verb
def withdraw_objection(*, objection: AccessObjection, by: User) -> AccessObjection:
    """Take back an objection that is not answered. Raises NotPossible for one that is."""
    objection = _open(objection)
    objection.expire(clock.today())
    settle_objection(objection)
    return objection


def _open(objection: AccessObjection) -> AccessObjection:
    objection = AccessObjection.objects.get_locked(objection.pk)
    if not objection.is_open:
        raise NotPossible("This objection is answered, or was withdrawn.")
    return objection
