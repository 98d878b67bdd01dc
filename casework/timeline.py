"""The entries of packages, hospital stays and allocations on a person's timeline."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from casework.enums import AgeLimitOutcome, AllocationKind, EndReason
from casework.models import AgeLimitDecision, Allocation, HospitalSpell, Individual, Question, SupportPackage
from core import clock
from core.models import StateChange
from core.sql import LondonMorning
from core.timeline import Entry, TimelineRow, timeline_source


def _packages(individual: Individual, user: User) -> QuerySet[SupportPackage]:
    return SupportPackage.objects.visible_to(user).filter(case__individual=individual)


def _package_changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    return StateChange.objects.of_records(_packages(individual, user))


def _spells(individual: Individual, user: User) -> QuerySet[HospitalSpell]:
    return HospitalSpell.objects.filter(individual=individual)


def _discharges(individual: Individual, user: User) -> QuerySet[HospitalSpell]:
    return _spells(individual, user).filter(discharged_on__isnull=False)


def _allocations(individual: Individual, user: User) -> QuerySet[Allocation]:
    return Allocation.objects.filter(package__in=_packages(individual, user).values("pk"))


def _limit_decisions(individual: Individual, user: User) -> QuerySet[AgeLimitDecision]:
    return AgeLimitDecision.objects.filter(package__in=_packages(individual, user).values("pk"))


def _limit_entry(row: TimelineRow) -> Entry:
    outcome = AgeLimitOutcome(row.columns["outcome"]).label
    title = f"Agreed for the age limit, with {row.columns['agreed_with']}: {outcome[0].lower()}{outcome[1:]}"
    return Entry(at=row.at, title=title, body=row.columns["note"], by=row.by)


def _package_entry(row: TimelineRow) -> Entry:
    package = row.columns["package"]
    if row.columns["verb"] == "end allocation":
        title = "A worker's allocation ended"
    elif row.columns["verb"] == "withdraw allocation":
        title = "A worker's allocation was withdrawn: it was recorded by mistake"
    elif row.columns["verb"] == "undo ending":
        title = "The end of support was undone: it was recorded by mistake"
    elif row.columns["state"] == "ended":
        reason = f": {EndReason(package['end_reason']).label.lower()}" if package["end_reason"] else ""
        title = f"Support ended{reason}"
    else:
        title = f"Support package {package['reference']} opened in {package['contract']}"
    return Entry(at=row.at, title=title, body=row.columns["reason"], by=row.by)


def _admission_entry(row: TimelineRow) -> Entry:
    struck = row.columns["struck"]
    title = f"Admitted to {row.columns['hospital']} on {row.day('on'):%-d %B %Y}"
    return Entry(at=row.at, title=title, body=struck, by=row.by, is_error=bool(struck))


def _discharge_entry(row: TimelineRow) -> Entry:
    struck = row.columns["struck"]
    title = f"Discharged from {row.columns['hospital']}"
    return Entry(at=clock.day_of(row.at), title=title, body=struck, by=row.by, is_error=bool(struck))


def _allocation_entry(row: TimelineRow) -> Entry:
    kind = AllocationKind(row.columns["kind"])
    role = "covering" if kind == AllocationKind.COVER else kind.label.lower()
    return Entry(at=row.at, title=f"{row.columns['worker']} is {role} from {row.day('on'):%-d %B %Y}", by=row.by)


def _questions(individual: Individual, user: User) -> QuerySet[Question]:
    return Question.objects.visible_to(user).filter(package__case__individual=individual)


def _answers(individual: Individual, user: User) -> QuerySet[Question]:
    return _questions(individual, user).filter(met_on__isnull=False)


def _question_entry(row: TimelineRow) -> Entry:
    asker = row.columns["asked_by"] or row.columns["asked_by_name"]
    return Entry(at=row.at, title=f"{asker} asked a question", body=row.columns["words"], by=row.by)


def _answer_entry(row: TimelineRow) -> Entry:
    return Entry(at=row.at, title="A question was answered", body=row.columns["answer"], by=row.by)


_package = SupportPackage.objects.filter(pk=OuterRef("record_id"))
_package_columns = JSONObject(reference="reference", contract="case__contract__name", end_reason="end_reason")

# Packages opened and ended, hospital stays and workers allocated.
SOURCES = [
    timeline_source(
        _questions,
        _question_entry,
        at="recorded_at",
        asked_by="asked_by__full_name",
        asked_by_name="asked_by_name",
        words="words",
    ),
    timeline_source(_answers, _answer_entry, at="answered_at", by="answered_by", answer="answer"),
    timeline_source(
        _package_changes,
        _package_entry,
        at="recorded_at",
        verb="verb",
        state="to_state",
        reason="reason",
        package=Subquery(_package.values(columns=_package_columns)),
    ),
    timeline_source(
        _spells, _admission_entry, at="recorded_at", hospital="hospital", on="admitted_on", struck="struck_reason"
    ),
    timeline_source(
        _discharges,
        _discharge_entry,
        at=LondonMorning(F("discharged_on")),
        hospital="hospital",
        struck="struck_reason",
    ),
    timeline_source(
        _limit_decisions,
        _limit_entry,
        at="recorded_at",
        outcome="outcome",
        agreed_with="agreed_with",
        note="note",
    ),
    timeline_source(
        _allocations,
        _allocation_entry,
        at="recorded_at",
        worker="worker__user__full_name",
        kind="kind",
        on="from_on",
    ),
]
