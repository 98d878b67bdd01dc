"""Planned visits. Instants are in UTC; the day of a visit is the London date of its start."""

import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import exclude_walled
from casework.consent.enums import ConsentPurpose
from casework.models import (
    Allocation,
    ConsentDecision,
    DeclaredRelation,
    Hold,
    HospitalSpell,
    SupportPackage,
    safety_records,
)
from casework.particulars.places import places_on
from casework.people.primary import about_same_person
from casework.people.safety_facts import SafetyFacts, join_facts, join_warnings
from casework.times.hours import objections
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from core.sql import LondonDay
from visits.enums import PLANNED_TRANSITIONS, PlannedState, SupportKind, VisitKind
from visits.rota.models.recurring import ContactMode, RecurringVisit
from workforce.models import Absence, Worker

# How long after its planned end a visit may stay unlogged before it is listed as not logged.
LOG_WITHIN = datetime.timedelta(minutes=30)


def local_day(of: str) -> models.GeneratedField:
    """Return a generated column with the London date of the instant in column `of`."""
    return models.GeneratedField(expression=LondonDay(of), output_field=models.DateField(), db_persist=True)


def after_support() -> Q:
    """Return a Q for visits on a day when support has ended or the person has died."""
    return Q(package__ended_on__lte=F("local_on")) | Q(package__case__individual__died_on__lte=F("local_on"))


class PlannedQuerySet(AllowingQuerySet, RecordQuerySet):
    def upcoming(self) -> Self:
        """Filter to visits still planned, on packages whose support has not ended by then."""
        return self.filter(state=PlannedState.PLANNED).within_support()

    def within_support(self) -> Self:
        """Leave out visits still planned for a day when support has ended or the person has died."""
        return self.exclude(after_support(), state=PlannedState.PLANNED)

    # The next two return no Self: django-stubs would then refuse to filter by what they annotate.
    def with_holds(self) -> "PlannedQuerySet":
        """Annotate `is_held`: whether the package is suspended on the day of the visit."""
        holds = Hold.objects.filter(
            Q(until_on=None) | Q(until_on__gt=OuterRef("local_on")),
            package=OuterRef("package"),
            from_on__lte=OuterRef("local_on"),
        )
        return self.annotate(is_held=Exists(holds))

    def with_not_logged(self) -> "PlannedQuerySet":
        """Annotate `is_held`, `began_before_hold`, and `is_not_logged`: whether somebody should have logged or
        cancelled the visit by now.

        That is so from `LOG_WITHIN` after its planned end, for as long as it takes; not for a visit on hold, outside
        support, or from before the contract's cut-over, which is recorded in the provider's earlier system. A visit on
        hold that began before the admission of that day was recorded (`began_before_hold`) is due all the same.
        """
        cut_over = "package__case__contract__cut_over_on"
        is_due = Q(state=PlannedState.PLANNED, ends_at__lte=clock.now() - LOG_WITHIN)
        is_due &= Q(is_held=False) | Q(began_before_hold=True)
        is_ours = Q(**{cut_over: None}) | Q(local_on__gte=F(cut_over))
        columns = Case(When(is_due & is_ours & ~after_support(), then=Value(True)), default=Value(False))
        admissions = HospitalSpell.objects.not_struck().filter(
            about_same_person("individual", "package__case__individual"),
            admitted_on=OuterRef("local_on"),
            recorded_at__gt=OuterRef("starts_at"),
        )
        began = Case(When(is_held=True, then=Exists(admissions)), default=Value(False))
        return self.with_holds().annotate(began_before_hold=began).annotate(is_not_logged=columns)

    def not_logged(self) -> "PlannedQuerySet":
        """Filter to the visits that somebody should have logged or cancelled by now (see `with_not_logged`)."""
        overdue = self.filter(state=PlannedState.PLANNED, ends_at__lte=clock.now() - LOG_WITHIN)  # for the index
        return overdue.with_not_logged().filter(is_not_logged=True)

    def with_safety_records(self) -> Self:
        """Annotate the safety columns of each record of the person, for `visit.safety_facts`."""
        return self.annotate(safety_records=safety_records("package__case__individual"))

    def consented_to(self, user: User) -> Self:
        """Return the visits to people who let `user`, their representative, see today when visits are planned."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.SEE_VISITS)
        visits = self.filter(package__case__individual__in=consents.values("representative__individual"))
        return visits.filter(exclude_walled(user, "pk", "package"))

    def ahead(self) -> "PlannedQuerySet":
        """Filter to the visits that the person can expect, in order: not over yet, none while support is on hold."""
        visits = self.upcoming().with_holds().filter(ends_at__gt=clock.now(), is_held=False)
        return visits.select_related("worker__user").order_by("starts_at", "pk")

    def to_come(self) -> "PlannedQuerySet":
        """Filter to visits `ahead` that have not begun: not yet their time, or the worker comes late."""
        is_late = Q(late_minutes__isnull=False, arrived_at=None)
        return self.ahead().filter(Q(starts_at__gt=clock.now()) | is_late)

    def face_to_face(self) -> Self:
        """Filter to visits to which the worker goes, and may be alone."""
        return self.filter(kind=VisitKind.FACE_TO_FACE)

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Filter by London day to the period (`until_on` exclusive)."""
        return self.filter(local_on__gte=from_on, local_on__lt=until_on)

    def overlapping(self, from_at: datetime.datetime, until_at: datetime.datetime) -> Self:
        """Filter to visits that take place at some time between two instants, also those over midnight."""
        return self.filter(starts_at__lt=until_at, ends_at__gt=from_at)

    def with_absences(self) -> "PlannedQuerySet":
        """Annotate `is_away` (the worker is absent on the day) and `is_uncovered`.

        A visit is uncovered when its worker is away, is not allocated to the person on the day, has left, has no
        access or knows the person personally. Whoever lost access, or was declared to know the person, after the visit
        had begun may be there.
        """
        away = Absence.objects.filter(
            Q(until_on=None) | Q(until_on__gt=OuterRef("local_on")),
            worker=OuterRef("worker"),
            from_on__lte=OuterRef("local_on"),
        )
        allocated = Allocation.objects.filter(
            Q(until_on=None) | Q(until_on__gt=OuterRef("local_on")),
            package=OuterRef("package"),
            worker=OuterRef("worker"),
            from_on__lte=OuterRef("local_on"),
        )
        has_left = Q(worker__left_on__isnull=False, worker__left_on__lt=F("local_on"))
        was_suspended = Q(worker__user__suspended_at__isnull=False, worker__user__suspended_at__lt=F("starts_at"))
        has_departed = has_left | was_suspended | Q(worker__user__is_active=False)
        related = DeclaredRelation.objects.in_force().filter(
            about_same_person("individual", "package__case__individual"),
            user=OuterRef("worker__user"),
            recorded_at__lt=OuterRef("starts_at"),
        )
        is_uncovered = Exists(away) | has_departed | Exists(related) | ~Exists(allocated)
        return self.annotate(is_away=Exists(away), is_uncovered=is_uncovered)

    def to_cover(self, from_on: datetime.date, until_on: datetime.date) -> "PlannedQuerySet":
        """Filter to upcoming visits of the period (`until_on` exclusive) that are uncovered and not held."""
        upcoming = self.upcoming().within(from_on, until_on)
        return upcoming.with_holds().with_absences().filter(is_uncovered=True, is_held=False)


@tracked
class PlannedVisit(Record, Stateful, ContactMode):
    """A visit that a worker is to make. With `recurring_visit`, `recurrence_on` is its date in the recurrence."""

    READ = Permission.READ_PERSON
    STATES = PlannedState
    TRANSITIONS = PLANNED_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    local_on = local_day("starts_at")
    out_of_hours_reason = models.CharField(max_length=200, blank=True)
    what_for = ArrayField(models.CharField(max_length=20, choices=SupportKind), default=list, blank=True)
    recurring_visit = models.ForeignKey(
        RecurringVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    recurrence_on = models.DateField(
        null=True, blank=True, help_text="the date in the recurrence, also when the visit was moved"
    )
    state = models.CharField(max_length=10, choices=PlannedState, default=PlannedState.PLANNED)
    arrived_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="when the worker said so")
    left_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="when the worker said so")

    late_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="how late the worker said they come"
    )
    late_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PlannedQuerySet.as_manager()

    safety_records: list[dict[str, Any]]  # annotated by `with_safety_records()`
    is_held: bool  # annotated by `with_holds()`
    is_not_logged: bool  # annotated by `with_not_logged()`
    began_before_hold: bool  # annotated by `with_not_logged()`
    is_uncovered: bool  # annotated by `with_absences()`
    is_hidden = False  # annotated by `add_own_visits()`: its worker may not open the record
    is_double: bool  # set by the rota: overlaps another visit of its row
    rota_name: str  # set by the rota: the worker, or the initials of the person
    rota_hint: str  # set by the rota: the person and the time, for links

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="planned_visit_times",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="The end time must be after the start time.",
            ),
            models.CheckConstraint(
                name="planned_visit_left_after_arriving",
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at")),
                violation_error_message="You cannot leave a visit before you arrive.",
            ),
            models.CheckConstraint(
                name="planned_visit_late",
                condition=Q(late_minutes=None, late_recorded_at=None)
                | Q(late_minutes__range=(1, 180), late_recorded_at__isnull=False),
                violation_error_message="Choose how late you are.",
            ),
            models.UniqueConstraint(
                fields=["recurring_visit", "recurrence_on"],
                name="planned_visit_once_a_date",
                violation_error_message="A visit is already planned for this date.",
            ),
            models.CheckConstraint(
                name="planned_visit_of_recurrence",
                condition=Q(recurring_visit=None, recurrence_on=None)
                | Q(recurring_visit__isnull=False, recurrence_on__isnull=False),
                violation_error_message="A repeating visit needs its date.",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "local_on"], name="planned_of_worker"),
            models.Index(fields=["package", "local_on"], name="planned_of_package"),
            models.Index(fields=["starts_at"], name="planned_to_begin", condition=Q(state=PlannedState.PLANNED)),
            models.Index(fields=["ends_at"], name="planned_to_log", condition=Q(state=PlannedState.PLANNED)),
        ]

    def __str__(self) -> str:
        return f"planned for {self.starts_at.astimezone(clock.LONDON):%-d %b %Y %H:%M}"

    @property
    def is_planned(self) -> bool:
        """Return True until the visit is logged or cancelled."""
        return self.state == PlannedState.PLANNED

    @property
    def has_open_request(self) -> bool:
        """Whether a request about it is not answered. Without a query after `prefetch_related("requests")`."""
        return any(request.is_waiting for request in self.requests.all())

    @property
    def has_begun(self) -> bool:
        """Return True from the planned start, or from the worker's arrival if they are early."""
        return self.arrived_at is not None or self.starts_at <= clock.now()

    @property
    def is_hours_away(self) -> bool:
        """Return True if it is of today and begins in more than an hour: an arrival now may be at the wrong visit."""
        is_today = self.is_planned and self.local_on == clock.today()
        return is_today and self.arrived_at is None and self.starts_at > clock.now() + datetime.timedelta(hours=1)

    @property
    def expected_end_at(self) -> datetime.datetime:
        """When the worker left; else as long after their arrival as planned; else the planned end."""
        if self.left_at:
            return self.left_at
        return self.arrived_at + (self.ends_at - self.starts_at) if self.arrived_at else self.ends_at

    @property
    def is_running_late(self) -> bool:
        """Return True if the worker said that they come late, and has not arrived yet."""
        return self.late_minutes is not None and self.arrived_at is None

    @property
    def is_on_hold(self) -> bool:
        """Return True if it is planned and support is on hold on its day. Only for rows `with_holds()`."""
        return self.is_planned and self.is_held

    @property
    def may_be_logged(self) -> bool:
        """Return True if it is planned, and not on hold unless its time has come. Only for rows `with_holds()`."""
        return self.is_planned and (self.has_begun or not self.is_held)

    @property
    def tone(self) -> str:
        """The tone of its card. Only for rows `with_holds()`."""
        return "held" if self.is_held else PlannedState(self.state).tone

    @property
    def visit_warning(self) -> str:
        """The warning among the safety facts, without the work of joining the rest."""
        return join_warnings(self.safety_records)

    @property
    def safety_facts(self) -> SafetyFacts:
        """The safety facts of the person on the day of the visit. Only for rows `with_safety_records()`."""
        return join_facts(self.safety_records, self.local_on)

    @property
    def area(self) -> str:
        """The town where the worker goes on the day of the visit. Only for rows `with_safety_records()`."""
        places = places_on(self.safety_records, self.local_on)
        return places[0].area if places else ""

    @property
    def objections(self) -> list[str]:
        """Why the visit does not keep to the times of the person. Only for rows `with_safety_records()`."""
        return objections(self.safety_facts.times, self.starts_at, self.ends_at)

    @property
    def what_worker_does(self) -> str:
        """What the worker does, before "you" or the person's name: "meets", "rings"."""
        return VisitKind(self.kind).what_worker_does

    @property
    def times(self) -> str:
        """The planned times, such as "10:00 to 11:15"."""
        return " to ".join(f"{at.astimezone(clock.LONDON):%H:%M}" for at in (self.starts_at, self.ends_at))
