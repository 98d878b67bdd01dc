"""The rows of the list of people, on its page and as a table for download."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q

from accounts.models import User
from casework.models import Individual, PackageQuerySet, SupportPackage
from casework.people.primary import about_people, primary_of
from core import clock
from core.sql import AnyOf
from design.tables import in_hours
from design.tag_inputs import pill_parts

HEADINGS = (
    "Person",
    "Reference",
    "Contract",
    "Kind of support",
    "Status",
    "Lead worker",
    "Keyworker",
    "Hours a week",
    "Support from",
    "Last day of support",
)


@dataclass(frozen=True)
class PersonRow:
    """A person in a list, with package, lead worker and hospital hold."""

    individual: Any
    package: Any
    lead: str
    is_held: bool

    @property
    def status(self) -> Any:
        """The status pill of the row."""
        if self.is_held:
            return ("On hold: in hospital", "held")
        if self.package and self.package.is_open and self.package.starts_on > clock.today():
            return (f"Starts {self.package.starts_on:%-d %b}", "soon")
        return self.package.state_choice if self.package else "No support"


def person_rows(people: list[Any], user: User, packages: PackageQuerySet | None = None) -> list[PersonRow]:
    """Return the newest visible package, lead worker and hospital hold of each person, in one query.

    A package of a record that was merged into the person's counts as theirs. A list that needs further columns passes
    the user's visible `packages` with them.
    """
    ids = [person.pk for person in people]
    records = Individual.objects.filter(about_people("", ids))
    rows = SupportPackage.objects.visible_to(user) if packages is None else packages
    rows = (
        rows.filter(AnyOf("case__individual", ArraySubquery(records.values("pk"))))
        .with_hold_and_lead(clock.today())
        .annotate(is_held=Q(hold__isnull=False), lead_name=F("lead__worker__user__full_name"))
        .annotate(person=primary_of("case__individual"))
        .select_related("case__contract")
        .only("state", "starts_on", "ended_on", "case__contract__name")
        .newest_first()
    )
    newest: dict[UUID, Any] = {}
    package: Any
    for package in rows:
        newest.setdefault(package.person, package)
    return [_person_row(person, newest.get(person.pk)) for person in people]


def _person_row(person: Individual, package: Any) -> PersonRow:
    if package is None:
        return PersonRow(person, None, "", False)
    return PersonRow(person, package, package.lead_name or "", package.is_held)


def lines(ids: Collection[UUID], user: User) -> Iterator[tuple[object, ...]]:
    """Yield a line for each of these people, by name: those whose records `user` may open, and their newest package.

    The number of queries does not grow with the people.
    """
    day = clock.today()
    people = Individual.objects.filter(pk__in=ids).with_keyworker_on(day).order_by("full_name", "pk")
    packages = SupportPackage.objects.visible_to(user).with_strand_and_minutes(day)
    for row in person_rows(list(people), user, packages):
        yield row.individual.full_name, row.individual.reference, *_support(row)


def _support(row: PersonRow) -> tuple[object, ...]:
    package, status = row.package, pill_parts(row.status)
    keyworker = getattr(row.individual, "keyworker", None)  # not set where no row was joined
    names = status and status["text"], row.lead, keyworker and keyworker.user
    if package is None:
        return "", "", *names, "", "", ""
    hours = in_hours(package.minutes_a_week)
    return package.case.contract, package.strand_name, *names, hours, package.starts_on, package.last_on
