"""Hospital spells, ward stays and overrides, and the holds computed from them."""

import datetime
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import HospitalKind, OverrideEffect, Readmission, WardKind
from casework.packages.models.package import SupportPackage
from casework.people.models import Individual
from casework.people.primary import PrimaryIds, about_people, about_same_person
from core import clock
from core.history import tracked
from core.models import (
    Dated,
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    RecordQuerySet,
    StrikeThrough,
    not_overlapping,
)
from core.sql import LondonDay

# Messages of rules that more than one place checks.
STAY_STRUCK = "This stay was marked as entered in error."
DISCHARGE_BEFORE_ADMISSION = "The discharge cannot be before the admission."
RESTART_BEFORE_DISCHARGE = "Support cannot restart before the discharge."
AUTHORITY_MISSING = "Enter the Council's written authority."
LAST_DAY_MISSING = "Enter the last day of the longer hold."

FOUR_WEEKS = 28

# Decisions that managers record.
MANAGED_EFFECTS = (OverrideEffect.END, OverrideEffect.EXTEND)


def length_in_words(days: int) -> str:
    """Return the length of a hold of so many days, as a sentence begins with it."""
    return "The four weeks" if days == FOUR_WEEKS else f"The {days} days"


class SpellQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Filter to the spells that were not struck through."""
        return self.filter(struck_at=None)

    def on(self, day: datetime.date) -> Self:
        """Filter to the spells that include `day`: from the admission (inclusive) to the discharge (exclusive)."""
        return self.not_struck().filter(Q(discharged_on=None) | Q(discharged_on__gt=day), admitted_on__lte=day)

    def of_people(self, primary_ids: PrimaryIds) -> Self:
        """Filter to the spells on any record of the people whose primary records have these ids."""
        return self.filter(about_people("individual", primary_ids))


@tracked
class HospitalSpell(Record, StrikeThrough):
    """From admission to discharge, on any wards. `discharged_on` is None before it or while it is unknown."""

    READ = Permission.READ_PERSON

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="hospital_spells")
    hospital = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=HospitalKind)
    admitted_on = models.DateField()
    discharged_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    resumed_on = models.DateField(null=True, blank=True, help_text="first day of support after the stay")
    readmission = models.CharField(max_length=10, choices=Readmission, blank=True)
    readmission_said_by = models.CharField(max_length=120, blank=True, help_text="for the Council, and when")
    corrected_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when the dates were last corrected"
    )

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ["admitted_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="spell_dates",
                condition=Q(discharged_on=None) | Q(discharged_on__gte=F("admitted_on")),
                violation_error_message=DISCHARGE_BEFORE_ADMISSION,
            ),
            models.CheckConstraint(
                name="spell_resumed",
                condition=Q(resumed_on=None) | Q(discharged_on__isnull=False, resumed_on__gte=F("discharged_on")),
                violation_error_message=RESTART_BEFORE_DISCHARGE,
            ),
            models.CheckConstraint(
                name="spell_readmission",
                condition=Q(readmission__in=["", Readmission.ASKED]) | ~Q(readmission_said_by=""),
                violation_error_message="Enter who decided whether the day count continues.",
            ),
            StrikeThrough.strike_constraint("spell_struck"),
        ]
        indexes = [models.Index(fields=["individual", "admitted_on"], name="spell_of_individual")]

    def __str__(self) -> str:
        return f"{self.hospital}, admitted {self.admitted_on:%-d %b %Y}"

    @property
    def needs_decision(self) -> bool:
        """Return whether the keyworker must decide if this stay continues the hold of the stay before."""
        return self.readmission == Readmission.ASKED and self.discharged_on is None

    @property
    def is_decided(self) -> bool:
        """Return whether the keyworker decided that."""
        return self.readmission in (Readmission.SAME, Readmission.NEW)

    @property
    def dates_recorded_on(self) -> datetime.date:
        """Return the day on which the dates were recorded, or last corrected."""
        return clock.day_of(self.corrected_at or self.recorded_at)

    @property
    def is_open(self) -> bool:
        """Return whether the person is in hospital: no discharge is recorded, and it was not entered in error."""
        return self.discharged_on is None and self.struck_at is None

    @property
    def present_ward(self) -> str:
        """Return the ward to which the person moved last, while the stay is open; else where they were admitted."""
        today = clock.today()
        wards = [stay for stay in self.ward_stays.all() if not stay.is_leave and stay.from_on <= today]
        return wards[-1].name if wards and self.is_open else self.hospital


@tracked
class WardStay(Record, DatedStrikeThrough):
    """A ward, or Section 17 leave, within a spell. It does not change the hold period (T5.4)."""

    spell = models.ForeignKey(HospitalSpell, on_delete=models.PROTECT, related_name="ward_stays")
    kind = models.CharField(max_length=10, choices=WardKind, default=WardKind.WARD)
    name = models.CharField("ward or hospital", max_length=120)

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("ward_stay_once", "spell", message="A ward is already recorded for some of these days."),
            DatedStrikeThrough.struck_dates_constraint("ward_stay_dates"),
            StrikeThrough.strike_constraint("ward_stay_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on:%-d %b %Y}"

    @property
    def is_leave(self) -> bool:
        return self.kind == WardKind.LEAVE


@tracked
class Override(Record, StrikeThrough):
    """The keyworker's decision on a hold (T5.4): by whom, by what authority, on which day, and from when it counts."""

    spell = models.ForeignKey(HospitalSpell, on_delete=models.PROTECT, related_name="overrides")
    effect = models.CharField(max_length=10, choices=OverrideEffect)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="first day on which it no longer applies")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_by_name = models.CharField(max_length=120, blank=True, help_text="for someone without an account")
    said_on = models.DateField()
    authority = models.CharField(max_length=200)
    reason = models.TextField()
    evidence = models.CharField(
        max_length=300, blank=True, help_text="for example: email of 3 March, saved with the plan"
    )

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="override_said_by",
                condition=Q(said_by__isnull=False) | ~Q(said_by_name=""),
                violation_error_message="Enter who decided for the Council.",
            ),
            models.CheckConstraint(
                name="override_dates",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The end must be after the start.",
            ),
            models.CheckConstraint(
                name="override_extension",
                condition=~Q(effect=OverrideEffect.EXTEND) | (Q(until_on__isnull=False) & ~Q(evidence="")),
                violation_error_message="An extended hold needs a last day and the Council's written authority.",
            ),
            models.CheckConstraint(
                name="override_reason",
                condition=~Q(reason="") & ~Q(authority=""),
                violation_error_message="Enter the authority and the reason.",
            ),
            StrikeThrough.strike_constraint("override_struck"),
        ]

    @property
    def last_on(self) -> datetime.date | None:
        """The last day on which it applies; None without an end."""
        return self.until_on - datetime.timedelta(days=1) if self.until_on else None

    def __str__(self) -> str:
        return f"{self.get_effect_display()} from {self.from_on:%-d %b %Y}"

    @property
    def needs_manager(self) -> bool:
        """Return whether only a manager records and withdraws it."""
        return self.effect in MANAGED_EFFECTS

    @property
    def decided_by(self) -> str:
        """Return the name of the person who decided for the Council."""
        return str(self.said_by or self.said_by_name)


