"""The home page, by what the user may do."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows
from casework.packages.council_documents import missing_documents
from casework.people.status import held_today
from contracts import posts
from core import clock, messages
from core.models import Message
from dashboard import my_work, urgent
from dashboard.set_up.progress import missing_parts
from dashboard.undelivered import undelivered_count
from reviews.models import KeyworkerUpdate
from risk.assessments.assessment_view import to_sign
from visits.duties import ALERT
from visits.lone_working.call_bar import call_bar

# How many rows of a list the home page shows.
PREVIEW_LENGTH = 20

# What keeps a home page from saying that there is nothing to do. A worker always sees the day's visits, and who sends
# referrals the way to them.
SECTIONS = (
    "escalations",
    "overdue",
    "never_checked",
    "alerts",
    "own_shifts",
    "on_call_gaps",
    "late",
    "soon",
    "unread_messages",
    "to_decide",
    "is_worker",
    "sends_referrals",
    "missing_set_up",
    "undelivered_count",
)


@page(PageClass.OWN)
@require_safe
def home(request: Request) -> HttpResponse:
    """The home page. A user without a post goes to the portal; a user without work here goes to the returns."""
    user = request.user
    may = posts.permissions(user)
    if not may:
        return redirect("me")
    if Permission.SEE_WORK not in may:
        return redirect("returns")
    day = clock.today()
    tasks = [task for task in my_work.tasks(user, day) if task.kind != ALERT]  # alerts have a list of their own

    first = partial(_first_rows, user)
    own_visits = my_work.visits_today(user, day) if Permission.MAKE_VISIT in may else []
    page_context: dict[str, Any] = {
        "day": day,
        "is_staff": posts.is_staff(user),
        "unread_messages": first("messages", lambda: my_work.unread_messages(user)),
        "late": [task for task in tasks if task.days_late],
        "soon": [task for task in tasks if not task.days_late],
        "visits": own_visits,
        **call_bar(own_visits, user, day),
        **({"may_call": True} if Permission.MAKE_VISIT in may else {}),
        "to_sign": first("to sign", lambda: to_sign(user, day)) if Permission.MAKE_VISIT in may else None,
        "is_worker": Permission.MAKE_VISIT in may,
        "sends_referrals": Permission.SEND_REFERRAL in may,
        "uncovered_visits": my_work.uncovered_visits(user, day) if Permission.READ_WORKER in may else [],
        "reads_referrals": Permission.READ_REFERRAL in may,
        "to_decide": first("to decide", lambda: my_work.to_decide(user)),
        "without_lead": first("without lead", lambda: my_work.without_lead(user, day)),
        "to_attach": missing_documents(user, day, most=PREVIEW_LENGTH) if Permission.ALLOCATE in may else None,
        "holds": first("holds", lambda: held_today(user)) if Permission.READ_PERSON in may else [],
        "worker_loads": my_work.worker_loads(user, day) if Permission.ALLOCATE in may else [],
        "quarters": my_work.this_quarter(user, day) if Permission.PREPARE_RETURN in may else [],
        "to_acknowledge": first("to acknowledge", lambda: _updates_to_acknowledge(user)),
        "undelivered_count": undelivered_count() if Permission.SEE_OPERATIONS in may else 0,
        "missing_set_up": missing_parts(user) if Permission.KEEP_SERVICE in may else [],
        **urgent.urgent_items(user, may, day),
    }
    page_context["has_nothing_to_do"] = not any(page_context[name] for name in SECTIONS)
    return render(request, "dashboard/home.html", page_context)


def _first_rows(user: User, name: str, build: Callable[[], QuerySet[Any]]) -> list[Any]:
    return first_rows(user, ("home", name), build, PREVIEW_LENGTH)


def _updates_to_acknowledge(user: User) -> QuerySet[KeyworkerUpdate]:
    """Return the updates that the user's keyworkers have still to read, the longest sent first."""
    updates = KeyworkerUpdate.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE).filter(state="sent")
    return updates.select_related("package__case__individual").order_by("submitted_at")


@page(PageClass.OWN)
@require_POST
def message_read(request: Request, pk: UUID) -> HttpResponse:
    """Mark a message in Casework as read and redirect to its page."""
    message = get_object_or_404(Message.objects.in_app(request.user).not_about(hidden_from(request.user)), pk=pk)
    messages.mark_read(message=message, by=request.user)
    return redirect(message.path or "home")
