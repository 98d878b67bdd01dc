"""The pages of hours commissioned and delivered, the records behind each figure, and their cost."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from casework.access.record_loader import log_bulk_access
from contracts.models import Contract, ContractYear
from contracts.posts import require_permission
from core import clock
from core.dates import Period
from design.tables import csv_response
from visits.hours import payroll, report, spend, totals
from visits.hours.forms import HoursReportForm

PAGE_LENGTH = 100
MOST_BARS = 15


@dataclass(frozen=True)
class Selection:
    """What the address selects. An invalid choice falls back to the first; the form says so."""

    form: HoursReportForm
    by: str
    period: Period
    contracts: QuerySet[Contract]
    query: totals.HoursQuery
    parameters: dict[str, str]

    @property
    def address(self) -> str:
        return urlencode(self.parameters)


def _selection(request: Request) -> Selection:
    require_permission(request.user, Permission.SEE_HOURS)
    contracts = Contract.objects.allowing(request.user, Permission.SEE_HOURS).order_by("name")
    form = HoursReportForm(request.GET, contracts=contracts, today=clock.today())
    form.is_valid()
    data = form.cleaned_data
    by, key = data.get("by") or "person", data.get("period") or next(iter(form.periods))
    contract = data.get("contract")
    parameters = {"by": by, "period": key, **({"contract": str(contract.pk)} if contract else {})}
    period = form.periods[key]
    chosen = contracts.filter(pk=contract.pk) if contract else contracts
    return Selection(form, by, period, chosen, totals.hours_query(request.user, period, contract), parameters)


@page(PageClass.LIST)
@require_safe
def index(request: Request) -> HttpResponse:
    """Show a line for each person, worker, contract or week, and one for all of them."""
    selection, user = _selection(request), request.user
    all_rows = report.hours_rows(selection.query, selection.by, user)
    start = _start(request)
    page_rows = all_rows[start : start + PAGE_LENGTH]
    if selection.by == "person":
        log_bulk_access(request, [UUID(row.key) for row in page_rows])
    page_context = {
        "form": selection.form,
        "by": selection.by,
        "caption": f"Hours by {selection.by}, {selection.period}",
        "headings": [report.HEADS[selection.by], *(f"{label}|number" for label in report.LABELS.values())],
        "period": selection.period,
        "rows": [(row, row.cells(selection.parameters)) for row in page_rows],
        "whole": report.total_row(all_rows).cells(selection.parameters) if all_rows else [],
        "definitions": [(report.LABELS[name], definition) for name, definition in report.DEFINITIONS.items()],
        "weeks": _weeks(all_rows) if selection.by == "week" else None,
        "bars": _bars(all_rows) if selection.by in ("worker", "contract") else None,
        "years": ContractYear.objects.visible_to(user).on(clock.today()).select_related("contract"),
        "query": selection.address,
        **_page_links(selection.parameters, start, len(all_rows) > start + PAGE_LENGTH),
    }
    return render(request, "visits/hours/hours.html", page_context)


def _weeks(rows: list[report.HoursRow]) -> dict[str, Any]:
    """Return the two lines of the chart over the weeks, in hours."""
    commissioned = [round(row.sums.commissioned / 60, 1) for row in rows]
    delivered_hours = [round(row.sums.delivered / 60, 1) for row in rows]
    labels = [row.label.split(" to ")[0] for row in rows]
    return {"series": [("Commissioned", commissioned), ("Delivered", delivered_hours)], "labels": labels}


def _bars(rows: list[report.HoursRow]) -> list[tuple[str, float]]:
    """Return the lines with the most hours delivered."""
    most = sorted(rows, key=lambda row: -row.sums.delivered)[:MOST_BARS]
    return [(row.label, round(row.sums.delivered / 60, 1)) for row in most if row.sums.delivered]


def _start(request: Request) -> int:
    position = request.GET.get("from", "")
    is_number = position.isascii() and position.isdecimal() and len(position) < 7
    return int(position) if is_number else 0


def _page_links(parameters: dict[str, str], start: int, has_more: bool) -> dict[str, str]:
    """Return the addresses of the pages before and after."""
    before = urlencode({**parameters, "from": max(0, start - PAGE_LENGTH)})
    after = urlencode({**parameters, "from": start + PAGE_LENGTH})
    return {"newer": f"?{before}" if start else "", "older": f"?{after}" if has_more else ""}


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the hours")
def csv(request: Request) -> StreamingHttpResponse:
    """Return the same lines as a spreadsheet, after logging the people in it."""
    selection = _selection(request)
    hours_rows = report.hours_rows(selection.query, selection.by, request.user)
    if selection.by == "person":
        log_bulk_access(request, [UUID(row.key) for row in hours_rows])
    name = f"hours-by-{selection.by}-{selection.period.from_on}.csv"
    return csv_response(report.table(hours_rows, selection.by), file_name=name)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the payroll figures")
def payroll_csv(request: Request) -> StreamingHttpResponse:
    """Return each worker's time, travel and miles by month, as a spreadsheet for payroll. It names no person."""
    selection = _selection(request)
    lines = list(payroll.table(selection.contracts, selection.period))
    return csv_response(lines, file_name=f"payroll-{selection.period.from_on}.csv")


@page(PageClass.LIST)
@require_safe
def rows(request: Request) -> HttpResponse:
    """List the records that one figure counts: when, with whom, how long; nothing of the notes of a visit."""
    selection, start = _selection(request), _start(request)
    key, of = request.GET.get("key", report.TOTAL_KEY), request.GET.get("of", "visits")
    if of not in report.LISTED.values():
        raise Http404
    try:
        records, people = report.records_behind(
            selection.query, selection.by, key, of, start, PAGE_LENGTH + 1, request.user
        )
    except ValueError as error:
        raise Http404 from error
    log_bulk_access(request, people)
    parameters = {**selection.parameters, "key": key, "of": of}
    has_workers = of not in ("commissioned", "held")
    page_context = {
        "rows": records[:PAGE_LENGTH],
        "has_workers": has_workers,
        "headings": ["When", "Person", *(["Worker"] if has_workers else []), "Time|number", "Details"],
        "title": report.LISTS[of],
        "period": selection.period,
        "back": f"{reverse('hours')}?{selection.address}",
        **_page_links(parameters, start, len(records) > PAGE_LENGTH),
    }
    return render(request, "visits/hours/rows.html", page_context)


def _year(request: Request, pk: UUID) -> ContractYear:
    year: ContractYear = get_allowed_or_404(
        ContractYear.objects.select_related("contract"), request.user, Permission.SEE_HOURS, pk=pk
    )
    return year


@page(PageClass.PRICE)
@require_safe
def money(request: Request, pk: UUID) -> HttpResponse:
    """Show a contract year month by month against its maximum budget, and its end at this pace."""
    year_spend = spend.year_spend(_year(request, pk), request.user)
    page_context = {
        "spend": year_spend,
        "labels": [month.label for month in year_spend.months],
        "so_far": f"£{year_spend.so_far:,}",
        "maximum": "" if year_spend.year.maximum is None else f"£{year_spend.year.maximum:,}",
    }
    return render(request, "visits/hours/money.html", page_context)


@page(PageClass.PRICE)
@require_safe
@confirm_lately("download what was spent")
def money_csv(request: Request, pk: UUID) -> StreamingHttpResponse:
    """Return the same months as a spreadsheet."""
    year_spend = spend.year_spend(_year(request, pk), request.user)
    return csv_response(spend.table(year_spend), file_name=f"money-{year_spend.year.from_on}.csv")
