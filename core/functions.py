from django.db import models


class LondonDay(models.Func):
    """The date in Europe/London of an instant, in SQL; immutable, so it can stand in a generated column."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/London')::date)"
    output_field = models.DateField()
