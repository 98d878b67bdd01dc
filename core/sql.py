from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject


class LondonDay(models.Func):
    """The date in Europe/London of an instant, in SQL; immutable, so it can stand in a generated column."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/London')::date)"
    output_field = models.DateField()


class LondonMorning(models.Func):
    """The instant of six in the morning in Europe/London on a date: where a day stands among instants."""

    template = "((%(expressions)s + time '06:00') AT TIME ZONE 'Europe/London')"
    output_field = models.DateTimeField()


class DaysBetween(models.Func):
    """How many days the first of two dates lies after the second, in SQL."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2
    output_field = models.IntegerField()


class AnyOf(models.Func):
    """Whether a column is one of an array's elements: `AnyOf("record_id", ArraySubquery(…))`."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


def as_json_list(rows: models.QuerySet, *fields: str, **named: str) -> ArraySubquery:
    """The few rows that belong to each outer row (`rows` names it by OuterRef), as a list of dicts.

    They hold `fields`, and under the names of `named` the fields given there.
    """
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields}, **named)))
