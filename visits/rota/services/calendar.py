"""The private calendar address of a worker."""

import secrets

from accounts.enums import Permission
from accounts.models import User
from contracts.posts import permissions
from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.models import CalendarFeed
from visits.rota.models.calendar import fingerprint
from workforce.models import Worker


@verb
def make_feed(*, worker: Worker, by: User) -> str:
    """Make the worker's calendar address and revoke the one before. Return the token, which is shown only once.

    Raises Refused when `by` is somebody else.
    """
    Worker.objects.get_locked(worker.pk)
    if worker.user_id != by.pk:
        raise Refused("You can only make your own calendar link.")
    CalendarFeed.objects.unrevoked().filter(worker=worker).update(revoked_at=clock.now())
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(worker=worker, fingerprint=fingerprint(token), recorded_by=by)
    return token


@verb
def revoke_feed(*, worker: Worker, by: User | None) -> int:
    """Revoke the worker's calendar address. Return how many addresses were revoked."""
    return CalendarFeed.objects.unrevoked().filter(worker=worker).update(revoked_at=clock.now())


def read_feed(token: str) -> Worker | None:
    """Return the worker whose calendar has this token, and record that it was read today.

    Return None for a token that is unknown or revoked, or whose worker has left, has no access or no post with visits.
    """
    feeds = CalendarFeed.objects.unrevoked().filter(fingerprint=fingerprint(token))
    feed = feeds.select_related("worker__user").first()
    today = clock.today()
    if feed is None or not feed.worker.user.has_access or Permission.MAKE_VISIT not in permissions(feed.worker.user):
        return None
    if feed.worker.left_on and feed.worker.left_on < today:
        return None
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)
    return feed.worker
