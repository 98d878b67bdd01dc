from celery import shared_task

from referrals import services


@shared_task
def make_notice_pdf(notice_id: str) -> None:
    """Make the paper of a notice; the sweep does it if this is lost."""
    services.store_pdf(notice_id=notice_id, by=None)
