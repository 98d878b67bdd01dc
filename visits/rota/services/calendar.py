"""The private calendar address of a worker."""

import secrets

from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.models import CalendarFeed
from visits.rota.models.calendar import fingerprint
from workforce.models import Worker


@verb
def make_feed(*, worker: Worker, by) -> str:
    """Make the worker's calendar address; the token, which is shown this once. One before it is revoked."""
    Worker.objects.get_locked(worker.pk)
    if worker.user_id != by.pk:
        raise Refused("Everybody makes their own calendar address.")
    CalendarFeed.objects.standing().filter(worker=worker).update(revoked_at=clock.now())
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(worker=worker, fingerprint=fingerprint(token), recorded_by=by)
    return token


@verb
def revoke_feed(*, worker: Worker, by) -> int:
    """The address leads nowhere from this moment; how many were revoked."""
    return CalendarFeed.objects.standing().filter(worker=worker).update(revoked_at=clock.now())


def read_feed(token: str) -> Worker | None:
    """Whose calendar the address is, and that it was read; None for one that is unknown, revoked or of nobody here."""
    feed = CalendarFeed.objects.standing().filter(fingerprint=fingerprint(token)).select_related("worker__user").first()
    today = clock.today()
    if feed is None or not feed.worker.user.is_active or feed.worker.user.suspended_at:
        return None
    if feed.worker.left_on and feed.worker.left_on < today:
        return None
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)
    return feed.worker
