"""The person's header on every page of a record."""

from typing import Any

from django import template
from django.template.context import Context

from casework.models import Individual
from casework.people.safety_facts import facts_of
from casework.people.status import current_support

register = template.Library()


@register.inclusion_tag("casework/_person_header.html", takes_context=True)
def person_header(context: Context, individual: Individual, active_tab: str = "") -> dict[str, Any]:
    """Identity bar, warning before a visit, and the record's navigation with `active_tab` marked."""
    user = context["request"].user
    with_header: Any = individual  # with the columns of `with_header`
    if not hasattr(individual, "may_read_visit"):
        with_header = Individual.objects.with_header(user).get(pk=individual.pk)
    return {
        "individual": individual,
        "support": current_support(individual, user),
        "facts": facts_of(with_header),
        "also_recorded": with_header.also_recorded,
        "may_read_visits": with_header.may_read_visit,
        "may_read_risk": with_header.may_read_risk,
        "active_tab": active_tab,
    }
