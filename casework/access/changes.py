"""The pages "What changed" of the records about a person: each app declares its kinds of records in `changes.py` (R59).

`dashboard.record_changes` joins them. A page lists the rows of one record that have a history.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from accounts.enums import Permission
from design.changes import TrackedLinks, TrackedRows


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: who may read its changes, which rows belong to it, and the page that it leads back to.

    `key` is part of the address. `back` is the name of an address, whose id is the attribute `back_id` of the record.
    """

    key: str
    model: type[Model]
    permission: Permission
    back: str
    rows: Callable[[Any], Iterable[TrackedRows | TrackedLinks]]
    back_id: str = "pk"
    title: Callable[[Any], str] = str
