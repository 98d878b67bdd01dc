"""Who is interrupted: words without names, and for each manager a limit to what is not urgent."""

import datetime

from django.urls import reverse

from accounts.enums import Permission
from accounts.walls import not_walled_off
from casework.notifications import keyworker_of
from contracts.posts import users_with
from core import clock, transitions
from core.messages import queue_message
from core.models import Message
from core.models.message import Channel
from visits.lone_working.enums import AlertLevel, CallOutcome, EscalationCause
from visits.models import Alert, Escalation, LoneWorkingCheck, Visit

# Messages about what is to be told today that somebody has in a day; the next says that more stand on their page.
# So there is room for late watches, which no limit holds back, below five a day.
MOST_A_DAY = 2
AT_ONCE = [Channel.TEXT, Channel.IN_APP]
# How the keys of messages that interrupt begin; text messages always do.
TELLING, MORE, CALL, WATCH = "telling:", "telling-more:", "call:", "watch:"


def alert_readers(package, day) -> list:
    """Who must read what is told of a package on `day`: keyworker and managers; nobody who is walled off."""
    users = [keyworker_of(package.case.individual, day), *users_with(package.case.contract, Permission.ALLOCATE)]
    once = list({user.pk: user for user in users if user}.values())
    return not_walled_off(once, package.pk, package.case.individual_id)


def notify_alert(telling: Alert, visit: Visit, users, by) -> None:
    """Tell each user once a day of one package; "act now" once for each visit, and beyond every limit."""
    is_now = visit.urgency == AlertLevel.NOW
    today = clock.today()
    for user in users:
        if user.pk == visit.worker.user_id or (by is not None and user.pk == by.pk):
            continue
        if not is_now and _has_had_enough(user, telling, today):
            _more(user, today)
            continue
        queue_message(
            user,
            key=f"{TELLING}{telling.pk}:{visit.pk if is_now else today}",
            subject=f"Please look {'now' if is_now else 'today'} at {telling.package.reference}: "
            "a change was noticed at a visit",
            body="Sign in to read it, and take it on.",
            path=reverse("telling", args=[telling.pk]),
            individual_id=telling.package.case.individual_id,
            about=[telling.pk, telling.package_id, visit.pk],
            by=by,
        )


def _has_had_enough(user, telling: Alert, today: datetime.date) -> bool:
    from_at = clock.instant_on(today, datetime.time(0))
    mine = Message.objects.filter(to=user, channel=Channel.IN_APP, key__startswith=TELLING, recorded_at__gte=from_at)
    is_known = mine.filter(key__startswith=f"{TELLING}{telling.pk}:{today}").exists()
    return not is_known and mine.count() >= MOST_A_DAY


def _more(user, today: datetime.date) -> None:
    queue_message(
        user,
        key=f"{MORE}{today}",
        subject="More changes were noticed at visits today",
        body="They stand on your first page in Casework. For today no further message comes about them.",
        path=reverse("home"),
    )


def notify_escalation(escalation: Escalation, users, *, cause: str, caller, is_from_rota: bool) -> None:
    """Call each user by text message and in Casework, about what is called for now; the words carry the caller's
    number and no name.
    """
    number = caller.telephone if caller else ""
    ring = f"Ring {number}. " if number else ""
    what = {
        EscalationCause.PRESSED: "A worker calls for help.",
        EscalationCause.ACT_NOW: "Act now: a worker saw something at a visit that cannot wait.",
        EscalationCause.WATCH: "A worker has not said that they are safe after a visit.",
    }[EscalationCause(cause)]
    why = "Nobody has answered yet. " if escalation.round > 1 else ""
    why += "" if is_from_rota else "Nobody stands on the on-call rota, so others are told. "
    for user in users:
        queue_message(
            user,
            key=f"{CALL}{escalation.pk}:{escalation.told_at:%d%H%M%S}:{escalation.round}:{transitions.count(escalation)}",
            subject=f"{what} {escalation.package.reference}",
            body=f"Casework: {what} {why}{ring}Sign in and say that you have it.",
            path=reverse("escalation", args=[escalation.pk]),
            individual_id=escalation.package.case.individual_id,
            about=[escalation.pk, escalation.package_id],
            channels=AT_ONCE,
        )


def notify_answered(escalation: Escalation, by) -> None:
    """Everybody who called learns that somebody has it."""
    joined = escalation.steps.filter(outcome=CallOutcome.JOINED).select_related("user")
    callers = {user.pk: user for user in (escalation.caller, *(step.user for step in joined)) if user}
    for user in callers.values():
        if by is None or by.pk != user.pk:
            _say(escalation, user, "answered", "Your call is answered", "Somebody has it. Stay reachable.", by)


def notify_over(escalation: Escalation, users, by) -> None:
    """Whoever was called learns that it is over; no text message, nobody has to act."""
    for user in users:
        if by is None or user.pk != by.pk:
            _say(escalation, user, "over", "A call for help is over", "Sign in to read what was done.", by)


def _say(escalation: Escalation, user, what: str, subject: str, body: str, by) -> None:
    queue_message(
        user,
        key=f"call-{what}:{escalation.pk}:{transitions.count(escalation)}",
        subject=f"{subject}: {escalation.package.reference}",
        body=body,
        path=reverse("escalation", args=[escalation.pk]),
        individual_id=escalation.package.case.individual_id,
        about=[escalation.pk, escalation.package_id],
        by=by,
        channels=[Channel.IN_APP],
    )


def asked_if_safe(watch: LoneWorkingCheck) -> None:
    """The worker is asked whether they are safe."""
    package = watch.planned.package
    queue_message(
        watch.planned.worker.user,
        key=f"{WATCH}{watch.pk}:{watch.asked_at:%d%H%M%S}",
        subject="Are you safe?",
        body="Casework: your visit should be over. Say in Casework that you are safe, or ring the on-call senior. "
        "If nothing is heard, others are called.",
        path=reverse("watch", args=[watch.pk]),
        individual_id=package.case.individual_id,
        about=[watch.pk, package.pk],
        channels=AT_ONCE,
    )
