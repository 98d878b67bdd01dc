"""The services as the public pages describe them, from the contracts and their terms (T5.3, C5a)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from contracts.models import Contract, LifeDomain, Terms


@dataclass(frozen=True)
class Service:
    """The service of one contract in plain sentences, from its terms only."""

    name: str
    area: str
    hours: str
    telephone: str
    email: str
    who_for: list[str]
    ways_in: list[str]
    helps_with: list[str]
    how_long: str
    in_hospital: str


def services(day: datetime.date) -> list[Service]:
    """The service of every contract that runs on `day` and has terms, by name."""
    domains = Prefetch("life_domains", LifeDomain.objects.offered(day))
    running = Contract.objects.running(day).select_related("council").prefetch_related(domains, "terms")
    public_services = []
    for contract in running.order_by("name"):
        terms = contract.find_terms(day)
        if terms:
            public_services.append(_service(contract, terms))
    return public_services


def _service(contract: Contract, terms: Terms) -> Service:
    return Service(
        name=contract.name,
        area=contract.council.area,
        hours=contract.hours,
        telephone=contract.telephone,
        email=contract.email,
        who_for=list(_who_for(contract, terms)),
        ways_in=list(terms.sources),
        helps_with=[domain.name for domain in contract.life_domains.all()],
        how_long="You and the Council agree what support should achieve, and when it may end."
        if terms.asks_exit_plan
        else "",
        in_hospital=f"If you go into hospital, we keep your place open for {terms.hold_days} days."
        if terms.hold_days
        else "",
    )


def _who_for(contract: Contract, terms: Terms) -> Iterator[str]:
    if terms.minimum_age is not None and terms.age_limit is not None:
        yield f"You are {terms.minimum_age} to {terms.age_limit - 1} years old when support starts."
    elif terms.minimum_age is not None:
        yield f"You are at least {terms.minimum_age} years old when support starts."
    if terms.asks_residence:
        yield f"You live in {contract.council.area}."
    if terms.asks_mental_health_services:
        yield "You are under a mental health team."
    if terms.asks_eligible_needs:
        yield "The Council has agreed that you need support with everyday life."
