"""The visits of one person."""

from uuid import UUID

from django.db.models import Q
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
from visits.log.list_rows import counts_of, with_rows
from visits.models import ContactEntry, EngagementDuty, Escalation, PhoneEntry, PlannedVisit, Visit
from visits.rota.models.planned_visit import PlannedQuerySet

LIST_LENGTH = 12
MOST_QUESTIONS = 30
MOST_FOLLOW_UPS = 5

# What the page offers to those who may do it.
OFFERED = (Permission.LOG_VISIT, Permission.PLAN_VISIT, Permission.RAISE_CONCERN, Permission.RECORD_INCIDENT)


@page(PageClass.PERSON)
@require_safe
def person_visits(request: Request, pk: UUID) -> HttpResponse:
    """The planned and logged visits of the person, the communication log and the duties that are due."""
    individual = open_record(
        request, Individual.objects.with_permissions(request.user, *OFFERED), Permission.READ_VISIT, pk
    )
    support = current_support(individual, request.user)
    contacts = ContactEntry.objects.visible_to(request.user).filter(package__case__individual=individual)
    logged = Visit.objects.visible_to(request.user).filter(package__case__individual=individual)
    planned = _planned(individual, request.user)
    duties = EngagementDuty.objects.allowing(request.user, Permission.PLAN_VISIT).outstanding()
    page_context = {
        "individual": individual,
        "today": clock.today(),
        "support": support,
        "to_settle": duties.filter(package__case__individual=individual)[:MOST_FOLLOW_UPS],
        "followed_up": EngagementDuty.objects.visible_to(request.user)
        .done_for(individual)
        .select_related("met_by")[:MOST_FOLLOW_UPS],
        "contacts": list_page(request, contacts.select_related("recorded_by"), "contacts", LIST_LENGTH),
        "phone_questions": PhoneEntry.objects.allowing(request.user, Permission.LOG_VISIT)
        .with_question()
        .filter(package__case__individual=individual)
        .select_related("recorded_by")[:MOST_QUESTIONS],
        "running_call": Escalation.objects.visible_to(request.user)
        .running()
        .filter(package__case__individual=individual)
        .first(),
        "logged": list_page(request, with_rows(logged), "logged", LIST_LENGTH),
        "planned": list_page(request, planned, "planned", LIST_LENGTH),
        "counts": counts_of(individual, logged=logged, planned=planned, contacts=contacts),
        "may_log": individual.may_log_visit and support.package is not None,
        "may_plan": individual.may_plan_visit and support.package is not None,
        "may_raise": individual.may_raise_concern,
        "may_record_incident": individual.may_record_incident,
    }
    return render(request, "visits/log/person_visits.html", page_context)


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
