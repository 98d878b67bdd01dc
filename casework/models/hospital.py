"""Hospital spells and overrides are recorded; when a package is held follows from them."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from casework.enums import HospitalKind, OverrideEffect
from casework.models.individual import Individual
from casework.models.package import SupportPackage
from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, RecordQuerySet, Struck, not_overlapping


class SpellQuerySet(AllowingQuerySet, RecordQuerySet):
    def standing(self):
        """Spells that were not struck through."""
        return self.filter(struck_at=None)


@tracked
class HospitalSpell(Record, Struck):
    """From admission to discharge, whatever the wards. No `discharged_on`: not discharged, or not known."""

    READ = Permission.READ_PERSON

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="hospital_spells")
    hospital = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=HospitalKind)
    admitted_on = models.DateField()
    discharged_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ["admitted_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="spell_dates",
                condition=Q(discharged_on=None) | Q(discharged_on__gte=F("admitted_on")),
                violation_error_message="The discharge is on or after the admission.",
            ),
            Struck.whole("spell_struck"),
        ]
        indexes = [models.Index(fields=["individual", "admitted_on"], name="spell_of_individual")]

    def __str__(self):
        return f"{self.hospital}, admitted {self.admitted_on:%-d %b %Y}"


@tracked
class Override(Record):
    """The keyworker said otherwise (T5.4): who, by what authority, when it was said and from when it works."""

    spell = models.ForeignKey(HospitalSpell, on_delete=models.PROTECT, related_name="overrides")
    effect = models.CharField(max_length=10, choices=OverrideEffect)
    from_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    authority = models.CharField(max_length=200)
    reason = models.TextField()

    class Meta:
        ordering = ["from_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="override_reason",
                condition=~Q(reason="") & ~Q(authority=""),
                violation_error_message="Say by what authority, and why.",
            )
        ]

    def __str__(self):
        return f"{self.get_effect_display()} from {self.from_on:%-d %b %Y}"


class SuspensionQuerySet(AllowingQuerySet, DatedQuerySet):
    def expired(self, day):
        """Still open on `day`, with the last held day behind it, on packages that have not ended."""
        return self.filter(until_on=None, last_held_on__lt=day, package__ended_on=None)

    def clear(self):
        """Remove derived rows that no longer follow from the spells."""
        return models.QuerySet.delete(self)


@tracked
class Suspension(Dated):
    """Derived: the days on which a package is held. Written by `casework.suspensions.recompute` and nobody else."""

    READ = Permission.READ_PERSON

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="suspensions")
    spell = models.ForeignKey(HospitalSpell, on_delete=models.PROTECT, related_name="+")
    admitted_on = models.DateField()
    last_held_on = models.DateField()

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("suspension_once", "package", message="The package is held on some of these days already."),
            Dated.in_order("suspension_dates"),
        ]
        indexes = [models.Index(fields=["last_held_on"], name="suspension_last", condition=Q(until_on=None))]

    def __str__(self):
        return f"held from {self.from_on:%-d %b %Y}"

    @property
    def ends_on(self):
        """The day on which support ends if nothing changes: the one after the last held day."""
        return self.last_held_on + datetime.timedelta(days=1)

    @property
    def hold_days(self) -> int:
        return (self.last_held_on - self.admitted_on).days

    def day_number(self, day) -> int:
        """Which day of the hold `day` is: the day after admission is the first."""
        return max(0, min((day - self.admitted_on).days, self.hold_days))
