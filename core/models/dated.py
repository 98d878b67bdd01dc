"""Rows that are in force from `from_on` (inclusive) until `until_on` (exclusive; None: without an end)."""

import datetime
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Expression, F, FilteredRelation, Func, Q

from core.models.record import RecordQuerySet, StrikeThrough


class DatedQuerySet(RecordQuerySet):
    def on(self, day: datetime.date | F | Expression) -> Self:
        """Filter to the rows in force on `day`, a date or the expression for one."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)

    def not_ended(self, day: datetime.date) -> Self:
        """Filter to the rows in force on `day` or some later day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day))

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Filter to the rows in force on at least one day of the period (`until_on` exclusive)."""
        return self.not_ended(from_on).filter(from_on__lt=until_on)


class Dated(models.Model):
    """A row with dates. Its class names a manager of a DatedQuerySet."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def last_on(self) -> datetime.date | None:
        """The last day in force; None without an end."""
        return self.until_on - datetime.timedelta(days=1) if self.until_on else None

    @staticmethod
    def dates_constraint(name: str, *, may_be_empty: bool = False) -> models.CheckConstraint:
        """Return the constraint that a row ends after it begins. One that `may_be_empty` may end on its first day."""
        after = Q(until_on__gte=F("from_on")) if may_be_empty else Q(until_on__gt=F("from_on"))
        return models.CheckConstraint(
            name=name,
            condition=Q(until_on=None) | after,
            violation_error_message="The end must be after the start.",
        )


class DatedStrikeThrough(Dated, StrikeThrough):
    """A dated row that can be struck through: it then covers no day, and history has the days that it had.

    Its class has a NotStruckManager first, and one named `with_struck`.
    """

    class Meta:
        abstract = True

    def set_struck_columns(self) -> list[str]:
        self.until_on = self.from_on
        return ["until_on"]

    @staticmethod
    def struck_dates_constraint(name: str) -> models.CheckConstraint:
        """Return the constraint that a row ends after it begins, and on its first day if it was struck through."""
        return models.CheckConstraint(
            name=name,
            condition=Q(struck_at=None, until_on=None)
            | Q(struck_at=None, until_on__gt=F("from_on"))
            | Q(struck_at__isnull=False, until_on=F("from_on")),
            violation_error_message="The end must be after the start.",
        )


def join_on_day(relation: str, day: datetime.date, **values: Any) -> FilteredRelation:
    """Return a join to the row of `relation` in force on `day`, of which there is at most one.

    `values` are columns of that row and the value that each must have.
    """
    not_ended = Q(**{f"{relation}__until_on": None}) | Q(**{f"{relation}__until_on__gt": day})
    equal = {f"{relation}__{name}": value for name, value in values.items()}
    return FilteredRelation(relation, condition=not_ended & Q(**{f"{relation}__from_on__lte": day}, **equal))


def not_overlapping(name: str, *fields: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """Return the constraint that no two rows with the same `fields` are in force on the same day."""
    days = Func(F("from_on"), F("until_on"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in fields), (days, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )
