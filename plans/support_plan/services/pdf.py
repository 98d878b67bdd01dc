"""The PDF of a plan is requested by somebody and made by a task."""

import datetime
from uuid import UUID

from accounts.models import User
from core import documents, tasks_after_commit
from core.errors import NotPossible
from core.verbs import verb
from plans.enums import PlanState
from plans.models import PlanPdf, SupportPlan
from plans.support_plan import pdf

TASK = "plans.tasks.make_plan_pdf"


@verb
def request_pdf(*, plan: SupportPlan, kind: str, by: User | None) -> PlanPdf:
    """Request a PDF of `plan` in one of the three kinds. Requested again before it is made, it is made once."""
    if SupportPlan.objects.get_locked(plan.pk).state == PlanState.DRAFT:
        raise NotPossible("You can't print a draft. Share it with the person first.")
    plan_pdf, is_new = PlanPdf.objects.pending().get_or_create(plan=plan, kind=kind, defaults={"recorded_by": by})
    if is_new:
        tasks_after_commit.enqueue(TASK, str(plan_pdf.pk))
    return plan_pdf


@verb
def store_pdf(*, plan_pdf_id: UUID, by: User | None) -> bool:
    """Make and store a requested PDF, once (R59: not changed afterwards). Return True if it was made now.

    While a plan that was taken back is a draft, none is made.
    """
    plan_pdf = PlanPdf.objects.get_locked(plan_pdf_id)
    plan = SupportPlan.objects.get_locked(plan_pdf.plan_id)
    if plan_pdf.document_id or plan.state == PlanState.DRAFT:
        return False
    plan_pdf.document = documents.store_bytes(
        content=pdf.render(plan_pdf),
        file_name=pdf.file_name(plan_pdf),
        title="Support plan",
        content_type="application/pdf",
        by=by,
    )
    plan_pdf.save(update_fields=["document"])
    return True


def make_missing_pdfs(*, on: datetime.date) -> int:
    """Make every PDF that was requested and not made. Return how many were made. For the sweep."""
    return sum(store_pdf(plan_pdf_id=pk, by=None) for pk in PlanPdf.objects.pending().values_list("pk", flat=True))
