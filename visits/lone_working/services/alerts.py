"""Alerts: who is notified, today or now, of a change noticed at a visit. Others wait for the next update."""

import datetime
from typing import Any
from uuid import UUID

import pghistory

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import not_walled_off
from casework.models import SupportPackage
from casework.recipients import council_team, leaders_to_alert, once
from contracts.posts import is_staff
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.lone_working import notifications as lone_working_notifications
from visits.lone_working.enums import (
    CALLED_OUTCOMES,
    COUNCIL_RANG,
    AlertLevel,
    AlertState,
    CallOutcome,
    EscalationCause,
    EscalationContact,
)
from visits.lone_working.models.escalation import CONVERSATION_MISSING, DONE_MISSING
from visits.lone_working.notifications import AlertRecipients
from visits.lone_working.services.escalations import begin_escalation
from visits.models import Alert, AlertVisit, CouncilResponse, Visit

REOPEN_REASON_MISSING = "Enter why it was closed by mistake."
RELEASE_REASON_MISSING = "Enter why nobody deals with it now."
COUNCIL_CLOSES = "Only the provider’s part can wait again. Close yours, and enter who deals with it now."
NOT_ACCEPTED: dict[str, Any] = {"accepted_at": None, "accepted_by": None}
NOT_CLOSED: dict[str, Any] = {"closed_at": None, "closed_by": None, "done": ""}
NOT_REMINDED: dict[str, Any] = {"reminded_at": None, "reminders": 0}


@verb
def raise_alert(*, visit: Visit, by: User | None) -> Alert | None:
    """Alert the keyworker, the Council's team and the managers to a change that a visit noticed (R07, T3.2).

    "Today" notifies each of them at most once a day per package; "now" also calls the on-call senior. A visit joins
    the package's open alert. Returns None when nothing urgent was noticed.
    """
    if not visit.change_noticed or visit.urgency not in AlertLevel.values:
        return None
    package, alert = open_or_join(package_id=visit.package_id, level=visit.urgency, by=by)
    AlertVisit.objects.get_or_create(alert=alert, visit=visit, defaults={"recorded_by": by})
    lone_working_notifications.notify_alert(alert, visit, recipients_of(alert, package), by)
    if visit.urgency == AlertLevel.NOW:
        begin_escalation(package=package, cause=EscalationCause.ACT_NOW, visit=visit, caller=visit.worker.user, by=by)
    return alert


@verb
def open_or_join(*, package_id: UUID, level: str, by: User | None) -> tuple[SupportPackage, Alert]:
    """Return the package, locked, and its open alert: a new one, or the one there, raised to "now" if `level` is."""
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).get_locked(package_id)
    alert = Alert.objects.not_closed().filter(package=package).first()
    if alert is None:
        alert = Alert.objects.create(package=package, level=level, recorded_by=by)
        transitions.record_created(alert, by=by, about=[package.case.individual_id])
    elif level == AlertLevel.NOW:
        alert.level = AlertLevel.NOW
        alert.save(update_fields=["level"])
    return package, alert


def recipients_of(alert: Alert, package: SupportPackage) -> AlertRecipients:
    """Return who is notified, on both sides, when something joins an alert; each user once.

    Of the provider: the managers, always, or who is on call in their place; and whoever has accepted the alert. Of the
    Council: only whoever has accepted it, while they can be reached. Else the keyworker, and its team beside them where
    the terms ask for a keyworker (T3.2), or in their place.
    """
    provider = [*leaders_to_alert(package), *reachable(alert.accepted_by, package)]
    response, today = alert.council, clock.today()
    acceptor = reachable(response.accepted_by, package) if response and response.is_open else []
    readers = acceptor or lone_working_notifications.council_readers(package, today)
    if acceptor or (readers and not package.terms_on(today).asks_keyworker):
        return AlertRecipients(once([*provider, *readers]))
    users = once([*provider, *readers, *council_team(package)])
    return AlertRecipients(users, package.case.contract.council.team_email)


def reachable(user: User | None, package: SupportPackage) -> list[User]:
    """Return the user who accepted an alert, alone, or nobody if they can no longer work on it."""
    if user is None or not user.has_access or not can(user, Permission.ACCEPT_ALERT, package):
        return []
    return not_walled_off([user], package.pk, package.case.individual_id)


@verb
def accept_alert(*, alert: Alert, by: User) -> Alert:
    """Accept an alert for the side of `by` (R07). It stays on their list, and on the managers', until it is closed.

    Raises NotPossible when somebody of that side has accepted it already.
    """
    now = clock.now()
    if is_staff(by):
        about = [alert.package.case.individual_id]
        answered: dict[str, Any] = {"accepted_at": now, "accepted_by": by, "reminded_at": None, "reminders": 0}
        transitions.apply(alert, "accept", by=by, about=about, **answered)
        return alert
    alert = Alert.objects.select_related("council_response__accepted_by").get_locked(alert.pk)
    if alert.council:
        raise NotPossible(f"{alert.council.accepted_by} has already accepted this alert for the Council.")
    if alert.state == AlertState.CLOSED:
        raise NotPossible("The provider has closed this alert. You can read what was done.")
    alert.council_response = CouncilResponse.objects.create(
        alert=alert, accepted_at=now, accepted_by=by, recorded_by=by
    )
    return alert


