"""The quarterly return: in preparation its figures are counted each time; sealing freezes them with their records."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract
from core.dates import Period
from core.history import append_only, tracked
from core.models import Document, Record, RecordQuerySet, RevisionChecked, Stateful
from reporting.due_returns.models import ReturnDue, ReturnDueQuerySet
from reporting.enums import RETURN_TRANSITIONS, SECTIONS, ReturnState, Unit

__all__ = [
    "CountedRecord",
    "Return",
    "ReturnDue",
    "ReturnDueQuerySet",
    "ReturnFigure",
    "ReturnQuerySet",
    "ReturnSection",
]

REFUSE_WHEN_SEALED = """
    IF EXISTS (SELECT 1 FROM reporting_return r WHERE r.id = {row}.in_return_id AND r.state = 'sealed') THEN
        RAISE EXCEPTION 'This return is sealed and can no longer be changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_return_sealed';
    END IF;
    RETURN {row};
"""


def refuse_when_sealed(name: str, operation: pgtrigger.Operation, row: str) -> pgtrigger.Trigger:
    """A trigger that refuses `operation` on a part of a sealed return; `row` is "NEW" or "OLD"."""
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=REFUSE_WHEN_SEALED.replace("{row}", row)
    )


REFUSE_COUNTED_WHEN_SEALED = """
    IF EXISTS (
        SELECT 1 FROM reporting_returnfigure f JOIN reporting_return r ON r.id = f.in_return_id
         WHERE f.id = NEW.figure_id AND r.state = 'sealed'
    ) THEN
        RAISE EXCEPTION 'This return is sealed and can no longer be changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_return_sealed';
    END IF;
    RETURN NEW;
"""

REFUSE_CHANGE_AFTER_SEAL = """
    IF OLD.state = 'sealed' AND to_jsonb(NEW) - ARRAY['council_copy_id', 'provider_copy_id']
        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['council_copy_id', 'provider_copy_id'] THEN
        RAISE EXCEPTION 'This return is sealed and can no longer be changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_return_seal';
    END IF;
    RETURN NEW;
"""


class ReturnQuerySet(AllowingQuerySet, RecordQuerySet):
    def sealed(self) -> Self:
        return self.filter(state=ReturnState.SEALED)


@tracked
class Return(Record, Stateful):
    """A return on the days from `from_on` until `until_on` (exclusive). Later editions leave it as it is."""

    READ = Permission.READ_RETURN
    STATES = ReturnState
    TRANSITIONS = RETURN_TRANSITIONS

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=ReturnState, default=ReturnState.PREPARING)
    restricted_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    restricted_signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    restricted_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    council_copy = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    provider_copy = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "contract__name", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "from_on", "until_on", "edition"],
                name="return_once",
                violation_error_message="There is already a return for this contract, period and version.",
            ),
            models.CheckConstraint(
                name="return_period",
                condition=Q(until_on__gt=F("from_on")),
                violation_error_message="The period must end after it starts.",
            ),
            models.CheckConstraint(
                name="return_sealed",
                condition=Q(state=ReturnState.PREPARING, sealed_at=None, sealed_by=None, fingerprint="")
                | (
                    Q(
                        state=ReturnState.SEALED,
                        sealed_at__isnull=False,
                        sealed_by__isnull=False,
                        restricted_signed_at__isnull=False,
                    )
                    & ~Q(fingerprint="")
                ),
                violation_error_message="A sealed return needs its signatures and its fingerprint.",
            ),
            models.CheckConstraint(
                name="return_restricted_signed",
                condition=Q(restricted_signed_at=None, restricted_signed_by=None)
                | Q(restricted_signed_at__isnull=False, restricted_signed_by__isnull=False),
                violation_error_message="A signature needs a name and a date.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="return_seal", when=pgtrigger.Before, operation=pgtrigger.Update, func=REFUSE_CHANGE_AFTER_SEAL
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract}, {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.from_on, self.until_on)

    @property
    def is_sealed(self) -> bool:
        return self.state == ReturnState.SEALED


@tracked
class ReturnSection(Record, RevisionChecked):
    in_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="sections")
    number = models.PositiveSmallIntegerField(choices=list(SECTIONS.items()))
    narrative = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["in_return", "number"],
                name="return_section_once",
                violation_error_message="This return already has this section.",
            )
        ]
        triggers = [
            refuse_when_sealed("section_sealed", pgtrigger.Insert | pgtrigger.Update, "NEW"),
            refuse_when_sealed("section_sealed_delete", pgtrigger.Delete, "OLD"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_number_display()}"


class ReturnFigure(Record):
    """A figure as sealed: its label and definition of that day, its value, and its values in earlier quarters."""

    in_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=40)
    section = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    definition = models.TextField()
    unit = models.CharField(max_length=12, choices=Unit)
    value = models.BigIntegerField()
    earlier = ArrayField(models.BigIntegerField(), default=list, help_text="oldest first")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["in_return", "key"],
                name="return_figure_once",
                violation_error_message="This return already has this figure.",
            )
        ]
        triggers = [
            append_only("figure_written_once"),
            refuse_when_sealed("figure_after_sealing", pgtrigger.Insert, "NEW"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class CountedRecord(models.Model):
    """One record that a sealed figure counted, under a reference that means nothing outside this return."""

    figure = models.ForeignKey(ReturnFigure, on_delete=models.PROTECT, related_name="counted")
    reference = models.CharField(max_length=12)
    record_id = models.UUIDField()
    individual_id = models.UUIDField(null=True)
    amount = models.IntegerField(default=1)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "record_id"],
                name="counted_once",
                violation_error_message="A figure can count a record only once.",
            )
        ]
        triggers = [
            append_only("counted_written_once"),
            pgtrigger.Trigger(
                name="counted_after_sealing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=REFUSE_COUNTED_WHEN_SEALED,
            ),
        ]

    def __str__(self) -> str:
        return self.reference
