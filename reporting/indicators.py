"""Every figure of a return, defined once (T9.6): the same rows make the number and the list behind it.

The figure is the sum of the rows' amounts; most amounts are one. Where a query finds the rows, the database adds them
up: only the list reads them.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from casework.models import Hold, PackageQuerySet, SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract
from core.compiled import Ids, compiled_rows
from core.dates import Period
from plans.enums import GoalState
from plans.models import Achievement, Goal
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral, ReferralDocument
from reporting.enums import Unit
from reviews.models import KeyworkerUpdate, Review, UpdateQuerySet
from safeguarding.models import Concern
from visits.enums import NeedsMet
from visits.log.needs_met import contacts_by_answer, visits_by_answer
from visits.models import ContactEntry, Visit
from workforce.enums import SicknessReason
from workforce.hours.by_contract import contracted_in, lost_to_sickness
from workforce.models import Worker


@dataclass(frozen=True)
class Row:
    """One counted record."""

    record_id: UUID
    individual_id: UUID | None
    amount: int
    words: str = ""


@dataclass(frozen=True)
class Counted:
    """The records that a figure counts, as a query: each once, or with the number in its column `amount`.

    `individual` leads to the person, "" where there is none. Where `record` is not the key, equal ones count once.
    """

    query: QuerySet[Any]
    individual: str = "package__case__individual"
    amount: str = ""
    record: str = "pk"
    also: "Counted | None" = None  # rows of another table that the same figure counts

    def rows(self) -> list[Row]:
        columns = dict.fromkeys(column for column in (self.record, self.individual, self.amount) if column)
        rows = (dict(zip(columns, row, strict=True)) for row in dict.fromkeys(self.query.values_list(*columns)))
        own = [Row(row[self.record], row.get(self.individual), row.get(self.amount, 1)) for row in rows]
        return own + (self.also.rows() if self.also else [])

    def totals(self, number: int) -> list[QuerySet[Any, tuple[int, int]]]:
        """Return a query of one row for each table: `number`, and the sum of the amounts, None without any."""
        amounts = Sum(self.amount) if self.amount else Count(self.record, distinct=self.record != "pk")
        own = self.query.order_by().values_list(Value(number)).annotate(total=amounts)
        return [own, *(self.also.totals(number) if self.also else [])]


Counting = Callable[[Contract, Period], Counted | list[Row]]


@dataclass(frozen=True)
class Indicator:
    key: str
    section: int
    label: str
    definition: str
    unit: Unit
    count: Counting
    is_query: bool = False  # whether it counts the rows of one query

    def rows(self, contract: Contract, period: Period) -> list[Row]:
        """Return what the figure counts."""
        counted = self.count(contract, period)
        return counted.rows() if isinstance(counted, Counted) else counted


Asked = tuple[Indicator, Contract, Period]
INDICATORS: dict[str, Indicator] = {}


def indicator(key: str, section: int, label: str, unit: Unit) -> Callable[[Counting], Counting]:
    """Decorator: register the function that counts this figure; its docstring is the definition on the page.

    Raises ValueError for a function without a docstring.
    """

    def register(function: Counting) -> Counting:
        if not function.__doc__:
            raise ValueError(f"{key}: the docstring must define what the figure counts")
        definition = " ".join(function.__doc__.split())
        is_query = get_type_hints(function)["return"] is Counted
        INDICATORS[key] = Indicator(key, section, label, definition, unit, function, is_query)
        return function

    return register


def totals(asked: Sequence[Asked]) -> list[int]:
    """Return the sum of the amounts of the rows of each of these figures: of all queries together in one query."""
    in_query = [number for number, (indicator, *_) in enumerate(asked) if indicator.is_query]

    def build(_ids: Ids) -> QuerySet[Any, tuple[int, int]]:
        first, *rest = [query for number in in_query for query in _counted(*asked[number]).totals(number)]
        return first.union(*rest, all=True)

    key = tuple((indicator.key, contract.pk, period) for indicator, contract, period in asked)
    contracts = {contract.pk for _, contract, _ in asked}
    sums: dict[int, int] = defaultdict(int)
    for number, total in compiled_rows(build, {}, key=("figures", key), constants=contracts) if in_query else ():
        sums[number] += total or 0
    return [
        sums[number] if indicator.is_query else sum(row.amount for row in indicator.rows(contract, period))
        for number, (indicator, contract, period) in enumerate(asked)
    ]


def _counted(indicator: Indicator, contract: Contract, period: Period) -> Counted:
    counted = indicator.count(contract, period)
    assert isinstance(counted, Counted)  # as `is_query` says
    return counted


def _packages(contract: Contract) -> PackageQuerySet:
    return SupportPackage.objects.filter(case__contract=contract).order_by("case__individual", "starts_on")


def _one_each(packages: QuerySet[SupportPackage]) -> Counted:
    return Counted(packages, individual="case__individual")


def _people(packages: QuerySet[SupportPackage]) -> Counted:
    """Count each person once; merged records are one person."""
    people = packages.annotate(person=primary_of("case__individual"))
    return Counted(people, individual="person", record="person")


@indicator("supported", 1, "People supported at any time in the quarter", Unit.PEOPLE)
def people_supported(contract: Contract, period: Period) -> Counted:
    """People with a support package open on at least one day of the quarter. A person with two packages counts once.
    A package on hold because of a hospital stay counts as open."""
    return _people(_packages(contract).within(period.from_on, period.until_on))


@indicator("open-at-start", 1, "Packages open at the start of the quarter", Unit.PACKAGES)
def packages_open_at_start(contract: Contract, period: Period) -> Counted:
    """Support packages that started before the first day of the quarter and were open on that day."""
    return _one_each(_packages(contract).on(period.from_on).filter(starts_on__lt=period.from_on))


@indicator("started", 1, "Packages started", Unit.PACKAGES)
def packages_started(contract: Contract, period: Period) -> Counted:
    """Support packages whose first day of support is in the quarter. A package that ended on its first day was never
    open: it is not counted as started or as ended."""
    return _one_each(
        _packages(contract).ever_open().filter(starts_on__gte=period.from_on, starts_on__lt=period.until_on)
    )


@indicator("ended", 1, "Packages ended", Unit.PACKAGES)
def packages_ended(contract: Contract, period: Period) -> Counted:
    """Support packages whose last day of support is in the quarter."""
    packages = _packages(contract).ever_open()
    return _one_each(packages.filter(ended_on__gt=period.from_on, ended_on__lte=period.until_on))


@indicator("held", 1, "Packages on hold because of a hospital stay", Unit.PACKAGES)
def packages_held(contract: Contract, period: Period) -> Counted:
    """Support packages on hold on at least one day of the quarter."""
    holds = Hold.objects.within(period.from_on, period.until_on).values("package")
    return _one_each(_packages(contract).filter(pk__in=holds))


def _visits(contract: Contract, period: Period) -> QuerySet[Visit]:
    visits = Visit.objects.took_place().within(period.from_on, period.until_on)
    return visits.filter(package__case__contract=contract).order_by("started_at", "pk")


@indicator("visits", 1, "Visits and calls that took place", Unit.VISITS)
def visits(contract: Contract, period: Period) -> Counted:
    """Every visit and call that went ahead, by the date on which it started. Entries marked as entered in error are not
    counted."""
    return Counted(_visits(contract, period))


@indicator("hours", 1, "Time spent with people", Unit.MINUTES)
def hours(contract: Contract, period: Period) -> Counted:
    """The length of the visits and calls that took place, from start to end, without travel."""
    return Counted(_visits(contract, period), amount="minutes")


def _needs(contract: Contract, period: Period, answer: NeedsMet) -> Counted:
    contacts = ContactEntry.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    others = Counted(contacts_by_answer(contacts.order_by("at", "pk"), answer))
    return Counted(visits_by_answer(_visits(contract, period), answer), also=others)


@indicator("needs-met", 1, "Contacts at which access needs were met", Unit.RECORDS)
def needs_met(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, where the worker
    recorded that the person's access needs were met."""
    return _needs(contract, period, NeedsMet.YES)


