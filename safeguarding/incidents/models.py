"""Incidents and accidents: the facts, who was involved, what was done at once, and what the investigation shows."""

import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.enums import Permission
from accounts.models import User, Wall
from accounts.permissions import AllowingQuerySet
from casework.models import Individual, SupportPackage
from contracts.models import Contract
from core.history import tracked, tracked_links
from core.models import Record, RecordQuerySet, RevisionChecked, Stateful
from core.references import ReferencePrefix
from safeguarding.concerns.enums import EmergencyService
from safeguarding.incidents.constraints import INCIDENT_CONSTRAINTS
from safeguarding.incidents.enums import (
    IN_HAND,
    INCIDENT_TRANSITIONS,
    Harm,
    IncidentKind,
    IncidentState,
)
from visits.models import Visit


class IncidentQuerySet(AllowingQuerySet, RecordQuerySet):
    def in_hand(self) -> Self:
        """Filter to the incidents that are neither closed nor withdrawn."""
        return self.filter(state__in=IN_HAND)

    def not_withdrawn(self) -> Self:
        """Leave out the incidents that were recorded by mistake."""
        return self.exclude(state=IncidentState.WITHDRAWN)

    def without_walls(self) -> Self:
        """Filter to the incidents around which there is no wall: nobody but their author was involved."""
        return self.filter(~Exists(Wall.objects.active().filter(record_id=OuterRef("pk"))))

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Filter to the incidents that happened in the period (`until_on` exclusive), none withdrawn."""
        return self.not_withdrawn().filter(happened_on__gte=from_on, happened_on__lt=until_on)


@tracked
class Incident(Record, RevisionChecked, Stateful):
    """An incident or accident in a contract, mostly about a person supported.

    Users whom it names as involved are walled off from it, except its author. Who may record it adds to it until it is
    closed. `is_from_log`: the log of a visit said that something was done that the service does not do (T3.4), and a
    scheduled job recorded it under the name of the log's author.
    """

    READ = Permission.READ_INCIDENT
    STATES = IncidentState
    TRANSITIONS = INCIDENT_TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("I"), editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    individual = models.ForeignKey(Individual, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    package = models.ForeignKey(SupportPackage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_from_log = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=20, choices=IncidentState, default=IncidentState.OPEN)
    recorded_on = models.DateField(editable=False)
    kind = models.CharField(max_length=20, choices=IncidentKind)
    severity = models.CharField(max_length=10, choices=Harm, blank=True)
    happened_on = models.DateField()
    happened_when = models.CharField("at what time", max_length=120, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    account = models.TextField("what happened, facts only")
    made_safe = models.TextField("what was done at once", blank=True)
    injuries = models.TextField(blank=True)
    involved_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", help_text="staff or Council people who were involved"
    )
    others_involved = models.TextField("other people who were involved", blank=True)
    witnesses = models.TextField(blank=True)
    emergency_services = ArrayField(models.CharField(max_length=20, choices=EmergencyService), default=list, blank=True)
    emergency_called_at = models.DateTimeField(null=True, blank=True)
    emergency_outcome = models.TextField("who came and when, and what they did", blank=True)
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    investigation_due_on = models.DateField(null=True, blank=True)
    findings = models.TextField("what the investigation shows", blank=True)
    lessons = models.TextField("what we do differently", blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-recorded_at", "id"]
        constraints = INCIDENT_CONSTRAINTS
        indexes = [
            models.Index(fields=["individual", "-happened_on"], name="incident_of_individual"),
            models.Index(fields=["contract", "-happened_on"], name="incident_of_contract"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in IN_HAND

    @property
    def is_closed(self) -> bool:
        return self.state == IncidentState.CLOSED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == IncidentState.WITHDRAWN

    @property
    def needs_investigator(self) -> bool:
        """Whether nobody looks into it yet."""
        return self.state == IncidentState.OPEN

    @property
    def emergency_labels(self) -> str:
        return ", ".join(str(EmergencyService(service).label) for service in self.emergency_services)

    def about_ids(self) -> list[UUID]:
        """Return the ids of the other records that it concerns, for walls."""
        return [self.individual_id] if self.individual_id else []

    def involves(self, user: User) -> bool:
        """Return whether the incident names `user` as involved. One query."""
        return self.involved_users.filter(pk=user.pk).exists()


@tracked_links
class IncidentInvolvedUser(Incident.involved_users.through):  # type: ignore[name-defined]
    """The link of an incident to a user whom it names, for its history."""

    class Meta:
        proxy = True
