"""The Council asks for the risk assessment; it is shared, or declined with a reason (T6.5)."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual, SupportPackage
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import settle
from core.models import strike_row
from core.verbs import verb
from risk.models import RiskDisclosure, RiskRequest
from risk.requests import notifications
from risk.requests.models import ASKED_BEFORE, DECLINE_REASON_MISSING, REASON_MISSING

ANSWER_WITHIN = 2  # Working Days
NO_SUPPORT = "There is no support here now. Ring the service to ask for the risk assessment."


@verb
def ask_for_risk(
    *,
    package: SupportPackage,
    reason: str,
    by: User,
    asked_by: User | None = None,
    asked_by_name: str = "",
    asked_by_post: str = "Keyworker",
    asked_on: datetime.date | None = None,
) -> RiskRequest:
    """Ask for the risk assessment of somebody with open support. It is due in two working days of `asked_on`, today
    by default. Those who may share it are notified.

    Somebody who rang is `asked_by_name`; `by` wrote it down. Raises Refused without a reason and for a day to come, and
    NotPossible after support, and while another request about the person, under any of their records, has no answer.
    """
    day = asked_on or clock.today()
    if not reason.strip():
        raise Refused(REASON_MISSING, field="reason")
    if day > clock.today():
        raise Refused("The date they asked can't be in the future.", field="asked_on")
    individual = package.case.individual
    Individual.objects.get_locked(individual.primary_id)
    if not SupportPackage.objects.open().filter(pk=package.pk).exists():
        raise NotPossible(NO_SUPPORT)
    if RiskRequest.objects.of_person(individual).outstanding().exists():
        raise NotPossible(ASKED_BEFORE)
    request = RiskRequest.objects.create(
        individual=individual,
        reason=reason.strip(),
        asked_by=asked_by,
        asked_by_name=asked_by_name.strip(),
        asked_by_post=asked_by_post.strip(),
        asked_on=day,
        due_on=add_working_days(day, ANSWER_WITHIN),
        recorded_by=by,
    )
    notifications.notify_asked(request, by)
    return request


@verb
def decline_risk_request(*, request: RiskRequest, reason: str, by: User) -> RiskRequest:
    """Decline a request; who asked is notified and reads the reason. Raises NotPossible for one that is closed."""
    if not reason.strip():
        raise Refused(DECLINE_REASON_MISSING, field="reason")
    request = lock_open_request(request)
    request.met_on, request.answered_by, request.declined_because = clock.today(), by, reason.strip()
    request.save(update_fields=["met_on", "answered_by", "declined_because"])
    settle(f"risk-request:{request.pk}")
    notifications.notify_answered(request, by)
    return request


@verb
def withdraw_risk_request(*, request: RiskRequest, reason: str, by: User) -> RiskRequest:
    """Withdraw a request; those who were asked are notified. It stays on file. Raises NotPossible for a closed one."""
    request = strike_row(lock_open_request(request), by=by, reason=reason)
    settle(f"risk-request:{request.pk}")
    notifications.notify_withdrawn(request, by)
    return request


@verb
def meet_requests(*, disclosure: RiskDisclosure, by: User) -> None:
    """Meet the open requests about the person by this disclosure. Call in a verb.

    After a merge there may be one for each record.
    """
    requests = RiskRequest.objects.of_person(disclosure.assessment.individual).outstanding()
    for pk in requests.order_by("pk").values_list("pk", flat=True):
        request = RiskRequest.objects.get_locked(pk)
        if request.why_closed:
            continue
        request.met_on, request.answered_by, request.disclosure = clock.today(), by, disclosure
        request.save(update_fields=["met_on", "answered_by", "disclosure"])
        settle(f"risk-request:{request.pk}")
        if request.asked_by_id != disclosure.user_id:  # the keyworker with access gets a message of their own
            notifications.notify_answered(request, by)


def lock_open_request(request: RiskRequest) -> RiskRequest:
    """Return the request, locked. Raises NotPossible for one that is answered or withdrawn."""
    locked = RiskRequest.with_struck.select_related("individual").get_locked(request.pk)
    if locked.why_closed:
        raise NotPossible(locked.why_closed)
    return locked


def support_to_ask_about(individual: Individual, user: User) -> SupportPackage | None:
    """Return the person's open support, under any of their records, about which `user` may ask; the earliest first."""
    packages = SupportPackage.objects.allowing(user, Permission.ASK_QUESTION).open()
    packages = packages.filter(case__individual__in=Individual.objects.same_person(individual))
    return packages.select_related("case__individual").order_by("starts_on", "pk").first()
