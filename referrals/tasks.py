from uuid import UUID

from celery import shared_task

from referrals import services


@shared_task
def make_notice_pdf(notice_id: str) -> None:
    """Make the PDF of a notice. If this task is lost, the sweep makes it."""
    services.store_pdf(notice_id=UUID(notice_id), by=None)
