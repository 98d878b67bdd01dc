"""Timeline entries of risk assessments, for those who may read them on the person's record."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskAssessment, RiskDisclosure, RiskSignature

VERBS = {
    "begin": "started",
    "make live": "made live",
    "supersede": "replaced by a newer version",
    "drop": "discarded",
    "confirm": "reviewed: no change",
}


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """Return the state changes of the versions, their signatures and their disclosures to the Council."""
    person = Individual.objects.allowing(user, Permission.READ_RISK).filter(pk=individual.pk)
    versions = RiskAssessment.objects.visible_to(user).filter(individual__in=person)
    href = reverse("person_risk", args=[individual.pk])
    return [_changes(versions, href), _signatures(versions, user, href), _disclosures(versions, user, href)]


def _changes(versions: QuerySet[RiskAssessment], href: str) -> TimelineSource:
    version = RiskAssessment.objects.filter(pk=OuterRef("record_id")).values("version")

    def to_entry(line: TimelineRow) -> Entry:
        title = f"Risk assessment, version {line.columns['version']} {VERBS[line.columns['verb']]}"
        return Entry(at=line.at, title=title, body=line.columns["reason"], by=line.by, href=href)

    changes = StateChange.objects.of_records(versions)
    return timeline_source(changes, to_entry, at="recorded_at", verb="verb", reason="reason", version=Subquery(version))


def _signatures(versions: QuerySet[RiskAssessment], user: User, href: str) -> TimelineSource:
    def to_entry(line: TimelineRow) -> Entry:
        title = f"Risk assessment, version {line.columns['version']} read and signed"
        return Entry(at=line.at, title=title, by=line.by, href=href)

    signatures = RiskSignature.objects.visible_to(user).filter(assessment__in=versions.values("pk"))
    return timeline_source(signatures, to_entry, at="signed_at", by="user", version=F("assessment__version"))


def _disclosures(versions: QuerySet[RiskAssessment], user: User, href: str) -> TimelineSource:
    def to_entry(line: TimelineRow) -> Entry:
        columns = line.columns
        return Entry(
            at=line.at,
            title=f"Risk assessment, version {columns['version']} shared with the Council",
            body=f"{columns['asked_by']}, {columns['post']}. {DisclosureMethod(columns['how']).label}.",
            by=line.by,
            href=href,
        )

    disclosures = RiskDisclosure.objects.visible_to(user).filter(assessment__in=versions.values("pk"))
    return timeline_source(
        disclosures,
        to_entry,
        at="recorded_at",
        version=F("assessment__version"),
        asked_by="asked_by",
        post="asked_by_post",
        how="how",
    )
