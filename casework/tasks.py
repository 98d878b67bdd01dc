from celery import shared_task

from casework import services


@shared_task
def resume_import(run_id: str) -> None:
    """Check an import, or import its rows. The sweep does it if this task is lost."""
    services.resume_import(run_id)
