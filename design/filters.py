"""Filters for django-filter with this app's fields."""

import django_filters

from design.fields import DayField


class DayFilter(django_filters.DateFilter):
    """A filter on a date, typed in three boxes."""

    field_class = DayField
