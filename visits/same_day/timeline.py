"""Same-day requests in a person's timeline."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from visits.models import SameDayRequest
from visits.same_day.enums import SameDayState


def _requests(individual: Individual, user: User) -> QuerySet[SameDayRequest]:
    return SameDayRequest.objects.visible_to(user).filter(package__case__individual=individual)


def _same_day_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title="Same-day request",
        body=line.columns["details"],
        by=line.by,
        href=reverse("same_day_request", args=[line.columns["id"]]),
        pill=SameDayState(line.columns["state"]),
    )


SOURCES = [
    timeline_source(_requests, _same_day_entry, at="requested_at", id="id", details="details", state="state"),
]
