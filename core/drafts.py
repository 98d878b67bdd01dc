"""Keeping what somebody is typing, until the form it belongs to is saved."""

import re
from uuid import UUID

from core import clock
from core.models import FormDraft
from core.models.draft import KEPT_FOR

KEY = re.compile(r"^[a-z0-9_.]{1,80}(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\Z")
TAB = re.compile(r"^[0-9a-f-]{0,36}\Z")
ADOPTED = re.compile(r"^([0-9a-f-]{0,36} [0-9T:.+-]{19,40})?\Z")
MOST_CHARACTERS = 2_000_000


def key_for(url_name: str, *arguments: object) -> str:
    """Return the key of the form on the page `url_name`: its name and plain arguments, a colon, the record's id.

    The record's id is the last UUID among the address's `arguments`; "" if what is left is no key.
    """
    ids = [argument for argument in arguments if isinstance(argument, UUID)]
    name = ".".join([url_name, *(str(argument) for argument in arguments if not isinstance(argument, UUID))])
    key = f"{name}:{ids[-1]}" if ids else name
    return key if KEY.match(key) else ""


def save_draft(*, user, key: str, fields: dict[str, str], tab: str = "", adopted: str = "") -> FormDraft:
    """Keep `fields` (name → text) for `user` under the form's `key`: its name, a colon, the record's id.

    `tab` tells the windows apart in which the same form is open. What it went on with, `adopted`, is replaced by it,
    unless that was typed on in its own window since.
    """
    about = [UUID(key.partition(":")[2])] if ":" in key else []
    text, _ = FormDraft.objects.update_or_create(
        user=user, key=key, tab=tab, defaults={"fields": fields, "kept_at": clock.now(), "about_ids": about}
    )
    from_tab, _, moment = adopted.partition(" ")
    if moment and from_tab != tab:
        gone_on_with = FormDraft.objects.filter(user=user, key=key, tab=from_tab)
        gone_on_with.filter(pk__in=[old.pk for old in gone_on_with if old.kept_at.isoformat() == moment]).delete()
    return text


def continuation_token(text: FormDraft) -> str:
    """What a page that goes on with `text` calls it: its window and its moment."""
    return f"{text.tab} {text.kept_at.isoformat()}"


def saved_drafts(*, user, key: str) -> list[FormDraft]:
    """What is kept for `user` under `key`, at most twenty-eight days old: a text a window, the newest first."""
    found = FormDraft.objects.filter(user=user, key=key, kept_at__gt=clock.now() - KEPT_FOR)
    return list(found.order_by("-kept_at", "-pk"))


def discard(*, user, key: str, tabs: set[str] | None = None) -> None:
    """The form was saved from one of `tabs`, or (none named) the user threw all of it away."""
    texts = FormDraft.objects.filter(user=user, key=key)
    (texts if tabs is None else texts.filter(tab__in=tabs)).delete()


def discard_old() -> int:
    """Remove what has been kept longer than twenty-eight days; how many."""
    return FormDraft.objects.filter(kept_at__lte=clock.now() - KEPT_FOR).delete()[0]
