"""Breaking the rules of alerts, escalations, lone working checks, same-day requests and the on-call rota."""

import datetime

from core import clock
from tests.constraints.registry import breaks, copy_row, update_row
from tests.factories import PlannedVisitFactory, VisitFactory
from tests.visits.escalation_builders import make_same_day_request, make_shift
from visits.models import (
    Alert,
    AlertVisit,
    CouncilResponse,
    Escalation,
    EscalationStep,
    LoneWorkingCheck,
    SameDayRequest,
)
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)


def make_alert(cast) -> Alert:
    return Alert.objects.create(package=cast.package, level="today")


@breaks("alert_one_open")
def _(cast):
    for _ in range(2):
        make_alert(cast)


@breaks("alert_accepted")
def _(cast):
    update_row(Alert, make_alert(cast), state="accepted")


@breaks("alert_closed")
def _(cast):
    update_row(Alert, make_alert(cast), state="closed", accepted_at=clock.now(), accepted_by=cast.ben)


@breaks("alert_visit_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    copy_row(AlertVisit.objects.create(alert=make_alert(cast), visit=visit))


@breaks("council_response_closed")
def close_without_a_word(cast):
    CouncilResponse.objects.create(
        alert=make_alert(cast),
        accepted_at=clock.now(),
        accepted_by=cast.priya,
        closed_at=clock.now(),
        closed_by=cast.priya,
    )


def make_escalation(cast) -> Escalation:
    return Escalation.objects.create(package=cast.package, cause="pressed", caller=cast.amara)


@breaks("escalation_one_running")
def _(cast):
    for _ in range(2):
        make_escalation(cast)


@breaks("escalation_answered")
def _(cast):
    update_row(Escalation, make_escalation(cast), state="answered")


@breaks("escalation_closed")
def _(cast):
    update_row(Escalation, make_escalation(cast), state="closed", closed_at=clock.now())


@breaks("escalation_step_conversation")
def _(cast):
    EscalationStep.objects.create(
        escalation=make_escalation(cast), contact="on call", began_at=clock.now(), outcome="answered"
    )


@breaks("escalation_step_cause")
def _(cast):
    EscalationStep.objects.create(
        escalation=make_escalation(cast), contact="worker", began_at=clock.now(), outcome="joined"
    )


def make_check(cast) -> LoneWorkingCheck:
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    return LoneWorkingCheck.objects.create(planned=planned, due_at=planned.ends_at)


@breaks("check_over")
def _(cast):
    update_row(LoneWorkingCheck, make_check(cast), state="over")


@breaks("check_asked")
def _(cast):
    update_row(LoneWorkingCheck, make_check(cast), state="asked")


@breaks("check_called")
def _(cast):
    update_row(LoneWorkingCheck, make_check(cast), state="called", asked_at=clock.now())


@breaks("check_confirmed_words")
def _(cast):
    update_row(LoneWorkingCheck, make_check(cast), state="over", ended_at=clock.now(), ended_how="confirmed")


def make_request(cast) -> SameDayRequest:
    return make_same_day_request(cast.package, cast.amara)


@breaks("same_day_details")
def _(cast):
    update_row(SameDayRequest, make_request(cast), details="")


@breaks("same_day_assessed")
def _(cast):
    update_row(SameDayRequest, make_request(cast), state="assessed")


ASSESSED = {"state": "assessed", "risk": "Low"}


@breaks("same_day_answered")
def _(cast):
    columns = ASSESSED | {"state": "promised", "comes_at": clock.now()}
    update_row(SameDayRequest, make_request(cast), assessed_at=clock.now(), assessed_by=cast.amara, **columns)


@breaks("same_day_yes_or_no")
def _(cast):
    columns = ASSESSED | {"comes_at": clock.now()}
    update_row(SameDayRequest, make_request(cast), assessed_at=clock.now(), assessed_by=cast.amara, **columns)


@breaks("same_day_visited")
def _(cast):
    now = clock.now()
    columns = {"state": "visited", "risk": "Low", "comes_at": now, "answered_at": now, "assessed_at": now}
    update_row(SameDayRequest, make_request(cast), assessed_by=cast.amara, **columns)


@breaks("same_day_in_order")
def _(cast):
    update_row(SameDayRequest, make_request(cast), assessed_at=clock.now() - DAY, assessed_by=cast.amara, **ASSESSED)


@breaks("on_call_once")
def _(cast):
    for _ in range(2):
        make_shift(cast.tameside, cast.omar)


@breaks("on_call_times")
def _(cast):
    make_shift(cast.tameside, cast.omar, hours=0)


@breaks("on_call_struck")
def _(cast):
    update_row(OnCallShift, make_shift(cast.tameside, cast.omar), struck_at=clock.now())


def make_worker_call(cast, **values):
    return Escalation.objects.create(**{"contract": cast.tameside, "cause": "pressed", "caller": cast.amara} | values)


@breaks("escalation_one_of_caller")
def _(cast):
    make_worker_call(cast, contract=cast.links)
    make_worker_call(cast)
    make_worker_call(cast)


@breaks("escalation_about")
def _(cast):
    make_worker_call(cast, contract=None)
