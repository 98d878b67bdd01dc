"""Timeline entries of exit plans."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from plans.exit.enums import ExitParty
from plans.models import ExitAgreement, ExitPlan


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """Return when each exit plan that `user` may read was written, and who agreed it."""
    plans = ExitPlan.objects.visible_to(user).filter(package__case__individual=individual)
    address = reverse("person_exit", args=[individual.pk])

    def written_entry(line: TimelineRow) -> Entry:
        return Entry(at=line.at, title="Exit plan written", by=line.by, href=address)

    def agreement_entry(line: TimelineRow) -> Entry:
        party = ExitParty(line.columns["party"]).label
        title = f"Exit plan agreed. {party}: {line.columns['agreed_by']}"
        return Entry(at=line.at, title=title, by=line.by, href=address)

    agreements = ExitAgreement.objects.filter(plan__in=plans.values("pk"))
    return [
        timeline_source(plans, written_entry, at="recorded_at"),
        timeline_source(agreements, agreement_entry, at="recorded_at", party="party", agreed_by="agreed_by"),
    ]
