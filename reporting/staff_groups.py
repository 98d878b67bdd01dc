"""Figures about staff, for readers outside the provider: grouped by reason, so that nobody can be recognised.

A reason of fewer than `FEWEST` people is not named. What was not named is one group; a named one joins it while it has
too few people itself, so that it cannot be found by subtraction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from workforce.models import Absence

FEWEST = 5
NOT_NAMED = "Other reasons. None is named, so that nobody can be recognised"


@dataclass(frozen=True)
class StaffGroup:
    """People counted together: the reason that they share, how many they are, and the sum of their amounts."""

    reason: str
    people: frozenset[UUID]
    amount: int

    @property
    def is_small(self) -> bool:
        return len(self.people) < FEWEST

    @property
    def people_text(self) -> str:
        """How many people they are: "12 people", or "fewer than 5 people"."""
        return f"fewer than {FEWEST} people" if self.is_small else f"{len(self.people)} people"

    @property
    def description(self) -> str:
        return f"{self.reason}: {self.people_text}" if self.reason else self.people_text.capitalize()


def group_staff(rows: Iterable[tuple[UUID, str, int]]) -> list[StaffGroup]:
    """Return the groups of the rows (who, reason, amount), the largest first; what is not named comes last."""
    by_reason: dict[str, list[tuple[UUID, int]]] = {}
    for worker_id, reason, amount in rows:
        by_reason.setdefault(reason, []).append((worker_id, amount))
    if len(by_reason) > 1 and "" in by_reason:
        by_reason["Reason not recorded"] = by_reason.pop("")
    groups = [_group(reason, members) for reason, members in by_reason.items()]
    groups.sort(key=lambda group: (-len(group.people), group.reason))
    if len(groups) == 1 and not groups[0].reason:
        return groups
    named = [group for group in groups if not group.is_small]
    not_named = [group for group in groups if group.is_small]
    while not_named and named and _join(NOT_NAMED, not_named).is_small:
        not_named.append(named.pop())
    return [*named, *([_join(NOT_NAMED, not_named)] if not_named else [])]


def _group(reason: str, members: list[tuple[UUID, int]]) -> StaffGroup:
    return StaffGroup(reason, frozenset(worker_id for worker_id, _ in members), sum(amount for _, amount in members))


def _join(reason: str, groups: Sequence[StaffGroup]) -> StaffGroup:
    people = frozenset[UUID]().union(*(group.people for group in groups))
    return StaffGroup(reason, people, sum(group.amount for group in groups))


def workers_of(record_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the worker by the id of each of these records: of a worker, or of one of their absences."""
    ids = set(record_ids)
    absences = dict(Absence.with_struck.filter(pk__in=ids).values_list("pk", "worker"))
    return {pk: absences.get(pk, pk) for pk in ids}
