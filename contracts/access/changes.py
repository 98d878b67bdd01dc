"""What was changed on an account and its roles, by whom and when: from the rows and their history."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from accounts.models import User
from contracts.access.accounts import managed_posts
from contracts.models import Post
from core.history import history_of
from core.models import AUTOMATIC
from core.uuids import as_uuid
from design import formatting

MOST_CHANGES = 50
LABELS = {"full_name": "Name", "email": "Email", "telephone": "Telephone"}


@dataclass(frozen=True)
class AccountChange:
    """One change: when, by whom ("Automatic" if a scheduled job made it), and what, in words."""

    at: datetime.datetime
    by: str
    words: str


@dataclass(frozen=True)
class _Step:
    at: datetime.datetime
    by_id: UUID | None
    words: str


def changes_of(user: User, reader: User) -> list[AccountChange]:
    """Return the last changes of the account of `user`, newest first: of its roles, those that `reader` manages."""
    posts = list(managed_posts(Post.objects.filter(user=user), reader).select_related("contract"))
    steps = sorted([*_of_user(user), *_of_posts(posts)], key=lambda step: step.at, reverse=True)[:MOST_CHANGES]
    names = dict(User.objects.filter(pk__in={step.by_id for step in steps}).values_list("pk", "full_name"))
    return [AccountChange(step.at, names.get(step.by_id, AUTOMATIC), step.words) for step in steps]


def _of_user(user: User) -> Iterator[_Step]:
    yield _Step(user.recorded_at, user.recorded_by_id, "Account opened")
    events = list(history_of(User).filter(pgh_obj=user.pk).select_related("pgh_context").order_by("pgh_id"))
    for old, new in pairwise([*events, user]):
        for name, label in LABELS.items():
            if getattr(old, name) != getattr(new, name):
                words = f"{label}: {getattr(old, name) or 'none'} changed to {getattr(new, name) or 'none'}"
                yield _Step(old.pgh_created_at, _author(old), words)
        if old.suspended_at != new.suspended_at:
            words = f"Access suspended: {new.suspended_reason}" if new.suspended_at else "Access restored"
            yield _Step(old.pgh_created_at, _author(old), words)


def _of_posts(posts: list[Post]) -> Iterator[_Step]:
    events: dict[UUID, list[Any]] = {post.pk: [] for post in posts}
    rows = history_of(Post).filter(pgh_obj__in=list(events)).select_related("pgh_context").order_by("pgh_id")
    for event in rows:
        events[event.pgh_obj_id].append(event)
    for post in posts:
        versions = [*events[post.pk], post]
        role = f"{post.get_role_display()}, {post.where}"
        yield _Step(post.recorded_at, post.recorded_by_id, f"Role given: {role}{_days(versions[0])}")
        for old, new in pairwise(versions):
            if (old.from_on, old.until_on) != (new.from_on, new.until_on):
                yield _Step(old.pgh_created_at, _author(old), f"{_words(old, new)}: {role}{_days(new)}")


def _words(old: Any, new: Any) -> str:
    if new.until_on is None or new.until_on > new.from_on:
        return "Role changed"
    return "Role withdrawn" if old.from_on > new.from_on else "Role ended"


def _days(post: Any) -> str:
    """Return the days of a post, such as ", from 1 May 2026"; one that was withdrawn or ended at once has none."""
    if post.until_on is None:
        return f", from {formatting.day(post.from_on)}"
    if post.until_on <= post.from_on:
        return ""
    last_on = post.until_on - datetime.timedelta(days=1)
    return f", from {formatting.day(post.from_on)} to {formatting.day(last_on)}"


def _author(event: Any) -> UUID | None:
    """Return the id of the user whose service made this change."""
    context = event.pgh_context
    return as_uuid(context.metadata.get("by")) if context else None
