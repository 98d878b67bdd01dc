from uuid import UUID

from celery import shared_task

from reporting import services


@shared_task
def make_return_pdf(return_id: str) -> None:
    """Make the PDFs of a sealed return. If this task is lost, the sweep makes them."""
    services.store_pdfs(return_id=UUID(return_id), by=None)
