"""Hours commissioned against hours delivered, the rows behind each figure, and what they cost."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import get_allowed_or_404
from casework.access.records import log_bulk_opening
from contracts.models import Contract, ContractYear
from contracts.posts import require_permission
from core import clock
from core.dates import Period
from design.tables import csv_response
from visits.hours import report, totals
from visits.hours import spend as money_of
from visits.hours.forms import HoursForm

A_PAGE = 100
BARS = 15


@dataclass(frozen=True)
class Asked:
    """What the address asks for. A choice that is none falls back to the first; the form says so."""

    form: HoursForm
    by: str
    period: Period
    question: totals.HoursQuery
    query: dict[str, str]

    @property
    def address(self) -> str:
        return urlencode(self.query)


def _asked(request) -> Asked:
    require_permission(request.user, Permission.SEE_HOURS)
    contracts = Contract.objects.allowing(request.user, Permission.SEE_HOURS).order_by("name")
    form = HoursForm(request.GET, contracts=contracts, today=clock.today())
    form.is_valid()
    chosen = form.cleaned_data
    by, key = chosen.get("by") or "person", chosen.get("period") or next(iter(form.periods))
    contract = chosen.get("contract")
    query = {"by": by, "period": key, **({"contract": str(contract.pk)} if contract else {})}
    period = form.periods[key]
    return Asked(form, by, period, totals.hours_query(request.user, period, contract), query)


@page(PageClass.LIST)
@require_safe
def index(request):
    """One line for each person, worker, contract or week, and one for all of them."""
    asked, user = _asked(request), request.user
    made = report.hours_rows(asked.question, asked.by, user)
    start = _start(request)
    shown = made[start : start + A_PAGE]
    if asked.by == "person":
        log_bulk_opening(request, [line.key for line in shown])
    page_context = {
        "form": asked.form,
        "by": asked.by,
        "head": report.HEADS[asked.by],
        "labels": report.LABELS,
        "period": asked.period,
        "rows": [(line, line.cells(asked.query)) for line in shown],
        "whole": report.total_row(made).cells(asked.query) if made else [],
        "definitions": [(report.LABELS[name], said) for name, said in report.DEFINITIONS.items()],
        "weeks": _weeks(made) if asked.by == "week" else None,
        "bars": _bars(made) if asked.by in ("worker", "contract") else None,
        "years": ContractYear.objects.visible_to(user).on(clock.today()).select_related("contract"),
        "query": asked.address,
        **_ways(asked.query, start, len(made) > start + A_PAGE),
    }
    return render(request, "visits/hours.html", page_context)


def _weeks(made) -> dict:
    """Two lines over the weeks, in hours."""
    commissioned = [round(line.sums.commissioned / 60, 1) for line in made]
    delivered = [round(line.sums.delivered / 60, 1) for line in made]
    labels = [line.label.split(" to ")[0] for line in made]
    return {"series": [("Commissioned", commissioned), ("Delivered", delivered)], "labels": labels}


def _bars(made) -> list[tuple]:
    """The lines with the most hours delivered."""
    most = sorted(made, key=lambda line: -line.sums.delivered)[:BARS]
    return [(line.label, round(line.sums.delivered / 60, 1)) for line in most if line.sums.delivered]


def _start(request) -> int:
    given = request.GET.get("from", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 0


def _ways(query: dict, start: int, has_more: bool) -> dict[str, str]:
    """The addresses of the parts of the list before and after."""
    before = urlencode({**query, "from": max(0, start - A_PAGE)})
    after = urlencode({**query, "from": start + A_PAGE})
    return {"newer": f"?{before}" if start else "", "older": f"?{after}" if has_more else ""}


@page(PageClass.LIST)
@require_safe
def csv(request):
    """The same lines as a spreadsheet; that it was taken is written down first."""
    asked = _asked(request)
    made = report.hours_rows(asked.question, asked.by, request.user)
    if asked.by == "person":
        log_bulk_opening(request, [line.key for line in made])
    name = f"hours-by-{asked.by}-{asked.period.from_on}.csv"
    return csv_response(report.table(made, asked.by), file_name=name)


@page(PageClass.LIST)
@require_safe
def rows(request):
    """The records that one figure counts: when, who with, how long. No word of what was written about a visit."""
    asked, start = _asked(request), _start(request)
    key, of = request.GET.get("key", report.WHOLE), request.GET.get("of", "visits")
    if of not in report.LISTED.values():
        raise Http404
    try:
        found, people = report.counted(asked.question, asked.by, key, of, start, A_PAGE + 1, request.user)
    except ValueError as error:
        raise Http404 from error
    log_bulk_opening(request, people)
    query = {**asked.query, "key": key, "of": of}
    page_context = {
        "rows": found[:A_PAGE],
        "of": of,
        "title": report.LISTS[of],
        "period": asked.period,
        "back": asked.address,
        **_ways(query, start, len(found) > A_PAGE),
    }
    return render(request, "visits/hours_rows.html", page_context)


def _year(request, pk):
    return get_allowed_or_404(
        ContractYear.objects.select_related("contract"), request.user, Permission.SEE_HOURS, pk=pk
    )


@page(PageClass.PRICE)
@require_safe
def money(request, pk):
    """A contract year month by month against its maximum budget, and where it leads at this pace."""
    found = money_of.money(_year(request, pk), request.user)
    page_context = {
        "found": found,
        "labels": [one.label for one in found.months],
        "so_far": f"£{found.so_far:,}",
        "maximum": "" if found.year.maximum is None else f"£{found.year.maximum:,}",
    }
    return render(request, "visits/money.html", page_context)


@page(PageClass.PRICE)
@require_safe
def money_csv(request, pk):
    """The same months as a spreadsheet."""
    found = money_of.money(_year(request, pk), request.user)
    return csv_response(money_of.table(found), file_name=f"money-{found.year.from_on}.csv")
