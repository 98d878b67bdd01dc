"""Timeline entries of transition plans."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, Line, Lines, lines
from plans.transition.models import TransitionPlan, TransitionSharing
from referrals.enums import Agency


def entries(individual: Individual, user: User) -> list[Lines]:
    """Return when each transition plan that `user` may read was written, and with whom it was shared."""
    plans = TransitionPlan.objects.visible_to(user).filter(package__case__individual=individual)
    address = reverse("person_transition", args=[individual.pk])

    def written_entry(line: Line) -> Entry:
        return Entry(at=line.at, title="Transition plan written", by=line.by, href=address)

    def sharing_entry(line: Line) -> Entry:
        agency = Agency(line.columns["agency"]).label
        title = f"Transition plan shared with {agency}: {line.columns['shared_with']}"
        return Entry(at=line.at, title=title, by=line.by, href=address)

    sharings = TransitionSharing.objects.filter(plan__in=plans.values("pk"))
    return [
        lines(plans, written_entry, at="recorded_at"),
        lines(sharings, sharing_entry, at="recorded_at", agency="agency", shared_with="shared_with"),
    ]
