from celery import shared_task

from core import clock
from scheduler import sweeps


@shared_task
def tick() -> None:
    """The clock's beat: every sweep, for today."""
    sweeps.tick(on=clock.today())
