"""Contracted hours of a worker and their division between contracts, working pattern and ceiling."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contracts.models import Contract
from core.history import tracked
from core.models import (
    Dated,
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    StrikeThrough,
    not_overlapping,
)
from workforce.enums import Weekday
from workforce.staff.models import Worker


@tracked
class ContractedHours(Record, Dated):
    """Minutes a week by the contract of employment, in force from a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contracted_hours")
    minutes_a_week = models.PositiveIntegerField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "contracted_hours_once",
                "worker",
                message="Contracted hours are already set for some of these days.",
            ),
            Dated.dates_constraint("contracted_hours_dates"),
            models.CheckConstraint(
                name="contracted_hours_range",
                condition=Q(minutes_a_week__gt=0, minutes_a_week__lte=60 * 60),
                violation_error_message="Contracted hours must be more than 0 and at most 60 a week.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_a_week} minutes from {self.from_on}"


# After each statement: the shares of a division are written in one.
REFUSE_INCOMPLETE_SHARES = """
    IF (SELECT sum(share.percent) FROM workforce_contractshare share WHERE share.division_id = NEW.division_id) <> 100
    THEN
        RAISE EXCEPTION 'The shares of a worker''s hours must add up to 100 per cent.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_contract_shares_whole';
    END IF;
    RETURN NULL;
"""


class HoursDivisionQuerySet(DatedQuerySet):
    def with_shares(self) -> Self:
        """Fetch what `shares_text` names, and who withdrew a row."""
        return self.select_related("struck_by").prefetch_related("shares__contract")


@tracked
class HoursDivision(Record, DatedStrikeThrough):
    """How a worker's contracted hours are divided between contracts, in force from a day (decision 40).

    Its shares are percentages, so that they never contradict the contracted hours, and are whole at all times.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="hours_divisions")

    objects = NotStruckManager.from_queryset(HoursDivisionQuerySet)()
    with_struck = HoursDivisionQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            not_overlapping(
                "hours_division_once", "worker", message="The hours are already divided for some of these days."
            ),
            DatedStrikeThrough.struck_dates_constraint("hours_division_dates"),
            StrikeThrough.strike_constraint("hours_division_struck"),
        ]

    def __str__(self) -> str:
        return f"Hours divided from {self.from_on:%-d %B %Y}: {self.shares_text}"

    @property
    def shares_text(self) -> str:
        """The shares by contract, such as "Community Links 40%, Support at home 60%"."""
        shares = sorted(self.shares.all(), key=lambda share: share.contract.name)
        return ", ".join(f"{share.contract} {share.percent}%" for share in shares)


@tracked
class ContractShare(Record):
    """One contract's part of a division, in percent of the contracted hours."""

    division = models.ForeignKey(HoursDivision, on_delete=models.PROTECT, related_name="shares")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "contract"],
                name="contract_share_once",
                violation_error_message="Each contract has one share of the hours.",
            ),
            models.CheckConstraint(
                name="contract_share_percent",
                condition=Q(percent__lte=100),
                violation_error_message="A share can be at most 100 per cent.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="shares_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=REFUSE_INCOMPLETE_SHARES,
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.percent}%"


@tracked
class WorkingPattern(Record, Dated):
    """The hours of a worker on one day of the week, London times, in force from a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="patterns")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField()
    ends = models.TimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "from_on"]
        constraints = [
            not_overlapping(
                "working_pattern_once",
                "worker",
                "weekday",
                message="Working hours are already set for this weekday on some of these days.",
            ),
            Dated.dates_constraint("working_pattern_dates"),
            models.CheckConstraint(
                name="working_pattern_times",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="Working hours must end after they start, on the same day.",
            ),
            models.CheckConstraint(
                name="working_pattern_weekday",
                condition=Q(weekday__lte=6),
                violation_error_message="Choose a day of the week.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


@tracked
class Ceiling(Record, Dated):
    """A manager's limit on a worker's hours for a time: for example when new, after illness, or while studying (C6)."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="ceilings")
    minutes_a_week = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("ceiling_once", "worker", message="A cap is already set for some of these days."),
            Dated.dates_constraint("ceiling_dates"),
            models.CheckConstraint(
                name="ceiling_range",
                condition=Q(minutes_a_week__lte=60 * 60),
                violation_error_message="A cap can be at most 60 hours a week.",
            ),
            models.CheckConstraint(
                name="ceiling_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter the reason for the cap.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_a_week} minutes from {self.from_on}"
