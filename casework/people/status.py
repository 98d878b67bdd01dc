"""The status of a person today, and the package that their pages are about."""

import datetime
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet

from accounts.models import User
from casework.age_limit.rules import is_decided, passed_limit_on
from casework.models import Allocation, Hold, Individual, PackageQuerySet, SupportPackage
from core import clock
from core.request_cache import cached
from core.sql import as_json_list

OF_WORKER = {"name": "worker__user__full_name", "telephone": "worker__user__telephone"}


@dataclass(frozen=True)
class PersonStatus:
    """What a status pill shows."""

    label: str
    tone: str


@dataclass(frozen=True)
class CurrentSupport:
    """The package that a page is about, the hospital hold on it today if there is one, and the person's status.

    `workers` are the allocations of today and those that begin later, the first to begin on top: "kind", "from_on" as
    text, and "name" and "telephone" of the worker.
    """

    package: SupportPackage | None
    hold: Hold | None
    status: PersonStatus
    passed_limit_on: datetime.date | None = None
    is_limit_decided: bool = False  # whether what follows the age limit is agreed
    workers: list[dict[str, str]] = field(default_factory=list)


def held_today(user: User) -> QuerySet[Hold]:
    """Return the hospital holds of today that `user` may see, the first to end on top."""
    return (
        Hold.objects.visible_to(user)
        .on(clock.today())
        .of_open_support()
        .select_related("package__case__individual", "spell")
    )


def current_support(individual: Individual, user: User, packages: PackageQuerySet | None = None) -> CurrentSupport:
    """Return the newest package of `individual` that `user` may see, with its status; queried once for a page.

    A page that needs further columns passes the user's visible `packages` with them, before anything else asks.
    """
    return cached(("current", individual.pk, user.pk), lambda: _current(individual, user, packages))


def _current(individual: Individual, user: User, packages: PackageQuerySet | None) -> CurrentSupport:
    today = clock.today()
    rows = SupportPackage.objects.visible_to(user) if packages is None else packages
    allocations = Allocation.objects.from_day(today).filter(package=OuterRef("pk")).order_by("from_on", "pk")
    rows = (
        rows.filter(case__individual=individual)
        .with_hold_and_lead(today)
        .with_strand_and_minutes(today)
        .with_age_limit(today)
        .annotate(is_limit_decided=is_decided())
        .annotate(workers=as_json_list(allocations, "kind", "from_on", **OF_WORKER))
        .newest_first()
    )
    related = ("case__contract__council", "case__individual", "hold__spell")
    package = rows.select_related(*related).first()
    hold = getattr(package, "hold", None)  # not set where no row was joined
    return CurrentSupport(
        package=package,
        hold=hold,
        status=_status(individual, package, hold, today),
        passed_limit_on=passed_limit_on(package, today) if package else None,
        is_limit_decided=getattr(package, "is_limit_decided", False),
        workers=getattr(package, "workers", []),
    )


def _status(
    individual: Individual, package: SupportPackage | None, hold: Hold | None, today: datetime.date
) -> PersonStatus:
    if individual.died_on:
        return PersonStatus("Died", "plain")
    if package is None:
        return PersonStatus("No support", "plain")
    if package.ended_on and package.ended_on <= today:
        was_open = package.ended_on > package.starts_on
        return PersonStatus(f"Ended {package.last_on:%-d %b %Y}" if was_open else "Support did not start", "plain")
    if hold:
        return PersonStatus("On hold: in hospital", "held")
    if package.starts_on > today:
        return PersonStatus(f"Starts {package.starts_on:%-d %b %Y}", "soon")
    return PersonStatus("Open", "done")
