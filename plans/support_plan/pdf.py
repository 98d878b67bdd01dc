"""A support plan as PDF, in one of three kinds, with what it says on the day it is made."""

from typing import Any

from accounts.models import User
from casework.access_needs.enums import NeedKind
from casework.models import AccessNeed, Individual
from casework.people.safety_facts import facts_of
from contracts.posts import is_staff
from design import pdf
from plans.enums import PdfKind
from plans.models import PlanPdf, SupportPlan
from plans.support_plan.easy_read import to_easy_read
from plans.support_plan.plan_view import load_plan_view, wants_ratings

TEMPLATES = {
    PdfKind.FULL: "plans/support_plan/plan.pdf.html",
    PdfKind.PLAIN: "plans/support_plan/plain.pdf.html",
    PdfKind.EASY_READ: "plans/support_plan/easy_read.pdf.html",
}


def kinds_for(user: User, individual: Individual) -> list[PdfKind]:
    """Return the kinds of PDF of the person's plans that `user` may read.

    The person's own copies say in which format they need information. Users of the Council read these copies only if
    the person shares their needs, or never needed a format.
    """
    if is_staff(user) or facts_of(individual).are_needs_shared:
        return list(PdfKind)
    people = Individual.objects.same_person(individual)
    formats = AccessNeed.with_struck.filter(individual__in=people, relationship=None, kind=NeedKind.FORMAT)
    return [PdfKind.FULL] if formats.exists() else list(PdfKind)


def context(plan: SupportPlan) -> dict[str, Any]:
    """Return what the template needs. The person's own PDFs show ratings only where the person wants to see them, and
    say in which format they need information (R66).
    """
    plan_view, individual = load_plan_view(plan), plan.package.case.individual
    shows_ratings = bool(wants_ratings(individual))
    return {
        "plan_view": plan_view,
        "easy_plan": to_easy_read(plan_view, shows_ratings=shows_ratings),
        "individual": individual,
        "contract": plan.package.case.contract,
        "shows_ratings": shows_ratings,
        "formats": [need.text for need in facts_of(individual).own_needs if need.kind == NeedKind.FORMAT],
    }


def render(plan_pdf: PlanPdf) -> bytes:
    """Return the tagged PDF, dated when it was requested."""
    plan = SupportPlan.objects.select_related("package__case__individual", "package__case__contract").get(
        pk=plan_pdf.plan_id
    )
    kind = PdfKind(plan_pdf.kind)
    return pdf.render(
        TEMPLATES[kind],
        context(plan),
        title=f"Support plan, version {plan.version} ({kind.label.lower()})",
        created_on=plan_pdf.recorded_at,
    )


def file_name(plan_pdf: PlanPdf) -> str:
    """Return the name of the file: which plan and kind, without the person's name."""
    return f"support-plan-{plan_pdf.plan.package.reference}-{plan_pdf.plan.version}-{plan_pdf.kind}.pdf"
