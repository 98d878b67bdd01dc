"""The person's safety plan: read, shared or not, and as a card; and those that a representative may read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.consent.enums import IN_PORTAL, ConsentPurpose
from casework.consent.parties import choices_of
from casework.models import Individual, Representative
from core import clock
from design.form_view import post_action
from portal.views.loaders import get_own, my_record
from risk import services
from risk.models import AdvanceChoice, SafetyPlan, SafetyPlanCopy
from risk.safety_plans import card
from risk.safety_plans.enums import SafetyPlanReader
from risk.safety_plans.sharing import readers_of

DECIDED = {
    (SafetyPlanReader.KEYWORKER, True): "Saved. From now on your keyworker can read your safety plan.",
    (SafetyPlanReader.KEYWORKER, False): "Saved. Your keyworker cannot read your safety plan.",
    (SafetyPlanReader.PHONE, True): "Saved. Your worker can have your safety plan on their phone.",
    (SafetyPlanReader.PHONE, False): "Saved. Your safety plan is not on any phone of ours.",
}


def _own_plans(request: Request) -> list[SafetyPlan]:
    """Return the person's plans that count now: one, or after a merge one for each record."""
    own = SafetyPlan.objects.allowing(request.user, Permission.READ_OWN)
    return list(own.in_force().order_by("-in_force_on", "-version", "pk"))


@page(PageClass.PORTAL)
@require_safe
def my_safety_plan(request: Request) -> HttpResponse:
    """The person's safety plan; for who has no own pages, those that they may read."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None).exists():
        return _represented(request, back="me")
    person = my_record(request)
    plans = _own_plans(request)
    choices = AdvanceChoice.objects.allowing(request.user, Permission.READ_OWN).current()
    copies = SafetyPlanCopy.objects.allowing(request.user, Permission.READ_OWN)
    page_context = {
        "plans": plans,
        "copies": list(copies.filter(plan__in=[plan.pk for plan in plans])),
        "readers": readers_of(person),
        "relatives": [
            (party, choice)
            for party in choices_of(person)
            for choice in party.choices
            if choice.purpose == ConsentPurpose.SEE_SAFETY_PLAN and choice.is_given
        ],
        "choices": list(choices),
    }
    return render(request, "portal/safety_plan/safety_plan.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def represented_safety_plans(request: Request) -> HttpResponse:
    """The safety plans of the people who let the user read them."""
    return _represented(request, back="my_people")


def _represented(request: Request, *, back: str) -> HttpResponse:
    """Return that page. Raises Http404 for a user who represents nobody."""
    if not Representative.objects.acting(request.user).exists():
        raise Http404
    people = open_represented_people(request, ConsentPurpose.SEE_SAFETY_PLAN)
    plans: dict[UUID, list[SafetyPlan]] = {}
    for plan in SafetyPlan.objects.consented_to(request.user):
        plans.setdefault(plan.individual.primary_id, []).append(plan)
    rows = [(row.known_as, plans.get(row.individual.primary_id, [])) for row in people]
    return render(request, "portal/safety_plan/represented.html", {"people": rows, "back": back})


@page(PageClass.PORTAL)
@require_POST
def decide_sharing(request: Request, reader: str) -> HttpResponse:
    """Let the keyworker read the plan, or workers have it on their phone; or not."""
    person = my_record(request)
    answer = request.POST.get("answer")
    if reader not in SafetyPlanReader.values or answer not in ("yes", "no"):
        raise Http404
    is_given = answer == "yes"
    return post_action(
        request,
        lambda: services.decide_safety_sharing(
            individual=person, reader=reader, is_given=is_given, how=IN_PORTAL, by=request.user
        ),
        success_url=reverse("my_safety_plan") + "#sharing",
        success_message=DECIDED[SafetyPlanReader(reader), is_given],
    )


@page(PageClass.PORTAL)
@require_safe
def before_card(request: Request, pk: UUID) -> HttpResponse:
    """What to think of before the card is stored on a phone or printed."""
    plan = get_own(request, SafetyPlan.objects.in_force(), Permission.READ_OWN, pk)
    return render(request, "portal/safety_plan/before_card.html", {"plan": plan})


@page(PageClass.PORTAL)
@require_safe
def download_card(request: Request, pk: UUID) -> HttpResponse:
    """The card as a PDF. It is made now and not stored here: whoever is in a crisis does not wait for it."""
    plan = get_own(request, SafetyPlan.objects.in_force(), Permission.READ_OWN, pk)
    return HttpResponse(
        card.render(plan, made_at=clock.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="my-card.pdf"'},
    )
