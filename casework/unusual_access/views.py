"""Unusual access: the lines to look at, what was found, and the look at one line."""

import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from casework import services
from casework.access.record_loader import log_bulk_access, open_record
from casework.models import AccessReview, Individual
from casework.unusual_access.enums import UnusualKind
from casework.unusual_access.forms import ReviewAccessForm, UnusualForm
from casework.unusual_access.lines import DAYS_LISTED, MANY_RECORDS, Line, last_days, named, people_of, unusual_lines
from contracts.posts import require_permission
from core.dates import Period
from design.form_view import form_page
from design.forms import ReasonForm

LINES_A_PAGE = 25
REVIEWS_A_PAGE = 25
DAY = datetime.timedelta(days=1)


@page(PageClass.LIST)
@require_safe
def unusual_access(request: Request) -> HttpResponse:
    """The lines of the period that nobody has looked at, and what somebody looked at, the newest first."""
    require_permission(request.user, Permission.REVIEW_ACCESS)
    form = UnusualForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    days = int(chosen.get("period") or DAYS_LISTED)
    lines = unusual_lines(request.user, last_days(days), chosen.get("kind", ""))
    rows = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    reviews = AccessReview.objects.visible_to(request.user).select_related("user", "individual", "recorded_by")
    looks = Paginator(reviews, REVIEWS_A_PAGE).get_page(request.GET.get("looks"))
    page_context = {
        "form": form,
        "lines": _logged(request, list(rows.object_list)),
        "many": MANY_RECORDS,
        "newer": _link(request, "page", rows.previous_page_number()) if rows.has_previous() else "",
        "older": _link(request, "page", rows.next_page_number()) if rows.has_next() else "",
        "reviews": looks,
        "newer_looks": _link(request, "looks", looks.previous_page_number()) if looks.has_previous() else "",
        "older_looks": _link(request, "looks", looks.next_page_number()) if looks.has_next() else "",
    }
    return render(request, "casework/unusual_access/unusual_access.html", page_context)


def _link(request: Request, name: str, number: int) -> str:
    query = request.GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


def _logged(request: Request, rows: list[Any]) -> list[Line]:
    """Return the lines with their names, after logging that the list names these people."""
    log_bulk_access(request, people_of(rows))
    return named(rows)


def _line_or_404(request: Request, kind: str, user_id: UUID, day: str, individual: Individual | None) -> Line:
    """Return the line of the address, also one that somebody has looked at. Raises Http404 if there is none."""
    try:
        on = datetime.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if kind not in UnusualKind.values or (individual is None) != (kind == UnusualKind.MANY):
        raise Http404
    for line in named(list(unusual_lines(request.user, Period(on, on + DAY), kind, with_looked_at=True))):
        if line.user.pk == user_id and line.individual == individual:
            return line
    raise Http404


@page(PageClass.LIST)
def review_user(request: Request, kind: str, user_id: UUID, day: str) -> HttpResponse:
    """Look at many records in an hour."""
    require_permission(request.user, Permission.REVIEW_ACCESS)
    return _review(request, _line_or_404(request, kind, user_id, day, None))


@page(PageClass.PERSON_MANAGE)
def review_person(request: Request, kind: str, user_id: UUID, day: str, pk: UUID) -> HttpResponse:
    """Look at the openings of one record."""
    individual: Individual = open_record(request, Individual, Permission.REVIEW_ACCESS, pk)
    return _review(request, _line_or_404(request, kind, user_id, day, individual))


def _review(request: Request, line: Line) -> HttpResponse:
    return form_page(
        request,
        ReviewAccessForm,
        title=f"{line.kind.label}: {line.user}",
        template="casework/unusual_access/review.html",
        context={"line": line},
        save=lambda data: services.review_access(
            kind=line.kind, user=line.user, individual=line.individual, on=line.on, by=request.user, **data
        ),
        success_url=reverse("unusual_access"),
        success_message="Saved. It does not come again.",
        closed="Somebody has looked at this already." if line.review else "",
        back=reverse("unusual_access"),
    )


@page(PageClass.LIST)
def strike(request: Request, pk: UUID) -> HttpResponse:
    """Mark a look as entered in error: the line comes again."""
    review = get_allowed_or_404(AccessReview.with_struck, request.user, Permission.REVIEW_ACCESS, pk=pk)
    return form_page(
        request,
        ReasonForm,
        title="Mark as entered in error",
        label="What was wrong",
        help_text="The line comes again.",
        submit_label="Mark as entered in error",
        closed=review.why_closed,
        save=lambda data: services.strike_access_review(review=review, by=request.user, **data),
        success_url=reverse("unusual_access"),
        success_message="Marked as entered in error.",
        back=reverse("unusual_access"),
    )
