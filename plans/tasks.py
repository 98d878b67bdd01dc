from celery import shared_task

from plans import services


@shared_task
def make_plan_pdf(paper_id: str) -> None:
    """Make a paper that was asked for; the sweep does it if this is lost."""
    services.store_pdf(paper_id=paper_id, by=None)
