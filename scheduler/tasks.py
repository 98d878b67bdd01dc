from celery import shared_task

from core import clock
from scheduler import sweeps


@shared_task
def tick() -> None:
    """Run every sweep for today. Celery beat calls this every minute."""
    sweeps.tick(on=clock.today())
