"""The home page, by what the user may do; the page of everything that is due; and the messages in Casework."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.packages.council_documents import missing_documents
from contracts import posts
from core import messages
from core.models import Message
from dashboard.home import concerns, finance, own_visits, sides
from dashboard.home.accounts import account_counts, parts_to_set_up
from dashboard.home.ahead import MOST_LISTED as MOST_AHEAD
from dashboard.home.ahead import asked_by_user, reviews_ahead
from dashboard.home.council import council_reading
from dashboard.home.duties_table import (
    FEWEST_ROWS,
    ROWS,
    ROWS_ON_PHONE,
    TableRow,
    grouped,
    heading_of,
    is_cut,
    is_own,
    overdue_words,
    table_rows,
    today_rows,
)
from dashboard.home.notifications import messages_to, unread_count, with_names
from dashboard.home.reader import MOST_LISTED, Reader
from dashboard.home.urgent.rows import Urgent, urgent_rows
from referrals.awaiting_referrer import awaiting_referrer
from visits.lone_working.call_bar import call_bar

MOST_DOCUMENTS = 100
MOST_AWAITING = 5
ROWS_A_PAGE = 50


@page(PageClass.OWN)
@require_safe
def home(request: Request) -> HttpResponse:
    """The home page. A user without a post goes to the portal; a user without work here goes to the returns."""
    reader = Reader.of(request.user)
    if not reader.may:
        return redirect("me")
    if Permission.SEE_WORK not in reader.may:
        return redirect("returns")
    visits, urgent = _visits(reader), urgent_rows(reader)
    page_context: dict[str, Any] = {
        "day": reader.day,
        "urgent": urgent.without({visit.pk for visit in visits["visits"]}),
        "set_up_count": parts_to_set_up(reader),
        "unread_count": unread_count(request.user),
        "answering": sides.who_answers(reader),
        "own_shifts": sides.own_shifts(reader),
        "council_answering": sides.who_answers_council(reader),
        "council_calls": sides.calls_to_council(reader),
        "council_alerts": sides.alerts_to_council(reader),
        "referral_counts": sides.referral_counts(reader),
        **_own_referrals(reader),
        **_ahead(reader, _fewer_on_phone(request)),
        **_table(request, reader, urgent),
        **visits,
        **_concerns(reader),
        **_figures(reader),
    }
    page_context["urgent_words"] = _urgent_words(page_context["urgent"], page_context["overdue_words"])
    return render(request, "dashboard/home/home.html", page_context)


def _is_on_phone(request: Request) -> bool:
    return "Mobi" in request.headers.get("User-Agent", "")


def _fewer_on_phone(request: Request) -> dict[str, int]:
    """Return how many rows a list has, for who is on a phone: there each is a card."""
    return {"most": ROWS_ON_PHONE - 1} if _is_on_phone(request) else {}


def _ahead(reader: Reader, most: dict[str, int]) -> dict[str, Any]:
    """Return what the user reads, has ahead and waits for: the first rows of each list, and how many there are."""
    asked = asked_by_user(reader, **most)
    return {
        "reading": council_reading(reader, **most),
        "reviews_ahead": reviews_ahead(reader, **most),
        "asked": asked.rows,
        "asked_total": asked.total,
    }


def _table(request: Request, reader: Reader, urgent: Urgent) -> dict[str, Any]:
    """Return the first rows of the duties, of which a phone gets fewer, and the counts of the page of everything."""
    rows = table_rows(reader, urgent.other_days)
    own = reader.listed_otherwise + sum(is_own(row, reader) for row in (*urgent.now, *urgent.today))
    most = ROWS_ON_PHONE if _is_on_phone(request) else ROWS
    listed = grouped(rows)[: FEWEST_ROWS if urgent.has_much_now else most]
    return {
        "rows": listed,
        "overdue_words": overdue_words(rows),
        "more_count": len(rows) - sum(row.number for row in listed),
        "rows_heading": heading_of(rows, reader.day),
        "is_cut": is_cut(reader),
        "mine_count": own + sum(row.is_mine for row in rows),
        "row_count": reader.listed_otherwise + len(urgent.now) + len(urgent.today) + len(rows),
    }


def _urgent_words(urgent: Urgent, overdue: str) -> str:
    """Return how much there is to do; where something is overdue, "Nothing is urgent" would not be true."""
    return urgent.words("No alerts") if overdue else urgent.words()


def _own_referrals(reader: Reader) -> dict[str, Any]:
    """Return the first referrals that need something from the user who made them, and how many there are."""
    sends = Permission.SEND_REFERRAL in reader.may
    awaiting = awaiting_referrer(reader.user) if sends else []
    return {"sends_referrals": sends, "awaiting": awaiting[:MOST_AWAITING], "awaiting_count": len(awaiting)}


def _visits(reader: Reader) -> dict[str, Any]:
    """Return the day's visits of who has visits, and the way to call for help."""
    is_worker = Permission.MAKE_VISIT in reader.may
    visits = own_visits.visits_today(reader.user, reader.day) if is_worker else []
    called = call_bar(visits, reader.user, reader.day)
    words = own_visits.words(visits)
    return {"is_worker": is_worker, "visits": visits, "visits_words": words, **called, "may_call": is_worker}


