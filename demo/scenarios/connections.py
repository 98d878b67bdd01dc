"""Connections maps, made with people of contracts that have them: a first one, then one every quarter."""

import random

from core import clock
from demo.scheduler import Scenario
from demo.text import connections as words
from demo.world import DAY, Support, World, at
from reviews import services
from reviews.connections.comparison import load_map_views, newest_pair
from reviews.connections.entries import DomainEntries, read_line
from reviews.connections.enums import MapChange, MapFigure
from reviews.connections.rules import asks_connections_map, domains_to_ask
from reviews.models import ConnectionsMap

Lines = set[tuple[int, int, int]]  # the places of the life domain, of the kind and of the line
QUARTER = DAY * 91
MEANINGS = {
    MapChange.UP: words.MORE_PEOPLE,
    MapChange.SAME: words.SAME_PEOPLE,
    MapChange.DOWN: words.FEWER_PEOPLE,
}


def make_maps(world: World, support: Support) -> Scenario:
    """Make a map in the first weeks and one every quarter; most people say what the change means."""
    chance = world.chance("connections", support.character.key)
    day = support.package.starts_on + DAY * chance.randint(8, 16)
    present = _first_lines(chance)
    while day <= world.today:
        yield at(day, 15, chance.randint(0, 50))
        if support.is_over(day) or not asks_connections_map(support.package, day):
            return
        _make_map(support, present, chance)
        _change(present, chance)
        day += QUARTER


def _all_lines() -> list[tuple[int, int, int]]:
    return [
        (domain, kind, line)
        for domain, kinds in enumerate(words.CONNECTIONS)
        for kind, texts in enumerate(kinds)
        for line in range(len(texts))
    ]


def _first_lines(chance: random.Random) -> Lines:
    return set(chance.sample(_all_lines(), chance.randint(3, 6)))


def _change(present: Lines, chance: random.Random) -> None:
    """Add or take away some lines for the next map; more are added than taken away."""
    missing = [line for line in _all_lines() if line not in present]
    present.update(chance.sample(missing, min(len(missing), chance.choice((0, 1, 2, 2, 3)))))
    for line in chance.sample(sorted(present), min(len(present), chance.choice((0, 0, 1, 1, 2)))):
        present.discard(line)


def _make_map(support: Support, present: Lines, chance: random.Random) -> None:
    entries = [
        DomainEntries(
            life_domain.pk,
            *(
                tuple(read_line(text) for line, text in enumerate(texts) if (place, kind, line) in present)
                for kind, texts in enumerate(words.CONNECTIONS[place % len(words.CONNECTIONS)])
            ),
        )
        for place, life_domain in enumerate(domains_to_ask(support.package))
    ]
    day = clock.today()
    made = services.record_connections_map(
        package=support.package,
        entries=entries,
        made_on=day,
        worker=support.lead_worker,
        agreed_on=day,
        agreed_how=chance.choice(words.AGREED),
        by=support.lead_user,
    )
    pair = newest_pair(load_map_views(ConnectionsMap.objects.filter(package=support.package).order_by("made_on")))
    if pair is None or chance.random() > 0.8:
        return
    people = next(change for change in pair.changes if change.figure == MapFigure.PEOPLE)
    meaning = chance.choice(MEANINGS[people.change])
    services.record_meaning(connections_map=made, revision=made.revision, meaning=meaning, by=support.lead_user)
