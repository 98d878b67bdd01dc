"""How things stand with a person today, in a word or two."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef

from casework.models import Allocation, Individual, SupportPackage, Suspension
from casework.people.age_limit import passed_limit_on
from core import clock
from core.request_cache import cached
from core.sql import as_json_list


@dataclass(frozen=True)
class PersonStatus:
    label: str
    tone: str


@dataclass(frozen=True)
class CurrentSupport:
    """The package a page speaks of, whether it is held today, and the standing word."""

    package: SupportPackage | None
    hold: Suspension | None
    standing: PersonStatus
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


def current_support(individual: Individual, user, packages=None) -> CurrentSupport:
    """The newest package of `individual` that `user` may see; read once for a page.

    `packages` are the user's visible ones where the page asks for more with them; it is the first to ask.
    """
    return cached(("current", individual.pk, user.pk), lambda: _current(individual, user, packages))


def _current(individual, user, packages) -> CurrentSupport:
    today = clock.today()
    rows = SupportPackage.objects.visible_to(user) if packages is None else packages
    allocated = Allocation.objects.in_force_on(today).filter(package=OuterRef("pk")).order_by("from_on", "pk")
    package = (
        rows.filter(case__individual=individual)
        .joining_hold_and_lead(today)
        .with_strand_and_minutes(today)
        .with_age_limit(today)
        .annotate(workers=as_json_list(allocated, "kind", name="worker__user__full_name"))
        .select_related("case__contract__council", "case__individual", "hold__spell")
        .newest_first()
        .first()
    )
    hold = getattr(package, "hold", None)  # nothing joined sets nothing
    passed_on = passed_limit_on(package, today) if package else None
    return CurrentSupport(package, hold, _word(individual, package, hold, today), passed_on)


def _word(individual, package, hold, today) -> PersonStatus:
    if individual.died_on:
        return PersonStatus("Died", "plain")
    if package is None:
        return PersonStatus("No support", "plain")
    if package.ended_on and package.ended_on <= today:
        return PersonStatus(f"Ended {package.ended_on:%-d %b %Y}", "plain")
    if hold:
        return PersonStatus("Held: in hospital", "held")
    if package.starts_on > today:
        return PersonStatus(f"Starts {package.starts_on:%-d %b %Y}", "soon")
    return PersonStatus("Open", "done")
