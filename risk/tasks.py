from uuid import UUID

from celery import shared_task

from risk import services


@shared_task
def make_risk_pdf(disclosure_id: str) -> None:
    """Make the PDF of an assessment that was disclosed to the Council. If the task is lost, the sweep makes it."""
    services.store_risk_pdf(disclosure_id=UUID(disclosure_id), by=None)
