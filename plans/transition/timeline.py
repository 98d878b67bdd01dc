"""Timeline entries of transition plans."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from plans.models import TransitionPlan, TransitionSharing
from referrals.enums import Agency


def _plans(individual: Individual, user: User) -> QuerySet[TransitionPlan]:
    return TransitionPlan.objects.visible_to(user).filter(package__case__individual=individual)


def _written_entry(line: TimelineRow) -> Entry:
    return Entry(at=line.at, title="Transition plan written", by=line.by, href=_address(line))


def _sharings(individual: Individual, user: User) -> QuerySet[TransitionSharing]:
    return TransitionSharing.objects.filter(plan__in=_plans(individual, user).values("pk"))


def _sharing_entry(line: TimelineRow) -> Entry:
    agency = Agency(line.columns["agency"]).label
    title = f"Transition plan shared with {agency}: {line.columns['shared_with']}"
    return Entry(at=line.at, title=title, by=line.by, href=_address(line))


def _address(line: TimelineRow) -> str:
    return reverse("person_transition", args=[line.person_id])


# When each transition plan was written, and with whom it was shared.
SOURCES = [
    timeline_source(_plans, _written_entry, at="recorded_at"),
    timeline_source(_sharings, _sharing_entry, at="recorded_at", agency="agency", shared_with="shared_with"),
]