@verb
def release_alert(*, alert: Alert, reason: str, by: User, accepted_at: datetime.datetime | None = None) -> Alert:
    """Give back an alert that somebody of the provider accepted: it waits again, and somebody else can accept it.

    Whoever may accept it may give it back, also for a colleague who is ill. Raises Refused without a reason, and
    NotPossible for the Council's side, unless the provider has accepted it and not closed it, and where somebody else
    has accepted it since `accepted_at`: the old form takes it from nobody.
    """
    if not reason.strip():
        raise Refused(RELEASE_REASON_MISSING, field="reason")
    if not is_staff(by):
        raise NotPossible(COUNCIL_CLOSES)
    alert = Alert.objects.select_related("package__case", "accepted_by").get_locked(alert.pk)
    if accepted_at is not None and alert.accepted_at not in (None, accepted_at):
        since = f"{alert.accepted_at.astimezone(clock.LONDON):%-d %B %Y %H:%M}" if alert.accepted_at else ""
        raise NotPossible(f"{alert.accepted_by} has been dealing with this since {since}. Your change was not saved.")
    about = [alert.package.case.individual_id]
    transitions.apply(alert, "release", by=by, reason=reason.strip(), about=about, **NOT_ACCEPTED, **NOT_REMINDED)
    return alert


@verb
def close_alert(*, alert: Alert, done: str, by: User) -> Alert:
    """Close an alert for the side of `by`, with what was done (R07). The other side's work on it continues.

    Raises Refused without `done`, NotPossible unless that side has accepted it and not closed it.
    """
    if not done.strip():
        raise Refused(DONE_MISSING, field="done")
    closed: dict[str, Any] = {"closed_at": clock.now(), "closed_by": by, "done": done.strip()}
    if is_staff(by):
        transitions.apply(alert, "close", by=by, about=[alert.package.case.individual_id], **closed)
        lone_working_notifications.settle_alert(alert)
        return alert
    response = CouncilResponse.objects.filter(alert=alert).first()
    if response is None:
        raise NotPossible("No one at the Council has accepted this alert.")
    response = CouncilResponse.objects.get_locked(response.pk)
    if not response.is_open:
        raise NotPossible("The Council’s part of this alert is closed already.")
    for name, value in closed.items():
        setattr(response, name, value)
    response.save(update_fields=list(closed))
    alert.council_response = response
    lone_working_notifications.settle_alert(alert)
    return alert


@verb
def record_council_rang(
    *,
    alert: Alert,
    contact: str,
    outcome: str,
    began_at: datetime.datetime,
    by: User,
    name: str = "",
    conversation: str = "",
    rang_by: str = "",
) -> Alert:
    """Record that the Council's duty team rang about an alert, when and with which result: on the page of the alert.

    `rang_by` is who of the team rang, by default the user. It neither accepts nor closes the alert. After an answer the
    team is not asked to ring again. Raises Refused for an answer without the conversation, and a call in the future.
    """
    if began_at > clock.now():
        raise Refused("The start time of the call cannot be in the future.", field="began")
    if outcome not in CALLED_OUTCOMES:
        raise Refused("Choose whether they answered.", field="outcome")
    if outcome == CallOutcome.ANSWERED and not conversation.strip():
        raise Refused(CONVERSATION_MISSING, field="conversation")
    who = ", ".join(part for part in (EscalationContact(contact).label, name.strip()) if part)
    when = f"{rang_by.strip() or by.full_name} rang on {began_at.astimezone(clock.LONDON):%-d %B %Y at %H:%M}."
    words = f"{who}: {CallOutcome(outcome).label.lower()}. {when} {conversation.strip()}".strip()
    transitions.apply(alert, COUNCIL_RANG, by=by, reason=words, about=[alert.package.case.individual_id])
    if outcome == CallOutcome.ANSWERED:
        lone_working_notifications.settle_for_team(alert, council_team(alert.package))
    return alert


@verb
def reopen_alert(*, alert: Alert, reason: str, by: User) -> Alert:
    """Reopen an alert that the side of `by` closed by mistake (R07): whoever accepted it deals with it again.

    What was written at the closing stays in its history. Raises Refused without a reason, and NotPossible where that
    side has not closed it, or another alert about the person is open.
    """
    if not reason.strip():
        raise Refused(REOPEN_REASON_MISSING, field="reason")
    with pghistory.context(reason=reason.strip()):
        return _reopen_for_staff(alert, reason, by) if is_staff(by) else _reopen_for_council(alert)


def _reopen_for_staff(alert: Alert, reason: str, by: User) -> Alert:
    """Reopen it, unless a later alert about the person is open: a visit joins one only."""
    SupportPackage.objects.get_locked(alert.package_id)
    if Alert.objects.not_closed().filter(package=alert.package_id).exclude(pk=alert.pk).exists():
        raise NotPossible("There is an open alert about this person. Write there what is still to be done.")
    about = [alert.package.case.individual_id]
    transitions.apply(alert, "reopen", by=by, reason=reason.strip(), about=about, **NOT_CLOSED, **NOT_REMINDED)
    return alert


def _reopen_for_council(alert: Alert) -> Alert:
    response = CouncilResponse.objects.filter(alert=alert).first()
    if response is None or response.is_open:
        raise NotPossible("The Council’s part of this alert is not closed.")
    response = CouncilResponse.objects.get_locked(response.pk)
    for name, value in (NOT_CLOSED | NOT_REMINDED).items():
        setattr(response, name, value)
    response.save(update_fields=[*NOT_CLOSED, *NOT_REMINDED])
    alert.council_response = response
    return alert
