"""Drafts: what somebody is typing in a form, saved on the server until the form is saved."""

import datetime
import re
from typing import TYPE_CHECKING
from uuid import UUID

from core import clock
from core.models import FormDraft

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

KEY = re.compile(r"^[a-z0-9_.]{1,80}(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\Z")
WINDOW_ID = re.compile(r"^[0-9a-f-]{0,36}\Z")
CONTINUATION_TOKEN = re.compile(r"^([0-9a-f-]{0,36} [0-9T:.+-]{19,40})?\Z")
MAXIMUM_CHARACTERS = 2_000_000
LONGEST_NAME = 200
MOST_FIELDS = 2_000
# Forms of one user with a draft from the last day. Nobody writes that many.
MOST_A_DAY = 300


def key_for(url_name: str, *arguments: object) -> str:
    """Return the key of the form on the page `url_name`: its name and plain arguments, a colon, the record's id.

    The record's id is the last UUID among the address's `arguments`. Return "" where that makes no valid key.
    """
    ids = [argument for argument in arguments if isinstance(argument, UUID)]
    name = ".".join([url_name, *(str(argument) for argument in arguments if not isinstance(argument, UUID))])
    key = f"{name}:{ids[-1]}" if ids else name
    return key if KEY.match(key) else ""


def save_draft(
    *,
    user: "User",
    key: str,
    fields: dict[str, str],
    window_id: str = "",
    continued_from: str = "",
    ends_with_session: bool = False,
) -> FormDraft:
    """Save `fields` (name → text) as the draft of `user` for the form `key`; each browser window has its own draft.

    `continued_from` is the continuation token of the draft with which the form was filled. That draft is replaced by
    this one, unless somebody has typed on in its own window since.
    """
    about = [UUID(key.partition(":")[2])] if ":" in key else []
    draft, _ = FormDraft.objects.update_or_create(
        user=user,
        key=key,
        window_id=window_id,
        defaults={
            "fields": fields,
            "saved_at": clock.now(),
            "about_ids": about,
            "ends_with_session": ends_with_session,
        },
    )
    earlier_window, _, moment = continued_from.partition(" ")
    if moment and earlier_window != window_id:
        earlier = FormDraft.objects.filter(user=user, key=key, window_id=earlier_window)
        earlier.filter(pk__in=[row.pk for row in earlier if row.saved_at.isoformat() == moment]).delete()
    return draft


def is_within_limits(fields: dict[str, str]) -> bool:
    """Return whether a draft with these fields can be saved: their number, names and texts are bounded."""
    if len(fields) > MOST_FIELDS or any(len(name) > LONGEST_NAME for name in fields):
        return False
    return sum(map(len, fields.values())) <= MAXIMUM_CHARACTERS


def has_too_many(*, user: "User", key: str) -> bool:
    """Return whether `user` has saved drafts of too many forms within a day to begin one of the form `key`."""
    since = clock.now() - datetime.timedelta(days=1)
    others = FormDraft.objects.filter(user=user, saved_at__gt=since).exclude(key=key)
    return others.count() >= MOST_A_DAY


def continuation_token(draft: FormDraft) -> str:
    """Return the name by which a page that continues `draft` refers to it: its window and the time it was saved."""
    return f"{draft.window_id} {draft.saved_at.isoformat()}"


def saved_drafts(*, user: "User", key: str) -> list[FormDraft]:
    """Return the drafts of `user` for the form `key` whose time is not over: one for each window, newest first."""
    drafts = FormDraft.objects.filter(user=user, key=key).not_old(clock.now())
    return list(drafts.order_by("-saved_at", "-pk"))


def discard(*, user: "User", key: str, window_ids: set[str] | None = None) -> None:
    """Delete the drafts of these windows, because the form was saved from one of them; with None, delete them all."""
    drafts = FormDraft.objects.filter(user=user, key=key)
    (drafts if window_ids is None else drafts.filter(window_id__in=window_ids)).delete()


def discard_with_session(user: "User") -> None:
    """Delete the drafts of `user` that end with the session, because they sign out or leave."""
    FormDraft.objects.filter(user=user, ends_with_session=True).delete()


def discard_old() -> int:
    """Delete the drafts whose time is over; return how many."""
    return FormDraft.objects.exclude(pk__in=FormDraft.objects.not_old(clock.now()).values("pk")).delete()[0]
