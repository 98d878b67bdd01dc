"""The private calendar address of a user."""

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


def may_have_feed(user: User) -> bool:
    """Return whether `user` has duties or visits to show: access, a post with work, and no last day in the past."""
    has_left = Worker.objects.filter(user=user, left_on__lt=clock.today()).exists()
    return user.has_access and Permission.SEE_WORK in permissions(user) and not has_left


@verb
def make_feed(*, by: User) -> str:
    """Make a calendar address for `by` and revoke the one before. Return the token, which is shown only once.

    Raises Refused for who has no work here.
    """
    if not may_have_feed(by):
        raise Refused("You have no tasks or visits to show in a calendar.")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    CalendarFeed.objects.unrevoked().filter(user=by).update(revoked_at=clock.now())
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=by, fingerprint=fingerprint(token), recorded_by=by)
    return token


@verb
def revoke_feed(*, by: User) -> int:
    """Revoke the calendar address of `by`. Return how many addresses were revoked."""
    return CalendarFeed.objects.unrevoked().filter(user=by).update(revoked_at=clock.now())


def read_feed(token: str) -> User | None:
    """Return the user whose calendar has this token, and record that it was read today.

    Return None for a token that is unknown or revoked, or whose user may have no calendar any more.
    """
    feeds = CalendarFeed.objects.unrevoked().filter(fingerprint=fingerprint(token))
    feed = feeds.select_related("user").first()
    if feed is None or not may_have_feed(feed.user):
        return None
    today = clock.today()
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)
    return feed.user
