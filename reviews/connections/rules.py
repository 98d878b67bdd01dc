"""Where there are connections maps, with which life domains, and who made them."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from casework.models import Allocation, SupportPackage
from contracts.models import LifeDomain
from core import clock
from reviews.models import ConnectionsMap
from workforce.models import Worker


def asks_connections_map(package: SupportPackage, day: datetime.date) -> bool:
    """Return whether the terms of the package's contract on `day` have connections maps (C10)."""
    terms = package.case.contract.find_terms(day)
    return terms is not None and terms.asks_connections_map is True


def domains_to_ask(package: SupportPackage, also: Iterable = ()) -> list[LifeDomain]:
    """Return the life domains of the contract that are offered today, in its order, and those of `also`."""
    offered = package.case.contract.life_domains.offered(clock.today(), also=also)
    return list(offered.order_by("position", "name"))


def workers_of(package: SupportPackage, user: User, also: UUID | None = None) -> QuerySet[Worker]:
    """Return the workers who may have made a map: those who were allocated to the package, and `user`."""
    allocated = Allocation.objects.filter(package=package).values("worker")
    return Worker.objects.filter(Q(pk__in=allocated) | Q(user=user) | Q(pk=also)).select_related("user")


def why_no_meaning(connections_map: ConnectionsMap, user: User) -> str:
    """Return why `user` can record nothing about the change; "" if they can. The map carries its `first_id`."""
    if connections_map.struck_at is not None:
        return connections_map.why_closed
    if getattr(connections_map, "first_id") == connections_map.pk:  # noqa: B009 - a column of the query
        return "This is the first map: there is no change yet."
    if connections_map.has_own_words and connections_map.package.case.individual.user_id != user.pk:
        return "The person wrote this in their own pages. Only they can change it."
    return ""
