from celery import shared_task

from risk import services


@shared_task
def make_risk_pdf(shown_id: str) -> None:
    """Make the PDF of an assessment that was disclosed to the Council; the sweep makes it if this is lost."""
    services.store_risk_pdf(shown_id=shown_id, by=None)
