"""Filters of the list of updates."""

import datetime
from typing import Any

import django_filters
from django.db.models import F, Q

from core import clock
from design.filters import DayFilter, FilterSet
from reviews.acknowledgement import newest_waiting
from reviews.models import KeyworkerUpdate
from reviews.updates.acknowledgement import UPDATES
from reviews.updates.enums import NOT_SENT_STATES, UpdateState

TO_ACKNOWLEDGE, LATE, TO_SEND, ACKNOWLEDGED = "to acknowledge", "late", "to send", "acknowledged"
FOR_ALL = ((TO_ACKNOWLEDGE, "To acknowledge"), (ACKNOWLEDGED, "Acknowledged"), (LATE, "Late, or sent late"))
FOR_STAFF = ((TO_SEND, "To write or send"), *FOR_ALL)


class UpdateFilter(FilterSet):
    """By status, person and the days on which updates were due. Only staff see updates that are not sent."""

    status = django_filters.ChoiceFilter(method="with_status", label="Status", empty_label="All", choices=FOR_ALL)
    person = django_filters.CharFilter(
        field_name="package__case__individual__full_name", lookup_expr="icontains", label="Person", max_length=120
    )
    from_on = DayFilter(field_name="due_on", lookup_expr="gte", label="Due from")
    until_on = DayFilter(field_name="due_on", lookup_expr="lte", label="Due until")

    class Meta:
        model = KeyworkerUpdate
        fields: list[str] = []

    def __init__(self, *args: Any, writes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if writes:
            self.filters["status"].extra["choices"] = FOR_STAFF

    def with_status(self, rows: Any, name: str, value: str) -> Any:
        today: datetime.date = clock.today()
        if value == TO_ACKNOWLEDGE:
            return newest_waiting(UPDATES, rows, today)
        condition = {
            TO_SEND: Q(state__in=NOT_SENT_STATES),
            ACKNOWLEDGED: Q(state=UpdateState.ACKNOWLEDGED),
            LATE: Q(met_on__gt=F("due_on")) | Q(state__in=NOT_SENT_STATES, due_on__lt=today),
        }
        return rows.filter(condition[value])
