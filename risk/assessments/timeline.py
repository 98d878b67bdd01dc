"""What risk assessments bring to a person's timeline, for those who read them on the record."""

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from accounts.enums import Permission
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskAssessment, RiskDisclosure, RiskSignature

WORDS = {
    "begin": "begun",
    "put in force": "put in force",
    "supersede": "replaced by a newer one",
    "drop": "not taken further",
    "confirm": "looked at again, nothing changed",
}


def entries(individual, user) -> list[TimelineSource]:
    """Every move of the versions, each signature, and each time one was shown to the Council."""
    person = Individual.objects.allowing(user, Permission.READ_RISK).filter(pk=individual.pk)
    versions = RiskAssessment.objects.visible_to(user).filter(individual__in=person)
    version = RiskAssessment.objects.filter(pk=OuterRef("record_id")).values("version")
    href = reverse("person_risk", args=[individual.pk])

    def moved(line: TimelineRow) -> Entry:
        title = f"Risk assessment, version {line.columns['version']} {WORDS[line.columns['verb']]}"
        return Entry(at=line.at, title=title, body=line.columns["reason"], by=line.by, href=href)

    def signed(line: TimelineRow) -> Entry:
        title = f"Risk assessment, version {line.columns['version']} read and signed"
        return Entry(at=line.at, title=title, by=line.by, href=href)

    def shown(line: TimelineRow) -> Entry:
        columns = line.columns
        return Entry(
            at=line.at,
            title=f"Risk assessment, version {columns['version']} shown to the Council",
            body=f"{columns['asked_by']}, {columns['post']}. {DisclosureMethod(columns['how']).label}.",
            by=line.by,
            href=href,
        )

    signatures = RiskSignature.objects.visible_to(user).filter(assessment__in=versions.values("pk"))
    showings = RiskDisclosure.objects.visible_to(user).filter(assessment__in=versions.values("pk"))
    number = F("assessment__version")
    return [
        timeline_source(
            StateChange.objects.of_records(versions),
            moved,
            at="recorded_at",
            verb="verb",
            reason="reason",
            version=Subquery(version),
        ),
        timeline_source(signatures, signed, at="signed_at", by="user", version=number),
        timeline_source(
            showings, shown, at="recorded_at", version=number, asked_by="asked_by", post="asked_by_post", how="how"
        ),
    ]
