"""Timeline entries of exit plans."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, Line, Lines, lines
from plans.exit.enums import ExitParty
from plans.exit.models import ExitAgreement, ExitPlan


def entries(individual: Individual, user: User) -> list[Lines]:
    """Return when each exit plan that `user` may read was written, and who agreed it."""
    plans = ExitPlan.objects.visible_to(user).filter(package__case__individual=individual)
    address = reverse("person_exit", args=[individual.pk])

    def written_entry(line: Line) -> Entry:
        return Entry(at=line.at, title="Exit plan written", by=line.by, href=address)

    def agreement_entry(line: Line) -> Entry:
        party = ExitParty(line.columns["party"]).label
        title = f"Exit plan agreed. {party}: {line.columns['agreed_by']}"
        return Entry(at=line.at, title=title, by=line.by, href=address)

    agreements = ExitAgreement.objects.filter(plan__in=plans.values("pk"))
    return [
        lines(plans, written_entry, at="recorded_at"),
        lines(agreements, agreement_entry, at="recorded_at", party="party", agreed_by="agreed_by"),
    ]
