"""The case of a person in a contract, and its support packages with their strand, weekly hours and outcomes."""

import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest, Least

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import (
    PACKAGE_TRANSITIONS,
    AllocationKind,
    EndReason,
    ExitRoute,
    PackageState,
)
from casework.people.models import Individual
from contracts.models import TERM_ON_DAY, Contract, LifeDomain, Strand, TermOn, Terms
from core import clock
from core.history import tracked, tracked_links
from core.models import (
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    RecordQuerySet,
    Stateful,
    StrikeThrough,
    join_on_day,
    not_overlapping,
)
from core.references import ReferencePrefix

# Messages of rules that more than one place checks.
ALREADY_OPEN = "This person already has an open package in this contract, or one on some of these days."


# Support that started before the contract's first terms is not judged by them.
# Support starts on the birthday that the terms ask for at the earliest (T1.3). Of merged records the primary counts.
NOT_BEFORE_MINIMUM_AGE = """
    SELECT COALESCE(p.date_of_birth, i.date_of_birth),
           {minimum_age}
      INTO born, minimum_age
      FROM casework_case c JOIN casework_individual i ON i.id = c.individual_id
      LEFT JOIN casework_individual p ON p.id = i.merged_into_id
     WHERE c.id = NEW.case_id
       AND EXISTS (
           SELECT FROM contracts_terms t
            WHERE t.contract_id = c.contract_id AND t.from_on <= NEW.starts_on AND t.struck_at IS NULL
       );
    IF minimum_age IS NOT NULL AND born IS NULL THEN
        RAISE EXCEPTION 'The contract has a minimum age (%), so the date of birth is needed.', minimum_age
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_package_minimum_age';
    END IF;
    birthday := (born + make_interval(years => minimum_age))::date;
    IF extract(day FROM birthday) <> extract(day FROM born) THEN
        birthday := birthday + 1;
    END IF;
    IF NEW.starts_on < birthday THEN
        RAISE EXCEPTION 'Support cannot start before the person reaches the contract''s minimum age (%).', minimum_age
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_package_minimum_age';
    END IF;
    RETURN NULL;
""".format(
    minimum_age=TERM_ON_DAY % {"column": "minimum_age", "expressions": "c.contract_id, NEW.starts_on"},
)


@tracked
class Case(Record):
    """One person in one contract."""

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="cases")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "contract"],
                name="case_once",
                violation_error_message="This person already has a case in this contract.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.individual}, {self.contract}"


def term_of_package(column: str, day: datetime.date) -> TermOn:
    """Return the expression of one column of `SupportPackage.terms_on(day)`, for a queryset of packages."""
    return TermOn(column, "case__contract", Least(Greatest("starts_on", Value(day)), "ended_on"))


