from celery import shared_task

from core import clock
from desk import services


@shared_task
def tick() -> None:
    """The clock's beat: every sweep, for today."""
    services.tick(on=clock.today())
