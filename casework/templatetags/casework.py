"""The person's header on every page of a record."""

from django import template

from casework.models import Individual
from casework.people.safety_facts import facts_of
from casework.people.status import current_support

register = template.Library()


@register.inclusion_tag("casework/_person_header.html", takes_context=True)
def person_header(context, individual, here=""):
    """Identity bar, what matters at the door, and the record's sub-navigation. `here` is the key of this page."""
    user = context["request"].user
    has_header = hasattr(individual, "may_read_visit")
    with_header = individual if has_header else Individual.objects.with_header(user).get(pk=individual.pk)
    return {
        "individual": individual,
        "now": current_support(individual, user),
        "facts": facts_of(with_header),
        "also_recorded": with_header.also_recorded,
        "may_read_visits": with_header.may_read_visit,
        "may_read_risk": with_header.may_read_risk,
        "active_tab": here,
    }
