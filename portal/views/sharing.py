"""Who sees the person's record: because of their job, and because the person agreed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.access_needs.enums import NeedsSharing
from casework.access_needs.sharing_choice import load_sharing_choice
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
from casework.consent.parties import (
    Party,
    PartyChoices,
    choices_of,
    last_decision,
    name_of,
    nothing_shared_with,
    party_or_404,
    purposes_of,
    shared_with,
)
from casework.models import AccessObjection, Individual, Representative
from casework.people.safety_facts import facts_of
from core import clock
from core.messages import mark_opened
from design import formatting
from design.form_view import form_page, post_action
from design.message_tags import WROTE_TO_US
from plans.models import SupportPlan
from portal.forms import OwnObjectionForm, StopSharingForm
from portal.shared import councils_of, maps_to_read, plans_to_read, visits_to_read
from portal.views.loaders import my_record
from reviews.models import ConnectionsMap
from risk.models import SafetyPlan
from visits.models import PlannedVisit

# What the page says once the person has decided: with the party's name, and what it is about in these words.
DECIDED = {
    ConsentAnswer.GIVEN: "Saved. From now on {name} can {deed}.",
    ConsentAnswer.REFUSED: "Saved. {name} cannot {deed}.",
    ConsentAnswer.WITHDRAWN: "Stopped. {name} can no longer {deed}.",
}
DEEDS = {
    ConsentPurpose.SEE_PLAN: "see your plan",
    ConsentPurpose.SEE_VISITS: "see when your visits are",
    ConsentPurpose.SEE_CONNECTIONS: "see your map of people and places",
    ConsentPurpose.SEE_SAFETY_PLAN: "see your safety plan",
    ConsentPurpose.ASK_REVIEW: "ask for a review of your support",
    ConsentPurpose.TALK: "hear from us about you",
}


@page(PageClass.PORTAL)
@require_safe
def sharing(request: Request) -> HttpResponse:
    """Who sees something because the person's support requires it, and what the person decides themselves."""
    person = my_record(request)
    mark_opened(request.user, request.path)
    page_context = {
        "councils": councils_of(person),
        "accesses": required_accesses(),
        "objections": AccessObjection.objects.from_person(person),
        "parties": choices_of(person),
        "needs_choice": load_sharing_choice(person),
        "disclosures": disclosures_shown(person),
    }
    return render(request, "portal/sharing/sharing.html", page_context)


NEEDS_DECIDED = {
    NeedsSharing.CONSENT: "Saved. From now on your keyworker and others who help you can see what helps you.",
    NeedsSharing.REFUSED: "Saved. From now on only we see what helps you.",
}


@page(PageClass.PORTAL)
@require_safe
def needs(request: Request) -> HttpResponse:
    """What others would read of the person's access needs, before the person lets them, or stops it."""
    person = my_record(request)
    page_context = {"needs": facts_of(person).own_needs, "choice": load_sharing_choice(person)}
    return render(request, "portal/sharing/needs.html", page_context)


@page(PageClass.PORTAL)
@require_POST
def decide_needs(request: Request) -> HttpResponse:
    """Let others know of the access needs, or not."""
    person = my_record(request)
    answer = request.POST.get("answer")
    if answer not in NEEDS_DECIDED:
        raise Http404
    return post_action(
        request,
        lambda: casework.decide_own_sharing(individual=person, sharing=answer, by=request.user),
        success_url=reverse("my_sharing"),
        success_message=NEEDS_DECIDED[NeedsSharing(answer)],
    )


def _choice(person: Individual, pk: UUID, slug: str) -> tuple[Party, ConsentPurpose]:
    """Return the party and the purpose of the address. Raises Http404 for others' and for what they cannot do."""
    party, purpose = party_or_404(person, pk), purpose_of_slug(slug)
    if purpose is None or purpose not in purposes_of(party):
        raise Http404
    return party, purpose


