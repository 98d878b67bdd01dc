"""The visits of one person."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from casework.models import Individual
from casework.people.status import current_support
from core import clock
from design.list_page import list_page
from visits.models import ContactEntry, EngagementDuty, Escalation, PhoneEntry, PlannedVisit, Visit
from visits.rota.models.planned_visit import PlannedQuerySet

LIST_LENGTH = 30


@page(PageClass.PERSON)
@require_safe
def person_visits(request: Request, pk: UUID) -> HttpResponse:
    """The planned and logged visits of the person, the communication log and the duties that are due."""
    permissions = (Permission.LOG_VISIT, Permission.PLAN_VISIT, Permission.RAISE_CONCERN)
    individual = open_record(
        request, Individual.objects.with_permissions(request.user, *permissions), Permission.READ_VISIT, pk
    )
    support = current_support(individual, request.user)
    contacts = ContactEntry.objects.visible_to(request.user).filter(package__case__individual=individual)
    duties = EngagementDuty.objects.allowing(request.user, Permission.PLAN_VISIT).outstanding()
    page_context = {
        "individual": individual,
        "today": clock.today(),
        "support": support,
        "to_settle": duties.filter(package__case__individual=individual).first(),
        "contacts": list_page(request, contacts.select_related("recorded_by"), "contacts", LIST_LENGTH),
        "phone_questions": PhoneEntry.objects.allowing(request.user, Permission.LOG_VISIT)
        .with_question()
        .filter(package__case__individual=individual)
        .select_related("recorded_by")[:LIST_LENGTH],
        "running_call": Escalation.objects.visible_to(request.user)
        .running()
        .filter(package__case__individual=individual)
        .first(),
        "logged": list_page(request, _logged(individual, request.user), "logged", LIST_LENGTH),
        "planned": _planned(individual, request.user)[:LIST_LENGTH],
        "may_log": individual.may_log_visit and support.package is not None,
        "may_plan": individual.may_plan_visit and support.package is not None,
        "may_raise": individual.may_raise_concern,
    }
    return render(request, "visits/log/person_visits.html", page_context)


def _logged(individual: Individual, user: User) -> QuerySet[Visit]:
    """Return the visits of the person that `user` may read, the newest on top."""
    return (
        Visit.objects.visible_to(user)
        .filter(package__case__individual=individual)
        .select_related("worker__user")
        .prefetch_related("goal_work__wording")
        .annotate(version_count=Count("versions"))
        .order_by("-started_at", "id")  # a grouped query loses the order of the model
    )


def _planned(individual: Individual, user: User) -> PlannedQuerySet:
    """Return the visits planned from today on, and earlier ones that nobody has logged."""
    planned: PlannedQuerySet = (
        PlannedVisit.objects.visible_to(user)
        .upcoming()
        .filter(package__case__individual=individual)
        .with_not_logged()
        .filter(Q(local_on__gte=clock.today()) | Q(is_not_logged=True))
        .select_related("worker__user", "lone_working_check")
    )
    return planned
