"""Record who was notified of an incident, the duty of candour, and what somebody does about it."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import is_hidden
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from safeguarding.incidents import notifications
from safeguarding.incidents.enums import IncidentState
from safeguarding.incidents.follow_up.enums import Applies, Recipient, ReportBasis
from safeguarding.models import Candour, Incident, IncidentAction, IncidentNotice

IN_FUTURE = "The date and time can’t be in the future."
OWNER_MAY_NOT_KNOW = "Choose somebody else: they may not know of this incident."
ALREADY_DONE = "This action is already done."


@verb
def begin_follow_up(*, incident: Incident, by: User | None) -> None:
    """Make the rows of a new incident: one notice for each recipient, and the duty of candour. None is answered."""
    IncidentNotice.objects.bulk_create(
        IncidentNotice(incident=incident, recipient=recipient, recorded_by=by) for recipient in Recipient
    )
    Candour.objects.create(incident=incident, recorded_by=by)


@verb
def answer_notice(
    *,
    notice: IncidentNotice,
    revision: int,
    applies: str,
    by: User,
    reason: str = "",
    basis: str = "",
    notified_at: datetime.datetime | None = None,
    notified_by: str = "",
    notified_how: str = "",
    reference: str = "",
) -> IncidentNotice:
    """Record whether the recipient must be notified, and when they were. History has the earlier answer.

    A report under RIDDOR is due within the days of its `basis` from the incident. Raises Refused for a time in the
    future, Conflict when somebody saved it since `revision`, and NotPossible for a withdrawn incident.
    """
    notice = IncidentNotice.objects.select_related("incident").get_locked(notice.pk)
    _refuse_withdrawn(notice.incident)
    notice.check_revision(revision)
    if notified_at is not None and notified_at > clock.now():
        raise Refused(IN_FUTURE, field="notified_time")
    is_report = notice.recipient == Recipient.RIDDOR and applies == Applies.YES
    notice.applies, notice.reason, notice.basis = applies, reason, basis if is_report else ""
    notice.due_on = notice.incident.happened_on + ReportBasis(basis).limit if is_report and basis else None
    notice.notified_at, notice.notified_by, notice.notified_how, notice.reference = (
        notified_at,
        notified_by,
        notified_how,
        reference,
    )
    notice.save()
    return notice


@verb
def record_candour(
    *,
    candour: Candour,
    revision: int,
    applies: str,
    by: User,
    reason: str = "",
    explained_on: datetime.date | None = None,
    apologised_on: datetime.date | None = None,
    written_on: datetime.date | None = None,
    support: str = "",
) -> Candour:
    """Record the steps of the duty of candour, or why it does not apply. History has the earlier answer.

    Raises Refused for a day in the future, Conflict when somebody saved it since `revision`, and NotPossible for a
    withdrawn incident.
    """
    candour = Candour.objects.select_related("incident").get_locked(candour.pk)
    _refuse_withdrawn(candour.incident)
    candour.check_revision(revision)
    days = {"explained_on": explained_on, "apologised_on": apologised_on, "written_on": written_on}
    for name, day in days.items():
        if day is not None and day > clock.today():
            raise Refused("This can’t be in the future.", field=name)
        setattr(candour, name, day)
    candour.applies, candour.reason, candour.support = applies, reason, support
    candour.save()
    return candour


@verb
def add_action(*, incident: Incident, words: str, owner: User, due_on: datetime.date, by: User) -> IncidentAction:
    """Give somebody of the staff an action, due by a day. Raises Refused for who may not know of the incident."""
    incident = Incident.objects.get_locked(incident.pk)
    _refuse_withdrawn(incident)
    if incident.involves(owner) or is_hidden(owner, *filter(None, (incident.pk, incident.individual_id))):
        raise Refused(OWNER_MAY_NOT_KNOW, field="owner")
    if due_on < clock.today():
        raise Refused("Choose today or a later day.", field="due_on")
    action = IncidentAction.objects.create(incident=incident, words=words, owner=owner, due_on=due_on, recorded_by=by)
    notifications.notify_owner(action, by)
    return action


@verb
def complete_action(*, action: IncidentAction, done_words: str, by: User) -> IncidentAction:
    """Record that the action is done. Raises NotPossible when it is done already or was withdrawn."""
    action = IncidentAction.objects.select_related("incident").get_locked(action.pk)
    _refuse_ended(action)
    action.done_on, action.done_by, action.done_words = clock.today(), by, done_words
    action.save(update_fields=["done_on", "done_by", "done_words"])
    notifications.settle_action(action)
    return action


@verb
def withdraw_action(*, action: IncidentAction, reason: str, by: User) -> IncidentAction:
    """Withdraw an action that is not needed, or was given to somebody by mistake, with the reason."""
    action = IncidentAction.objects.get_locked(action.pk)
    if action.done_on:
        raise NotPossible(ALREADY_DONE)
    action.strike(by=by, reason=reason)
    notifications.settle_action(action)
    return action


def why_not_completed(action: IncidentAction) -> str:
    """Return why the action cannot be completed or withdrawn; "" if it can."""
    return ALREADY_DONE if action.done_on else action.why_closed


def refuse_unanswered(incident: Incident) -> None:
    """Raise Refused where somebody must still be notified: then the incident is not closed."""
    waiting = [str(notice.get_recipient_display()) for notice in incident.notices.to_send()]
    if waiting:
        raise Refused(f"Notify them first, or record why it does not apply: {', '.join(waiting)}.")


def may_answer(incident: Incident, user: User) -> bool:
    """Return whether `user` may record who was notified and give actions."""
    return not incident.is_withdrawn and can(user, Permission.MANAGE_INCIDENT, incident)


def _refuse_ended(action: IncidentAction) -> None:
    if why := why_not_completed(action):
        raise NotPossible(why)


def _refuse_withdrawn(incident: Incident) -> None:
    if incident.state == IncidentState.WITHDRAWN:
        raise NotPossible("This incident is already withdrawn.")
