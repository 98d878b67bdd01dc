"""The rota of who is on call."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts.models import Contract
from contracts.posts import permissions, require_permission, users_with
from contracts.service_hours import has_hours
from core import clock
from design import formatting
from design.form_view import form_page
from workforce.models import OnCallShift
from workforce.on_call.forms import OnCallForm, TakeOffCallForm
from workforce.on_call.rota import Gap, gaps
from workforce.policies import contracts_with_rota
from workforce.services import put_on_call, take_off_call

DAY = datetime.timedelta(days=1)
DAYS_AHEAD, DAYS_BACK = 14, 28
OWN_DAYS_AHEAD, MOST_OWN_SHIFTS = 84, 60
WHOLE_DAY = {"begins": datetime.time(8), "ends": datetime.time(22)}


@dataclass(frozen=True)
class ContractRota:
    """The rota of one contract: its gaps and its shifts, each in order of time.

    Without `has_hours`, today's terms name no hours, and there are no gaps to show.
    """

    contract: Contract
    may_keep: bool
    has_hours: bool
    gaps: list[Gap]
    shifts: list[OnCallShift]
    cut_short: list[OnCallShift]  # lately, each with its reason

    @property
    def last_ends_at(self) -> datetime.datetime | None:
        """Return when the last of the shifts ends; None without shifts."""
        return max((shift.ends_at for shift in self.shifts), default=None)


@page(PageClass.LIST)
@require_safe
def on_call(request: Request) -> HttpResponse:
    """The user's own shifts; then by contract who is on call in the next two weeks, and when nobody is."""
    user, today = request.user, clock.today()
    require_permission(user, Permission.ANSWER_CALL, Permission.KEEP_ON_CALL)
    until_at = clock.instant_on(today + DAY * DAYS_AHEAD, datetime.time(0))
    shifts = (
        OnCallShift.objects.visible_to(user)
        .within(clock.now(), until_at)
        .select_related("user", "contract")
        .order_by("starts_at", "pk")
    )
    cut = list(_cut_short(user, today))
    may_keep = set(Contract.objects.allowing(user, Permission.KEEP_ON_CALL).running(today).values_list("pk", flat=True))
    rotas = [
        ContractRota(
            contract,
            may_keep=contract.pk in may_keep,
            has_hours=has_hours(contract.find_terms(today)),
            gaps=gaps(contract, today, DAYS_AHEAD),
            shifts=[shift for shift in shifts if shift.contract_id == contract.pk],
            cut_short=[shift for shift in cut if shift.contract_id == contract.pk],
        )
        for contract in contracts_with_rota(user)
    ]
    may_sign_out = Permission.SIGN_OUT in permissions(user)
    current = [rota for rota in rotas if rota.shifts or rota.contract.runs_on(today)]
    page_context = {
        "rotas": current,
        "own_shifts": _own_shifts(user, today),
        "now": clock.now(),
        "may_sign_out": may_sign_out,
    }
    return render(request, "workforce/on_call/on_call.html", page_context)


def _own_shifts(user: User, today: datetime.date) -> list[OnCallShift]:
    """Return the user's own shifts, the present one first, of every contract."""
    own = OnCallShift.objects.visible_to(user).filter(user=user)
    own = own.within(clock.now(), clock.start_of(today + DAY * OWN_DAYS_AHEAD)).select_related("contract")
    return list(own.order_by("starts_at", "pk")[:MOST_OWN_SHIFTS])


def _cut_short(user: User, today: datetime.date) -> QuerySet[OnCallShift]:
    """Return the shifts of the last DAYS_BACK days from which somebody was taken before they were over."""
    since = clock.start_of(today - DAY * DAYS_BACK)
    shifts = OnCallShift.objects.visible_to(user).not_struck().filter(ends_at__gte=since).exclude(cut_reason="")
    rows: QuerySet[OnCallShift] = shifts.select_related("user").order_by("-ends_at", "pk")
    return rows


@page(PageClass.ON_CALL_KEEP)
def on_call_new(request: Request, pk: UUID) -> HttpResponse:
    """Put somebody on call, for one day or several."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_ON_CALL, pk=pk)
    terms = contract.terms_on(clock.today())
    hours = {"begins": terms.day_starts_at, "ends": terms.day_ends_at} if terms.day_starts_at else WHOLE_DAY

    def save(data: dict[str, Any]) -> list[OnCallShift]:
        until_on = data.pop("last_on") + DAY
        return put_on_call(contract=contract, until_on=until_on, by=request.user, **data)

    return form_page(
        request,
        OnCallForm,
        title=f"Add to the on-call rota: {contract}",
        seniors=users_with(contract, Permission.BE_ON_CALL),
        initial={"from_on": clock.today(), "last_on": clock.today() + DAY * 6, **hours},
        save=save,
        success_url=reverse("on_call"),
        success_message="On-call rota saved.",
        back=reverse("on_call"),
    )


@page(PageClass.ON_CALL_KEEP)
def on_call_end(request: Request, pk: UUID) -> HttpResponse:
    """Take somebody off the rota: a shift that has not begun, or the rest of one that has."""
    shift = get_allowed_or_404(OnCallShift.objects.select_related("user"), request.user, Permission.KEEP_ON_CALL, pk=pk)
    return form_page(
        request,
        TakeOffCallForm,
        title=f"Remove {shift.user} from the on-call rota: {formatting.weekday(shift.starts_at)}, "
        f"{formatting.time(shift.starts_at)} to {formatting.time(shift.ends_at)}",
        save=lambda data: take_off_call(shift=shift, by=request.user, **data),
        success_url=reverse("on_call"),
        success_message="Removed from the on-call rota. Add someone else for this time.",
        back=reverse("on_call"),
    )
