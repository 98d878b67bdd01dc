"""Database functions and expressions."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject


class LondonDay(models.Func):
    """The date in Europe/London of an instant; immutable, so that a generated column can use it."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/London')::date)"
    output_field = models.DateField()


class LondonTime(models.Func):
    """An instant in Europe/London as text: "Fri 27 Nov, 10:00"."""

    template = "to_char(%(expressions)s AT TIME ZONE 'Europe/London', 'Dy FMDD Mon, HH24:MI')"
    output_field = models.CharField()


class LondonMorning(models.Func):
    """The instant of six in the morning in Europe/London on a date: for sorting days among instants."""

    template = "((%(expressions)s + time '06:00') AT TIME ZONE 'Europe/London')"
    output_field = models.DateTimeField()


class DaysBetween(models.Func):
    """The number of days from the second of two dates to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2
    output_field = models.IntegerField()


class DaysAfter(models.Func):
    """The date that is a number of days after a date: `DaysAfter("starts_on", 42)`."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    arity = 2
    output_field = models.DateField()


class LastReached(models.Func):
    """The highest number of an array that is not above a number, NULL if none is: `LastReached("days", 20)`."""

    template = "(SELECT max(element) FROM unnest(%(expressions)s)"
    arg_joiner = ") AS element WHERE element <= "
    arity = 2
    output_field = models.IntegerField()


class AnyOf(models.Func):
    """Whether a column is one of an array's elements: `AnyOf("record_id", ArraySubquery(…))`."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


def as_json_list(rows: models.QuerySet[Any], *fields: str, **named: str) -> ArraySubquery:
    """Return the few rows that belong to each outer row (`rows` refers to it by OuterRef) as a list of dicts.

    Each has `fields`, and under each name in `named` the field given there.
    """
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields}, **named)))
