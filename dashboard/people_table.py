"""The list of people as a table for download."""

from collections.abc import Collection, Iterator
from uuid import UUID

from accounts.models import User
from casework.models import Individual, SupportPackage
from core import clock
from dashboard import my_work
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


def lines(ids: Collection[UUID], user: User) -> Iterator[tuple[object, ...]]:
    """Yield a line for each of these people, by name: those whose records `user` may open, and their newest package.

    The number of queries does not grow with the people.
    """
    day = clock.today()
    people = Individual.objects.filter(pk__in=ids).with_keyworker_on(day).order_by("full_name", "pk")
    packages = SupportPackage.objects.visible_to(user).with_strand_and_minutes(day)
    for row in my_work.person_rows(list(people), user, packages):
        yield row.individual.full_name, row.individual.reference, *_support(row)


def _support(row: my_work.PersonRow) -> tuple[object, ...]:
    package, status = row.package, pill_parts(row.status)
    keyworker = getattr(row.individual, "keyworker", None)  # not set where no row was joined
    names = status and status["text"], row.lead, keyworker and keyworker.user
    if package is None:
        return "", "", *names, "", "", ""
    hours = in_hours(package.minutes_a_week)
    return package.case.contract, package.strand_name, *names, hours, package.starts_on, package.last_on
