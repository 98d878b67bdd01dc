"""The person's plan: read in plain words or easy to read, spoken about, agreed or not."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from core import clock, documents, transitions
from design.form_view import form_page, post_action
from plans import services as plans
from plans.enums import AnswerMethod, PdfKind, PlanState, RatedBy
from plans.models import PlanPdf, SupportPlan
from plans.support_plan.differences import compare_versions
from plans.support_plan.easy_read import to_easy_read
from plans.support_plan.plan_view import load_plan_view, wants_ratings
from plans.support_plan.sections import Section
from portal.forms import AgreeForm, DeclineForm, RateOwnForm, SayForm
from portal.views.opening import goal_to_answer, me, my_plans, own, plan_to_answer

# The PDFs for the person; the full plan with its codes is for staff.
OWN_PDF_KINDS = (PdfKind.PLAIN, PdfKind.EASY_READ)


def _shown(request) -> SupportPlan | None:
    """The plan to agree first, else the one in force, else the newest."""
    plans_shown = my_plans(request)
    return plans_shown.offered().first() or plans_shown.in_force().first() or plans_shown.first()


@page(PageClass.PORTAL)
@require_safe
def my_plan(request):
    """The whole plan in plain words."""
    person = me(request)
    plan = _shown(request)
    wants = wants_ratings(person)
    page_context = {
        "person": person,
        "read": load_plan_view(plan) if plan else None,
        "to_agree": plan is not None and plan.state == PlanState.OFFERED,
        "may_rate": plan is not None and plan.state == PlanState.IN_FORCE,
        "may_say": plan is not None and plan.state in (PlanState.OFFERED, PlanState.IN_FORCE, PlanState.DECLINED),
        "before": _agreed_before(request, plan),
        "wants_ratings": wants,
        "shows_ratings": bool(wants),
        "pdfs": list(plan.pdfs.filter(kind__in=OWN_PDF_KINDS).select_related("document")[:4]) if plan else [],
        "kinds": OWN_PDF_KINDS,
    }
    return render(request, "portal/plan.html", page_context)


def _agreed_before(request, plan: SupportPlan | None) -> SupportPlan | None:
    """The last plan of the same run of support that the person agreed to, before this one."""
    if plan is None:
        return None
    agreed = my_plans(request).filter(package=plan.package_id, version__lt=plan.version, answered_on__isnull=False)
    return agreed.filter(state__in=[PlanState.IN_FORCE, PlanState.SUPERSEDED]).first()


@page(PageClass.PORTAL)
@require_safe
def easy_read(request):
    """The same plan with pictures, one thought a line."""
    person = me(request)
    plan = _shown(request)
    reading = load_plan_view(plan) if plan else None
    page_context = {
        "read": reading,
        "easy_plan": to_easy_read(reading, shows_ratings=bool(wants_ratings(person))) if reading else None,
        "to_agree": plan is not None and plan.state == PlanState.OFFERED,
    }
    return render(request, "portal/plan_easy_read.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def my_changes(request):
    """What is different from the plan agreed before, in words."""
    me(request)
    plan = _shown(request)
    before = _agreed_before(request, plan)
    changes = compare_versions(load_plan_view(before), load_plan_view(plan)) if plan and before else []
    return render(request, "portal/changes.html", {"changes": changes, "before": before})


def _say(request, form_class, *, at: str = "", **arguments):
    address = reverse("my_plan") + (f"#{at}" if at else "")
    return form_page(request, form_class, base="portal/base.html", success_url=address, back=address, **arguments)


@page(PageClass.PORTAL)
def comment(request, pk):
    plan = plan_to_answer(request, pk)
    return _say(
        request,
        SayForm,
        title="Say something about your plan",
        at="said",
        save=lambda data: plans.comment(plan=plan, words=data["words"], by=request.user),
        success_message="Thank you. Your worker can read it.",
    )


@page(PageClass.PORTAL)
def comment_section(request, pk, section):
    if section not in Section.values:
        raise Http404
    plan = plan_to_answer(request, pk)
    return _say(
        request,
        SayForm,
        title=f"Say something about “{Section(section).label}”",
        at=section,
        save=lambda data: plans.comment(plan=plan, section=section, words=data["words"], by=request.user),
        success_message="Thank you. Your worker can read it.",
    )


@page(PageClass.PORTAL)
def comment_goal(request, pk):
    wording = goal_to_answer(request, pk)
    return _say(
        request,
        SayForm,
        title=f"Say something about “{wording.words}”",
        at=f"goal-{wording.pk}",
        save=lambda data: plans.comment(plan=wording.plan, wording=wording, words=data["words"], by=request.user),
        success_message="Thank you. Your worker can read it.",
    )


@page(PageClass.PORTAL)
def rate_goal(request, pk):
    """The person says how a goal of theirs stands today."""
    wording = goal_to_answer(request, pk)
    return _say(
        request,
        RateOwnForm,
        title=f"“{wording.words}”",
        at=f"goal-{wording.pk}",
        save=lambda data: plans.rate(
            wording=wording, value=data["value"], rated_on=clock.today(), rated_by=RatedBy.PERSON, by=request.user
        ),
        success_message="Thank you. It is written down.",
    )


@page(PageClass.PORTAL)
def agree(request, pk):
    """The person agrees, with or without comments, and says how each goal stands now if they want to."""
    plan = plan_to_answer(request, pk)
    wordings = list(plan.goal_wordings.active().select_related("goal"))

    def save(data):
        values = {wording: data[f"rating_{wording.pk}"] for wording in wordings}
        ratings = {wording: value for wording, value in values.items() if value is not None}
        answer = {"words": data["words"], "ratings": ratings, "read_at": data["read_at"]}
        return plans.agree(plan=plan, how=AnswerMethod.PORTAL, by=request.user, **answer)

    return form_page(
        request,
        AgreeForm,
        title="Agree to my plan",
        template="portal/agree.html",
        base="portal/base.html",
        initial={"read_at": transitions.count(plan)},
        wordings=wordings,
        save=save,
        success_url=reverse("me"),
        back=reverse("my_plan"),
        success_message="You agreed to your plan. Agreeing does not share it with anybody new.",
    )


@page(PageClass.PORTAL)
def decline(request, pk):
    plan = plan_to_answer(request, pk)
    return _say(
        request,
        DeclineForm,
        title="I do not agree with this plan yet",
        initial={"read_at": transitions.count(plan)},
        save=lambda data: plans.decline(plan=plan, how=AnswerMethod.PORTAL, by=request.user, **data),
        success_message="Your worker is told, and will talk with you about it.",
    )


@page(PageClass.PORTAL)
@require_POST
def set_rating_preference(request):
    """Whether the person wants to see how their ratings change."""
    person = me(request)
    return post_action(
        request,
        lambda: plans.set_rating_preference(
            individual=person, wants_ratings=request.POST.get("wants") == "yes", by=request.user
        ),
        success_url=reverse("my_plan") + "#goals",
        success_message="Thank you. You can change this whenever you like.",
    )


@page(PageClass.PORTAL)
@require_POST
def request_pdf(request, pk, kind):
    """Have one's plan made into a PDF to keep or print."""
    if kind not in OWN_PDF_KINDS:
        raise Http404
    plan = plan_to_answer(request, pk)
    return post_action(
        request,
        lambda: plans.request_pdf(plan=plan, kind=kind, by=request.user),
        success_url=reverse("my_plan") + "#pdf",
        success_message="It is being made. Look again in a moment.",
    )


@page(PageClass.PORTAL)
@require_safe
def pdf(request, pk):
    """One's own plan as PDF."""
    pdfs = PlanPdf.objects.filter(kind__in=OWN_PDF_KINDS, document__isnull=False).select_related("document")
    return documents.respond(own(request, pdfs.exclude(plan__state=PlanState.DRAFT), Permission.READ_OWN, pk).document)
