"""The keyworker has read an update: acknowledged by them, by a link or by report."""

import datetime
from typing import Any

from django.db.models import F, Q

from accounts.models import CodeLink, User
from core import clock, messages, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from reviews.acknowledgement import Acknowledged, check_report
from reviews.models import REPLY_MISSING, KeyworkerUpdate
from reviews.updates import notifications
from reviews.updates.enums import UpdateState


@verb
def acknowledge_update(
    *,
    update: KeyworkerUpdate,
    by: User | None,
    answer: str = "",
    needs_answer: bool = False,
    link: CodeLink | None = None,
) -> KeyworkerUpdate:
    """Record that the keyworker has read the update, with their answer, if any. By a `link` there is no user.

    A reply that `needs_answer` is a duty until it is answered. Raises Refused for one without text.
    """
    if needs_answer and not answer.strip():
        raise Refused(REPLY_MISSING, field="answer")
    columns = {"needs_answer": needs_answer, "acknowledged_link": link}
    _acknowledge(update, by, answer, reason=str(link or ""), **columns)
    return update


@verb
def record_acknowledgement(
    *,
    update: KeyworkerUpdate,
    reader_name: str,
    report_method: str,
    reported_on: datetime.date,
    answer: str,
    by: User,
    needs_answer: bool = False,
) -> KeyworkerUpdate:
    """Record that somebody at the Council rang or wrote that they have read it: who, how, when and what they said.

    If that `needs_answer`, it is a duty until it is answered. Raises Refused as `check_report`.
    """
    check_report(
        reader_name=reader_name,
        report_method=report_method,
        reported_on=reported_on,
        answer=answer,
        sent_on=update.met_on,
    )
    reader = reader_name.strip()
    columns = {"reader_name": reader, "report_method": report_method, "reported_on": reported_on}
    _acknowledge(update, by, answer.strip(), reason=f"Reported by {reader}", needs_answer=needs_answer, **columns)
    return update


def _acknowledge(update: KeyworkerUpdate, by: User | None, answer: str, *, reason: str, **columns: Any) -> None:
    transitions.apply(
        update,
        "acknowledge",
        by=by,
        reason=reason,
        about=[update.package.case.individual_id],
        acknowledged_at=clock.now(),
        acknowledged_by=by,
        answer=answer,
        **columns,
    )
    messages.settle(f"update-sent:{update.pk}", f"update-unread:{update.pk}", f"update-passed-on:{update.pk}")
    notifications.notify_update_acknowledged(update, by)


@verb
def withdraw_acknowledgement(*, update: KeyworkerUpdate, reason: str, by: User) -> KeyworkerUpdate:
    """Withdraw an acknowledgement that staff recorded by mistake: the update waits for one again.

    Raises NotPossible for one that the keyworker gave themselves, and Refused without a reason.
    """
    if update.state == UpdateState.ACKNOWLEDGED and not update.reader_name:
        raise NotPossible("The keyworker acknowledged this themselves.")
    transitions.apply(
        update,
        "withdraw acknowledgement",
        by=by,
        reason=reason,
        about=[update.package.case.individual_id],
        acknowledged_at=None,
        acknowledged_by=None,
        reader_name="",
        report_method="",
        reported_on=None,
        answer="",
        needs_answer=False,
        our_answer="",
        answered_at=None,
        answered_by=None,
    )
    return update


@verb
def answer_reply(*, update: KeyworkerUpdate, our_answer: str, by: User) -> KeyworkerUpdate:
    """Answer the keyworker's reply; written again, it replaces the answer. Raises Refused without a reply or a text."""
    if update.state == UpdateState.ACKNOWLEDGED and not update.answer:
        raise Refused("There is no reply to answer.")
    if not our_answer.strip():
        raise Refused("Enter your answer.", field="our_answer")
    transitions.apply(
        update,
        "answer",
        by=by,
        about=[update.package.case.individual_id],
        our_answer=our_answer.strip(),
        answered_at=clock.now(),
        answered_by=by,
    )
    notifications.notify_reply_answered(update, by)
    return update


UPDATES = Acknowledged(
    model=KeyworkerUpdate,
    first_sent="submitted_at",
    sent_at=lambda: F("submitted_at"),
    is_waiting=Q(state=UpdateState.SENT),
    message="update-unread",
    remind=notifications.notify_update_unread,
    new_reader="update-passed-on",
    hand_on=notifications.notify_update_passed_on,
)
