"""The entries of packages, hospital stays and allocations on a person's timeline."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from casework.enums import AllocationKind, EndReason
from casework.models import Allocation, Individual, SupportPackage
from core.models import StateChange
from core.sql import LondonMorning
from core.timeline import Entry, Line, Lines, lines


def entries(individual: Individual, user: User) -> list[Lines]:
    """Return packages opened and ended, hospital stays and workers allocated, as `user` may see them."""
    packages = SupportPackage.objects.visible_to(user).filter(case__individual=individual)
    package = SupportPackage.objects.filter(pk=OuterRef("record_id"))
    columns = JSONObject(reference="reference", contract="case__contract__name", end_reason="end_reason")
    spells = individual.hospital_spells
    return [
        lines(
            StateChange.objects.of_records(packages),
            _package_line,
            at="recorded_at",
            verb="verb",
            state="to_state",
            reason="reason",
            package=Subquery(package.values(columns=columns)),
        ),
        lines(
            spells.all(),
            _admitted,
            at="recorded_at",
            hospital="hospital",
            on="admitted_on",
            struck="struck_reason",
        ),
        lines(
            spells.filter(discharged_on__isnull=False),
            _left,
            at=LondonMorning(F("discharged_on")),
            hospital="hospital",
        ),
        lines(
            Allocation.objects.filter(package__in=packages.values("pk")),
            _allocated,
            at="recorded_at",
            worker="worker__user__full_name",
            kind="kind",
            on="from_on",
        ),
    ]


def _package_line(line: Line) -> Entry:
    package = line.columns["package"]
    if line.columns["verb"] == "end allocation":
        title = "A worker was taken off"
    elif line.columns["state"] == "ended":
        title = f"Support ended: {EndReason(package['end_reason']).label.lower()}"
    else:
        title = f"Support package {package['reference']} opened in {package['contract']}"
    return Entry(at=line.at, title=title, body=line.columns["reason"], by=line.by)


def _admitted(line: Line) -> Entry:
    struck = line.columns["struck"]
    title = f"Admitted to {line.columns['hospital']} on {line.day('on'):%-d %B %Y}"
    return Entry(at=line.at, title=title, body=struck, by=line.by, struck=bool(struck))


def _left(line: Line) -> Entry:
    return Entry(at=line.at, title=f"Left {line.columns['hospital']}", by=line.by)


def _allocated(line: Line) -> Entry:
    kind = AllocationKind(line.columns["kind"]).label.lower()
    return Entry(at=line.at, title=f"{line.columns['worker']} is {kind} from {line.day('on'):%-d %B %Y}", by=line.by)
