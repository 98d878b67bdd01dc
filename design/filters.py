"""Filters for django-filter with this app's fields and error messages."""

import django_filters
from django import forms

from design.fields import DayField
from design.forms import NamedErrors


class FilterSet(django_filters.FilterSet):
    """A list's filters, whose error messages name the field."""

    def get_form_class(self) -> type[forms.Form]:
        return type(f"{type(self).__name__}Form", (NamedErrors, super().get_form_class()), {})


class DayFilter(django_filters.DateFilter):
    """A filter on a date, typed in three boxes."""

    field_class = DayField
