"""Keeping what somebody is typing, until the form it belongs to is saved."""

import re
from uuid import UUID

from core import clock
from core.models import UnsavedText
from core.models.unsaved import KEPT_FOR

KEY = re.compile(r"^[a-z_.]{1,80}(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\Z")
MOST_CHARACTERS = 2_000_000


def keep(*, user, key: str, fields: dict[str, str]) -> UnsavedText:
    """Keep `fields` (name → text) for `user` under the form's `key`: its name, a colon, the record's id."""
    about = [UUID(key.partition(":")[2])] if ":" in key else []
    text, _ = UnsavedText.objects.update_or_create(
        user=user, key=key, defaults={"fields": fields, "kept_at": clock.now(), "about_ids": about}
    )
    return text


def kept(*, user, key: str) -> UnsavedText | None:
    """What is kept for `user` under `key`, unless it is older than twenty-eight days."""
    return UnsavedText.objects.filter(user=user, key=key, kept_at__gt=clock.now() - KEPT_FOR).first()


def forget(*, user, key: str) -> None:
    """The form was saved, or the user threw the text away."""
    UnsavedText.objects.filter(user=user, key=key).delete()


def forget_old() -> int:
    """Remove what has been kept longer than twenty-eight days; how many."""
    return UnsavedText.objects.filter(kept_at__lte=clock.now() - KEPT_FOR).delete()[0]
