"""Urgent work: the on-call rota, alerts, calls for help, lone-working checks, same-day responses."""

import datetime
import random
from typing import Any
from uuid import UUID

from core import clock
from demo.scheduler import Scenario
from demo.text import calls as words
from demo.world import DAY, World, at
from visits import services
from visits.enums import ChangeNoticed, Urgency, VisitKind, VisitOutcome
from visits.lone_working.enums import AlertState, CallOutcome, EscalationCause, EscalationContact
from visits.models import Alert, Escalation, PlannedVisit, Visit
from workforce.services import put_on_call

MINUTE = datetime.timedelta(minutes=1)
ROTA_SINCE, ROTA_UNTIL = 28, -9  # days ago; the last days ahead are not filled yet
STILL_OPEN = 6  # of the alerts of the last so many days one is not accepted
RUNNING = "idris"  # about whom a call for help still runs: its banner is on each page of the sign-in of the worker
# Two workers go to the visits of these coming days, so that only one worker has lone-working checks.
QUIET_DAYS = 3


def start_escalations(world: World) -> None:
    """Start every scenario of this file."""
    world.begin(_on_call(world))
    world.begin(_every_evening(world))
    for request in words.SAME_DAY:
        world.begin(_same_day(world, *request))
    world.begin(_same_day_by_mistake(world))
    for change in words.SIGNS:
        world.begin(_notice_change(world, *change))
    world.begin(_press(world, "maya", 27))
    world.begin(_press(world, RUNNING, 1))
    world.begin(_the_last_evening(world))


def _on_call(world: World) -> Scenario:
    """One senior for both contracts, each day of the last weeks and the next."""
    yield at(world.ago(ROTA_SINCE + 1), 15)
    for contract in world.contracts.values():
        put_on_call(
            contract=contract,
            user=world.users["oncall"],
            from_on=world.ago(ROTA_SINCE),
            until_on=world.ago(ROTA_UNTIL),
            begins=datetime.time(8),
            ends=datetime.time(22),
            by=world.users["manager"],
        )


def _every_evening(world: World) -> Scenario:
    """By the evening calls are answered and closed. Alerts are accepted the next day, and closed a day later."""
    day = world.starts_on
    while day < world.today:
        yield at(day, 21, 40)
        chance = world.chance("calls", day)
        ago = (world.today - day).days
        still_running = world.supports[RUNNING].package.pk if ago == 1 else None
        for escalation in Escalation.objects.running().exclude(package=still_running).order_by("recorded_at", "pk"):
            _answer(world, escalation, chance)
        _accept_alerts(world, chance, is_recent=ago <= STILL_OPEN)
        day += DAY


def _answer(world: World, escalation: Escalation, chance: random.Random) -> None:
    by = world.users["oncall"]
    services.record_ringing(
        escalation=escalation,
        contact=EscalationContact.ON_CALL,
        name=by.full_name,
        number=by.telephone,
        began_at=escalation.recorded_at + MINUTE * chance.randint(2, 7),
        outcome=CallOutcome.ANSWERED,
        conversation=chance.choice(words.SPOKEN),
        by=by,
    )
    services.close_escalation(escalation=escalation, done=chance.choice(words.CLOSED), by=by)


def _accept_alerts(world: World, chance: random.Random, *, is_recent: bool) -> None:
    yesterday = clock.now() - DAY
    alerts = list(Alert.objects.not_closed().filter(recorded_at__lt=yesterday).order_by("recorded_at", "pk"))
    waiting = [alert for alert in alerts if alert.state == AlertState.OPEN]
    accepted = [alert for alert in alerts if alert.state == AlertState.ACCEPTED]
    # The newest of each stays: one open, and one accepted.
    for alert in waiting[:-1] if is_recent else waiting:
        services.accept_alert(alert=alert, by=world.users[chance.choice(("manager", "deputy"))])
    for alert in accepted[:-1]:
        if alert.accepted_by:
            services.close_alert(alert=alert, done=chance.choice(words.DONE), by=alert.accepted_by)


