"""The person objects to somebody seeing their record because of their job; a manager answers with reasons."""

import datetime

from accounts.models import User
from casework.consent.enums import RequiredAccess
from casework.consent.notifications import (
    notify_added_to_objection,
    notify_objection,
    notify_objection_answered,
    notify_objection_struck,
    settle_objection,
)
from casework.models import AccessObjection, Individual
from casework.portal_lock.rules import NOT_ANSWERED, added_to, check_answered_how
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.verbs import verb

# The law gives a month. The person waits a week.
ANSWER_WITHIN = 5  # Working Days


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
def answer_objection(
    *, objection: AccessObjection, is_upheld: bool, answer: str, by: User, answered_how: str = ""
) -> AccessObjection:
    """Answer an objection: upheld, with what changes, or not, with why. The person reads it on their own pages.

    Where they cannot, `answered_how` is how they learn it. Raises NotPossible for one that is answered or taken back,
    and Refused without words, or without `answered_how` where it is needed.
    """
    objection = _open(objection)
    if not answer.strip():
        raise Refused("Enter the answer.", field="answer")
    objection.is_upheld, objection.answer, objection.answered_by = is_upheld, answer.strip(), by
    objection.answered_how = check_answered_how(objection.individual, answered_how)
    objection.met_on = clock.today()
    objection.save(update_fields=["is_upheld", "answer", "answered_how", "answered_by", "met_on"])
    settle_objection(objection)
    notify_objection_answered(objection, by)
    return objection


@verb
def add_to_objection_answer(
    *, objection: AccessObjection, is_upheld: bool, words: str, by: User, answered_how: str = ""
) -> AccessObjection:
    """Add to the answer to an objection, or correct it and the decision: the person reads both.

    Raises NotPossible for one that is not answered, and Refused as `answer_objection`.
    """
    objection = AccessObjection.objects.get_locked(objection.pk)
    if not objection.answer:
        raise NotPossible(NOT_ANSWERED)
    objection.answer, objection.is_upheld = added_to(objection.answer, words, by), is_upheld
    objection.answered_how = check_answered_how(objection.individual, answered_how) or objection.answered_how
    objection.save(update_fields=["answer", "is_upheld", "answered_how"])
    notify_added_to_objection(objection, by)
    return objection


@verb
def withdraw_objection(*, objection: AccessObjection, by: User) -> AccessObjection:
    """Take back an objection that is not answered. Raises NotPossible for one that is."""
    objection = _open(objection)
    objection.expire(clock.today())
    settle_objection(objection)
    return objection


@verb
def strike_objection(*, objection: AccessObjection, reason: str, by: User) -> AccessObjection:
    """Strike through an objection that was recorded by mistake: nobody has to answer it.

    The person gets a message. Raises NotPossible for one that is answered, that the person recorded in their own pages,
    or that is struck through already; Refused without a reason.
    """
    objection = AccessObjection.with_struck.get_locked(objection.pk)
    if reason_why_not := why_not_struck(objection):
        raise NotPossible(reason_why_not)
    objection.strike(by=by, reason=reason)
    settle_objection(objection)
    notify_objection_struck(objection, by)
    return objection


def why_not_struck(objection: AccessObjection) -> str:
    """Return why an objection cannot be struck through; "" if it can."""
    if objection.is_the_persons_own:
        return "The person recorded this in their own pages. Only they can withdraw it."
    if objection.met_on is not None:
        return "A manager has answered this objection, so it cannot be marked as entered in error."
    return objection.why_closed


def _open(objection: AccessObjection) -> AccessObjection:
    objection = AccessObjection.objects.get_locked(objection.pk)
    if not objection.is_open:
        raise NotPossible("This objection is answered, or was withdrawn.")
    return objection
