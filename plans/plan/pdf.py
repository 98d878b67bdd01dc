"""A support plan on paper, in one of three ways, as it stands on the day it is made."""

from design import pdf
from plans.enums import PdfKind
from plans.models import PlanPdf, SupportPlan
from plans.plan.easy_read import easy
from plans.plan.plan_view import load_plan_view, wants_ratings

TEMPLATES = {
    PdfKind.FULL: "plans/plan.pdf.html",
    PdfKind.PLAIN: "plans/plain.pdf.html",
    PdfKind.EASY_READ: "plans/easy_read.pdf.html",
}


def context(plan: SupportPlan) -> dict:
    """What the paper shows. The person's own papers show ratings only where the person wants to see them."""
    reading, individual = load_plan_view(plan), plan.package.case.individual
    shows_ratings = bool(wants_ratings(individual))
    return {
        "read": reading,
        "easy": easy(reading, shows_ratings=shows_ratings),
        "individual": individual,
        "contract": plan.package.case.contract,
        "shows_ratings": shows_ratings,
    }


def render(paper: PlanPdf) -> bytes:
    """The tagged PDF, dated when it was asked for."""
    plan = SupportPlan.objects.select_related("package__case__individual", "package__case__contract").get(
        pk=paper.plan_id
    )
    kind = PdfKind(paper.kind)
    return pdf.render(
        TEMPLATES[kind],
        context(plan),
        title=f"Support plan, version {plan.version}: {kind.label.lower()}",
        created_on=paper.recorded_at,
    )


def file_name(paper: PlanPdf) -> str:
    """The name of the file: which plan and way, never whose."""
    return f"support-plan-{paper.plan.package.reference}-{paper.plan.version}-{paper.kind}.pdf"
