"""Connections maps of the cast."""

import datetime

from reviews.connections.entries import DomainEntries, read_line
from reviews.models import ConnectionsMap
from reviews.services import record_connections_map

DAY = datetime.timedelta(days=1)


def domain_entries(cast, written) -> list[DomainEntries]:
    """Return what is written, by the place of the life domain: lines of people, and lines of places."""
    return [
        DomainEntries(cast.life_domains[place].pk, *(tuple(map(read_line, lines)) for lines in both))
        for place, both in written.items()
    ]


def make_map(cast, ago: int, written, **changed) -> ConnectionsMap:
    """Make a map of Maya's with Amara, this many days ago."""
    day = cast.today - ago * DAY
    columns = {"package": cast.package, "made_on": day, "worker": cast.worker, "agreed_on": day, "by": cast.amara}
    columns |= {"agreed_how": "Said yes at a visit", **changed}
    return record_connections_map(entries=domain_entries(cast, written), **columns)
