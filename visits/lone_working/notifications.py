"""Messages about alerts, escalations and lone working checks: without names, and limited where not urgent."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import SupportPackage
from casework.recipients import council_recipients, record_link, ring_instead
from contracts.posts import is_staff
from contracts.service_hours import opens_next_at
from core import clock, transitions
from core.channels import immediate_channels
from core.messages import queue_email, queue_message, settle
from core.models import Channel, Message, MessageState, Receipt
from design import formatting
from visits.lone_working.enums import AlertLevel, CallOutcome, EscalationCause
from visits.models import Alert, Escalation, LoneWorkingCheck, Visit
from workforce.on_call.numbers import numbers_on_call, numbers_to_ring
from workforce.on_call.rota import AnswersAs, on_call_now

# How many alerts of level "today" somebody is notified of in a day; one more message says that there are further ones.
# With late checks, which have no limit, a manager stays below five interruptions a day.
MOST_A_DAY = 2
ACCEPT_CALL = "Sign in and accept the call."
# For somebody behind a wall, who cannot open the call.
WITHOUT_RECORD = "Ask another senior or manager to open “On call” in Casework. If you reach no one, ring 999."
PICK_UP = "Sign in to read it, and press “I’m dealing with this” if you are."
# What somebody behind a wall asks a colleague to do about an alert.
OPEN_ALERT = "pick up the alert on their home page in Casework"
ANSWERED_BODY = "Someone is dealing with it. Stay somewhere safe and keep your phone on."
OVER_BODY = "Sign in to read what was done."
NOTHING_TO_DO = "You do not need to do anything now."
# How the keys of interrupting messages begin; a text message always interrupts.
ALERT_KEY, MORE_ALERTS_KEY, CALL_KEY, CHECK_KEY = "alert:", "alert-more:", "call:", "check:"
REMINDER_KEY = "alert-reminder:"
# Of the email to the address of the Council's team.
TEAM_KEY = "alert-team:"


@dataclass(frozen=True)
class AlertRecipients:
    """Who is notified of an alert. `team_email` is the address of the Council's team, where the team is notified."""

    users: list[User]
    team_email: str = ""


def council_readers(package: SupportPackage, day: datetime.date) -> list[User]:
    """Return who at the Council must read the alerts of a package on `day`: the keyworker, or their cover."""
    return [user for user in council_recipients(package, day) if can(user, Permission.ACCEPT_ALERT, package)]


def notify_alert(alert: Alert, visit: Visit, recipients: AlertRecipients, by: User | None) -> None:
    """Notify each once a day per alert; of "act now" once per visit and without a limit.

    Whoever cannot open the alert reads whom to ring, also without a limit: it is not on their home page.
    """
    is_now = visit.urgency == AlertLevel.NOW
    today, package = clock.today(), alert.package
    when, noted = "now" if is_now else "today", "a change was noticed at a visit"
    event = str(visit.pk if is_now else today)
    for user in recipients.users:
        if user.pk == visit.worker.user_id or (by is not None and user.pk == by.pk):
            continue
        columns = alert_columns(user, alert, visit.pk, visit.worker.user, when=when, noted=noted)
        if columns.get("path") and not is_now and _is_at_limit(user, alert, today):
            _notify_more(user, today)
            continue
        queue_message(
            user, key=f"{ALERT_KEY}{alert.pk}:{event}", by=by, is_urgent=is_now, is_always_sent=True, **columns
        )
    mail_team(alert, package, recipients, event=event, subject=f"Please ring {when}: {noted}", by=by)


def alert_columns(
    user: User, alert: Alert, about: UUID, worker: User | None, *, when: str, noted: str
) -> dict[str, Any]:
    """Return what `user` reads about what joined an alert (`about`), as `queue_message` takes it.

    Only who may accept the alert is led to it. The Council's team rings the service; somebody behind a wall rings the
    worker, and reads nothing that names the package.
    """
    package = alert.package
    link = record_link(user, package, reverse("alert", args=[alert.pk]), alert.pk, about)
    if not link:
        body = ring_instead(package.case.contract, worker, OPEN_ALERT)
        return {"subject": f"Please act {when}: {noted}", "body": body}
    if not is_staff(user) and not can(user, Permission.ACCEPT_ALERT, package):
        subject = f"Please ring about {package.reference} {when}: {noted}"
        return {**link, "subject": subject, "body": _ring_service(alert, package), "path": ""}
    return {**link, "subject": f"Please look at {package.reference} {when}: {noted}", "body": PICK_UP}


