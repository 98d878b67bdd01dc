"""Safeguarding concerns: what was seen or heard, the Council's contact and decision, and the adult's wishes."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import Individual, SupportPackage
from core.history import tracked, tracked_links
from core.models import Record, RecordQuerySet, Stateful
from core.references import ReferencePrefix
from safeguarding.enums import CONCERN_TRANSITIONS, Abuse, ConcernState, SourceOfRisk, WishesAsked
from visits.models import Visit


class ConcernQuerySet(AllowingQuerySet, RecordQuerySet):
    def open(self) -> Self:
        return self.exclude(state__in=[ConcernState.CLOSED, ConcernState.WITHDRAWN])

    def not_withdrawn(self) -> Self:
        """Leave out the concerns that were recorded by mistake."""
        return self.exclude(state=ConcernState.WITHDRAWN)

    def withdrawn(self) -> Self:
        return self.filter(state=ConcernState.WITHDRAWN)

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Concerns raised in the period (`until_on` exclusive), none withdrawn."""
        return self.not_withdrawn().filter(raised_on__gte=from_on, raised_on__lt=until_on)


@tracked
class Concern(Record, Stateful):
    """A concern about a person. Users whom it names are walled off from it when it is created."""

    READ = Permission.READ_CONCERN
    STATES = ConcernState
    TRANSITIONS = CONCERN_TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("S"), editable=False)
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ConcernState, default=ConcernState.RAISED)
    raised_on = models.DateField()
    kinds = ArrayField(models.CharField(max_length=20, choices=Abuse))
    account = models.TextField("what was seen, heard or said")
    made_safe = models.TextField("immediate action taken", blank=True)
    source_of_risk = models.CharField(max_length=20, choices=SourceOfRisk)
    named_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", help_text="staff or Council people whom it is about"
    )
    wishes_asked = models.CharField(max_length=20, choices=WishesAsked)
    wishes = models.TextField("what the person wants to happen", blank=True)
    council_contacted_at = models.DateTimeField(null=True, blank=True)
    council_contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    council_contact = models.CharField("who was contacted at the Council", max_length=120, blank=True)
    council_decision = models.TextField(blank=True)
    council_decided_at = models.DateTimeField(null=True, blank=True)
    portal_reference = models.CharField(max_length=60, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="concern_contacted",
                condition=Q(council_contacted_at=None, council_contacted_by=None, council_contact="")
                | (Q(council_contacted_at__isnull=False, council_contacted_by__isnull=False) & ~Q(council_contact="")),
                violation_error_message="Enter when the Council was contacted and who was spoken to.",
            ),
            models.CheckConstraint(
                name="concern_council_first",
                condition=Q(state__in=[ConcernState.RAISED, ConcernState.WITHDRAWN])
                | Q(council_contacted_at__isnull=False),
                violation_error_message="Contact the Council first.",
            ),
            models.CheckConstraint(
                name="concern_decided_after_contact",
                condition=Q(council_decided_at=None) | Q(council_decided_at__gte=F("council_contacted_at")),
                violation_error_message="The Council’s decision must be after the contact with the Council.",
            ),
            models.CheckConstraint(
                name="concern_portal",
                condition=~Q(state=ConcernState.REPORTED) | ~Q(portal_reference=""),
                violation_error_message="Enter the reference from the portal.",
            ),
            models.CheckConstraint(
                name="concern_kinds",
                condition=Q(kinds__len__gt=0),
                violation_error_message="Choose at least one kind of abuse or neglect.",
            ),
        ]
        indexes = [models.Index(fields=["individual", "-raised_on"], name="concern_of_individual")]

    def __str__(self) -> str:
        return self.reference

    @property
    def needs_council_contact(self) -> bool:
        return self.state == ConcernState.RAISED

    @property
    def needs_council_decision(self) -> bool:
        return self.state == ConcernState.COUNCIL_CONTACTED

    @property
    def needs_portal_form(self) -> bool:
        return self.state == ConcernState.ENQUIRY

    @property
    def may_be_closed(self) -> bool:
        return self.state in (ConcernState.REPORTED, ConcernState.NO_ENQUIRY)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ConcernState.WITHDRAWN

    @property
    def kind_labels(self) -> str:
        return ", ".join(str(Abuse(kind).label) for kind in self.kinds)


@tracked_links
class ConcernNamedUser(Concern.named_users.through):  # type: ignore[name-defined]
    """The link of a concern to a user whom it names, for its history."""

    class Meta:
        proxy = True
