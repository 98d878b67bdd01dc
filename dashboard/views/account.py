"""What a user sees of their own account."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.roles import ROLES
from contracts import posts
from core import message_choices
from core.channels import texts_are_sent
from core.models import MessageChoice
from dashboard.forms import MessageChoiceForm
from design.form_view import form_page


@page(PageClass.OWN)
@require_safe
def my_details(request: Request) -> HttpResponse:
    """The user's name and how they are reached, and their roles with contract and dates."""
    rows = [
        {
            "role": ROLES[post.role].name,
            "where": post.where,
            "from_on": post.from_on,
            "last_on": post.until_on and post.until_on - datetime.timedelta(days=1),
        }
        for post in posts.posts_of(request.user)
    ]
    page_context = {"posts": rows, "is_staff": posts.is_staff(request.user), "texts_are_sent": texts_are_sent()}
    page_context["may_see_work"] = Permission.SEE_WORK in posts.permissions(request.user)
    return render(request, "dashboard/my_details.html", page_context)


@page(PageClass.OWN)
def my_notifications(request: Request) -> HttpResponse:
    """What the user chooses about emails: each, a summary or none, quiet hours, and a summary of tasks each week.

    Without an email address there is nothing to choose. Who has no list of notifications in Casework cannot choose to
    get no emails: they would learn of nothing.
    """
    permissions = posts.permissions(request.user)
    has_list = bool(permissions)
    if not request.user.email:
        page_context = {"texts_are_sent": texts_are_sent(), "has_list": has_list}
        return render(request, "dashboard/without_email.html", page_context)
    choice = message_choices.choice_of(request.user)
    names = ("emails", "summary_time", "quiet_from", "quiet_until", "weekly")
    back = reverse("my_details")
    return form_page(
        request,
        MessageChoiceForm,
        title="Notifications",
        template="dashboard/my_notifications.html",
        base="own_page.html",
        initial={name: getattr(choice, name) for name in names},
        save=lambda data: message_choices.choose_messages(by=request.user, **{**_unchanged(choice), **data}),
        has_tasks=Permission.SEE_WORK in permissions,
        has_list=has_list,
        success_url=back,
        success_message="Saved. It applies to notifications from now on.",
        keeps_draft=False,
        back=back,
        context={"is_staff": posts.is_staff(request.user), "has_list": has_list},
    )


def _unchanged(choice: MessageChoice) -> dict[str, Any]:
    """Return what the form does not ask of somebody without tasks."""
    return {"weekly": choice.weekly}
