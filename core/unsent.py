"""Storing a form that was not sent because its writer was no longer signed in."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from core import clock
from core.models import UnsentForm
from core.models.unsent import LONGEST_PATH, STORED_FOR

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MOST_FORMS = 10  # of one user
MAXIMUM_CHARACTERS = 200_000  # of one form

# What a form sends beside the answers: its title or the words on the button, and the id of the stored form it repeats.
FORM_NAME, UNSENT_ID = "form_name", "unsent_form"
# A page sends this with a form that nobody finished before they were signed out.
TIMED_OUT = "timed_out"
# Names of fields whose texts are stored nowhere.
SECRET = re.compile(r"password|passphrase", re.IGNORECASE)
NOT_ANSWERS = frozenset({FORM_NAME, UNSENT_ID, TIMED_OUT})

Pairs = Sequence[tuple[str, str]]


def store(*, user: "User", path: str, name: str, fields: Pairs, files: Pairs) -> UnsentForm | None:
    """Store what `user` typed in the form that was sent to `path`; the same form twice is stored once.

    Return None for a form that is too long. A user's oldest form goes when there are too many.
    """
    typed = [[_storable(key), _storable(text)] for key, text in fields]
    chosen = [[_storable(key), _storable(file)[:200]] for key, file in files]
    content = json.dumps([path, typed, chosen])
    if len(content) > MAXIMUM_CHARACTERS or len(path) > LONGEST_PATH:
        return None
    form, _ = UnsentForm.objects.update_or_create(
        user=user,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        defaults={
            "path": path,
            "name": _storable(name)[:200],
            "fields": typed,
            "files": chosen,
            "stored_at": clock.now(),
        },
    )
    too_many = list(of_user(user)[MOST_FORMS:])
    UnsentForm.objects.filter(pk__in=[form.pk for form in too_many]).delete()
    return form


def of_user(user: "User") -> QuerySet[UnsentForm]:
    """Return the forms that `user` has not sent yet, at most a week old, newest first."""
    forms = UnsentForm.objects.filter(user=user, stored_at__gt=clock.now() - STORED_FOR)
    return forms.order_by("-stored_at", "-pk")


def discard(*, user: "User", form_id: UUID) -> None:
    """Delete this form of `user`, because it was sent or they discarded it."""
    UnsentForm.objects.filter(user=user, pk=form_id).delete()


def discard_below(*, user: "User", path: str) -> None:
    """Delete the forms of `user` for the addresses that begin with `path`."""
    UnsentForm.objects.filter(user=user, path__startswith=path).delete()


def clear_old() -> int:
    """Delete the forms that were stored for more than a week; return how many."""
    return UnsentForm.objects.filter(stored_at__lte=clock.now() - STORED_FOR).delete()[0]


def _storable(text: str) -> str:
    """Return `text` without what the database cannot store: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
