"""The first page and the visits in easy read: whole sentences, one a line, each with a picture that fits it."""

from collections.abc import Iterable

from core import clock
from design import formatting
from reviews.models import Review
from visits.models import PlannedVisit

Line = tuple[str, str]  # the picture's name, and the sentence
DOES = {"face to face": "comes to see you", "telephone": "rings you", "video": "has a video call with you"}
PICTURE = {"face to face": "people", "telephone": "phone", "video": "computer", "text": "phone"}


def visit_lines(visit: PlannedVisit) -> list[Line]:
    """Return the sentences about one visit: the day, the time, who comes, and whether they are late."""
    does = DOES.get(visit.kind, "texts you")
    lines = [
        ("calendar", f"The day is {formatting.long_day(visit.local_on)}."),
        ("clock", f"The time is {formatting.spoken_time(visit.starts_at)}."),
        (PICTURE.get(visit.kind, "people"), f"{visit.worker.user.full_name} {does}."),
    ]
    if visit.is_running_late:
        lines.append(("clock", f"We are late. It is about {visit.late_minutes} minutes."))
    return lines


def easy_visits(visits: Iterable[PlannedVisit]) -> list[tuple[PlannedVisit, list[Line]]]:
    """Return each visit with its sentences."""
    return [(visit, visit_lines(visit)) for visit in visits]


def review_lines(review: Review) -> list[Line]:
    """Return the sentences about a review: the day, the time, where, and who is asked to come; none without a day."""
    if review.meets_at is None:
        return []
    lines = [
        ("calendar", f"You have a review on {formatting.long_day(review.meets_at)}."),
        ("clock", f"The time is {formatting.spoken_time(review.meets_at)}."),
    ]
    if review.meeting_kind:
        lines.append(("people", review.meeting_to_person))
    if review.everybody_invited:
        lines.append(("people", f"We ask these people to come: {review.everybody_invited}"))
    lines.append(("talk", "Tell us if another day is better for you."))
    return lines


def home_lines(
    next_visit: PlannedVisit | None,
    *,
    reviews: Iterable[Review],
    has_offer: bool,
    has_plan: bool,
    is_declined: bool,
) -> list[Line]:
    """Return the sentences of the first page about the next visit, reviews with a date and the plan."""
    lines: list[Line] = []
    if next_visit is None:
        lines.append(("calendar", "No visit is planned now."))
    else:
        day = "today" if next_visit.local_on == clock.today() else f"on {formatting.long_day(next_visit.local_on)}"
        lines.append(("calendar", f"Your next visit is {day}."))
        lines += visit_lines(next_visit)[1:]
    lines += [line for review in reviews for line in review_lines(review)]
    if has_offer:
        lines += [("look", "A new plan is here for you to read."), ("talk", "You can tell us if something is wrong.")]
    elif is_declined:
        lines += [("talk", "You said not yet to your new plan."), ("people", "Your worker talks with you about it.")]
    elif not has_plan:
        lines.append(("write", "You and your worker will write your plan together."))
    return lines
