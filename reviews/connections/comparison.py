"""Then and now (C10): the first map of a package beside a later one. Compared are the life domains that both have."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from reviews.connections.entries import DomainEntries
from reviews.connections.enums import ConnectionKind, MapChange, MapFigure
from reviews.models import ConnectionsMap, MapDomain


@dataclass(frozen=True)
class Figures:
    """People and places, and in how many life domains they are."""

    spread: int
    people: int
    places: int

    def get(self, figure: MapFigure) -> int:
        return {MapFigure.SPREAD: self.spread, MapFigure.PEOPLE: self.people, MapFigure.PLACES: self.places}[figure]


def people_in(domain: MapDomain) -> int:
    return _number(domain, ConnectionKind.PERSON)


def places_in(domain: MapDomain) -> int:
    return _number(domain, ConnectionKind.PLACE)


def _number(domain: MapDomain, kind: ConnectionKind) -> int:
    return sum(connection.number for connection in domain.connections.all() if connection.kind == kind)


def figures_of(domains: Iterable[MapDomain]) -> Figures:
    """Return the figures of these life domains of a map."""
    return _total((people_in(domain), places_in(domain)) for domain in domains)


def figures_of_entries(entries: Iterable[DomainEntries]) -> Figures:
    """Return the figures of a map that is not saved yet."""
    return _total((sum(line.number for line in one.people), sum(line.number for line in one.places)) for one in entries)


def _total(numbers: Iterable[tuple[int, int]]) -> Figures:
    """Return the figures of the people and places in each life domain."""
    rows = list(numbers)
    return Figures(
        sum(1 for people, places in rows if people or places),
        sum(people for people, _ in rows),
        sum(places for _, places in rows),
    )


@dataclass(frozen=True)
class ComparedDomain:
    """One life domain in both maps; None where one of them does not have it."""

    name: str
    then: MapDomain | None
    now: MapDomain | None

    @property
    def is_in_both(self) -> bool:
        return self.then is not None and self.now is not None

    @property
    def cells(self) -> list[str]:
        """People then and now, places then and now, as text; a dash where the map does not have the domain."""
        domains = (self.then, self.now)
        return ["–" if domain is None else str(count(domain)) for count in (people_in, places_in) for domain in domains]


@dataclass(frozen=True)
class FigureChange:
    """A figure of both maps, and whether it is up, the same or down."""

    figure: MapFigure
    then: int
    now: int

    @property
    def change(self) -> MapChange:
        if self.now == self.then:
            return MapChange.SAME
        return MapChange.UP if self.now > self.then else MapChange.DOWN


@dataclass(frozen=True)
class MapPair:
    """The first map of a package (`then`) and a later one (`now`)."""

    then: ConnectionsMap
    now: ConnectionsMap
    headings = ("Area of life", "People then|number", "People now|number", "Places then|number", "Places now|number")

    @cached_property
    def rows(self) -> list[ComparedDomain]:
        """Every life domain of the later map in its order, then those that only the first one has."""
        before = _by_life_domain(self.then)
        after = _by_life_domain(self.now)
        rows = [ComparedDomain(domain.name, before.get(key), domain) for key, domain in after.items()]
        return rows + [ComparedDomain(one.name, one, None) for key, one in before.items() if key not in after]

    @cached_property
    def compared(self) -> list[ComparedDomain]:
        return [row for row in self.rows if row.is_in_both]

    @property
    def not_compared(self) -> list[ComparedDomain]:
        """The life domains that only one of the maps has."""
        return [row for row in self.rows if not row.is_in_both]

    @cached_property
    def changes(self) -> list[FigureChange]:
        then = figures_of(row.then for row in self.compared if row.then)
        now = figures_of(row.now for row in self.compared if row.now)
        return [FigureChange(figure, then.get(figure), now.get(figure)) for figure in MapFigure]

    @property
    def series(self) -> list[tuple[str, list[int]]]:
        """What the web shows of each compared domain: people and places together, now and then."""
        columns = {
            f"Now, {self.now.made_on:%-d %b %Y}": [row.now for row in self.compared],
            f"Then, {self.then.made_on:%-d %b %Y}": [row.then for row in self.compared],
        }
        return [
            (name, [people_in(domain) + places_in(domain) for domain in domains if domain])
            for name, domains in columns.items()
        ]

    @property
    def labels(self) -> list[str]:
        return [row.name for row in self.compared]

    @property
    def summary(self) -> str:
        """The three figures in one line."""
        return ", ".join(f"{change.figure.label.lower()} {change.then} → {change.now}" for change in self.changes)


def _by_life_domain(connections_map: ConnectionsMap) -> dict[UUID, MapDomain]:
    return {domain.life_domain_id: domain for domain in connections_map.domains.all()}


@dataclass(frozen=True)
class MapView:
    """One map as a page shows it, and its pair with the first map of the package; None for the first."""

    map: ConnectionsMap
    pair: MapPair | None

    @property
    def is_first(self) -> bool:
        return self.pair is None

    @cached_property
    def domains(self) -> list[MapDomain]:
        return list(self.map.domains.all())

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.domains)

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Each life domain with its people and places."""
        return [(domain.name, people_in(domain), places_in(domain)) for domain in self.domains]

    @property
    def series(self) -> list[tuple[str, list[int]]]:
        """What the web of a first map shows."""
        return [(str(self.map), [people_in(domain) + places_in(domain) for domain in self.domains])]

    @property
    def labels(self) -> list[str]:
        return [domain.name for domain in self.domains]


def load_map_views(maps: QuerySet[ConnectionsMap]) -> list[MapView]:
    """Return the views of all maps of some packages, in the order of `maps` backwards: the newest first."""
    rows = list(maps.prefetch_related("domains__connections"))
    firsts: dict[UUID, ConnectionsMap] = {}
    for row in sorted(rows, key=lambda row: row.made_on):
        firsts.setdefault(row.package_id, row)
    views = []
    for row in rows:
        first = firsts[row.package_id]
        views.append(MapView(row, None if first is row else MapPair(first, row)))
    return views[::-1]


def newest_pair(views: Iterable[MapView]) -> MapPair | None:
    """Return the newest pair of these views, newest first; None without one."""
    return next((view.pair for view in views if view.pair), None)
