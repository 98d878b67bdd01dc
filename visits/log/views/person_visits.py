"""The visits of one person."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import open_record
from casework.models import Individual
from casework.people.status import current_support
from core import clock
from visits.models import ContactEntry, EngagementDuty, PhoneEntry, PlannedVisit, Visit

LIST_LENGTH = 30


@page(PageClass.PERSON)
@require_safe
def person_visits(request, pk):
    rights = (Permission.LOG_VISIT, Permission.PLAN_VISIT, Permission.RAISE_CONCERN)
    individual = open_record(
        request, Individual.objects.with_permissions(request.user, *rights), Permission.READ_VISIT, pk
    )
    now = current_support(individual, request.user)
    logged = (
        Visit.objects.visible_to(request.user)
        .filter(package__case__individual=individual)
        .select_related("worker__user")
        .prefetch_related("goal_work__wording")
        .annotate(edition_count=Count("editions"))
    )
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .standing()
        .filter(package__case__individual=individual, local_on__gte=clock.today())
        .with_holds()
        .select_related("worker__user")
    )
    contacts = ContactEntry.objects.visible_to(request.user).filter(package__case__individual=individual)
    duties = EngagementDuty.objects.allowing(request.user, Permission.PLAN_VISIT).outstanding()
    page_context = {
        "individual": individual,
        "now": now,
        "to_settle": duties.filter(package__case__individual=individual).first(),
        "contacts": contacts.select_related("recorded_by")[:LIST_LENGTH],
        "phone_questions": PhoneEntry.objects.allowing(request.user, Permission.LOG_VISIT)
        .asking()
        .filter(package__case__individual=individual)
        .select_related("recorded_by")[:LIST_LENGTH],
        "logged": logged[:LIST_LENGTH],
        "planned": planned[:LIST_LENGTH],
        "may_log": individual.may_log_visit and now.package is not None,
        "may_plan": individual.may_plan_visit and now.package is not None,
        "may_raise": individual.may_raise_concern,
    }
    return render(request, "visits/person_visits.html", page_context)


@page(PageClass.PERSON)
@require_safe
def sign(request, pk, visit_id):
    """What a visit noticed, for whoever was told: the sign and nothing else of the visit."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    signs = Visit.objects.signs_visible_to(request.user).filter(package__case__individual=individual)
    signs = signs.select_related("worker__user")
    return render(
        request,
        "visits/sign.html",
        {"individual": individual, "visit": get_object_or_404(signs, pk=visit_id)},
    )
