"""Councils, their contracts, and what a contract names: strands, life domains, outcomes."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.dates import Period
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough

if TYPE_CHECKING:
    from contracts.models.terms import Terms


class CouncilQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class Council(Record, RevisionChecked, StrikeThrough):
    READ = Permission.KEEP_SERVICE

    name = models.CharField(max_length=120)
    area = models.CharField(max_length=120, help_text="as in “ordinarily resident in …”")
    safeguarding_team = models.CharField(max_length=120, blank=True)
    safeguarding_telephone = models.CharField(max_length=30, blank=True)
    duty_team_telephone = models.CharField(max_length=30, blank=True)
    children_team = models.CharField("team for safeguarding children", max_length=120, blank=True)
    children_telephone = models.CharField(max_length=30, blank=True)
    complaints_telephone = models.CharField(max_length=30, blank=True)
    email_domains = models.CharField(max_length=200, blank=True, help_text="what follows the @, separated by commas")
    team_email = models.EmailField("email address of its team", blank=True)

    objects = NotStruckManager.from_queryset(CouncilQuerySet)()
    with_struck = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(struck_at=None),
                name="council_name_once",
                violation_error_message="There is a council with that name.",
            ),
            StrikeThrough.strike_constraint("council_struck"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def domains(self) -> list[str]:
        """What follows the @ in the email addresses of its staff, in small letters."""
        return [domain.strip().lower() for domain in self.email_domains.split(",") if domain.strip()]

    def has_address(self, email: str) -> bool:
        """Return whether an email address is at one of its domains, or is the address of its team."""
        address = email.strip().lower()
        return address.rpartition("@")[2] in self.domains or address == self.team_email.lower() != ""


class ContractQuerySet(AllowingQuerySet, RecordQuerySet):
    def running(self, day: datetime.date) -> Self:
        """Filter to the contracts that run on `day` (the last day counts)."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


@tracked
class Contract(Record, RevisionChecked, StrikeThrough):
    READ = Permission.READ_CONTRACT

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="contracts")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    cut_over_on = models.DateField(
        "cut-over",
        null=True,
        blank=True,
        help_text="the first day recorded here; nothing due before it is raised",
    )
    telephone = models.CharField(max_length=30)
    email = models.EmailField()
    hours = models.CharField(max_length=120, help_text="in words, as shown to people")

    objects = NotStruckManager.from_queryset(ContractQuerySet)()
    with_struck = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="contract_dates",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The end date must not be before the start date.",
            ),
            models.UniqueConstraint(
                fields=["council", "name"],
                condition=Q(struck_at=None),
                name="contract_name_once",
                violation_error_message="This council already has a contract with that name.",
            ),
            StrikeThrough.strike_constraint("contract_struck"),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: datetime.date) -> bool:
        """Return whether it runs on `day`; the last day counts."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def days(self) -> str:
        """Its days in words, such as "from 1 April 2026 to 31 March 2029"."""
        last = f" to {self.ends_on:%-d %B %Y}" if self.ends_on else ""
        return f"from {self.starts_on:%-d %B %Y}{last}"

    def part_of(self, period: Period) -> Period | None:
        """Return the days of `period` on which it runs; None if there are none."""
        from_on, until_on = max(self.starts_on, period.from_on), period.until_on
        if self.ends_on is not None:
            until_on = min(until_on, self.ends_on + datetime.timedelta(days=1))
        return Period(from_on, until_on) if from_on < until_on else None

    def not_before_cut_over(self, day: datetime.date) -> datetime.date:
        """Return `day`, or the cut-over where that is later: duties due before it are not raised here."""
        return max(day, self.cut_over_on) if self.cut_over_on else day

    def find_terms(self, day: datetime.date) -> "Terms | None":
        """Return the terms in force on `day`, or None; see `TermsQuerySet.on_day`."""
        return self.terms.on_day(day)

    def terms_on(self, day: datetime.date) -> "Terms":
        """Return the terms in force on `day`. Raises Terms.DoesNotExist where there are none."""
        terms = self.find_terms(day)
        if terms is None:
            raise self.terms.model.DoesNotExist(f"There are no terms on {day}.")
        return terms


class NamedQuerySet(RecordQuerySet):
    def offered(self, day: datetime.date, also: Iterable[UUID] = ()) -> Self:
        """Filter to those that can be chosen on `day`, and to those of `also`, chosen before."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day) | Q(pk__in=also))


class NamedInContract(Record, RevisionChecked):
    """Something a contract names, in the contract's order. It cannot be chosen from `until_on`."""

    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    until_on = models.DateField(null=True, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


@tracked
class Strand(NamedInContract):
    """A kind of support that the contract names; a package belongs to one on each day (T2.1)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="strands")

    class Meta(NamedInContract.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "name"],
                name="strand_once",
                violation_error_message="The contract already has this strand.",
            )
        ]


@tracked
class LifeDomain(NamedInContract):
    """A part of life in which the person may want support, such as learning or faith (C2)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="life_domains")

    class Meta(NamedInContract.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "name"],
                name="life_domain_once",
                violation_error_message="The contract already has this life domain.",
            )
        ]


@tracked
class ContractOutcome(NamedInContract):
    """An outcome the whole service is commissioned for."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="outcomes")

    class Meta(NamedInContract.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "name"],
                name="contract_outcome_once",
                violation_error_message="The contract already has this outcome.",
            )
        ]


NamedRow = Strand | LifeDomain | ContractOutcome
