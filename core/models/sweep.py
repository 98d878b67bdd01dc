"""Runs of the scheduler: one row for each run of a sweep, kept for a week."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

# `{which}` is a condition on the run, or nothing.
LATEST = """
    SELECT latest.* FROM unnest(%s::text[]) AS sweep (name)
     CROSS JOIN LATERAL (
           SELECT * FROM core_sweeprun AS run WHERE run.name = sweep.name {which} ORDER BY run.started_at DESC LIMIT 1
           ) AS latest
"""


class SweepRun(models.Model):
    name = models.CharField(max_length=80)
    on = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0, help_text="how many rows it changed")
    error = models.TextField(blank=True)
    has_only_started = models.BooleanField(
        default=False, help_text="other tasks do its rows in parts, each with a run of its own"
    )

    class Meta:
        indexes = [
            models.Index(fields=["name", "-started_at"], name="sweep_latest"),
            models.Index(fields=["-started_at"], name="sweep_failed", condition=~Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"

    @classmethod
    def latest_of(cls, names: Iterable[str], *, only_without_error: bool = False) -> dict[str, "SweepRun"]:
        """Return the latest run of each sweep that has one, by name; one query, which does not read the others.

        A run that only started others is none without an error: theirs are.
        """
        sql = LATEST.format(which="AND run.error = '' AND NOT run.has_only_started" if only_without_error else "")
        return {run.name: run for run in cls.objects.raw(sql, [list(names)])}
