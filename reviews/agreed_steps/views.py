"""Recording that what a review agreed is not needed, and withdrawing it."""

from uuid import UUID

from django.http import Http404, HttpResponse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from design.forms import ReasonForm
from reviews import services
from reviews.agreed_steps.enums import AgreedStep
from reviews.agreed_steps.services import why_not_dropped
from reviews.models import Review, StepNotNeeded


@page(PageClass.PERSON_MANAGE)
def drop_step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """Record why a step that the review agreed is not needed."""
    if step not in AgreedStep:
        raise Http404
    agreed = AgreedStep(step)
    review: Review = open_record(request, Review, Permission.ALLOCATE, pk)
    return record_form(
        request,
        review,
        ReasonForm,
        active_tab="reviews",
        title=f"{agreed.label}: record that it is not needed",
        label="Why it is not needed, or what was done instead",
        help_text="It is then not due any more. Staff read the reason beside the review.",
        submit_label="Save",
        closed=why_not_dropped(review, agreed),
        save=lambda data: services.drop_agreed_step(review=review, step=agreed, by=request.user, **data),
        success_message="Saved. It is not due any more.",
    )


@page(PageClass.PERSON_MANAGE)
def resume_step(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw that a step is not needed."""
    dropped: StepNotNeeded = open_record(request, StepNotNeeded.with_struck, Permission.ALLOCATE, pk)
    return record_form(
        request,
        dropped,
        ReasonForm,
        active_tab="reviews",
        title=f"Withdraw: {dropped.get_step_display().lower()} not needed",
        label="What was wrong",
        help_text="It is then due again. What was recorded stays on file.",
        submit_label="Withdraw",
        save=lambda data: services.resume_agreed_step(dropped=dropped, by=request.user, **data),
        success_message="Withdrawn. It is due again.",
    )
