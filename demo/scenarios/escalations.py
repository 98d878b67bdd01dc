"""What does not wait: who is on call, what was told and taken on, calls for help, lone working, same-day responses."""

import datetime
from uuid import UUID

from core import clock
from demo.scheduler import Story
from demo.text import calls as words
from demo.world import DAY, Scene, at
from visits import services
from visits.enums import ChangeNoticed, Urgency, VisitKind, VisitOutcome
from visits.lone_working.enums import AlertState, CallOutcome, EscalationCause, EscalationContact
from visits.models import Alert, Escalation, PlannedVisit, Visit
from workforce.services import put_on_call

MINUTE = datetime.timedelta(minutes=1)
ROTA_SINCE, ROTA_UNTIL = 28, -9  # days ago; the last days ahead are not filled yet
STILL_OPEN = 6  # in the last so many days nothing that was told is closed
RUNNING = "florin"  # about whom a call for help still runs
# The visits of these coming days are gone to by two, so that a demo left alone calls nobody but for one worker.
QUIET_DAYS = 3


def called(scene: Scene) -> None:
    """Begin every story of this part."""
    scene.begin(_on_call(scene))
    scene.begin(_every_evening(scene))
    for row in words.SAME_DAY:
        scene.begin(_same_day(scene, *row))
    for row in words.SIGNS:
        scene.begin(_seen(scene, *row))
    scene.begin(_pressed(scene, "maya", 27))
    scene.begin(_pressed(scene, RUNNING, 1))
    scene.begin(_the_last_evening(scene))


def _on_call(scene: Scene) -> Story:
    """One senior for both contracts, each day of the last weeks and the next."""
    yield at(scene.ago(ROTA_SINCE + 1), 15)
    hours = {"begins": datetime.time(8), "ends": datetime.time(22)}
    for contract in scene.contracts.values():
        put_on_call(
            contract=contract,
            user=scene.users["oncall"],
            from_on=scene.ago(ROTA_SINCE),
            until_on=scene.ago(ROTA_UNTIL),
            by=scene.users["manager"],
            **hours,
        )


def _every_evening(scene: Scene) -> Story:
    """By the evening calls are answered and closed; what was told is taken on the next day, and closed after some."""
    day = scene.starts_on
    while day < scene.today:
        yield at(day, 21, 40)
        chance = scene.chance("calls", day)
        ago = (scene.today - day).days
        kept = scene.supports[RUNNING].package.pk if ago == 1 else None
        for escalation in Escalation.objects.running().exclude(package=kept).order_by("recorded_at", "pk"):
            _answered(scene, escalation, chance)
        _taken_on(scene, chance, is_recent=ago <= STILL_OPEN)
        day += DAY


def _answered(scene: Scene, escalation: Escalation, chance) -> None:
    by = scene.users["oncall"]
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


def _taken_on(scene: Scene, chance, *, is_recent: bool) -> None:
    yesterday = clock.now() - DAY
    alerts = list(Alert.objects.not_closed().filter(recorded_at__lt=yesterday).order_by("recorded_at", "pk"))
    waiting = [alert for alert in alerts if alert.state == AlertState.OPEN]
    taken_on = [alert for alert in alerts if alert.state == AlertState.TAKEN_ON]
    # The newest of each stays as it is: one is still to be taken on, and one to be dealt with.
    for alert in waiting[:-1] if is_recent else waiting:
        services.accept_alert(alert=alert, by=scene.users[chance.choice(("manager", "deputy"))])
    for alert in taken_on[:-1]:
        if not is_recent and chance.random() < 0.5:
            services.close_alert(alert=alert, done=chance.choice(words.DONE), by=alert.taken_on_by)


def _pressed(scene: Scene, key: str, ago: int) -> Story:
    """A worker presses; the senior does not answer at once, the manager does, and the Council's team is rung."""
    yield at(scene.ago(ago), 14, 20)
    support = scene.supports[key]
    worker = support.lead.user
    escalation = services.call_for_help(package=support.package, cause=EscalationCause.PRESSED, by=worker)
    yield clock.now() + MINUTE
    senior = scene.users["oncall"]
    rung = {"escalation": escalation, "by": worker}
    services.record_ringing(
        contact=EscalationContact.ON_CALL,
        number=senior.telephone,
        began_at=clock.now(),
        outcome=CallOutcome.NO_ANSWER,
        **rung,
    )
    yield clock.now() + MINUTE * 10
    services.escalate_overdue(on=clock.today())
    yield clock.now() + MINUTE * 2
    services.answer_call(escalation=Escalation.objects.get(pk=escalation.pk), by=scene.users["manager"])
    yield clock.now() + MINUTE * 4
    council = support.package.case.contract.council
    services.record_ringing(
        contact=EscalationContact.DUTY_TEAM,
        number=council.duty_team_telephone,
        began_at=clock.now(),
        outcome=CallOutcome.ANSWERED,
        conversation=words.SPOKEN[0],
        **rung,
    )


def _visit(scene: Scene, key: str, ago: int, started_at: datetime.datetime, notes: str, **more) -> Visit:
    support = scene.supports[key]
    chance = scene.chance("a visit that could not wait", key, ago)
    return services.log_visit(
        id=UUID(int=chance.getrandbits(128), version=4),
        package=support.package,
        worker=support.lead.worker,
        started_at=started_at,
        ended_at=started_at + MINUTE * 40,
        happened=VisitOutcome.YES,
        kind=VisitKind.FACE_TO_FACE,
        notes=notes,
        by=support.lead.user,
        **more,
    )


def _seen(scene: Scene, ago: int, key: str, sign_words: str) -> Story:
    """A visit notices something that is to be told the same day."""
    yield at(scene.ago(ago), 17, 30)
    started_at = clock.now() - MINUTE * 50
    sign = {"sign": ChangeNoticed.DETERIORATION, "sign_words": sign_words, "urgency": Urgency.TODAY}
    _visit(scene, key, ago, started_at, "Looked in on the way home.", **sign)


def _the_last_evening(scene: Scene) -> Story:
    """Of the coming days' visits only one worker's are watched; for the first of them no signal is expected."""
    yield at(scene.ago(1), 22, 30)
    alone = scene.hands["worker"].worker
    coming = PlannedVisit.objects.standing().within(scene.today, scene.today + DAY * QUIET_DAYS).face_to_face()
    coming = coming.with_holds().filter(is_held=False).order_by("starts_at", "pk")
    for planned in coming.exclude(worker=alone).select_related("worker__user"):
        services.mark_accompanied(planned=planned, by=planned.worker.user)
    first = coming.filter(worker=alone).first()
    if first is not None:
        services.expect_no_signal(planned=first, by=alone.user)


def _same_day(scene: Scene, ago: int, key: str, minutes: tuple, asked: tuple, what: str, risk: str) -> Story:
    """A response that was asked for, as far as it has come."""
    to_assess, to_answer, to_visit = minutes
    yield at(scene.ago(ago), 10, 5)
    support = scene.supports[key]
    begins, by = clock.now(), support.lead.user
    asked_by, how = asked
    request = services.request_same_day(
        package=support.package, requested_at=begins, asked_by=asked_by, how=how, what=what, by=by
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
    visit = _visit(scene, key, ago, begins + MINUTE * to_visit, f"Went the same day. {what}")
    services.link_same_day_visit(request=request, visit=visit, by=by)