class PackageQuerySet(AllowingQuerySet, RecordQuerySet["SupportPackage"]):
    def open(self) -> Self:
        return self.filter(state=PackageState.OPEN)

    def on(self, day: datetime.date) -> Self:
        """Return the packages that had started and not ended on `day`."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), starts_on__lte=day)

    def in_running_contract(self, day: datetime.date) -> Self:
        """Return the packages whose contract runs on `day`: on another day it raises no new duty."""
        return self.filter(case__contract__in=Contract.objects.running(day))

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Return the packages open on at least one day of the period (`until_on` exclusive)."""
        return self.ever_open().filter(Q(ended_on=None) | Q(ended_on__gt=from_on), starts_on__lt=until_on)

    def ever_open(self) -> Self:
        """Leave out packages that ended on their first day: they were never open."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=F("starts_on")))

    def newest_first(self) -> Self:
        return self.order_by("-state", "-starts_on")  # "open" comes after "ended" in the alphabet

    def with_hold_and_lead(self, day: datetime.date) -> Self:
        """Join `hold` and `lead` (an allocation) where there is one on `day`."""
        return self.annotate(
            hold=join_on_day("holds", day), lead=join_on_day("allocations", day, kind=AllocationKind.LEAD)
        )

    def with_age_limit(self, day: datetime.date) -> Self:
        """Add `age_limit`: the limit in years by the terms in force on `day`, None where they have no limit."""
        return self.annotate(age_limit=term_of_package("age_limit", day))

    def with_strand_and_minutes(self, day: datetime.date) -> Self:
        """Add `strand_name` and `minutes_a_week` on `day`; of an ended package, the strand of its last day."""
        strands = PackageStrand.objects.filter(
            Q(until_on=None) | Q(until_on__gt=day) | Q(until_on__gte=OuterRef("ended_on")),
            package=OuterRef("pk"),
            from_on__lte=day,
        )
        minutes = WeeklyHours.objects.on(day).filter(package=OuterRef("pk"))
        return self.annotate(
            strand_name=Subquery(strands.order_by("-from_on").values("strand__name")[:1]),
            minutes_a_week=Subquery(minutes.values("minutes")[:1]),
        )


@tracked
class SupportPackage(Record, Stateful):
    """`starts_on` is the first day of support; `ended_on` the first day without it."""

    READ = Permission.READ_PERSON
    STATES = PackageState
    TRANSITIONS = PACKAGE_TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("P"), editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packages")
    follows = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="the ended package after which the person was referred again",
    )
    state = models.CharField(max_length=10, choices=PackageState, default=PackageState.OPEN)
    starts_on = models.DateField()
    needs = models.TextField(blank=True, help_text="as in the Council's support plan")
    agreed_end_point = models.TextField(blank=True)
    expected_end_on = models.DateField(null=True, blank=True)
    first_review_on = models.DateField(null=True, blank=True, help_text="agreed with the Mental Health Team")
    exit_route = models.CharField(max_length=20, choices=ExitRoute, blank=True)
    wanted_domains = models.ManyToManyField(LifeDomain, related_name="+", blank=True)
    formal_review_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="the formal review before the person came back after a hospital ending",
    )
    # Taken over from the records before the cut-over.
    last_update_on = models.DateField("last keyworker update", null=True, blank=True)
    last_review_on = models.DateField("last review", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    end_note = models.TextField(blank=True)

    objects = PackageQuerySet.as_manager()

    not_returned: list[str]  # set by `undo_ending`: a sentence about each worker who cannot have the person back

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="package_ended",
                condition=Q(state=PackageState.OPEN, ended_on=None, end_reason="")
                | (Q(state=PackageState.ENDED, ended_on__isnull=False) & ~Q(end_reason="")),
                violation_error_message="An ended package needs an end date and a reason.",
            ),
            models.CheckConstraint(
                name="package_dates",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                violation_error_message="Support cannot end before it starts.",
            ),
            ExclusionConstraint(
                name="package_dates_once",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ended_on"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=ALREADY_OPEN,
            ),
            models.CheckConstraint(
                name="package_first_review",
                condition=Q(first_review_on=None) | Q(first_review_on__gte=F("starts_on")),
                violation_error_message="The first review cannot be before support starts.",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on"], name="package_starts"),
            models.Index(fields=["ended_on"], name="package_ends"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="package_minimum_age",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on"),
                timing=pgtrigger.Deferred,
                func=NOT_BEFORE_MINIMUM_AGE,
                declare=[("born", "date"), ("minimum_age", "integer"), ("birthday", "date")],
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def individual(self) -> Individual:
        return self.case.individual

    @property
    def is_open(self) -> bool:
        return self.state == PackageState.OPEN

    @property
    def has_ended(self) -> bool:
        """Whether support has ended by today: the day after the last day of support has come."""
        return self.ended_on is not None and self.ended_on <= clock.today()

    @property
    def status(self) -> PackageState | tuple[str, str]:
        """Return what the pill says: the state, or the first day while that is to come."""
        if self.is_open and self.starts_on > clock.today():
            return f"Starts {self.starts_on:%-d %B %Y}", "plain"
        return PackageState(self.state)

    @property
    def contract(self) -> Contract:
        return self.case.contract

    @property
    def last_on(self) -> datetime.date | None:
        """The last day of support; None without an end. The day before the first, if support never began."""
        return self.ended_on - datetime.timedelta(days=1) if self.ended_on else None

    @property
    def expected_last_on(self) -> datetime.date | None:
        """The day that is expected to be the last of support, if one is set."""
        return self.expected_end_on - datetime.timedelta(days=1) if self.expected_end_on else None

    def first_day_from(self, day: datetime.date) -> datetime.date:
        """Return `day`, or the first day of support where that is later."""
        return max(self.starts_on, day)

    def terms_on(self, day: datetime.date) -> Terms:
        """Return the contract's Terms for the package on `day`, as `Contract.terms_on`.

        A day before the first day of support has the terms of the first day; one after the end, those of the day on
        which support ended: later terms do not concern a package that has ended.
        """
        day = self.first_day_from(day)
        return self.case.contract.terms_on(min(day, self.ended_on) if self.ended_on else day)


@tracked_links
class PackageWantedDomain(SupportPackage.wanted_domains.through):  # type: ignore[name-defined]
    """The life domains in which help is wanted: a proxy, so that the links have a history."""

    class Meta:
        proxy = True


@tracked
class PackageStrand(Record, DatedStrikeThrough):
    """The strand a package belongs to, from a day; a move to another is a new row (T2.1)."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="strands")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=120, blank=True)

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping(
                "package_strand_once", "package", message="A strand is already set for some of these days."
            ),
            DatedStrikeThrough.struck_dates_constraint("package_strand_dates"),
            StrikeThrough.strike_constraint("package_strand_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.strand} from {self.from_on:%-d %b %Y}"


@tracked
class WeeklyHours(Record, DatedStrikeThrough):
    """Minutes a week the Council commissions, from a day; a step up or down is a new row."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="weekly_hours")
    minutes = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=120, blank=True)

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("weekly_hours_once", "package", message="Hours are already set for some of these days."),
            DatedStrikeThrough.struck_dates_constraint("weekly_hours_dates"),
            StrikeThrough.strike_constraint("weekly_hours_struck"),
            models.CheckConstraint(
                name="weekly_hours_range",
                condition=Q(minutes__gt=0, minutes__lte=7 * 24 * 60),
                violation_error_message="Weekly hours must be more than 0 and at most 168.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes a week from {self.from_on}"


@tracked
class AgreedOutcome(Record):
    """An outcome the Council's support plan asks for, for this person."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="agreed_outcomes")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "text"],
                name="agreed_outcome_once",
                violation_error_message="This outcome is already recorded.",
            )
        ]

    def __str__(self) -> str:
        return self.text
