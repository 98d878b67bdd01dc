"""Runs of the scheduler: one row for each sweep of each tick."""

from django.db import models


class SweepRun(models.Model):
    name = models.CharField(max_length=80)
    on = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0, help_text="how many duties it raised or ended")
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["name", "-started_at"], name="sweep_latest")]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"
