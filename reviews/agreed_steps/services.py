"""A manager decides that what a review agreed is not needed."""

from accounts.models import User
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb
from reviews.agreed_steps.enums import AgreedStep
from reviews.agreed_steps.models import REASON_MISSING
from reviews.agreed_steps.rules import agreed_steps
from reviews.models import Review, StepNotNeeded

NOT_AGREED = "The review did not agree this."
ALREADY_DROPPED = "It is already recorded that this is not needed."


def why_not_dropped(review: Review, step: AgreedStep) -> str:
    """Return why nobody can record that the step is not needed; "" if they can."""
    if step not in agreed_steps(review):
        return NOT_AGREED
    return ALREADY_DROPPED if StepNotNeeded.objects.filter(review=review, step=step).exists() else ""


@verb
def drop_agreed_step(*, review: Review, step: AgreedStep, reason: str, by: User) -> StepNotNeeded:
    """Record why a step that the review agreed is not needed, or that it was done in another way. It is not due then.

    Raises NotPossible for a step that the review did not agree, and a second time; Refused without a reason.
    """
    review = Review.objects.get_locked(review.pk)
    if why_not := why_not_dropped(review, step):
        raise NotPossible(why_not)
    if not reason.strip():
        raise Refused(REASON_MISSING, field="reason")
    return StepNotNeeded.objects.create(review=review, step=step, reason=reason.strip(), recorded_by=by)


@verb
def resume_agreed_step(*, dropped: StepNotNeeded, reason: str, by: User) -> StepNotNeeded:
    """Withdraw that a step is not needed: it is due again, on the day on which it was. Raises as `strike_row`."""
    return strike_row(dropped, by=by, reason=reason)
