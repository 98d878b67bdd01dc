from uuid import UUID

from celery import shared_task

from plans import services


@shared_task
def make_plan_pdf(plan_pdf_id: str) -> None:
    """Make a PDF that was requested. If the task is lost, the sweep makes it."""
    services.store_pdf(plan_pdf_id=UUID(plan_pdf_id), by=None)
