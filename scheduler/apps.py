from importlib import import_module

from celery import current_app
from django.apps import AppConfig


class SchedulerConfig(AppConfig):
    name = "scheduler"
    verbose_name = "Scheduler"

    def ready(self) -> None:
        """Give Celery beat the schedule, which needs the models."""
        current_app.conf.beat_schedule = import_module("scheduler.sweeps").beat_schedule()
