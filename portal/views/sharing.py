"""Who sees the person's record: because of their job, and because the person agreed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.consent.disclosures import disclosures_shown
from casework.consent.enums import (
    IN_PORTAL,
    ConsentAnswer,
    ConsentPurpose,
    RequiredAccess,
    purpose_of_slug,
    required_accesses,
)
from casework.consent.objections import answer_due_on
from casework.consent.parties import Party, PartyChoices, choices_of, party_or_404, purposes_of
from casework.models import AccessObjection, Individual
from core import clock
from design import formatting
from design.form_view import form_page, post_action
from plans.models import SupportPlan
from portal.forms import OwnObjectionForm
from portal.shared import plans_to_read, visits_to_read
from portal.views.loaders import my_record
from visits.models import PlannedVisit

DECIDED = {
    ConsentAnswer.GIVEN: "Saved. It counts from now on.",
    ConsentAnswer.REFUSED: "Saved. We do not share this with them.",
    ConsentAnswer.WITHDRAWN: "Saved. It stopped now.",
}


@page(PageClass.PORTAL)
@require_safe
def sharing(request: Request) -> HttpResponse:
    """Who sees something because the person's support requires it, and what the person decides themselves."""
    person = my_record(request)
    page_context = {
        "accesses": required_accesses(),
        "objections": person.access_objections.all(),
        "parties": choices_of(person),
        "disclosures": disclosures_shown(person),
    }
    return render(request, "portal/sharing/sharing.html", page_context)


def _choice(person: Individual, pk: UUID, slug: str) -> tuple[Party, ConsentPurpose]:
    """Return the party and the purpose of the address. Raises Http404 for others' and for what they cannot do."""
    party, purpose = party_or_404(person, pk), purpose_of_slug(slug)
    if purpose is None or purpose not in purposes_of(party):
        raise Http404
    return party, purpose


@page(PageClass.PORTAL)
@require_safe
def preview(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """What somebody would read if the person agrees: exactly what their own page shows then."""
    person = my_record(request)
    party, chosen = _choice(person, pk, purpose)
    page_context: dict[str, Any] = {
        "party": PartyChoices(party, []),
        "purpose": chosen,
        "person": party.individual,
        "is_plan": chosen == ConsentPurpose.SEE_PLAN,
        "is_visits": chosen == ConsentPurpose.SEE_VISITS,
    }
    if chosen == ConsentPurpose.SEE_PLAN:
        plans = SupportPlan.objects.allowing(request.user, Permission.READ_OWN).in_force()
        page_context["plan"] = plans_to_read(plans).get(party.individual_id)
    if chosen == ConsentPurpose.SEE_VISITS:
        visits = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
        page_context["visits"] = visits_to_read(visits.filter(package__case__individual=party.individual_id))
    return render(request, "portal/sharing/preview.html", page_context)


@page(PageClass.PORTAL)
@require_POST
def decide(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """Agree, say no, or stop."""
    person = my_record(request)
    party, chosen = _choice(person, pk, purpose)
    answer = request.POST.get("answer")
    if answer not in ConsentAnswer.values:
        raise Http404
    return post_action(
        request,
        lambda: casework.record_consent(party=party, purpose=chosen, answer=answer, how=IN_PORTAL, by=request.user),
        success_url=reverse("my_sharing"),
        success_message=DECIDED[ConsentAnswer(answer)],
    )


@page(PageClass.PORTAL)
def object_to_access(request: Request, about: str) -> HttpResponse:
    """Object to somebody seeing the record because of their job."""
    person = my_record(request)
    if about not in required_accesses():
        raise Http404
    access = RequiredAccess(about)
    due = formatting.day(answer_due_on(clock.today()))
    return form_page(
        request,
        OwnObjectionForm,
        title="I do not want this",
        template="portal/sharing/objection.html",
        base="portal/base.html",
        context={"access": access, "due": due},
        save=lambda data: casework.object_to_access(
            individual=person, about=access, how=IN_PORTAL, by=request.user, **data
        ),
        success_url=reverse("my_sharing"),
        success_message=f"Sent. A manager answers by {due}. You read the answer here.",
        back=reverse("my_sharing"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw_objection(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    objection: AccessObjection = get_object_or_404(person.access_objections.all(), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_objection(objection=objection, by=request.user),
        success_url=reverse("my_sharing"),
        success_message="Withdrawn.",
    )
