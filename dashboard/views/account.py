"""What a user sees of their own account."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, Request, page
from accounts.roles import ROLES
from contracts import posts
from core import message_choices
from core.channels import texts_are_sent
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
    return render(request, "dashboard/my_details.html", page_context)


@page(PageClass.OWN)
def my_notifications(request: Request) -> HttpResponse:
    """What the user chooses about emails: each, a summary or none, and quiet hours."""
    choice = message_choices.choice_of(request.user)
    names = ("emails", "summary_time", "quiet_from", "quiet_until")
    back = reverse("my_details")
    return form_page(
        request,
        MessageChoiceForm,
        title="Notifications",
        template="dashboard/my_notifications.html",
        base="own_page.html",
        initial={name: getattr(choice, name) for name in names},
        save=lambda data: message_choices.choose_messages(by=request.user, **data),
        success_url=back,
        success_message="Saved. It applies to notifications from now on.",
        keeps_draft=False,
        back=back,
        context={"is_staff": posts.is_staff(request.user)},
    )
