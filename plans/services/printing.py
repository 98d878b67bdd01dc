"""A plan is put on paper when somebody asks, by a task."""

from core import documents, doorbell
from core.errors import NotPossible
from core.verbs import verb
from plans import papers
from plans.enums import PlanState
from plans.models import PlanPaper, SupportPlan

TASK = "plans.tasks.make_paper"


@verb
def ask_for_paper(*, plan: SupportPlan, kind: str, by) -> PlanPaper:
    """Have `plan` put on paper in one of the three ways. Asked twice before it is made, it is made once."""
    if SupportPlan.objects.locked(plan.pk).state == PlanState.DRAFT:
        raise NotPossible("A draft is not put on paper. Give it to the person to read first.")
    paper, made = PlanPaper.objects.unmade().get_or_create(plan=plan, kind=kind, defaults={"recorded_by": by})
    if made:
        doorbell.ring(TASK, str(paper.pk))
    return paper


@verb
def keep_paper(*, paper_id, by) -> bool:
    """Make and keep a paper that was asked for, once; whether it was made now (R59: kept as it was then).

    Of a plan that was taken back meanwhile none is made until it is offered again.
    """
    paper = PlanPaper.objects.locked(paper_id)
    plan = SupportPlan.objects.locked(paper.plan_id)
    if paper.document_id or plan.state == PlanState.DRAFT:
        return False
    paper.document = documents.keep_bytes(
        content=papers.render(paper),
        file_name=papers.file_name(paper),
        title="Support plan",
        content_type="application/pdf",
        by=by,
    )
    paper.save(update_fields=["document"])
    return True


def make_missing_papers(*, on) -> int:
    """The sweep: every paper that was asked for and not made; how many were made."""
    return sum(keep_paper(paper_id=pk, by=None) for pk in PlanPaper.objects.unmade().values_list("pk", flat=True))
