"""The price of a contract year: by the hour, as a block, or both, up to a maximum."""

import datetime

from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models.contract import Contract
from core.dates import Period
from core.history import tracked
from core.models import (
    Dated,
    DatedQuerySet,
    NotStruckManager,
    Record,
    RevisionChecked,
    StrikeThrough,
    not_overlapping,
)


class ContractYearQuerySet(AllowingQuerySet, DatedQuerySet):
    pass


@tracked
class ContractYear(Record, RevisionChecked, Dated, StrikeThrough):
    """Prices in pounds, without VAT. `until_on` is the first day of the next year: the price is reviewed then (T11.1).

    A contract without an hourly rate pays the block alone; without a maximum there is no limit.
    """

    READ = Permission.READ_PRICE

    until_on: datetime.date  # a contract year has an end, by constraint
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="years")
    hourly_rate = models.DecimalField("hourly rate, in pounds", max_digits=7, decimal_places=2, null=True, blank=True)
    block_price = models.DecimalField(
        "block payment for the year, in pounds", max_digits=12, decimal_places=2, null=True, blank=True
    )
    maximum = models.DecimalField(
        "maximum budget for the year, in pounds", max_digits=12, decimal_places=2, null=True, blank=True
    )

    objects = NotStruckManager.from_queryset(ContractYearQuerySet)()
    with_struck = ContractYearQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            not_overlapping(
                "contract_year_once",
                "contract",
                condition=Q(struck_at=None),
                message="The contract already has a price for some of these days.",
            ),
            StrikeThrough.strike_constraint("contract_year_struck"),
            models.CheckConstraint(
                name="contract_year_dates",
                condition=Q(
                    until_on__isnull=False,
                    until_on__gt=F("from_on"),
                    until_on__lte=F("from_on") + datetime.timedelta(days=366),
                ),
                violation_error_message="Enter a last day up to a year after the first day.",
            ),
            models.CheckConstraint(
                name="contract_year_price",
                condition=Q(hourly_rate__isnull=False) | Q(block_price__isnull=False),
                violation_error_message="Enter an hourly rate, a block payment, or both.",
            ),
            models.CheckConstraint(
                name="contract_year_amounts",
                condition=(Q(hourly_rate=None) | Q(hourly_rate__gt=0))
                & (Q(block_price=None) | Q(block_price__gt=0))
                & (Q(maximum=None) | Q(maximum__gt=0)),
                violation_error_message="Amounts must be more than £0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%-d %B %Y} to {self.last_on:%-d %B %Y}"

    @property
    def period(self) -> Period:
        """The days of the year."""
        return Period(self.from_on, self.until_on)

    @property
    def last_on(self) -> datetime.date:
        return self.period.last_on

    @property
    def days(self) -> int:
        return self.period.days
