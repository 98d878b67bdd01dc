"""Making documents: claimed in a short transaction, rendered outside any lock, stored in a second short transaction.

Each document is a task of its own. One that fails stops no other and is tried a few times; then it is shown on the page
of system status. A task that is killed leaves its claim, and after a time the document may be claimed again.
"""

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from core import clock, sweeps, tasks_after_commit
from core.error_logs import describe
from core.errors import NotPossible
from core.models import DocumentJob
from core.request_cache import cached
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

log = logging.getLogger(__name__)
TASK = "core.tasks.make_document"
MAXIMUM_ATTEMPTS = 5
# Longer than a task may run (LONGEST of core.tasks), so that a claim this old belongs to one that was killed.
CLAIM_LASTS = datetime.timedelta(minutes=5)
# How many documents of a kind one sweep asks for; the next asks for the rest.
MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """One kind of document. Its `key` names the kind, and each document has a key within it.

    `missing` returns the keys of the documents that are due on a day and not made. `render` reads and renders one
    outside any lock; it returns None when the document is not wanted any more. `store` is a verb that gets the key
    and what `render` returned; it checks that nothing has overtaken it, and returns True if the document is stored now.
    `reference` names a document to administrators, without anybody's name.
    """

    key: str
    label: str
    missing: Callable[[datetime.date], Iterable[str]]
    render: Callable[[str], Any]
    store: Callable[..., bool]
    reference: Callable[[str], str]


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> DocumentKind:
    """Add a kind to the register and return it. Raises ValueError when its key is taken."""
    if kind.key in _kinds:
        raise ValueError(f"There is a kind of document with the key {kind.key!r} already.")
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> DocumentKind:
    """Return the kind with this key. Raises KeyError."""
    return _kinds[key]


def sweep_of(kind: DocumentKind, name: str) -> sweeps.Sweep:
    """Return the sweep that makes the missing documents of a kind; a worker asks for a task for each."""
    return sweeps.Sweep(
        name,
        run=lambda on: make_missing(kind, on=on),
        ask=lambda on: ask_for_missing(kind, on=on),
        pace=sweeps.HEAVY,
    )


def ask_for(kind: DocumentKind, key: str) -> None:
    """Ask, after the commit, for a task that makes one document. If it is lost, the sweep asks again."""
    tasks_after_commit.enqueue(TASK, kind.key, key)


def ask_for_missing(kind: DocumentKind, *, on: datetime.date) -> int:
    """Ask for a task for each missing document that nobody is making and that was not given up; return how many."""
    fresh = clock.now() - CLAIM_LASTS
    jobs = DocumentJob.objects.filter(kind=kind.key)
    busy = set((jobs.filter(claimed_at__gt=fresh) | jobs.given_up()).values_list("key", flat=True))
    waiting = [key for key in kind.missing(on) if key not in busy][:MOST_AT_ONCE]
    for key in waiting:
        ask_for(kind, key)
    return len(waiting)


def make_missing(kind: DocumentKind, *, on: datetime.date) -> int:
    """Make the missing documents here, one after the other; return how many. Raises RowsFailed at the end."""
    return sweeps.each(list(kind.missing(on)), lambda key: make(kind, key))


def make(kind: DocumentKind, key: str) -> bool:
    """Make one document unless it is being made or was given up. Return True if it was stored now.

    Raises what `render` or `store` raised, after recording it.
    """
    job = _claim(kind, key)
    if job is None:
        return False
    try:
        rendered = kind.render(key)
        with transaction.atomic():
            is_stored = rendered is not None and kind.store(key=key, rendered=rendered, by=None)
            DocumentJob.objects.filter(pk=job.pk).delete()
    except Exception as error:
        _record_failure(job, error)
        raise
    return is_stored


def _claim(kind: DocumentKind, key: str) -> DocumentJob | None:
    """Claim a document. Return None while another task has it, and when it was tried too often."""
    now = clock.now()
    with transaction.atomic():
        DocumentJob.objects.bulk_create(
            [DocumentJob(kind=kind.key, key=key, reference=kind.reference(key)[:120], began_at=now)],
            ignore_conflicts=True,
        )
        free = DocumentJob.objects.select_for_update(skip_locked=True, no_key=True)
        job = free.filter(kind=kind.key, key=key, given_up_at=None).first()
        if job is None or (job.claimed_at and job.claimed_at > now - CLAIM_LASTS):
            return None
        if job.attempts >= MAXIMUM_ATTEMPTS:  # the task was killed each time
            _give_up(job, job.error or "The worker ended each time while it made this document.")
            return None
        job.claimed_at = now
        job.attempts += 1
        job.save(update_fields=["claimed_at", "attempts"])
    return job


def _give_up(job: DocumentJob, error: str) -> None:
    job.claimed_at, job.given_up_at, job.error = None, clock.now(), error
    job.save(update_fields=["claimed_at", "given_up_at", "error"])


def _record_failure(job: DocumentJob, error: Exception) -> None:
    log.warning("%s could not be made (attempt %s)", job, job.attempts, exc_info=error)
    text = describe(error)
    if job.attempts >= MAXIMUM_ATTEMPTS:
        _give_up(job, text)
    else:
        job.claimed_at, job.error = None, text
        job.save(update_fields=["claimed_at", "error"])


@verb
def try_again(*, job_id: UUID, by: "User") -> None:
    """Try a document again that was given up. Raises NotPossible when it was made or is being tried."""
    job = DocumentJob.objects.select_for_update(no_key=True).given_up().filter(pk=job_id).first()
    if job is None:
        raise NotPossible("This document has been made, or we are already trying again.")
    job.attempts, job.given_up_at, job.error = 0, None, ""
    job.save(update_fields=["attempts", "given_up_at", "error"])
    ask_for(kind_of(job.kind), job.key)


def is_given_up(kind: DocumentKind, key: str) -> bool:
    """Return whether a document is not tried any more. A page asks once for all documents of a kind."""

    def fetch() -> set[str]:
        return set(DocumentJob.objects.given_up().filter(kind=kind.key).values_list("key", flat=True))

    return key in cached(("given up", kind.key), fetch)
