"""How things stand with a person today, in a word or two."""

import datetime
from dataclasses import dataclass

from casework.models import Individual, SupportPackage, Suspension
from contracts.models import Strand
from core import clock

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    label: str
    tone: str


@dataclass(frozen=True)
class Current:
    """The package a page speaks of, whether it is held today, and the standing word."""

    package: SupportPackage | None
    hold: Suspension | None
    strand: Strand | None
    standing: Standing


def held_today(user):
    """Whoever is held in hospital today and may be seen by `user`; the first to end on top."""
    return (
        Suspension.objects.visible_to(user)
        .on(clock.today())
        .filter(package__ended_on=None)
        .select_related("package__case__individual", "spell")
        .order_by("last_held_on", "package")
    )


def current(individual: Individual, user) -> Current:
    """The newest package of `individual` that `user` may see."""
    package = (
        SupportPackage.objects.visible_to(user)
        .filter(case__individual=individual)
        .select_related("case__contract__council", "case__individual")
        .order_by("-state", "-starts_on")  # "open" comes after "ended" in the alphabet
        .first()
    )
    today = clock.today()
    hold = package.suspensions.on(today).select_related("spell").first() if package else None
    strand = package.strand_on(min(today, package.ended_on - DAY) if package.ended_on else today) if package else None
    return Current(package, hold, strand, _word(individual, package, hold, today))


def _word(individual, package, hold, today) -> Standing:
    if individual.died_on:
        return Standing("Died", "plain")
    if package is None:
        return Standing("No support", "plain")
    if package.ended_on and package.ended_on <= today:
        return Standing(f"Ended {package.ended_on:%-d %b %Y}", "plain")
    if hold:
        return Standing("Held: in hospital", "held")
    if package.starts_on > today:
        return Standing(f"Starts {package.starts_on:%-d %b %Y}", "soon")
    return Standing("Open", "done")
