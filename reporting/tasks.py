from celery import shared_task

from reporting import services


@shared_task
def make_return_pdf(return_id: str) -> None:
    """Make the papers of a sealed return; the sweep does it if this is lost."""
    services.store_pdfs(return_id=return_id, by=None)