def _press(world: World, key: str, ago: int) -> Scenario:
    """A worker presses; the senior does not answer at once, the manager does, and the Council's team is called."""
    yield at(world.ago(ago), 14, 20)
    support = world.supports[key]
    worker = support.lead_user
    escalation = services.begin_escalation(package=support.package, cause=EscalationCause.PRESSED, by=worker)
    yield clock.now() + MINUTE
    senior = world.users["oncall"]
    call_columns: dict[str, Any] = {"escalation": escalation, "by": worker}
    services.record_ringing(
        contact=EscalationContact.ON_CALL,
        number=senior.telephone,
        began_at=clock.now(),
        outcome=CallOutcome.NO_ANSWER,
        **call_columns,
    )
    yield clock.now() + MINUTE * 10
    services.advance_escalations(on=clock.today())
    yield clock.now() + MINUTE * 2
    services.answer_escalation(escalation=Escalation.objects.get(pk=escalation.pk), by=world.users["manager"])
    yield clock.now() + MINUTE * 4
    council = support.package.case.contract.council
    services.record_ringing(
        contact=EscalationContact.DUTY_TEAM,
        number=council.duty_team_telephone,
        began_at=clock.now(),
        outcome=CallOutcome.ANSWERED,
        conversation=words.DUTY_TEAM,
        **call_columns,
    )


def _visit(world: World, key: str, ago: int, started_at: datetime.datetime, notes: str, **more: Any) -> Visit:
    support = world.supports[key]
    chance = world.chance("a visit that could not wait", key, ago)
    return services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=support.lead_worker,
        started_at=started_at,
        ended_at=started_at + MINUTE * 40,
        outcome=VisitOutcome.YES,
        kind=VisitKind.FACE_TO_FACE,
        notes=notes,
        by=support.lead_user,
        **more,
    )


def _notice_change(world: World, ago: int, key: str, sign_words: str) -> Scenario:
    """A visit notices a change that needs an alert the same day."""
    yield at(world.ago(ago), 17, 30)
    started_at = clock.now() - MINUTE * 50
    sign = {"change_noticed": ChangeNoticed.DETERIORATION, "change_description": sign_words, "urgency": Urgency.TODAY}
    _visit(world, key, ago, started_at, "Called in on the way home.", **sign)


def _the_last_evening(world: World) -> Scenario:
    """In the coming days only one worker has lone-working checks; for the first, no signal is expected."""
    yield at(world.ago(1), 22, 30)
    alone = world.staff["worker"].worker
    coming = PlannedVisit.objects.upcoming().within(world.today, world.today + DAY * QUIET_DAYS).face_to_face()
    coming = coming.with_holds().filter(is_held=False).order_by("starts_at", "pk")
    for planned in coming.exclude(worker=alone).select_related("worker__user"):
        services.mark_accompanied(planned=planned, by=planned.worker.user)
    first = coming.filter(worker=alone).first()
    if first is not None:
        services.expect_no_signal(planned=first, by=alone.user)


def _same_day(
    world: World,
    ago: int,
    key: str,
    minutes: tuple[int | None, ...],
    request_from: tuple[str, str],
    details: str,
    risk: str,
) -> Scenario:
    """A same-day response, up to the step it has reached."""
    to_assess, to_answer, to_visit = minutes
    yield at(world.ago(ago), 10, 5)
    support = world.supports[key]
    begins, by = clock.now(), support.lead_user
    asked_by, how = request_from
    request = services.request_same_day(
        package=support.package, requested_at=begins, asked_by=asked_by, how=how, details=details, by=by
    )
    if to_assess is None:
        return
    yield begins + MINUTE * to_assess
    services.assess_same_day(request=request, risk=risk, by=by)
    if to_answer is None:
        return
    yield begins + MINUTE * to_answer
    if to_visit is None and ago > 5:
        services.refuse_same_day(request=request, reason=words.REFUSED, by=by)
        return
    services.promise_same_day(request=request, comes_at=begins + MINUTE * (to_visit or 180), by=by)
    if to_visit is None:
        return
    yield begins + MINUTE * (to_visit + 50)
    visit = _visit(world, key, ago, begins + MINUTE * to_visit, f"Same-day visit. {details}")
    services.link_same_day_visit(request=request, visit=visit, by=by)


def _same_day_by_mistake(world: World) -> Scenario:
    """A request on the wrong record: withdrawn five minutes later."""
    yield at(world.ago(16), 11, 40)
    support = world.supports["maya"]
    request = services.request_same_day(
        package=support.package,
        requested_at=clock.now(),
        asked_by="carer",
        how="telephone",
        details=words.OF_SOMEBODY_ELSE,
        by=support.lead_user,
    )
    yield clock.now() + MINUTE * 5
    services.withdraw_same_day(request=request, reason="The call was about someone else", by=support.lead_user)
