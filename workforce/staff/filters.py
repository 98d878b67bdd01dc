from typing import Any

import django_filters

from design.filters import FilterSet
from workforce.models import Worker


class FormerWorkerFilter(FilterSet):
    """The year in which workers left, out of the years in which any of them did."""

    year = django_filters.ChoiceFilter(field_name="left_on", lookup_expr="year", label="Year", empty_label="All")

    class Meta:
        model = Worker
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        years = self.queryset.dates("left_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(str(day.year), str(day.year)) for day in years]
