from uuid import UUID

from celery import shared_task

from core import clock, sweeps
from scheduler.sweeps import SWEEPS


@shared_task
def run_sweep(name: str) -> None:
    """Run one sweep for today, unless it runs already. Celery beat starts it (`sweeps.beat_schedule`)."""
    sweeps.run(SWEEPS[name], on=clock.today(), is_asking=True)


@shared_task
def run_sweep_part(name: str, ids: list[str]) -> None:
    """Do a part of a sweep that is shared between workers, for today."""
    sweeps.run_part(SWEEPS[name], [UUID(pk) for pk in ids], on=clock.today())
