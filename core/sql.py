"""Database functions and expressions."""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import JSONObject

from core import clock


class LondonDay(models.Func):
    """The date in Europe/London of an instant; immutable, so that a generated column can use it."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/London')::date)"
    output_field = models.DateField()


class LondonClock(models.Func):
    """The time of the day in Europe/London of an instant."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/London')::time)"
    output_field = models.TimeField()


class LondonTime(models.Func):
    """An instant in Europe/London as text: "Fri 27 Nov, 10:00", with the year if it is not this one."""

    output_field = models.CharField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        text = "to_char(%(expressions)s AT TIME ZONE 'Europe/London', 'Dy FMDD Mon YYYY, HH24:MI')"
        template = f"replace({text}, ' {clock.today().year},', ',')"
        return super().as_sql(compiler, connection, *args, **{**extra, "template": template})


class DateText(models.Func):
    """A date as text: "3 Nov 2026"."""

    template = "to_char(%(expressions)s, 'FMDD Mon YYYY')"
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


class NextWorkingDay(models.Func):
    """The first working day after a date: Monday to Friday, and none of `bank_holidays`.

    As `core.dates.add_working_days(day, 1)`, for rows of the years whose holidays are given.
    """

    template = """(
        SELECT min(following.day)
          FROM (SELECT %(expressions)s) AS asked (day, free),
               LATERAL (SELECT asked.day + number AS day FROM generate_series(1, 10) AS number) AS following
         WHERE extract(isodow FROM following.day) < 6 AND following.day <> ALL (asked.free)
    )"""
    output_field = models.DateField()

    def __init__(self, day: Any, bank_holidays: list[datetime.date]):
        free = models.Value(bank_holidays, output_field=ArrayField(models.DateField()))
        super().__init__(day, free)


class WorkingDayAfter(models.Func):
    """The date that is a number of working days after a date: Monday to Friday, and none of `bank_holidays`.

    As `core.dates.add_working_days(day, number)`, for the years whose holidays are given; NULL without a number.
    """

    template = """(
        SELECT (array_agg(following.day ORDER BY following.day))[max(asked.number)]
          FROM (SELECT %(expressions)s) AS asked (day, number, free),
               LATERAL (
                   SELECT asked.day + step AS day FROM generate_series(1, asked.number * 2 + 20) AS step
               ) AS following
         WHERE extract(isodow FROM following.day) < 6 AND following.day <> ALL (asked.free)
    )"""
    output_field = models.DateField()

    def __init__(self, day: Any, number: Any, bank_holidays: list[datetime.date]):
        free = models.Value(bank_holidays, output_field=ArrayField(models.DateField()))
        super().__init__(day, number, free)


class Birthday(models.Func):
    """The date on which somebody reaches an age, as `core.dates.birthday`: `Birthday("date_of_birth", "age_limit")`.

    Born on 29 February: 1 March in other years. NULL where the date of birth or the age is not known.
    """

    template = """(
        SELECT reached.day + (extract(day FROM reached.day) <> extract(day FROM reached.born))::int
          FROM (
              SELECT asked.born, (asked.born + make_interval(years => asked.age))::date AS day
                FROM (SELECT %(expressions)s) AS asked (born, age)
          ) AS reached
    )"""
    arity = 2
    output_field = models.DateField()


class MonthsBefore(models.Func):
    """The date that is a number of months before a date: `MonthsBefore("due_on", 3)`; 28 February before 31 May."""

    template = "(%(expressions)s))::date"
    arg_joiner = " - make_interval(months => "
    arity = 2
    output_field = models.DateField()


class LastReached(models.Func):
    """The highest number of an array that is not above a number, NULL if none is: `LastReached("days", 20)`."""

    template = "(SELECT max(element) FROM unnest(%(expressions)s)"
    arg_joiner = ") AS element WHERE element <= "
    arity = 2
    output_field = models.IntegerField()


class FirstFrom(models.Func):
    """The lowest number of an array that is not below a number, NULL if none is: `FirstFrom("days", 5)`."""

    template = "(SELECT min(element) FROM unnest(%(expressions)s)"
    arg_joiner = ") AS element WHERE element >= "
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
