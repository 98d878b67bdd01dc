"""Timeline entries of risk assessments, for those who may read them on the person's record."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, timeline_source
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskAssessment, RiskDisclosure, RiskSignature

VERBS = {
    "begin": "started",
    "make live": "made live",
    "supersede": "replaced by a newer version",
    "drop": "discarded",
    "confirm": "reviewed: no change",
}


def _versions(individual: Individual, user: User) -> QuerySet[RiskAssessment]:
    person = Individual.objects.allowing(user, Permission.READ_RISK).filter(pk=individual.pk)
    return RiskAssessment.objects.visible_to(user).filter(individual__in=person)


def _changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    return StateChange.objects.of_records(_versions(individual, user))


def _change_entry(line: TimelineRow) -> Entry:
    title = f"Risk assessment, version {line.columns['version']} {VERBS[line.columns['verb']]}"
    return Entry(at=line.at, title=title, body=line.columns["reason"], by=line.by, href=_address(line))


def _signatures(individual: Individual, user: User) -> QuerySet[RiskSignature]:
    return RiskSignature.objects.visible_to(user).filter(assessment__in=_versions(individual, user).values("pk"))


def _signature_entry(line: TimelineRow) -> Entry:
    title = f"Risk assessment, version {line.columns['version']} read and signed"
    return Entry(at=line.at, title=title, by=line.by, href=_address(line))


def _disclosures(individual: Individual, user: User) -> QuerySet[RiskDisclosure]:
    return RiskDisclosure.objects.visible_to(user).filter(assessment__in=_versions(individual, user).values("pk"))


def _disclosure_entry(line: TimelineRow) -> Entry:
    columns = line.columns
    return Entry(
        at=line.at,
        title=f"Risk assessment, version {columns['version']} shared with the Council",
        body=f"{columns['asked_by']}, {columns['post']}. {DisclosureMethod(columns['how']).label}.",
        by=line.by,
        href=_address(line),
    )


def _address(line: TimelineRow) -> str:
    return reverse("person_risk", args=[line.person_id])


_version = RiskAssessment.objects.filter(pk=OuterRef("record_id")).values("version")

# The state changes of the versions, their signatures and their disclosures to the Council.
SOURCES = [
    timeline_source(
        _changes, _change_entry, at="recorded_at", verb="verb", reason="reason", version=Subquery(_version)
    ),
    timeline_source(_signatures, _signature_entry, at="signed_at", by="user", version=F("assessment__version")),
    timeline_source(
        _disclosures,
        _disclosure_entry,
        at="recorded_at",
        version=F("assessment__version"),
        asked_by="asked_by",
        post="asked_by_post",
        how="how",
    ),
]
