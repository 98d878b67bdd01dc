from celery import shared_task

from referrals import services


@shared_task
def make_paper(notice_id: str) -> None:
    """Make the paper of a notice; the sweep does it if this is lost."""
    services.keep_paper(notice_id=notice_id, by=None)