def mail_team(
    alert: Alert, package: SupportPackage, recipients: AlertRecipients, *, event: str, subject: str, by: User | None
) -> None:
    """Send the Council's team, at its own address, whom to ring; once for each `event`.

    It names no package: others may read that mailbox. Nothing is sent to an address that one of the users has.
    """
    address = recipients.team_email
    if address and address.lower() not in [user.email.lower() for user in recipients.users]:
        body = _ring_service(alert, package)
        queue_email(address, key=f"{TEAM_KEY}{alert.pk}:{event}", subject=subject, body=body, by=by)


def _ring_service(alert: Alert, package: SupportPackage) -> str:
    """Return whom somebody at the Council rings who cannot open the alert, and which alert they ask about."""
    contract, now = package.case.contract, clock.now()
    raised_at = f"{formatting.weekday(alert.recorded_at)} {formatting.time(alert.recorded_at)}"
    ask = f"Ask about the alert of {raised_at}."
    opens_at = opens_next_at(contract.find_terms(clock.day_of(now)), now)
    if opens_at and not on_call_now(contract, now).is_from_rota:
        opens = formatting.spoken_time(opens_at)
        danger = "If someone is in danger before then, ring 999 or 111."
        return f"No one answers until {opens}. Ring the service then on {contract.telephone}. {ask} {danger}"
    numbers = numbers_on_call(contract)
    on_call = f", or who is on call on {numbers[0].with_note}" if numbers else ""
    return f"Ring the service on {contract.telephone}{on_call}. {ask}"


def remind_of_alert(alert: Alert, package: SupportPackage, users: Iterable[User], number: str) -> None:
    """Remind each user of an alert that is not closed. `number` says of which side it is which reminder."""
    key = (
        f"{REMINDER_KEY}{alert.pk}:{alert.accepted_at:%d%H%M%S}:" if alert.accepted_at else f"{REMINDER_KEY}{alert.pk}:"
    )
    for user in users:
        link = record_link(user, package, reverse("alert", args=[alert.pk]), alert.pk)
        to_do = "Sign in, do what is needed, and record what was done."
        queue_message(
            user,
            key=f"{key}{number}",
            subject=f"Not closed yet: the alert about {package.reference}" if link else "An alert is not closed yet",
            body="A change was noticed at a visit. "
            + (to_do if link else ring_instead(package.case.contract, None, OPEN_ALERT)),
            is_always_sent=True,
            **link,
        )


def settle_alert(alert: Alert) -> None:
    """Mark what was sent about the alert as read for those whose side has nothing left to do about it."""

    def still_asks(user: User) -> bool:
        return Alert.objects.to_close_by(user).filter(pk=alert.pk).exists()

    settle(f"{ALERT_KEY}{alert.pk}", f"{REMINDER_KEY}{alert.pk}", still_asks=still_asks)


def settle_for_team(alert: Alert, team: Iterable[User]) -> None:
    """Mark what asked the Council's team to ring about the alert as read: one of them has rung."""
    ids = {user.pk for user in team}
    settle(f"{ALERT_KEY}{alert.pk}", f"{REMINDER_KEY}{alert.pk}", still_asks=lambda user: user.pk not in ids)


def settle_check(check: LoneWorkingCheck) -> None:
    """Mark the question whether the worker is safe as read, now that we know or ask again later."""
    settle(f"{CHECK_KEY}{check.pk}")


def _is_at_limit(user: User, alert: Alert, today: datetime.date) -> bool:
    from_at = clock.instant_on(today, datetime.time(0))
    messages = Message.objects.filter(
        to=user, channel=Channel.IN_APP, key__startswith=ALERT_KEY, recorded_at__gte=from_at
    )
    is_known = messages.filter(key__startswith=f"{ALERT_KEY}{alert.pk}:{today}").exists()
    return not is_known and messages.count() >= MOST_A_DAY


def _notify_more(user: User, today: datetime.date) -> None:
    queue_message(
        user,
        key=f"{MORE_ALERTS_KEY}{today}",
        subject="More changes were noted at visits today",
        body="They are on your home page in Casework. We will not send you more messages about them today.",
        path=reverse("home"),
        is_always_sent=True,
    )


def notify_escalation(
    escalation: Escalation, users: Iterable[User], *, cause: str, caller: User | None, is_from_rota: bool
) -> None:
    """Notify each user by text message and in Casework of the latest cause, with the caller's number and no name.

    Where no texts are sent it is an email. Whoever is behind a wall reads what to do without the record.
    """
    number = caller.telephone if caller else ""
    ring = f"Ring {number}. " if number else ""
    cause_text = {
        EscalationCause.PRESSED: "A worker has asked for help at a visit."
        if escalation.package
        else "A worker has asked for help.",
        EscalationCause.ACT_NOW: "Act now: a worker has an urgent concern from a visit.",
        EscalationCause.OVERDUE: "A worker has not checked in as safe after a visit.",
    }[EscalationCause(cause)]
    reason = "No one has answered yet. " if escalation.round > 1 else ""
    reason += "" if is_from_rota else "No one is on the on-call rota, so we are alerting the next people. "
    for user in users:
        link = _link(user, escalation)
        queue_message(
            user,
            key=f"{_round_key(escalation)}:{transitions.count(escalation)}",
            subject=f"{cause_text} {escalation.package.reference}" if link and escalation.package else cause_text,
            body=f"Casework: {cause_text} {reason}{ring}{ACCEPT_CALL if link else WITHOUT_RECORD}",
            channels=immediate_channels(user),
            is_urgent=True,
            **link,
        )


