"""The PDF of a plan is requested by somebody and made by a task."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from core import document_making, documents
from core.document_making import DocumentKind
from core.errors import NotPossible
from core.verbs import verb
from plans.enums import UNSHARED_STATES
from plans.models import PlanPdf, SupportPlan
from plans.support_plan import pdf


@verb
def request_pdf(*, plan: SupportPlan, kind: str, by: User | None) -> PlanPdf:
    """Request a PDF of `plan` in one of the three kinds. Requested again before it is made, it is made once."""
    if SupportPlan.objects.get_locked(plan.pk).state in UNSHARED_STATES:
        raise NotPossible("You can't print a draft. Share it with the person first.")
    plan_pdf, is_new = PlanPdf.objects.pending().get_or_create(plan=plan, kind=kind, defaults={"recorded_by": by})
    if is_new:
        document_making.ask_for(PLAN_PDF, str(plan_pdf.pk))
    return plan_pdf


@dataclass(frozen=True)
class RenderedPlan:
    """The PDF of a plan, and the state and revision of the plan that it shows."""

    content: bytes
    state: str
    revision: int


def _missing(on: date) -> list[str]:
    """Return the PDFs that were requested and not made. While a plan that was taken back is a draft, none is made."""
    waiting = PlanPdf.objects.pending().exclude(plan__state__in=UNSHARED_STATES).order_by("recorded_at")
    return [str(pk) for pk in waiting.values_list("pk", flat=True)]


def _render(key: str) -> RenderedPlan | None:
    plan_pdf = PlanPdf.objects.select_related("plan").get(pk=key)
    plan = plan_pdf.plan
    if plan_pdf.document_id or plan.state in UNSHARED_STATES:
        return None
    return RenderedPlan(pdf.render(plan_pdf), plan.state, plan.revision)


@verb
def _store(*, key: str, rendered: RenderedPlan, by: User | None) -> bool:
    """Store a requested PDF, once (R59: not changed afterwards), unless the plan has changed since it was rendered."""
    plan_pdf = PlanPdf.objects.get_locked(UUID(key))
    plan = SupportPlan.objects.get_locked(plan_pdf.plan_id)
    if plan_pdf.document_id or (plan.state, plan.revision) != (rendered.state, rendered.revision):
        return False
    plan_pdf.document = documents.store_bytes(
        content=rendered.content,
        file_name=pdf.file_name(plan_pdf),
        title="Support plan",
        content_type="application/pdf",
        by=by,
    )
    plan_pdf.save(update_fields=["document"])
    return True


def _reference(key: str) -> str:
    plan_pdf = PlanPdf.objects.select_related("plan__package").get(pk=key)
    return f"{plan_pdf.plan.package.reference}, version {plan_pdf.plan.version}"


PLAN_PDF = document_making.register(
    DocumentKind(
        key="plan",
        label="PDF of a support plan",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_reference,
    )
)


def make_pdf(*, plan_pdf_id: UUID) -> bool:
    """Make and store a requested PDF now. Return True if it was made now."""
    return document_making.make(PLAN_PDF, str(plan_pdf_id))
