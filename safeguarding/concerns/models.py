"""Safeguarding concerns: what was seen or heard, the Council's contact and decision, and the adult's wishes."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import Individual, SupportPackage
from core.history import tracked, tracked_links
from core.models import Document, Record, RecordQuerySet, RevisionChecked, Stateful
from core.references import ReferencePrefix
from safeguarding.concerns.constraints import CONCERN_CONSTRAINTS
from safeguarding.concerns.enums import (
    CONCERN_TRANSITIONS,
    Abuse,
    BodyArea,
    CapacityForDecision,
    ConcernState,
    ConsentToRaise,
    CouncilDecision,
    EmergencyService,
    PlaceOfRisk,
    SourceOfRisk,
    SubjectOfConcern,
    WishesAsked,
    YesNoNotKnown,
)
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
class Concern(Record, RevisionChecked, Stateful):
    """A concern about a person, or about a child whom we met through them.

    Users whom it names are walled off from it when it is created. Its author adds to it until it is closed; what is
    empty was not answered yet. `contact_due_at` and `portal_due_on` follow the terms of their day: without a rule they
    are empty, and the step is due on the day of the step before.
    """

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
    subject = models.CharField(max_length=20, choices=SubjectOfConcern, default=SubjectOfConcern.ADULT)
    account = models.TextField("what was seen, heard or said")
    opinion = models.TextField("what the author thinks of it, apart from the facts", blank=True)
    happened_on = models.DateField(null=True, blank=True)
    happened_when = models.CharField("at what time, or between which days", max_length=120, blank=True)
    place = models.CharField(max_length=30, choices=PlaceOfRisk, blank=True)
    place_detail = models.CharField(max_length=200, blank=True)
    children_at_risk = models.CharField(
        max_length=20, choices=YesNoNotKnown, default=YesNoNotKnown.NOT_KNOWN, help_text="beside the adult"
    )
    children = models.TextField("which children, their ages and where they are", blank=True)
    is_safe = models.CharField(max_length=20, choices=YesNoNotKnown, default=YesNoNotKnown.NOT_KNOWN)
    made_safe = models.TextField("immediate action taken", blank=True)
    emergency_services = ArrayField(models.CharField(max_length=20, choices=EmergencyService), default=list, blank=True)
    emergency_called_at = models.DateTimeField(null=True, blank=True)
    emergency_outcome = models.TextField("who came and when, and what they did", blank=True)
    body_areas = ArrayField(models.CharField(max_length=20, choices=BodyArea), default=list, blank=True)
    body_detail = models.TextField("marks and injuries", blank=True)
    capacity = models.CharField(max_length=20, choices=CapacityForDecision, blank=True, help_text="for this decision")
    capacity_detail = models.TextField("which decision, and how it is known", blank=True)
    consent = models.CharField("consent to raise it", max_length=20, choices=ConsentToRaise, blank=True)
    consent_reason = models.TextField("why it is raised without consent", blank=True)
    source_of_risk = models.CharField(max_length=20, choices=SourceOfRisk)
    named_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", help_text="staff or Council people whom it is about"
    )
    wishes_asked = models.CharField(max_length=20, choices=WishesAsked)
    wishes = models.TextField("what the person wants to happen", blank=True)
    contact_due_at = models.DateTimeField(null=True, blank=True, editable=False)
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
    children_contacted_at = models.DateTimeField(null=True, blank=True)
    children_contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    children_contact = models.CharField("who was contacted at Children’s safeguarding", max_length=120, blank=True)
    council_decision_kind = models.CharField(max_length=20, choices=CouncilDecision, blank=True)
    council_decision = models.TextField("what the Council said", blank=True)
    council_decided_by = models.CharField("who decided at the Council", max_length=120, blank=True)
    council_decided_at = models.DateTimeField(null=True, blank=True)
    portal_due_on = models.DateField(null=True, blank=True, editable=False)
    portal_reference = models.CharField(max_length=60, blank=True)
    portal_sent_on = models.DateField(null=True, blank=True)
    portal_sent_by = models.CharField("who submitted the form", max_length=120, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = CONCERN_CONSTRAINTS
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
    def is_about_child(self) -> bool:
        return self.subject == SubjectOfConcern.CHILD

    @property
    def needs_children_contact(self) -> bool:
        """Whether Children’s safeguarding must be contacted beside the Council’s team for adults."""
        return self.is_open and self.concerns_children_too and self.children_contacted_at is None

    @property
    def concerns_children_too(self) -> bool:
        return not self.is_about_child and self.children_at_risk == YesNoNotKnown.YES

    @property
    def is_open(self) -> bool:
        return self.state not in (ConcernState.CLOSED, ConcernState.WITHDRAWN)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ConcernState.WITHDRAWN

    @property
    def kind_labels(self) -> str:
        return ", ".join(str(Abuse(kind).label) for kind in self.kinds)

    @property
    def emergency_labels(self) -> str:
        return ", ".join(str(EmergencyService(service).label) for service in self.emergency_services)

    @property
    def body_labels(self) -> str:
        return ", ".join(str(BodyArea(area).label) for area in self.body_areas)


@tracked_links
class ConcernNamedUser(Concern.named_users.through):  # type: ignore[name-defined]
    """The link of a concern to a user whom it names, for its history."""

    class Meta:
        proxy = True


class ConcernSheetQuerySet(AllowingQuerySet, RecordQuerySet):
    def pending(self) -> Self:
        """Filter to the sheets that were requested and not made yet."""
        return self.filter(document=None)


@tracked
class ConcernSheet(Record):
    """Our record of a concern as a PDF, as it was at `revision`, and after `steps` changes of state."""

    READ = Permission.READ_CONCERN

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="sheets")
    revision = models.PositiveIntegerField()
    steps = models.PositiveSmallIntegerField()
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConcernSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "revision", "steps"],
                name="concern_sheet_once",
                violation_error_message="This sheet is already being made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.concern}, sheet"
