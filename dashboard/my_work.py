"""What is mine to do: duties, visits and decisions, as the user may see them."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Min, Q

from accounts.enums import Permission
from accounts.walls import hidden_from
from casework.allocation import capacity
from casework.allocation.missing_leads import packages_without_lead
from casework.duties import DutyItem, duty_items
from casework.models import Individual, SupportPackage
from casework.people.primary import about_people, primary_of
from contracts.models import Contract
from core import clock
from core.dates import Period, quarter_of
from core.sql import AnyOf
from referrals.models import Referral
from reporting.figures import hidden_for, rows_of, total
from reporting.indicators import INDICATORS
from visits.models import PlannedVisit
from workforce.models import Worker

WEEK = datetime.timedelta(days=7)
MOST = 60


def tasks(user, day: datetime.date) -> list[DutyItem]:
    """Duties late or due within a week of `day` that `user` may do, the latest first."""
    return duty_items(user, day, until=day + WEEK + datetime.timedelta(days=1), most=MOST)


def visits_today(user, day: datetime.date):
    """The user's own planned visits of the day."""
    planned = PlannedVisit.objects.visible_to(user).filter(worker__user=user, local_on=day).within_support()
    planned = planned.with_holds().with_safety_records()
    return planned.select_related("package__case__individual", "worker__user", "lone_working_check")


def uncovered(user, day: datetime.date) -> list[dict]:
    """Whose visits of the week from `day` need cover: worker, name, how many, the first day; of those `user` leads.

    `to_move` are those, with their days, that stand under no absence: each is given to somebody else on its own page.
    """
    workers = Worker.objects.visible_to(user).exclude(user=user).order_by().values("pk")
    visits = PlannedVisit.objects.allowing(user, Permission.PLAN_VISIT).filter(worker__in=workers)
    rows = visits.to_cover(day, day + WEEK).order_by()
    rows = rows.values("worker", "worker__user__full_name").annotate(
        n=Count("pk"),
        first_on=Min("local_on"),
        ids=_not_away("pk"),
        days=_not_away("local_on"),
    )
    return [{**row, "to_move": list(zip(row["ids"] or (), row["days"] or (), strict=True))} for row in rows[:MOST]]


def _not_away(field: str) -> ArrayAgg:
    """The column of the visits whose worker is not away, in their order."""
    return ArrayAgg(field, filter=Q(is_away=False), order_by=("starts_at", "pk"))


def to_decide(user):
    """Referrals that wait for the user's decision, those asked for the same day first, then the longest waiting."""
    return (
        Referral.objects.allowing(user, Permission.DECIDE_REFERRAL)
        .to_decide()
        .select_related("contract", "strand")
        .order_by("-asks_same_day", "received_at")
    )


def without_lead(user, day: datetime.date):
    """Open packages with a day without a lead in the four weeks from `day`, the earliest first."""
    return packages_without_lead(user, day)


def room(user, day: datetime.date) -> list[capacity.Load]:
    """The workers the user allocates, with hours free and people."""
    contracts = Contract.objects.allowing(user, Permission.ALLOCATE)
    workers = Worker.objects.visible_to(user).filter(
        pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker")
    )
    return capacity.loads(workers.employed(day), day, hidden=hidden_from(user))


@dataclass(frozen=True)
class Quarter:
    """How a contract stands in the quarter that runs, up to and with today."""

    contract: Contract
    people: int
    updates_due: int
    updates_in_time: int
    minutes: int


def this_quarter(user, day: datetime.date) -> list[Quarter]:
    """Each contract the user manages, by the same figures as the return."""
    period, hidden = quarter_of(day), hidden_for(user)
    so_far = Period(period.from_on, day + datetime.timedelta(days=1))
    return [
        Quarter(
            contract,
            *(
                total(rows_of(INDICATORS[key], contract, so_far, hidden))
                for key in ("supported", "updates-due", "updates-in-time", "hours")
            ),
        )
        for contract in Contract.objects.allowing(user, Permission.PREPARE_RETURN).running(day)
    ]


@dataclass(frozen=True)
class PersonRow:
    """A person in a list, with how they stand."""

    individual: object
    package: SupportPackage | None
    lead: str
    is_held: bool


def standings(people: list, user) -> list[PersonRow]:
    """The newest visible package, lead worker and hold of each person, in one query.

    A package of a record that was merged into the person's counts as theirs.
    """
    ids = [person.pk for person in people]
    records = Individual.objects.filter(about_people("", ids))
    packages = (
        SupportPackage.objects.visible_to(user)
        .filter(AnyOf("case__individual", ArraySubquery(records.values("pk"))))
        .joining_hold_and_lead(clock.today())
        .annotate(is_held=Q(hold__isnull=False), lead_name=F("lead__worker__user__full_name"))
        .annotate(person=primary_of("case__individual"))
        .select_related("case__contract")
        .only("state", "case__contract__name")
        .newest_first()
    )
    newest: dict = {}
    for package in packages:
        newest.setdefault(package.person, package)
    return [_line(person, newest.get(person.pk)) for person in people]


def _line(person, package) -> PersonRow:
    if package is None:
        return PersonRow(person, None, "", False)
    return PersonRow(person, package, package.lead_name or "", package.is_held)
