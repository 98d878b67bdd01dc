"""The rota: a day or a week, by worker or by person."""

import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import contracts_by_scope, require_permission
from core import clock
from core.dates import bank_holiday
from design import formatting
from visits.rota import days as rota_rows
from visits.rota.forms.rota import RotaForm

DAY = datetime.timedelta(days=1)
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2200, 1, 1)


@page(PageClass.LIST)
@require_safe
def rota(request: Request) -> HttpResponse:
    """The planned visits that the user may see. Double bookings, held and uncovered visits are marked."""
    require_permission(request.user, Permission.LOG_VISIT)
    form = RotaForm(request.GET)
    filters = form.filters()
    on, is_week = day_within_bounds(filters["on"]), filters["showing"] == "week"
    days = rota_rows.days_from(on - DAY * on.weekday(), 7) if is_week else [on]
    by_person = filters["by"] == "person"
    if by_person:
        rows, more = rota_rows.by_person(request.user, days, team=filters["team"], page=filters["page"])
    else:
        rows, more = rota_rows.by_worker(
            request.user, days, team=filters["team"], worker_id=filters["worker"], page=filters["page"]
        )
    step = DAY * len(days)
    page_context = {
        "form": form,
        "by_person": by_person,
        "is_week": is_week,
        "days_words": _days_words(days),
        "caption": f"Planned visits by {filters['by']}",
        "headings": ["Person" if by_person else "Worker", *map(_heading, days)],
        "plan_query": f"?on={days[0]}",
        "rows": rows,
        "before": _address(request, on=days[0] - step, page=""),
        "after": _address(request, on=days[0] + step, page=""),
        "one_day": _address(request, showing="day", on=clock.today(), page=""),
        "one_week": _address(request, showing="week", page=""),
        "by_person_href": _address(request, by="person", page=""),
        "newer": _address(request, page=filters["page"] - 1) if filters["page"] else "",
        "older": _address(request, page=filters["page"] + 1) if more else "",
        "may_lead": bool(contracts_by_scope(request.user, Permission.READ_WORKER)),
    }
    return render(request, "visits/rota/rota.html", page_context)


def _days_words(days: list[datetime.date]) -> str:
    """Return "Week of 23 to 29 November", or "Saturday 28 November" for one day."""
    first, last = days[0], days[-1]
    if first == last:
        return formatting.long_day(first)
    return f"Week of {f'{first:%-d}' if first.month == last.month else f'{first:%-d %B}'} to {last:%-d %B}"


def _heading(day: datetime.date) -> str:
    """Return "Sat 28 Nov (today, weekend)"."""
    notes = ["today"] if day == clock.today() else []
    notes += [bank_holiday(day) or ("weekend" if day.weekday() > 4 else "")]
    note = ", ".join(filter(None, notes))
    return f"{formatting.weekday(day)} ({note})" if note else formatting.weekday(day)


def day_within_bounds(on: datetime.date | None) -> datetime.date:
    """Return `on` if it is between the years 2000 and 2200, else today."""
    return on if on is not None and EARLIEST <= on <= LATEST else clock.today()


def _address(request: Request, **changes: object) -> str:
    """Return the query string of the page with these filters changed. An empty value removes a filter."""
    filters = {name: request.GET[name] for name in RotaForm.base_fields if request.GET.get(name)}
    return "?" + urlencode({name: str(value) for name, value in {**filters, **changes}.items() if value != ""})