def _round_key(escalation: Escalation) -> str:
    """Return how the keys of the messages of the present round begin."""
    return f"{CALL_KEY}{escalation.pk}:{escalation.notified_at:%d%H%M%S}:{escalation.round}"


def is_undelivered(escalation: Escalation) -> bool:
    """Return True if the present round has texts, or emails in their place, and none of them is likely to arrive.

    Each could not be sent at least once, is not confirmed, was withheld, or is reported as not delivered.
    """
    texts = Message.objects.filter(key__startswith=f"{_round_key(escalation)}:").exclude(channel=Channel.IN_APP)
    lost = Q(state__in=[MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.WITHHELD])
    lost |= Q(state=MessageState.QUEUED, attempts__gt=0) | Q(state=MessageState.SENDING, attempts__gt=1)
    lost |= Q(receipt=Receipt.UNDELIVERED)
    return texts.exists() and not texts.exclude(lost).exists()


def notify_answered(escalation: Escalation, by: User | None) -> None:
    """Notify everybody who called for help that somebody has answered."""
    joining_steps = escalation.steps.filter(outcome=CallOutcome.JOINED).select_related("user")
    callers = {user.pk: user for user in (escalation.caller, *(step.user for step in joining_steps)) if user}
    for user in callers.values():
        if by is None or by.pk != user.pk:
            _notify(escalation, user, "answered", "Your call for help was answered", ANSWERED_BODY, ANSWERED_BODY, by)


def notify_over(escalation: Escalation, users: Iterable[User], by: User | None) -> None:
    """Notify everybody who was called that it is over; without a text message, as nobody has to act.

    The call itself is read.
    """
    settle(f"{CALL_KEY}{escalation.pk}")
    for user in users:
        if by is None or user.pk != by.pk:
            _notify(escalation, user, "over", "A call for help is closed", OVER_BODY, NOTHING_TO_DO, by)


def _link(user: User, escalation: Escalation) -> dict[str, Any]:
    """Return what leads to the call (`record_link`); a call that is about no person is hidden from nobody."""
    path = reverse("escalation", args=[escalation.pk])
    return record_link(user, escalation.package, path, escalation.pk) if escalation.package else {"path": path}


def _notify(
    escalation: Escalation, user: User, event: str, subject: str, body: str, without_record: str, by: User | None
) -> None:
    """Notify the user that a call was answered or closed; somebody behind a wall reads `without_record`."""
    link = _link(user, escalation)
    queue_message(
        user,
        key=f"call-{event}:{escalation.pk}:{transitions.count(escalation)}",
        subject=f"{subject}: {escalation.package.reference}" if link and escalation.package else subject,
        body=body if link else without_record,
        by=by,
        channels=[Channel.IN_APP],
        is_urgent=True,
        **link,
    )


def ask_if_safe(check: LoneWorkingCheck) -> None:
    """Ask the worker whether they are safe, by text message and in Casework, with the number of who is on call.

    Where nobody else is on call it is the number of a manager, who is alerted then, too.

    A worker from whom a wall hides the record since is asked too, and may answer. The message is about nobody then.
    """
    user, package = check.planned.worker.user, check.planned.package
    path = reverse("lone_working_check", args=[check.pk])
    link = record_link(user, package, path, check.pk) or {"path": path}
    contract = package.case.contract
    on_call = numbers_on_call(contract, without=user)
    numbers = on_call or numbers_to_ring(contract, without=user)
    is_senior = on_call and on_call_now(contract).answers_as is not AnswersAs.MANAGER
    who = "the on-call senior" if is_senior or not numbers else "the manager"
    ring = f"ring {who} on {numbers[0].with_note}" if numbers else f"ring {who}"
    queue_message(
        user,
        key=f"{CHECK_KEY}{check.pk}:{check.asked_at:%d%H%M%S}",
        subject="Are you safe?",
        body=f"Casework: your visit should be over. Sign in to say that you are safe, or {ring}. "
        f"If you do not check in, we will alert {who}.",
        channels=immediate_channels(user),
        is_urgent=True,
        **link,
    )
