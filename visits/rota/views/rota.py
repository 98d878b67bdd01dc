"""The rota: a day or a week, by worker or by person."""

import datetime
from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from contracts.posts import contracts_by_scope, require_permission
from core import clock
from core.dates import bank_holiday
from visits.rota import days as rows_of
from visits.rota.forms.rota import RotaForm

DAY = datetime.timedelta(days=1)
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2200, 1, 1)


@page(PageClass.LIST)
@require_safe
def rota(request):
    """Planned visits as far as the user sees them; what clashes, is held or is uncovered says so."""
    require_permission(request.user, Permission.LOG_VISIT)
    form = RotaForm(request.GET)
    chosen = form.chosen()
    on, is_week = day_of(chosen["on"]), chosen["showing"] == "week"
    days = rows_of.days_from(on - DAY * on.weekday(), 7) if is_week else [on]
    if chosen["by"] == "person":
        rows, more = rows_of.by_person(request.user, days, team=chosen["team"], page=chosen["page"])
    else:
        rows, more = rows_of.by_worker(
            request.user, days, team=chosen["team"], worker=chosen["worker"], page=chosen["page"]
        )
    step = DAY * len(days)
    page_context = {
        "form": form,
        "by": chosen["by"],
        "is_week": is_week,
        "days": [{"day": day, "bank_holiday": bank_holiday(day), "is_weekend": day.weekday() > 4} for day in days],
        "today": clock.today(),
        "rows": rows,
        "before": _address(request, on=days[0] - step, page=""),
        "after": _address(request, on=days[0] + step, page=""),
        "one_day": _address(request, showing="day", on=clock.today(), page=""),
        "one_week": _address(request, showing="week", page=""),
        "newer": _address(request, page=chosen["page"] - 1) if chosen["page"] else "",
        "older": _address(request, page=chosen["page"] + 1) if more else "",
        "may_lead": bool(contracts_by_scope(request.user, Permission.READ_WORKER)),
    }
    return render(request, "visits/rota.html", page_context)


def day_of(on: datetime.date | None) -> datetime.date:
    """The day asked for, within reason; else today."""
    return on if on is not None and EARLIEST <= on <= LATEST else clock.today()


def _address(request, **changes) -> str:
    given = {name: request.GET[name] for name in RotaForm.base_fields if request.GET.get(name)}
    said = {name: str(value) for name, value in {**given, **changes}.items() if value != ""}
    return "?" + urlencode(said)
