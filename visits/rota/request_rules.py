"""When somebody can ask to move or cancel a visit or say that they come late, and where a request is answered."""

from django.urls import reverse

from contracts.service_hours import read_by
from core import clock
from design import formatting
from plans.comments.answer_pages import answered_on
from plans.models import Comment
from visits.models import PlannedVisit, VisitRequest

ALREADY_ASKED = "There is a request about this visit already. Answer that one first."
ALREADY_ASKED_TO_PERSON = "You asked already. We have not answered yet."
LATE_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)


def why_not_asked(planned: PlannedVisit) -> str:
    """Return why nobody can ask to move or cancel the visit any more; "" where they can."""
    if not planned.is_planned:
        return "This visit is not planned any more."
    if planned.has_begun:
        return "This visit has started. Please call us."
    return ALREADY_ASKED if planned.requests.filter(outcome="").exists() else ""


def why_person_cannot_ask(planned: PlannedVisit) -> str:
    """Return the same in words towards the person."""
    reason = why_not_asked(planned)
    return ALREADY_ASKED_TO_PERSON if reason == ALREADY_ASKED else reason


def is_soon(planned: PlannedVisit) -> bool:
    """Return whether the visit may begin before anybody reads what is asked about it now."""
    return planned.starts_at <= read_by(planned.package.terms_on(clock.today()), clock.now())


def about_visit(planned: PlannedVisit) -> str:
    """Return what the messages are about, as "the visit on Tuesday 1 December at 10am"."""
    return f"the visit on {formatting.long_day(planned.local_on)} at {formatting.spoken_time(planned.starts_at)}"


def why_not_late(planned: PlannedVisit) -> str:
    """Return why nobody can say any more, or yet, that its worker comes late; "" where they can."""
    is_now = planned.is_planned and planned.local_on == clock.today() and planned.arrived_at is None
    if not is_now:
        return "You can say this on the day of the visit, before you arrive."
    is_held = PlannedVisit.objects.with_holds().filter(pk=planned.pk, is_held=True).exists()
    return "Support is on hold that day, so no one expects this visit." if is_held else ""


@answered_on
def page_of_request(comment: Comment) -> str:
    """Return the page on which the request that `comment` belongs to is answered; "" without one that waits."""
    visit_request = VisitRequest.objects.filter(message=comment, outcome="").first()
    return reverse("visit_request", args=[visit_request.pk]) if visit_request else ""
