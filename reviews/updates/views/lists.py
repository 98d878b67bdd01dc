"""The lists: updates to write, send and acknowledge; when the next are due; and what managers follow up."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, F, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.models import SupportPackage
from contracts.posts import permissions, require_permission
from core import clock
from design.list_page import list_page
from reviews.acknowledgement import Acknowledged, newest_waiting, with_acknowledge_by
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.acknowledgement import REVIEWS
from reviews.updates.acknowledged import acknowledged_lately
from reviews.updates.acknowledgement import UPDATES
from reviews.updates.enums import NOT_SENT_STATES
from reviews.updates.filters import UpdateFilter
from reviews.updates.raising import next_updates
from reviews.updates.reminders import WEEK, due_this_week, late

PAGE_LENGTH = 50
NEXT_LENGTH = 50
RELATED = ("package__case__individual", "package__case__contract")


@page(PageClass.LIST)
@require_safe
def updates(request: Request) -> HttpResponse:
    """For staff the updates to write and those sent; for keyworkers those sent to them, and when the next are due."""
    require_permission(request.user, Permission.WRITE_UPDATE, Permission.READ_UPDATE)
    writes = Permission.WRITE_UPDATE in permissions(request.user)
    filterset = UpdateFilter(request.GET, queryset=_listed(request.user, writes), writes=writes)
    rows = Paginator(filterset.qs, PAGE_LENGTH).get_page(request.GET.get("page"))
    page_context = {
        "updates": rows,
        "filter": filterset,
        "writes": writes,
        "manages": Permission.ALLOCATE in permissions(request.user),
        "knows_absences": bool({Permission.BE_KEYWORKER, Permission.EDIT_PERSON} & permissions(request.user)),
        **({} if writes or rows.number > 1 else _next(request.user)),
        "newer": _address(request, rows.previous_page_number()) if rows.has_previous() else "",
        "older": _address(request, rows.next_page_number()) if rows.has_next() else "",
    }
    return render(request, "reviews/updates/list.html", page_context)


def _listed(user: User, writes: bool) -> Any:
    """Return the updates that `user` may list: what must be sent first, by due day; then the newest sent first.

    For those who acknowledge them each has `acknowledge_by`.
    """
    permission = Permission.WRITE_UPDATE if writes else Permission.READ_UPDATE
    rows: Any = KeyworkerUpdate.objects.allowing(user, permission).exclude(expired_on__isnull=False)
    if not writes:
        rows = with_acknowledge_by(UPDATES, rows, clock.today())
    is_sent = Case(When(Q(state__in=NOT_SENT_STATES), then=Value(0)), default=Value(1))
    return rows.select_related(*RELATED).order_by(is_sent, F("submitted_at").desc(nulls_first=True), "due_on", "pk")


def _next(user: User) -> dict[str, Any]:
    """Return the packages of a keyworker with the day of their next update as `due_on`, the earliest first, and
    whether there are more than the page lists.
    """
    packages = SupportPackage.objects.allowing(user, Permission.READ_UPDATE)
    rows = next_updates(packages, clock.today()).select_related("case__individual")
    listed: list[SupportPackage] = list(rows.order_by("due_on", "pk")[: NEXT_LENGTH + 1])
    return {"next": listed[:NEXT_LENGTH], "has_more_next": len(listed) > NEXT_LENGTH}


def _address(request: Request, number: int) -> str:
    """Return the address of a page of the list, with the filter that is set."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@page(PageClass.LIST)
@require_safe
def late_updates(request: Request) -> HttpResponse:
    """For managers, each list with its range: updates that are overdue; those due within a week and not sent, with who
    writes them and how far they are; and the updates and reviews that were sent and nobody has acknowledged, the
    longest waiting first. Below, how many of those sent lately are acknowledged.
    """
    require_permission(request.user, Permission.ALLOCATE)
    user, today = request.user, clock.today()
    updates: Any = KeyworkerUpdate.objects.allowing(user, Permission.ALLOCATE).select_related(*RELATED)
    reviews: Any = Review.objects.allowing(user, Permission.ALLOCATE).filter(terms__asks_keyworker=True)
    page_context = {
        "late": list_page(request, late(updates), "late", PAGE_LENGTH),
        "due": list_page(request, due_this_week(updates), "due", PAGE_LENGTH),
        "due_until": today + WEEK,
        "unread": list_page(request, _waiting(UPDATES, updates), "unread", PAGE_LENGTH),
        "unread_reviews": list_page(
            request, _waiting(REVIEWS, reviews.select_related(*RELATED)), "unread_reviews", PAGE_LENGTH
        ),
        **acknowledged_lately(user, today),
    }
    return render(request, "reviews/updates/late.html", page_context)


def _waiting(kind: Acknowledged, rows: Any) -> Any:
    """Return those of `rows` that nobody has acknowledged, the longest sent first, with `acknowledge_by`."""
    today = clock.today()
    return with_acknowledge_by(kind, newest_waiting(kind, rows, today), today).order_by(kind.first_sent, "pk")