def _concerns(reader: Reader) -> dict[str, Any]:
    if not reader.leads_concerns_only:
        return {"steps": [], "concern_words": "", "concern_counts": None, "contracts_to_ring": []}
    return {
        "steps": concerns.steps(reader),
        "concern_words": concerns.words(reader),
        "concern_counts": concerns.counts_of_quarter(reader),
        "contracts_to_ring": concerns.contracts_to_ring(reader),
    }


def _figures(reader: Reader) -> dict[str, Any]:
    """Return the counts and exceptions at the side, and what finance staff see."""
    allocates = Permission.ALLOCATE in reader.may
    documents = missing_documents(reader.user, reader.day, most=1) if allocates else None
    return {
        "holds": sides.holds(reader),
        "sees_all_holds": Permission.READ_VISIT in reader.may,
        "loads": sides.loads(reader),
        "documents_count": documents.total if documents else 0,
        "quarters": sides.this_quarter(reader),
        "quarter_words": sides.quarter_words(reader.day),
        "accounts": account_counts(reader),
        "spends": finance.spend_of_years(reader) if reader.is_of_finance else [],
        "hours": finance.hours_of_quarter(reader) if reader.is_of_finance else [],
    }


@page(PageClass.LIST)
@require_safe
def duties(request: Request) -> HttpResponse:
    """Everything that the user may do and that is overdue or due in the next seven days."""
    posts.require_permission(request.user, Permission.SEE_WORK)
    reader = Reader.of(request.user, MOST_LISTED, has_steps=False)
    urgent = urgent_rows(reader)
    rows = [*today_rows(reader, urgent.today), *table_rows(reader, urgent.other_days)]
    only_mine, kind = request.GET.get("mine") == "yes", request.GET.get("kind", "")

    allocates = Permission.ALLOCATE in reader.may
    page_context = {
        **_page_of(request, [row for row in rows if (row.is_mine or not only_mine) and kind in ("", row.kind)]),
        "now": [row for row in urgent.now if (not only_mine or is_own(row, reader)) and kind in ("", row.kind)],
        "mine_count": sum(is_own(row, reader) for row in urgent.now) + sum(row.is_mine for row in rows),
        "row_count": len(urgent.now) + len(rows),
        "only_mine": only_mine,
        "is_filtered": only_mine or kind,
        "is_cut": is_cut(reader),
        "most_of_a_kind": MOST_LISTED,
        "documents": missing_documents(reader.user, reader.day, most=MOST_DOCUMENTS) if allocates else None,
    }
    page_context["parts"] = _parts(page_context["rows"], reader)
    return render(request, "dashboard/home/duties.html", page_context)


@page(PageClass.LIST)
@require_safe
def ahead(request: Request) -> HttpResponse:
    """Every review of the next two weeks, all that the user asked and nobody has answered, and all they still read."""
    posts.require_permission(request.user, Permission.SEE_WORK)
    page_context = {**_ahead(Reader.of(request.user), {"most": MOST_AHEAD}), "is_whole": True}
    return render(request, "dashboard/home/ahead.html", page_context)


def _parts(rows: list[TableRow], reader: Reader) -> list[tuple[str, str, list[TableRow]]]:
    """Return the rows of a page in two parts, each with the id of its heading; none that is empty."""
    today = [row for row in rows if row.is_for_today]
    rest = [row for row in rows if not row.is_for_today]
    parts = [("today", "Today", today), ("due", heading_of(rest, reader.day), rest)]
    return [part for part in parts if part[-1]]


def _page_of(request: Request, rows: list[TableRow] | QuerySet[Message]) -> dict[str, Any]:
    """Return one page of the rows, with the addresses of the pages before and after."""
    part = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "rows": part.object_list,
        "newer": address(part.previous_page_number()) if part.has_previous() else "",
        "older": address(part.next_page_number()) if part.has_next() else "",
    }


@page(PageClass.OWN)
@require_safe
def notifications(request: Request) -> HttpResponse:
    """The messages to the user in Casework, the newest first. Somebody without a post reads theirs in the portal."""
    if not posts.permissions(request.user):
        return redirect("me")
    rows = with_names(messages_to(request.user), request.user)
    return render(request, "dashboard/home/notifications.html", _page_of(request, rows))


@page(PageClass.OWN)
@require_POST
def message_read(request: Request, pk: UUID) -> HttpResponse:
    """Mark a message in Casework as read and redirect to its page."""
    message = get_object_or_404(messages_to(request.user), pk=pk)
    messages.mark_read(message=message, by=request.user)
    return redirect(message.path or "home")
