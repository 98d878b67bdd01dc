"""The user's own work: duties, visits and decisions, as far as the user may see them."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows, rows_for_user
from casework.allocation import capacity
from casework.allocation.missing_leads import packages_without_lead
from casework.duties import DutyItem, duty_items
from casework.models import Individual, PackageQuerySet, SupportPackage
from casework.people.primary import about_people, primary_of
from contracts.models import Contract
from contracts.posts import contracts_where
from core import clock
from core.compiled import Ids
from core.dates import Period, quarter_of
from core.models import Message
from core.sql import AnyOf
from referrals.models import Referral
from reporting.figures import hidden_for, totals_of
from reporting.indicators import INDICATORS
from visits.lone_working.own_visits import add_own_visits
from visits.models import PlannedVisit
from workforce.models import Worker

WEEK = datetime.timedelta(days=7)
MOST = 60


def tasks(user: User, day: datetime.date) -> list[DutyItem]:
    """Return the duties that `user` may do and are late or due within a week of `day`, dangers first."""
    return duty_items(user, day, until=day + WEEK + datetime.timedelta(days=1), most=MOST)


def unread_messages(user: User) -> QuerySet[Message]:
    """Return the user's unread messages with `individual_name`: the text of a message has no names."""
    names = Individual.objects.visible_to(user).filter(pk=OuterRef("individual_id")).values("full_name")
    messages = Message.objects.in_app(user).unread().not_about(hidden_from(user))
    return messages.annotate(individual_name=Subquery(names[:1]))


def visits_today(user: User, day: datetime.date) -> list[PlannedVisit]:
    """Return the user's own planned visits of the day, and those that `add_own_visits` adds."""

    def build(_ids: Ids) -> QuerySet[PlannedVisit]:
        planned = PlannedVisit.objects.visible_to(user).filter(worker__user=user, local_on=day).within_support()
        planned = planned.with_not_logged().with_absences().with_safety_records()
        return planned.select_related("package__case__individual", "worker__user", "lone_working_check")

    return add_own_visits(rows_for_user(user, ("own visits of a day", day), build), user, day)


def uncovered_visits(user: User, day: datetime.date) -> list[dict[str, Any]]:
    """Return the workers, of those `user` leads, whose visits need cover in the week from `day`.

    Each row has the worker, the name, the number of visits and the first day. `to_move` are the visits, with their
    days, that are under no absence: each is moved on its own page.
    """

    def build() -> QuerySet[PlannedVisit, dict[str, Any]]:
        workers = Worker.objects.visible_to(user).exclude(user=user).order_by().values("pk")
        visits = PlannedVisit.objects.allowing(user, Permission.PLAN_VISIT).filter(worker__in=workers)
        return (
            visits.to_cover(day, day + WEEK)
            .order_by()
            .values("worker", "worker__user__full_name")
            .annotate(n=Count("pk"), first_on=Min("local_on"), ids=_not_away("pk"), days=_not_away("local_on"))
        )

    rows = first_rows(user, ("visits to cover", day), build, MOST)
    return [{**row, "to_move": list(zip(row["ids"] or (), row["days"] or (), strict=True))} for row in rows]


def _not_away(field: str) -> ArrayAgg:
    """Return the column of the visits whose worker is not away, in their order."""
    return ArrayAgg(field, filter=Q(is_away=False), order_by=("starts_at", "pk"))


def to_decide(user: User) -> QuerySet[Referral]:
    """Return the referrals that wait for the user's decision: same-day referrals first, then the longest waiting.

    Who can be on call sees the same-day referrals, to which they are alerted. Last come those that reached the provider
    and that somebody is still entering.
    """
    decides = Referral.objects.allowing(user, Permission.DECIDE_REFERRAL).to_decide().values("pk")
    on_call = Referral.objects.allowing(user, Permission.BE_ON_CALL).to_decide().values("pk")
    deciding = contracts_where(user, Permission.DECIDE_REFERRAL, Scope.CONTRACT)
    entered = Referral.objects.allowing(user, Permission.MAKE_REFERRAL).filter(contract__in=deciding).entered_drafts()
    return (
        Referral.objects.filter(Q(pk__in=decides) | Q(pk__in=on_call) | Q(pk__in=entered.values("pk")))
        .select_related("contract", "strand")
        .order_by("-asks_same_day", "received_at")
    )


def without_lead(user: User, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return the open packages with a day without a lead in the four weeks from `day`, the earliest first."""
    return packages_without_lead(user, day)


def worker_loads(user: User, day: datetime.date) -> list[capacity.Load]:
    """Return the loads of the workers that the user allocates, without those who cannot be given anybody yet."""
    contracts = Contract.objects.allowing(user, Permission.ALLOCATE)
    workers = Worker.objects.visible_to(user).filter(
        pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker")
    )
    loads = capacity.loads(workers.employed(day), day, required_minutes=None, hidden=hidden_from(user))
    return [load for load in loads if load.can_be_allocated]


@dataclass(frozen=True)
class Quarter:
    """A contract's figures of the current quarter, up to and including today."""

    contract: Contract
    people: int
    updates_due: int
    updates_in_time: int
    minutes: int


def this_quarter(user: User, day: datetime.date) -> list[Quarter]:
    """Return the figures of each contract that the user manages, counted as the return counts them."""
    period, hidden = quarter_of(day), hidden_for(user)
    so_far = Period(period.from_on, day + datetime.timedelta(days=1))
    contracts = list(Contract.objects.allowing(user, Permission.PREPARE_RETURN).running(day))
    figures = [INDICATORS[key] for key in ("supported", "updates-due", "updates-in-time", "hours")]
    values = iter(totals_of([(figure, contract, so_far) for contract in contracts for figure in figures], hidden))
    return [Quarter(contract, *(next(values) for _ in figures)) for contract in contracts]


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
