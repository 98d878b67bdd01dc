"""Timeline entries of transition plans."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from plans.models import TransitionPlan, TransitionSharing
from referrals.enums import Agency


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """Return when each transition plan that `user` may read was written, and with whom it was shared."""
    plans = TransitionPlan.objects.visible_to(user).filter(package__case__individual=individual)
    address = reverse("person_transition", args=[individual.pk])

    def written_entry(line: TimelineRow) -> Entry:
        return Entry(at=line.at, title="Transition plan written", by=line.by, href=address)

    def sharing_entry(line: TimelineRow) -> Entry:
        agency = Agency(line.columns["agency"]).label
        title = f"Transition plan shared with {agency}: {line.columns['shared_with']}"
        return Entry(at=line.at, title=title, by=line.by, href=address)

    sharings = TransitionSharing.objects.filter(plan__in=plans.values("pk"))
    return [
        timeline_source(plans, written_entry, at="recorded_at"),
        timeline_source(sharings, sharing_entry, at="recorded_at", agency="agency", shared_with="shared_with"),
    ]
