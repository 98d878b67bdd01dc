"""Who needs cover while a worker is away: the people the worker leads and the visits of those days, together."""

import datetime
from dataclasses import dataclass, field

from accounts.models import User
from casework.models import Allocation, SupportPackage
from visits.models import PlannedVisit
from visits.rota.cover_rows import without_missing_workers
from workforce.models import Absence


@dataclass
class AwayRow:
    """One package: the days on which its lead is away, who covers, and the visits that need cover, in order."""

    package: SupportPackage
    led: Allocation | None = None  # by the worker who is away
    covers: list[Allocation] = field(default_factory=list)
    visits: list[PlannedVisit] = field(default_factory=list)


def away_rows(absence: Absence, user: User, from_on: datetime.date, until_on: datetime.date) -> list[AwayRow]:
    """Return the packages that `user` may see and that need or have cover between two days (`until_on` exclusive).

    By name of the person. The number of queries does not grow with the people or visits.
    """
    packages = SupportPackage.objects.visible_to(user).values("pk")
    related = ("package__case__individual", "worker__user")
    led = Allocation.objects.leads().filter(worker=absence.worker_id, package__in=packages).from_day(from_on)
    led = led.filter(from_on__lt=until_on).select_related(*related).order_by("from_on", "pk")
    visits = PlannedVisit.objects.visible_to(user).filter(worker=absence.worker_id).to_cover(from_on, until_on)
    visits = visits.with_safety_records()
    visits = without_missing_workers(visits).select_related(*related).order_by("starts_at", "pk")
    rows: dict[object, AwayRow] = {}
    for allocation in led:
        rows.setdefault(allocation.package_id, AwayRow(allocation.package)).led = allocation
    for visit in visits:
        rows.setdefault(visit.package_id, AwayRow(visit.package)).visits.append(visit)
    covers = Allocation.objects.cover().filter(package__in=list(rows)).within(from_on, until_on)
    for cover in covers.exclude(worker=absence.worker_id).select_related("worker__user").order_by("from_on", "pk"):
        rows[cover.package_id].covers.append(cover)
    return sorted(rows.values(), key=lambda row: (row.package.individual.full_name, str(row.package.pk)))
