"""Saving a form once, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction

from core import clock
from core.constraints import refusals
from core.models import Submission
from core.models.submission import REMEMBERED_FOR

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

NAMESPACE = UUID("5f6b2a0e-3a55-4a8e-9c43-6b1d6d0c2f77")


class AlreadySaved(Exception):
    """This form was saved before. `submission` has the time and the address of the saved record."""

    def __init__(self, submission: Submission):
        super().__init__(str(submission))
        self.submission = submission


@dataclass(frozen=True)
class SentForm:
    """A form as `user` sent it: its address, the id made with it, and the digest of the answers."""

    user: "User"
    key: str
    form_id: UUID
    digest: str

    def find_saved(self) -> Submission | None:
        """Return the earlier save of this form, or None."""
        return Submission.objects.filter(user=self.user, key=self.key, form_id=self.form_id).first()

    def save_once(self, save: Callable[[], str]) -> str:
        """Call `save`, which returns the address of the record it saved, and return that address.

        All of it happens in one transaction, or nothing. A second request with the same id waits for the first; if
        the first saved, AlreadySaved is raised and `save` is not called. Raises Refused as `save` does, and for a
        constraint that is checked at the commit.
        """
        with refusals(), transaction.atomic():
            values = {"digest": self.digest, "recorded_at": clock.now()}
            submission, is_new = Submission.objects.get_or_create(
                user=self.user, key=self.key, form_id=self.form_id, defaults=values
            )
            if not is_new:
                raise AlreadySaved(submission)
            submission.url = save()
            submission.save(update_fields=["url"])
        return submission.url


def next_form_id(*, user: "User", key: str) -> UUID:
    """Return the id of the next form that `user` opens at `key`. It is the same until such a form is saved."""
    submissions = Submission.objects.filter(user=user, key=key).order_by("-pk")
    latest = submissions.values_list("form_id", flat=True).first()
    return uuid5(NAMESPACE, f"{user.pk} {key} {latest or ''}")


def clear_old() -> int:
    """Delete the submissions that are older than twenty-eight days; return how many."""
    return Submission.objects.filter(recorded_at__lte=clock.now() - REMEMBERED_FOR).delete()[0]
