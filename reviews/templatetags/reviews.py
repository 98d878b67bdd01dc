"""What pages of a person show of their reviews, updates and connections maps."""

import datetime
from typing import Any

from django import template
from django.template.context import Context

from accounts.enums import Permission
from accounts.permissions import can
from casework.models import Individual, SupportPackage
from core import clock
from plans.models import SupportPlan
from reviews.connections.comparison import load_map_views, newest_pair
from reviews.connections.rules import asks_connections_map
from reviews.models import ConnectionsMap, Review

register = template.Library()


@register.filter
def is_overdue(due_on: datetime.date) -> bool:
    """Return whether a day on which something was due has passed."""
    return due_on < clock.today()


@register.inclusion_tag("reviews/connections/_line.html", takes_context=True)
def connections_line(context: Context, individual: Individual, package: SupportPackage | None) -> dict[str, Any]:
    """The newest connections map beside the first one, in one line, to those who may read it.

    Inputs: the person, and their newest package. Nothing is shown where neither the terms nor a map say so.
    """
    user = context["request"].user
    views = load_map_views(ConnectionsMap.objects.visible_to(user).of_person(individual))
    asks = not views and package is not None and asks_connections_map(package, clock.today())
    may_read = bool(views) or (asks and can(user, Permission.READ_VISIT, individual))
    first = views[-1].map if views else None
    return {"individual": individual, "pair": newest_pair(views), "first": first, "is_shown": may_read}


@register.simple_tag(takes_context=True)
def review_of_plan(context: Context, plan: SupportPlan) -> Review | None:
    """Return the review in which this version of the plan was agreed, where the user may read it; else None."""
    reviews = Review.objects.visible_to(context["request"].user).filter(plan=plan)
    return reviews.order_by("conducted_on", "pk").first()