@page(PageClass.PORTAL)
@require_safe
def preview(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """What somebody reads, or would read if the person agrees: exactly what their own page shows."""
    person = my_record(request)
    party, chosen = _choice(person, pk, purpose)
    given = [choice for each in shared_with(person, party) if each.party.pk == party.pk for choice in each.choices]
    is_given = any(choice.purpose == chosen for choice in given)
    page_context: dict[str, Any] = {
        "party": PartyChoices(party, []),
        "purpose": chosen,
        "is_given": is_given,
        "on_yes": "You said yes:" if is_given else "If you say yes,",
        "on_no": "If you stop," if is_given else "If you say no,",
        "name": party.known_as if isinstance(party, Representative) else name_of(party),
        "is_plan": chosen == ConsentPurpose.SEE_PLAN,
        "is_visits": chosen == ConsentPurpose.SEE_VISITS,
        "is_connections": chosen == ConsentPurpose.SEE_CONNECTIONS,
        "is_safety_plan": chosen == ConsentPurpose.SEE_SAFETY_PLAN,
        "is_review": chosen == ConsentPurpose.ASK_REVIEW,
    }
    if chosen == ConsentPurpose.SEE_SAFETY_PLAN:
        page_context["plans"] = SafetyPlan.objects.allowing(request.user, Permission.READ_OWN).in_force()
    if chosen == ConsentPurpose.SEE_PLAN:
        plans = SupportPlan.objects.allowing(request.user, Permission.READ_OWN).in_force()
        page_context["plan"] = plans_to_read(plans).get(party.individual_id)
    if chosen == ConsentPurpose.SEE_CONNECTIONS:
        maps = ConnectionsMap.objects.allowing(request.user, Permission.READ_OWN)
        page_context["views"] = maps_to_read(maps).get(party.individual_id, [])
    if chosen == ConsentPurpose.SEE_VISITS:
        visits = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
        page_context["visits"] = visits_to_read(visits.filter(package__case__individual=party.individual_id))
    return render(request, "portal/sharing/preview.html", page_context)


def _deeds(shared: list[PartyChoices]) -> list[str]:
    """Return what somebody can do by what is shared with them, each once."""
    return list(dict.fromkeys(DEEDS[choice.purpose] for each in shared for choice in each.choices))


@page(PageClass.PORTAL)
@require_safe
def stop(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """Who no longer sees what, before the person stops it; afterwards that it stopped, and the way to share again."""
    person = my_record(request)
    party, chosen = _choice(person, pk, purpose)
    decision = last_decision(party, chosen)
    if decision is None or decision.answer == ConsentAnswer.REFUSED:
        return redirect("my_sharing")
    page_context = {
        "party": PartyChoices(party, []),
        "purpose": chosen,
        "deed": DEEDS[chosen],
        "is_given": decision.answer == ConsentAnswer.GIVEN,
        "still": _deeds(shared_with(person, party)),
        "is_representative": isinstance(party, Representative),
    }
    return render(request, "portal/sharing/stop.html", page_context)


@page(PageClass.PORTAL)
def stop_all(request: Request, pk: UUID) -> HttpResponse:
    """Everything that somebody no longer sees or hears, before the person stops all of it at once."""
    person = my_record(request)
    party = party_or_404(person, pk)
    name, shared = name_of(party), shared_with(person, party)
    return form_page(
        request,
        StopSharingForm,
        title=f"Stop sharing everything with {name}?",
        tab="My choices",
        template="portal/sharing/stop_all.html",
        base="portal/base.html",
        context={
            "name": name,
            "deeds": _deeds(shared),
            "is_representative": any(isinstance(each.party, Representative) for each in shared),
        },
        closed="" if shared else nothing_shared_with(party),
        save=lambda data: casework.stop_all_sharing(individual=person, party=party, how=IN_PORTAL, by=request.user),
        success_url=reverse("my_sharing"),
        success_message=f"Stopped. You share nothing with {name} now.",
        back=reverse("my_sharing"),
    )


@page(PageClass.PORTAL)
@require_POST
def decide(request: Request, pk: UUID, purpose: str) -> HttpResponse:
    """Agree, say no, or stop."""
    person = my_record(request)
    party, chosen = _choice(person, pk, purpose)
    answer = request.POST.get("answer")
    if answer not in ConsentAnswer.values:
        raise Http404
    after = "my_sharing_stop" if answer == ConsentAnswer.WITHDRAWN else "my_sharing"
    return post_action(
        request,
        lambda: casework.record_consent(party=party, purpose=chosen, answer=answer, how=IN_PORTAL, by=request.user),
        success_url=reverse(after, args=[pk, purpose] if answer == ConsentAnswer.WITHDRAWN else []),
        success_message=DECIDED[ConsentAnswer(answer)].format(name=name_of(party), deed=DEEDS[chosen]),
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
        tab="My choices",
        template="portal/sharing/objection.html",
        base="portal/base.html",
        context={"access": access, "due": due},
        save=lambda data: casework.object_to_access(
            individual=person, about=access, how=IN_PORTAL, by=request.user, **data
        ),
        success_url=reverse("my_sharing"),
        success_message=f"Sent. A manager answers by {due}. You read the answer here.",
        success_tags=WROTE_TO_US,
        back=reverse("my_sharing"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw_objection(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    objection: AccessObjection = get_object_or_404(AccessObjection.objects.from_person(person), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_objection(objection=objection, by=request.user),
        success_url=reverse("my_sharing"),
        success_message="Withdrawn.",
    )
