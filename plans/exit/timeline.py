"""Timeline entries of exit plans."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from plans.exit.enums import ExitParty
from plans.models import ExitAgreement, ExitPlan


def _plans(individual: Individual, user: User) -> QuerySet[ExitPlan]:
    return ExitPlan.objects.visible_to(user).filter(package__case__individual=individual)


def _written_entry(line: TimelineRow) -> Entry:
    return Entry(at=line.at, title="Exit plan written", by=line.by, href=_address(line))


def _agreements(individual: Individual, user: User) -> QuerySet[ExitAgreement]:
    return ExitAgreement.objects.filter(plan__in=_plans(individual, user).values("pk"))


def _agreement_entry(line: TimelineRow) -> Entry:
    party = ExitParty(line.columns["party"]).label
    title = f"Exit plan agreed. {party}: {line.columns['agreed_by']}"
    return Entry(at=line.at, title=title, by=line.by, href=_address(line))


def _address(line: TimelineRow) -> str:
    return reverse("person_exit", args=[line.person_id])


# When each exit plan was written, and who agreed it.
SOURCES = [
    timeline_source(_plans, _written_entry, at="recorded_at"),
    timeline_source(_agreements, _agreement_entry, at="recorded_at", party="party", agreed_by="agreed_by"),
]
