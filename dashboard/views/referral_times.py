"""Days to decision, for managers: a table, and the same as a spreadsheet."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import require_permission
from core import clock
from core.dates import Period, quarter_of
from dashboard import referral_times
from dashboard.forms import PeriodForm
from design.tables import csv_response


def _form_and_period(request: Request) -> tuple[PeriodForm, Period]:
    """Return the form sent in the address and its period; the current quarter if it has none."""
    today = clock.today()
    form = PeriodForm(request.GET or None, today=today)
    period = form.period() if form.is_bound and form.is_valid() else None
    return form, period or quarter_of(today)


@page(PageClass.LIST)
@require_safe
def times(request: Request) -> HttpResponse:
    """From receipt to decision, to the first visit, to raising a concern; by contract, kind of support and source."""
    require_permission(request.user, Permission.DECIDE_REFERRAL)
    form, period = _form_and_period(request)
    page_context = {
        "form": form,
        "period": period,
        "rows": referral_times.times(request.user, period),
        "headings": referral_times.HEADINGS,
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/referral_times.html", page_context)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the times of referrals")
def times_csv(request: Request) -> StreamingHttpResponse:
    require_permission(request.user, Permission.DECIDE_REFERRAL)
    _, period = _form_and_period(request)
    rows = [row.cells for row in referral_times.times(request.user, period)]
    name = f"referral-times-{period.from_on}-{period.last_on}.csv"
    return csv_response([referral_times.HEADERS.values(), *rows], file_name=name)