def _recorded_late() -> "SpellQuerySet":
    """Return the stays since the admission of a hold (OuterRef) with dates recorded after its last held day."""
    spells: SpellQuerySet = HospitalSpell.objects.not_struck().filter(
        about_same_person("individual", "package__case__individual"), admitted_on__gte=OuterRef("admitted_on")
    )
    spells = spells.annotate(dates_on=LondonDay(Coalesce("corrected_at", "recorded_at")))
    return spells.filter(dates_on__gt=OuterRef("last_held_on"))


def recorded_late_on() -> Subquery:
    """Return the expression for the day after the last held day on which a stay of the hold was recorded, or null."""
    return Subquery(_recorded_late().order_by("dates_on").values("dates_on")[:1])


class HoldQuerySet(AllowingQuerySet, DatedQuerySet):
    def over(self, day: datetime.date) -> Self:
        """Filter to open holds of open packages whose last held day is before `day`."""
        return self.filter(until_on=None, last_held_on__lt=day, package__ended_on=None)

    def expired(self, day: datetime.date) -> Self:
        """Filter to those `over` that end support. The others wait for a decision (`recorded_late`)."""
        return self.over(day).filter(~Exists(_recorded_late()))

    # It returns no Self: django-stubs would then refuse to filter by what it annotates.
    def recorded_late(self, day: datetime.date) -> Any:
        """Filter to those `over` whose stay was recorded, or corrected, only then. Annotate that day: `recorded_on`.

        They end no support: a wrong date may be the reason.
        """
        return self.over(day).annotate(recorded_on=recorded_late_on()).exclude(recorded_on=None)

    def of_open_support(self) -> Self:
        """Filter to those of packages that have not ended, the first to end on top."""
        return self.filter(package__ended_on=None).order_by("last_held_on", "package")

    def clear(self) -> None:
        """Delete computed rows that no longer follow from the spells."""
        models.QuerySet.delete(self)


@tracked
class Hold(Dated):
    """Days on which a package is held. Computed: written by `casework.hospital.hold_calculation.recompute` only."""

    READ = Permission.READ_PERSON

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="holds")
    spell = models.ForeignKey(HospitalSpell, on_delete=models.PROTECT, related_name="+")
    admitted_on = models.DateField()
    last_held_on = models.DateField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("hold_once", "package", message="The package is already on hold on some of these days."),
            Dated.dates_constraint("hold_dates"),
        ]
        indexes = [models.Index(fields=["last_held_on"], name="hold_last", condition=Q(until_on=None))]

    def __str__(self) -> str:
        return f"on hold from {self.from_on:%-d %b %Y}"

    @property
    def ends_on(self) -> datetime.date:
        """Return the day on which support ends if nothing changes: the day after the last held day."""
        return self.last_held_on + datetime.timedelta(days=1)

    @property
    def is_over(self) -> bool:
        """Return whether the last held day is before today, although nothing has ended the hold."""
        return self.until_on is None and self.last_held_on < clock.today()

    @property
    def length_in_words(self) -> str:
        """Return how long the hold is: "The four weeks", "The 42 days"."""
        return length_in_words(self.hold_days)

    @property
    def hold_days(self) -> int:
        """Return the number of held days, the day of admission not counted."""
        return (self.last_held_on - self.admitted_on).days

    def day_number(self, day: datetime.date) -> int:
        """Return the number of `day` in the hold: 1 for the day after admission, at most `hold_days`."""
        return max(0, min((day - self.admitted_on).days, self.hold_days))
