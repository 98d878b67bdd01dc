"""How things stand with a person today, in a word or two."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef

from casework.ages import passed_limit_on
from casework.models import Allocation, Individual, SupportPackage, Suspension
from core import clock
from core.functions import listed
from core.reading import once


@dataclass(frozen=True)
class Standing:
    label: str
    tone: str


@dataclass(frozen=True)
class Current:
    """The package a page speaks of, whether it is held today, and the standing word."""

    package: SupportPackage | None
    hold: Suspension | None
    standing: Standing
    passed_limit_on: datetime.date | None = None


def held_today(user):
    """Whoever is held in hospital today and may be seen by `user`; the first to end on top."""
    return (
        Suspension.objects.visible_to(user)
        .on(clock.today())
        .filter(package__ended_on=None)
        .select_related("package__case__individual", "spell")
        .order_by("last_held_on", "package")
    )


def current(individual: Individual, user, packages=None) -> Current:
    """The newest package of `individual` that `user` may see; read once for a page.

    `packages` are the user's visible ones where the page asks for more with them; it is the first to ask.
    """
    return once(("current", individual.pk, user.pk), lambda: _current(individual, user, packages))


def _current(individual, user, packages) -> Current:
    today = clock.today()
    rows = SupportPackage.objects.visible_to(user) if packages is None else packages
    allocated = Allocation.objects.standing_on(today).filter(package=OuterRef("pk")).order_by("from_on", "pk")
    package = (
        rows.filter(case__individual=individual)
        .joining_hold_and_lead(today)
        .with_strand_and_minutes(today)
        .with_age_limit(today)
        .annotate(workers=listed(allocated, "kind", name="worker__user__full_name"))
        .select_related("case__contract__council", "case__individual", "hold__spell")
        .newest_first()
        .first()
    )
    hold = getattr(package, "hold", None)  # nothing joined sets nothing
    passed_on = passed_limit_on(package, today) if package else None
    return Current(package, hold, _word(individual, package, hold, today), passed_on)


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
