"""Breaking the rules of alerts, escalations, lone working checks, same-day requests and the on-call rota."""

import datetime

from core import clock
from tests.constraints.base import breaks, copy_of, set_on
from tests.factories import PlannedVisitFactory, VisitFactory
from tests.visits.escalation_builders import asked, on_call
from visits.models import Alert, AlertVisit, Escalation, EscalationStep, LoneWorkingCheck, SameDayRequest
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)


def _alert(cast) -> Alert:
    return Alert.objects.create(package=cast.package, level="today")


@breaks("alert_one_open")
def _(cast):
    for _ in range(2):
        _alert(cast)


@breaks("alert_accepted")
def _(cast):
    set_on(Alert, _alert(cast), state="accepted")


@breaks("alert_closed")
def _(cast):
    set_on(Alert, _alert(cast), state="closed", accepted_at=clock.now(), accepted_by=cast.ben)


@breaks("alert_visit_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    copy_of(AlertVisit.objects.create(alert=_alert(cast), visit=visit))


def _escalation(cast) -> Escalation:
    return Escalation.objects.create(package=cast.package, cause="pressed", caller=cast.amara)


@breaks("escalation_one_running")
def _(cast):
    for _ in range(2):
        _escalation(cast)


@breaks("escalation_answered")
def _(cast):
    set_on(Escalation, _escalation(cast), state="answered")


@breaks("escalation_closed")
def _(cast):
    set_on(Escalation, _escalation(cast), state="closed", closed_at=clock.now())


@breaks("escalation_step_conversation")
def _(cast):
    EscalationStep.objects.create(
        escalation=_escalation(cast), contact="on call", began_at=clock.now(), outcome="answered"
    )


def _check(cast) -> LoneWorkingCheck:
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    return LoneWorkingCheck.objects.create(planned=planned, due_at=planned.ends_at)


@breaks("check_over")
def _(cast):
    set_on(LoneWorkingCheck, _check(cast), state="over")


@breaks("check_asked")
def _(cast):
    set_on(LoneWorkingCheck, _check(cast), state="asked")


@breaks("check_called")
def _(cast):
    set_on(LoneWorkingCheck, _check(cast), state="called", asked_at=clock.now())


@breaks("check_confirmed_words")
def _(cast):
    set_on(LoneWorkingCheck, _check(cast), state="over", ended_at=clock.now(), ended_how="confirmed")


def _asked(cast) -> SameDayRequest:
    return asked(cast.package, cast.amara)


@breaks("same_day_details")
def _(cast):
    set_on(SameDayRequest, _asked(cast), details="")


@breaks("same_day_assessed")
def _(cast):
    set_on(SameDayRequest, _asked(cast), state="assessed")


ASSESSED = {"state": "assessed", "risk": "Low"}


@breaks("same_day_answered")
def _(cast):
    columns = ASSESSED | {"state": "promised", "comes_at": clock.now()}
    set_on(SameDayRequest, _asked(cast), assessed_at=clock.now(), assessed_by=cast.amara, **columns)


@breaks("same_day_yes_or_no")
def _(cast):
    columns = ASSESSED | {"comes_at": clock.now()}
    set_on(SameDayRequest, _asked(cast), assessed_at=clock.now(), assessed_by=cast.amara, **columns)


@breaks("same_day_visited")
def _(cast):
    now = clock.now()
    columns = {"state": "visited", "risk": "Low", "comes_at": now, "answered_at": now, "assessed_at": now}
    set_on(SameDayRequest, _asked(cast), assessed_by=cast.amara, **columns)


@breaks("same_day_in_order")
def _(cast):
    set_on(SameDayRequest, _asked(cast), assessed_at=clock.now() - DAY, assessed_by=cast.amara, **ASSESSED)


@breaks("on_call_once")
def _(cast):
    for _ in range(2):
        on_call(cast.tameside, cast.omar)


@breaks("on_call_times")
def _(cast):
    on_call(cast.tameside, cast.omar, hours=0)


@breaks("on_call_struck")
def _(cast):
    set_on(OnCallShift, on_call(cast.tameside, cast.omar), struck_at=clock.now())
