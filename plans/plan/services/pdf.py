"""A plan is put on paper when somebody asks, by a task."""

from core import documents, tasks_after_commit
from core.errors import NotPossible
from core.verbs import verb
from plans.enums import PlanState
from plans.models import PlanPdf, SupportPlan
from plans.plan import pdf as plan_pdf

TASK = "plans.tasks.make_paper"


@verb
def request_pdf(*, plan: SupportPlan, kind: str, by) -> PlanPdf:
    """Have `plan` put on paper in one of the three ways. Asked twice before it is made, it is made once."""
    if SupportPlan.objects.get_locked(plan.pk).state == PlanState.DRAFT:
        raise NotPossible("A draft is not put on paper. Give it to the person to read first.")
    paper, made = PlanPdf.objects.unmade().get_or_create(plan=plan, kind=kind, defaults={"recorded_by": by})
    if made:
        tasks_after_commit.enqueue(TASK, str(paper.pk))
    return paper


@verb
def store_pdf(*, paper_id, by) -> bool:
    """Make and keep a paper that was asked for, once; whether it was made now (R59: kept as it was then).

    Of a plan that was taken back meanwhile none is made until it is offered again.
    """
    paper = PlanPdf.objects.get_locked(paper_id)
    plan = SupportPlan.objects.get_locked(paper.plan_id)
    if paper.document_id or plan.state == PlanState.DRAFT:
        return False
    paper.document = documents.store_bytes(
        content=plan_pdf.render(paper),
        file_name=plan_pdf.file_name(paper),
        title="Support plan",
        content_type="application/pdf",
        by=by,
    )
    paper.save(update_fields=["document"])
    return True


def make_missing_pdfs(*, on) -> int:
    """The sweep: every paper that was asked for and not made; how many were made."""
    return sum(store_pdf(paper_id=pk, by=None) for pk in PlanPdf.objects.unmade().values_list("pk", flat=True))
