"""Filters of the list of incidents. They appear in the address, so none takes a person's name."""

from typing import Any

import django_filters

from design.filters import DayFilter, FilterSet
from safeguarding.incidents.enums import IN_HAND, Harm, IncidentKind, IncidentState
from safeguarding.models import Incident

OPEN = "in hand"
STATUSES = [(OPEN, "All that are open"), *IncidentState.choices]


class IncidentFilter(FilterSet):
    status = django_filters.ChoiceFilter(choices=STATUSES, label="Status", empty_label="All", method="by_status")
    kind = django_filters.ChoiceFilter(choices=IncidentKind.choices, label="Kind", empty_label="All")
    severity = django_filters.ChoiceFilter(choices=Harm.choices, label="Harm", empty_label="All")
    from_on = DayFilter(field_name="happened_on", lookup_expr="gte", label="Happened from")
    until_on = DayFilter(field_name="happened_on", lookup_expr="lte", label="Happened until")

    class Meta:
        model = Incident
        fields: list[str] = []

    def by_status(self, incidents: Any, _name: str, value: str) -> Any:
        return incidents.filter(state__in=IN_HAND if value == OPEN else [value])