@indicator("needs-not-met", 1, "Contacts at which access needs were not met", Unit.RECORDS)
def needs_not_met(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, where the worker
    recorded that an access need was not met. The record says why."""
    return _needs(contract, period, NeedsMet.NO)


@indicator("needs-not-answered", 1, "Contacts without an answer about access needs", Unit.RECORDS)
def needs_not_answered(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, of people with an access
    need recorded by then, where nobody answered the question if it was met."""
    return _needs(contract, period, NeedsMet.NOT_ASKED)


def _goals(contract: Contract, period: Period, state: GoalState) -> Counted:
    goals = Goal.objects.agreed().reached(state, period.from_on, period.until_on)
    return Counted(goals.filter(package__case__contract=contract).order_by("state_on", "pk"))


@indicator("goals-achieved", 1, "Goals achieved", Unit.RECORDS)
def goals_achieved(contract: Contract, period: Period) -> Counted:
    """Goals in agreed plans that were achieved in the quarter, by the date on which they were achieved. A goal
    reopened before the return was sealed is not counted."""
    return _goals(contract, period, GoalState.ACHIEVED)


@indicator("goals-partly-achieved", 1, "Goals partly achieved", Unit.RECORDS)
def goals_partly_achieved(contract: Contract, period: Period) -> Counted:
    """Goals in agreed plans that were closed in the quarter as partly achieved."""
    return _goals(contract, period, GoalState.PARTLY)


@indicator("achievements", 1, "Employment, training and other achievements", Unit.RECORDS)
def achievements(contract: Contract, period: Period) -> list[Row]:
    """What people achieved in the quarter, with evidence. Entries marked as entered in error are not counted."""
    achievements = Achievement.objects.not_struck().between(period.from_on, period.until_on)
    achievements = achievements.filter(package__case__contract=contract).order_by("achieved_on", "pk")
    return [
        Row(gain.pk, gain.package.case.individual_id, 1, gain.get_kind_display())
        for gain in achievements.select_related("package__case")
    ]


@indicator("concerns", 3, "Safeguarding concerns raised", Unit.RECORDS)
def concerns(contract: Contract, period: Period) -> Counted:
    """Safeguarding concerns raised in the quarter, whatever the Council decided about them."""
    rows = Concern.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    return Counted(rows.order_by("raised_on", "pk"), individual="individual")


@indicator("enquiries", 3, "Concerns that became a safeguarding enquiry", Unit.RECORDS)
def enquiries(contract: Contract, period: Period) -> Counted:
    """Concerns raised in the quarter that the Council had decided to treat as a safeguarding enquiry (section 42 or
    other) when the return was sealed."""
    rows = Concern.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    decided_rows = rows.filter(state__in=["enquiry", "reported"]) | rows.exclude(portal_reference="")
    return Counted(decided_rows.order_by("raised_on", "pk"), individual="individual")


def _workers(contract: Contract) -> QuerySet[Worker]:
    return Worker.objects.filter(contracts=contract).order_by("started_on", "pk")


@indicator("starters", 6, "Staff who started", Unit.WORKERS)
def starters(contract: Contract, period: Period) -> Counted:
    """Staff on this contract whose first day of employment is in the quarter."""
    workers = _workers(contract).filter(started_on__gte=period.from_on, started_on__lt=period.until_on)
    return Counted(workers, individual="")


@indicator("leavers", 7, "Staff who left", Unit.WORKERS)
def leavers(contract: Contract, period: Period) -> list[Row]:
    """Staff on this contract whose last day of employment is in the quarter, with the reason where known."""
    workers = _workers(contract).filter(left_on__gte=period.from_on, left_on__lt=period.until_on)
    return [Row(worker.pk, None, 1, worker.get_leaving_reason_display()) for worker in workers]


@indicator("contracted-hours", 8, "Contracted hours of staff", Unit.MINUTES)
def contracted_hours(contract: Contract, period: Period) -> list[Row]:
    """The hours in the quarter for which staff are employed on this contract, up to their last day of employment. Of
    staff on several contracts only this contract's share counts; where no manager has divided their hours, each
    contract has an equal share. The share of a contract that has ended goes to the others. A day has the hours of the
    working pattern, adjusted so that a week has the contracted hours; without a pattern, a fifth of the week on each
    day from Monday to Friday. Bank holidays count."""
    return [Row(pk, None, minutes) for pk, minutes in contracted_in(contract, period)]


@indicator("sick-hours", 8, "Contracted hours lost to sickness", Unit.MINUTES)
def sick_hours(contract: Contract, period: Period) -> list[Row]:
    """Contracted hours of staff, counted in the same way, on the days in the quarter on which they were off sick, up to
    their last day of employment, with the reason for each absence by group where given. The sickness level is these
    hours as a percentage of the contracted hours."""
    lost = lost_to_sickness(contract, period)
    return [Row(pk, None, minutes, str(SicknessReason(reason).label)) for pk, minutes, reason in lost]


def _updates(contract: Contract, period: Period) -> UpdateQuerySet:
    was_due = Q(expired_on=None) | Q(package__ended_on__gt=F("due_on"))
    due = KeyworkerUpdate.objects.filter(was_due, package__case__contract=contract)
    return due.filter(due_on__gte=period.from_on, due_on__lt=period.until_on).order_by("due_on", "pk")


@indicator("updates-due", 9, "Keyworker updates due", Unit.RECORDS)
def updates_due(contract: Contract, period: Period) -> Counted:
    """Updates due in the quarter, whether they were sent or not. One due after support had ended is not counted."""
    return Counted(_updates(contract, period))


@indicator("updates-in-time", 9, "Keyworker updates sent on time", Unit.RECORDS)
def updates_in_time(contract: Contract, period: Period) -> Counted:
    """Updates due in the quarter that were sent on or before the due date."""
    return Counted(_updates(contract, period).met_in_time())


@indicator("reviews-conducted", 9, "Reviews conducted", Unit.RECORDS)
def reviews_conducted(contract: Contract, period: Period) -> Counted:
    """Reviews of support packages that took place in the quarter."""
    reviews = Review.objects.filter(
        package__case__contract=contract, conducted_on__gte=period.from_on, conducted_on__lt=period.until_on
    )
    return Counted(reviews.order_by("conducted_on", "pk"))


@indicator("reviews-shared", 9, "Reviews shared with the keyworker", Unit.RECORDS)
def reviews_shared(contract: Contract, period: Period) -> Counted:
    """Reviews conducted in the quarter whose outcome had been shared with the keyworker when the return was sealed."""
    reviews = Review.objects.filter(
        package__case__contract=contract,
        conducted_on__gte=period.from_on,
        conducted_on__lt=period.until_on,
        shared_at__isnull=False,
    )
    return Counted(reviews.order_by("conducted_on", "pk"))


@indicator("needs-assessments", 10, "Council support plans received with referrals", Unit.RECORDS)
def support_plans_received(contract: Contract, period: Period) -> Counted:
    """Council support plans attached to referrals received in the quarter."""
    return _document_rows(contract, period, ReferralDocumentKind.SUPPORT_PLAN)


@indicator("risk-assessments", 10, "Council risk assessments received with referrals", Unit.RECORDS)
def risk_assessments_received(contract: Contract, period: Period) -> Counted:
    """Council risk assessments attached to referrals received in the quarter."""
    return _document_rows(contract, period, ReferralDocumentKind.RISK_ASSESSMENT)


def _document_rows(contract: Contract, period: Period, kind: ReferralDocumentKind) -> Counted:
    referrals = Referral.objects.sent().filter(
        contract=contract, received_at__date__gte=period.from_on, received_at__date__lt=period.until_on
    )
    documents = ReferralDocument.objects.filter(kind=kind, referral__in=referrals).order_by("recorded_at", "pk")
    return Counted(documents, individual="referral__package__case__individual")
