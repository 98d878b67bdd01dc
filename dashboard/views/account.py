"""What a user sees of their own account."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, Request, page
from accounts.roles import ROLES
from contracts import posts


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
    return render(request, "dashboard/my_details.html", {"posts": rows, "is_staff": posts.is_staff(request.user)})
