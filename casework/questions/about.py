"""The kinds of records that a question may be about. An app registers its kinds in its `policies.py`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Allocation
from core import clock
from core.uuids import as_uuid


@dataclass(frozen=True)
class AboutKind:
    """One kind: who may ask about it, and the page where it is read.

    `worker` is the path from a record to the user who wrote it and answers; "" where the lead worker answers. About
    such a record the lead worker may ask as well, if a colleague wrote it.
    """

    key: str
    label: str  # within a sentence
    model: type[Any]
    permission: Permission
    page: str
    worker: str = ""

    def href(self, about_id: UUID) -> str:
        return reverse(self.page, args=[about_id])

    def worker_of(self, record: Any) -> User | None:
        """Return who wrote the record and answers a question about it."""
        user = record
        for name in self.worker.split("__") if self.worker else ():
            user = getattr(user, name)
        return user if self.worker else None


_kinds: dict[str, AboutKind] = {}


def register_about(kind: AboutKind) -> None:
    """Add a kind. Raises ValueError when its key is taken."""
    if kind.key in _kinds:
        raise ValueError(f"Questions about {kind.key!r} are registered already.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> AboutKind | None:
    """Return the kind with this key, or None."""
    return _kinds.get(key)


def kinds_of_workers() -> list[str]:
    """Return the keys of the kinds that a worker wrote: a question about one is for those who read visits."""
    return [kind.key for kind in _kinds.values() if kind.worker]


def may_ask_about(user: User, key: str, record: Any) -> bool:
    """Return whether `user` may ask about a record of the kind `key`, which they may read."""
    kind = _kinds[key]
    return can(user, kind.permission, record) or _leads(user, kind, record)


def _leads(user: User, kind: AboutKind, record: Any) -> bool:
    """Return whether a colleague of `user` wrote the record, and `user` is the lead worker of its package today."""
    if kind.worker_of(record) in (None, user) or not can(user, Permission.ASK_QUESTION, record.package):
        return False
    leads = Allocation.objects.leads().in_force_on(clock.today())
    return leads.filter(package=record.package, worker__user=user).exists()


def find_record(user: User, text: str) -> tuple[AboutKind | None, Any]:
    """Return the kind and the record that `text` ("visit:…") names, where `user` may ask about it; else None twice."""
    key, _, pk = text.partition(":")
    kind, record_id = kind_of(key), as_uuid(pk)
    if kind is None or record_id is None:
        return None, None
    readable = (
        kind.model.objects.visible_to(user) if kind.worker else kind.model.objects.allowing(user, kind.permission)
    )
    record = readable.filter(pk=record_id).first()
    return (kind, record) if record is not None and may_ask_about(user, kind.key, record) else (None, None)
