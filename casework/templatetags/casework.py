"""The person's header on every page of a record."""

from django import template

from accounts.enums import Permission
from accounts.rules import can
from casework.standing import current

register = template.Library()


@register.inclusion_tag("casework/_person_header.html", takes_context=True)
def person_header(context, individual, here=""):
    """Identity bar, what matters at the door, and the record's sub-navigation. `here` is the key of this page."""
    user = context["request"].user
    return {
        "individual": individual,
        "now": current(individual, user),
        "needs": [need.need for need in individual.communication_needs.all()],
        "may_read_visits": can(user, Permission.READ_VISIT, individual),
        "here": here,
    }
