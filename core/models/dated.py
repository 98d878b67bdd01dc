"""Rows that hold from a day until a day: `from_on` counts, `until_on` does not, none is for ever."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, FilteredRelation, Func, Q

from core.models.record import RecordQuerySet


class DatedQuerySet(RecordQuerySet):
    def on(self, day: datetime.date):
        """The rows that hold on `day`."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)

    def within(self, from_on: datetime.date, until_on: datetime.date):
        """The rows that hold on at least one day of the period (`until_on` exclusive)."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=from_on), from_on__lt=until_on)


class Dated(models.Model):
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def dates_constraint(name: str) -> models.CheckConstraint:
        """The constraint that a row ends after it begins."""
        return models.CheckConstraint(
            name=name,
            condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
            violation_error_message="The end must be after the start.",
        )


def join_on_day(relation: str, day: datetime.date, **more) -> FilteredRelation:
    """The row of `relation` that holds on `day`, to be joined: for rows of which at most one holds on a day."""
    holds = Q(**{f"{relation}__until_on": None}) | Q(**{f"{relation}__until_on__gt": day})
    narrower = {f"{relation}__{name}": value for name, value in more.items()}
    return FilteredRelation(relation, condition=holds & Q(**{f"{relation}__from_on__lte": day}, **narrower))


def not_overlapping(name: str, *fields: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """The constraint that no two rows with the same `fields` hold on the same day."""
    days = Func(F("from_on"), F("until_on"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in fields), (days, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )
