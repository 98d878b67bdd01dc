"""The lists of those who answer calls for help: what runs, who is overdue, which lone visits are not checked in yet."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import rows_for_user
from core import clock
from core.compiled import Ids, compiled_rows
from visits.enums import PlannedState
from visits.lone_working.enums import CallOutcome, CheckEnd
from visits.lone_working.models.check import CheckQuerySet
from visits.lone_working.response_times import LOOK_BACK
from visits.models import (
    Alert,
    AlertVisit,
    ContactEntry,
    Escalation,
    EscalationStep,
    LoneWorkingCheck,
    PlannedVisit,
    Visit,
)
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.on_call.numbers import numbers_to_ring

LIST_LENGTH = 30
CHANGES_SHOWN = 3


def running_escalations(user: User) -> QuerySet[Escalation]:
    """Return the escalations that run and `user` may answer, with their last call, those without an answer first."""
    return (
        Escalation.objects.allowing(user, Permission.ANSWER_CALL)
        .running()
        .with_last_call()
        .select_related("package__case__individual", "answered_by")
        .order_by("-state", "last_called_at", "pk")
    )


def open_calls_of(user: User) -> list[Escalation]:
    """Return the running escalations in which `user` called for help, or in which they have not checked in as safe.

    Each says whether a wall hides its page from the user since, and whom to ring then while nobody has answered.
    """

    def build(_ids: Ids) -> QuerySet[Escalation]:
        joined = EscalationStep.objects.filter(escalation=OuterRef("pk"), user=user, outcome=CallOutcome.JOINED)
        own = Escalation.objects.running().filter(Q(caller=user) | Exists(joined))
        own = own.select_related("answered_by", "contract", "package__case__contract", "package__case__individual")
        return own.order_by("recorded_at", "pk")

    # For every page of who logs visits.
    calls: list[Escalation] = compiled_rows(build, {}, key="own open calls", named={"user": user.pk})
    hidden_ids = set(hidden_from(user)) if calls else set()
    for call in calls:
        call.is_behind_wall = not hidden_ids.isdisjoint([call.pk, call.package_id, *call.about_ids])
        is_to_ring = call.is_behind_wall and call.is_open
        call.numbers = numbers_to_ring(call.in_contract, without=user) if is_to_ring else []
    return calls


def changes_of_call(escalation: Escalation, user: User) -> QuerySet[Visit]:
    """Return the visits whose noticed change a call is about, the latest first, as far as `user` may read them.

    These are the visit that raised it, and those of the person's alert that is not closed: a call that was running
    already does not name the visit that joined it.
    """
    alerts = Alert.objects.not_closed().filter(package=escalation.package_id)
    of_alert = AlertVisit.objects.filter(alert__in=alerts).values("visit")
    visits = Visit.objects.changes_visible_to(user).filter(Q(pk=escalation.visit_id) | Q(pk__in=of_alert))
    return visits.select_related("worker__user").order_by("-started_at", "pk")[:CHANGES_SHOWN]


def contacts_of_call(escalation: Escalation, user: User) -> QuerySet[ContactEntry]:
    """Return the calls and letters about a crisis that were logged in the day before the call or since, as far as
    `user` may read them, the latest first."""
    since = escalation.recorded_at - datetime.timedelta(days=1)
    contacts = ContactEntry.objects.visible_to(user).not_struck().filter(package=escalation.package_id, was_crisis=True)
    return contacts.filter(recorded_at__gte=since).select_related("recorded_by")[:CHANGES_SHOWN]


def overdue_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of workers who have not said that they are safe, the longest overdue first."""
    return _checks(user).overdue()


def checks_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of visits that have begun, the first due first.

    `may_open_visit` says whether `user` may open the briefing of the visit, and so may read the address.
    """
    readable = PlannedVisit.objects.allowing(user, Permission.LOG_VISIT).filter(pk=OuterRef("planned"))
    checks: CheckQuerySet = _checks(user).under_way().with_safety_records().annotate(may_open_visit=Exists(readable))
    return checks


def never_checked_for(user: User, most: int) -> list[PlannedVisit]:
    """Return the first visits whose lone-working check never began, as when the scheduler was down; the earliest first.

    No check begins for them any more. They are on the list until somebody logs or cancels them: then it is known that
    the worker is safe, or that nobody went.
    """
    # These are few, and the rest of the query is long: PostgreSQL plans it well only if it knows how few.
    begun = PlannedVisit.objects.filter(state=PlannedState.PLANNED, starts_at__lte=clock.now() - LOOK_BACK)
    ids = list(begun.face_to_face().filter(lone_working_check=None).order_by().values_list("pk", flat=True))

    def build(ids: Ids) -> QuerySet[PlannedVisit]:
        visits = PlannedVisit.objects.allowing(user, Permission.ANSWER_CALL).filter(pk__in=ids["visits"]).upcoming()
        visits = visits.with_holds().with_absences().filter(is_held=False, is_uncovered=False)
        unchecked: PlannedQuerySet = visits.select_related("package__case__individual", "worker__user")
        return unchecked.order_by("starts_at", "pk")[:most]

    return rows_for_user(user, ("never checked", most), build, {"visits": ids}) if ids else []


def check_in_off_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of today's visits that a worker switched off because two workers go, the first visit first."""
    off = LoneWorkingCheck.objects.visible_to(user).filter(
        ended_how=CheckEnd.ACCOMPANIED, planned__state=PlannedState.PLANNED, planned__local_on=clock.today()
    )
    return off.select_related("planned__package__case__individual", "planned__worker__user").order_by(
        "planned__starts_at", "pk"
    )


def _checks(user: User) -> CheckQuerySet:
    checks: CheckQuerySet = LoneWorkingCheck.objects.visible_to(user).with_last_contact()
    return checks.select_related("planned__package__case__individual", "planned__worker__user").order_by("due_at")
