"""The person's own pages. They speak to "you", and show nothing of third parties, drafts or anything restricted."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from accounts.rules import fetch
from casework import services as casework
from casework.access import opened, opened_beside
from casework.enums import ConsentPurpose
from casework.models import Consent, Individual, Representative
from core import clock
from design.pages import act, form_page
from plans import services as plans
from plans.enums import AgreedHow, PlanState
from plans.models import Goal, SupportPlan
from plans.reading import conversation, read
from portal import public
from portal.forms import DeclineForm, SayForm
from visits.models import PlannedVisit


def _me(request) -> Individual:
    """The person whose sign-in this is; their opening is written as everybody's. Raises Http404 for others."""
    mine = Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None)
    pk = mine.values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return opened(request, Individual.objects, Permission.READ_OWN, pk=pk)


def _plans(request):
    """What the person may see of their plans: never a draft."""
    return (
        SupportPlan.objects.allowing(request.user, Permission.READ_OWN)
        .shown_to_person()
        .select_related("package__case__individual", "package__case__contract")
        .order_by("-package__starts_on", "-version")
    )


@page(PageClass.PORTAL)
@require_safe
def me(request):
    """The person's first page; a representative's shows what the person lets them see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None).exists():
        return _beside(request)
    person = _me(request)
    shown = _plans(request)
    plan = shown.in_force().first()
    upcoming = (
        PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
        .standing()
        .filter(starts_at__gt=clock.now())
        .with_holds()
        .filter(is_held=False)
        .select_related("worker__user")
        .order_by("starts_at")
    )
    page_context = {
        "person": person,
        "next_visit": upcoming.first(),
        "offered": shown.offered().first(),
        "plan": read(plan) if plan else None,
    }
    return render(request, "portal/home.html", page_context)


def _beside(request):
    if not Representative.objects.beside(request.user).exists():
        if Individual.objects.allowing(request.user, Permission.READ_OWN).exists():
            return render(request, "portal/closed.html")  # the person has died
        raise Http404
    people = opened_beside(request, ConsentPurpose.SEE_PLAN)
    plans_shown = SupportPlan.objects.consented_to(request.user).select_related("package__case__individual")
    by_person = {plan.package.case.individual_id: plan for plan in plans_shown}
    page_context = {"people": [(person, by_person.get(person.pk)) for person in people]}
    page_context["people"] = [(person, read(plan) if plan else None) for person, plan in page_context["people"]]
    return render(request, "portal/beside.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def my_plan(request):
    """The whole plan in plain words: the one to agree first, else the one in force."""
    person = _me(request)
    shown = _plans(request)
    plan = shown.offered().first() or shown.in_force().first() or shown.first()
    reading = read(plan) if plan else None
    page_context = {
        "person": person,
        "plan": reading,
        "said": conversation(reading.comments, request.user) if reading else [],
        "to_agree": plan is not None and plan.state == PlanState.OFFERED,
    }
    return render(request, "portal/plan.html", page_context)


def _plan(request, pk) -> SupportPlan:
    """A plan the person may answer; never a draft."""
    _me(request)
    rows = SupportPlan.objects.shown_to_person().select_related("package__case__individual", "package__case__contract")
    return fetch(rows, request.user, Permission.ANSWER_PLAN, pk=pk)


def _say(request, form_class, **arguments):
    return form_page(
        request,
        form_class,
        base="portal/base.html",
        done=reverse("my_plan"),
        back=reverse("my_plan"),
        **arguments,
    )


@page(PageClass.PORTAL)
def comment(request, pk):
    plan = _plan(request, pk)
    return _say(
        request,
        SayForm,
        title="Say something about your plan",
        key=f"portal.comment:{pk}",
        save=lambda data: plans.comment(plan=plan, words=data["words"], by=request.user),
        said="Thank you. Your worker can read it.",
    )


@page(PageClass.PORTAL)
def comment_goal(request, pk):
    _me(request)
    goal = fetch(
        Goal.objects.exclude(plan__state=PlanState.DRAFT).select_related("plan__package__case__individual"),
        request.user,
        Permission.ANSWER_PLAN,
        pk=pk,
    )
    return _say(
        request,
        SayForm,
        title=f"Say something about “{goal.words}”",
        key=f"portal.comment:{pk}",
        save=lambda data: plans.comment(plan=goal.plan, goal=goal, words=data["words"], by=request.user),
        said="Thank you. Your worker can read it.",
    )


@page(PageClass.PORTAL)
@require_POST
def agree(request, pk):
    plan = _plan(request, pk)
    return act(
        request,
        lambda: plans.agree(plan=plan, how=AgreedHow.PORTAL, by=request.user),
        done=reverse("me"),
        said="You agreed to your plan. Agreeing does not share it with anybody new.",
    )


@page(PageClass.PORTAL)
def decline(request, pk):
    plan = _plan(request, pk)
    return _say(
        request,
        DeclineForm,
        title="I do not agree with this plan yet",
        key=f"portal.decline:{pk}",
        save=lambda data: plans.decline(plan=plan, reason=data["reason"], by=request.user),
        said="Your worker is told, and will talk with you about it.",
    )


@page(PageClass.PORTAL)
@require_safe
def my_openings(request):
    """Who has opened the person's record; what concerns third parties or safeguarding is not said here."""
    person = _me(request)
    rows = person.openings.shown().exclude(recorded_by=request.user)
    rows = rows.select_related("recorded_by", "grant").order_by("-recorded_at")[:100]
    return render(request, "portal/openings.html", {"person": person, "openings": rows})


@page(PageClass.PORTAL)
@require_safe
def sharing(request):
    """Who stands beside the person, and what each may see."""
    person = _me(request)
    beside = person.representatives.on(clock.today()).select_related("user").prefetch_related("consents")
    rows = [
        (
            representative,
            [
                (purpose, next((c for c in representative.consents.all() if _holds(c, purpose)), None))
                for purpose in ConsentPurpose
            ],
        )
        for representative in beside
    ]
    return render(request, "portal/sharing.html", {"person": person, "rows": rows})


def _holds(consent: Consent, purpose) -> bool:
    return consent.purpose == purpose and consent.withdrawn_at is None


@page(PageClass.PORTAL)
@require_POST
def withdraw(request, pk):
    person = _me(request)
    consent = Consent.objects.given_by(person).filter(pk=pk).first()
    if consent is None:
        raise Http404
    return act(
        request,
        lambda: casework.withdraw_consent(consent=consent, by=request.user),
        done=reverse("my_sharing"),
        said="Done. They can no longer see it.",
    )


@page(PageClass.PORTAL)
@require_POST
def let_see(request, pk):
    person = _me(request)
    representative = person.representatives.on(clock.today()).filter(pk=pk).first()
    if representative is None or request.POST.get("purpose") not in ConsentPurpose.values:
        raise Http404
    return act(
        request,
        lambda: casework.give_consent(
            representative=representative,
            purpose=ConsentPurpose(request.POST["purpose"]),
            how="in the portal",
            by=request.user,
        ),
        done=reverse("my_sharing"),
        said="Done. They can see it from now on.",
    )


@page(PageClass.PUBLIC)
@require_safe
def service(request):
    """What the service is, for whom, how to come to it and how to reach it, for anybody (T5.3)."""
    return render(request, "portal/service.html", {"services": public.services(clock.today())})


@page(PageClass.PUBLIC)
@require_safe
def service_easy_read(request):
    """The same, easy to read: one thought after another."""
    return render(request, "portal/service_easy_read.html", {"services": public.services(clock.today())})
