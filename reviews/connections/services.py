"""Connections maps are made, corrected and withdrawn, and the person says what the change means (R54)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import SupportPackage
from core import clock
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb
from reviews.connections.entries import MOST_LINES, DomainEntries, MapLine
from reviews.connections.enums import ConnectionKind
from reviews.connections.models import AGREED_LATER, AGREEMENT_MISSING
from reviews.connections.rules import asks_connections_map, domains_to_ask, why_no_meaning
from reviews.models import Connection, ConnectionsMap, MapDomain
from reviews.versions import CORRECTION_REASON_MISSING
from workforce.models import Worker


class MapColumns(TypedDict):
    """When the map was made, the worker who was there, and the person's agreement."""

    made_on: datetime.date
    worker: Worker
    agreed_on: datetime.date
    agreed_how: str


@verb
def record_connections_map(
    *, package: SupportPackage, entries: Sequence[DomainEntries], by: User, **columns: Unpack[MapColumns]
) -> ConnectionsMap:
    """Record a map that the person made with a worker, with the life domains that the contract offers today.

    Raises NotPossible where the contract has no connections maps, and Refused without the person's agreement by that
    day, for a day in the future or outside the package, and for too many entries.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if not asks_connections_map(package, columns["made_on"]):
        raise NotPossible("This contract has no connections maps on that day.")
    _check(package, entries, columns)
    new_map = ConnectionsMap.objects.create(package=package, recorded_by=by, **columns)
    by_domain = {one.life_domain_id: one for one in entries}
    for position, life_domain in enumerate(domains_to_ask(package, also=by_domain)):
        domain = MapDomain.objects.create(
            map=new_map, life_domain=life_domain, name=life_domain.name, position=position, recorded_by=by
        )
        for kind, written in by_domain.get(life_domain.pk, DomainEntries(life_domain.pk)).by_kind().items():
            _add(domain, kind, enumerate(written), by)
    return new_map


def _check(package: SupportPackage, entries: Sequence[DomainEntries], columns: MapColumns) -> None:
    """Raise Refused for a map without agreement, on a wrong day, or with too much in it."""
    made_on, first = columns["made_on"], package.starts_on
    if not columns["agreed_how"].strip():
        raise Refused(AGREEMENT_MISSING, field="agreed_how")
    if columns["agreed_on"] > made_on:
        raise Refused(AGREED_LATER, field="agreed_on")
    if made_on > clock.today():
        raise Refused("The date of the map can’t be in the future.", field="made_on")
    if made_on < first:
        raise Refused(f"Support began on {first:%-d %B %Y}. Enter that day or a later one.", field="made_on")
    if package.ended_on is not None and made_on > package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}. Enter an earlier day.", field="made_on")
    if any(len(written) > MOST_LINES for one in entries for written in one.by_kind().values()):
        raise Refused(f"Write at most {MOST_LINES} lines in one box.")


def _add(domain: MapDomain, kind: ConnectionKind, lines: Iterable[tuple[int, MapLine]], by: User) -> None:
    """Add these lines, each with its place, to a domain."""
    for position, entry in lines:
        Connection.objects.create(
            domain=domain, kind=kind, words=entry.words, number=entry.number, position=position, recorded_by=by
        )


@verb
def correct_connections_map(
    *,
    connections_map: ConnectionsMap,
    revision: int,
    entries: Sequence[DomainEntries],
    reason: str,
    by: User,
    **columns: Unpack[MapColumns],
) -> ConnectionsMap:
    """Correct a map. It keeps the life domains of its day; lines taken out stay on file with the reason.

    Raises Conflict when it was saved since `revision`, Refused without a reason, where nothing changes, and as
    `record_connections_map`.
    """
    package = SupportPackage.objects.get_locked(connections_map.package_id)
    if not reason.strip():
        raise Refused(CORRECTION_REASON_MISSING, field="reason")
    saved = ConnectionsMap.with_struck.get_locked(connections_map.pk)
    if saved.struck_at is not None:
        raise NotPossible(saved.why_closed)
    connections_map.check_revision(revision)
    _check(package, entries, columns)
    is_changed = any(getattr(saved, name) != value for name, value in columns.items())
    by_domain = {one.life_domain_id: one for one in entries}
    for domain in connections_map.domains.all():
        for kind, written in (
            by_domain.get(domain.life_domain_id, DomainEntries(domain.life_domain_id)).by_kind().items()
        ):
            is_changed |= _correct_lines(domain, kind, written, reason, by)
    if not is_changed:
        raise Refused("You have not changed anything.")
    for name, value in columns.items():
        setattr(connections_map, name, value)
    connections_map.save(update_fields=["revision", *columns])
    return connections_map


def _correct_lines(domain: MapDomain, kind: ConnectionKind, written: Sequence[MapLine], reason: str, by: User) -> bool:
    """Strike the lines that are not written any more and add the new ones. Return True if there were any."""
    remaining = Counter(written)
    is_changed = False
    for connection in domain.connections.filter(kind=kind):
        entry = MapLine(connection.words, connection.number)
        if remaining[entry]:
            remaining[entry] -= 1
        else:
            connection.strike(by=by, reason=reason)
            is_changed = True
    added = []
    for position, entry in enumerate(written):
        if remaining[entry]:
            remaining[entry] -= 1
            added.append((position, entry))
    _add(domain, kind, added, by)
    return is_changed or bool(added)


@verb
def withdraw_connections_map(*, connections_map: ConnectionsMap, reason: str, by: User) -> ConnectionsMap:
    """Withdraw a map that should not be there: made by mistake, or the person no longer agrees to it.

    It counts in no figure, and the next one becomes the first. Raises NotPossible for one that is withdrawn already,
    and Refused without a reason.
    """
    SupportPackage.objects.get_locked(connections_map.package_id)
    return strike_row(connections_map, by=by, reason=reason)


@verb
def record_meaning(*, connections_map: ConnectionsMap, revision: int, meaning: str, by: User) -> ConnectionsMap:
    """Record what the person says the change since the first map means to them; an empty text takes it away.

    Raises Conflict when it was saved since `revision`. Raises NotPossible for a withdrawn map, and for the first map,
    which shows no change; for words that the person wrote in their own pages, unless `by` is the person.
    """
    rows = ConnectionsMap.with_struck.with_first().select_related("package__case__individual")
    if why_not := why_no_meaning(rows.get_locked(connections_map.pk), by):
        raise NotPossible(why_not)
    connections_map.check_revision(revision)
    connections_map.meaning = meaning.strip()
    connections_map.meaning_by = by if connections_map.meaning else None
    connections_map.save(update_fields=["revision", "meaning", "meaning_by"])
    return connections_map
