"""What changed about a person since an instant, in a few lines at the top of their record.

The keyworker reads what changed since the last update, staff what changed since they last opened the record. Everything
is counted by the database, and only what the user may read: counts of visits, and never their notes.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateTimeField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.access.person_rights import PersonRights
from casework.consent.enums import ConsentAnswer
from casework.duties import PersonDuty
from casework.models import (
    Address,
    Allocation,
    ConsentDecision,
    ContactPoint,
    HospitalSpell,
    Individual,
    Question,
    RecordAccess,
    Relationship,
    SupportPackage,
    WeeklyHours,
)
from casework.particulars.enums import ContactSafety
from core import clock
from core.duties import kinds
from core.history import history_of
from core.models import StateChange
from core.sql import LondonDay
from design import formatting
from plans.enums import PlanState
from plans.models import Comment, Goal, GoalRating, SupportPlan
from reviews.models import KeyworkerUpdate
from risk.assessments.enums import RiskAssessmentState
from risk.models import RiskAssessment
from visits.enums import CANCELLED, NOT_ENGAGED, VisitOutcome
from visits.models import Alert, Visit

# Since when, for somebody who has not opened the record before: who covers, or is new.
FIRST_TIME_DAYS = 28


@dataclass(frozen=True)
class ChangeLine:
    """One line, and the page that has more; "" where there is none that the reader may open."""

    text: str
    href: str


@dataclass(frozen=True)
class Changes:
    """The lines, and since when they are. None: nothing has changed."""

    since: str
    lines: list[ChangeLine]


def changes_since_update(package: SupportPackage, user: User) -> Changes:
    """Return what changed since the last keyworker update was sent, or else since support began."""
    individual = package.case.individual
    sent = KeyworkerUpdate.objects.filter(package=package, submitted_at__isnull=False)
    sent_at = sent.order_by("-submitted_at").values_list("submitted_at", flat=True).first()
    from_on = clock.day_of(sent_at) if sent_at else package.last_update_on
    words = "the last update" if from_on else "support began"
    since = from_on or package.starts_on
    from_at = Value(sent_at or clock.start_of(since), output_field=DateTimeField())
    counts = _counts(individual, user, from_at).get()
    return Changes(f"Since {words}, {formatting.day(since)}", _lines(individual, counts, is_summary=True))


def changes_since_opened(rights: PersonRights) -> Changes:
    """Return what others entered since the user of `rights` last opened the record before today.

    Somebody who has not opened it before reads what changed in the last four weeks.
    """

    def build(individual: Individual, user: User) -> QuerySet[Any, Any]:
        first_at = Value(clock.start_of(clock.today() - datetime.timedelta(days=FIRST_TIME_DAYS)))
        opened_at = Subquery(_opened_before_today(individual, user))
        rows = _counts(individual, user, Coalesce(opened_at, first_at, output_field=DateTimeField()))
        return rows.values_list(opened_at, *COUNTS)

    opened_at, *values = rights.rows("since opened", build)[0]
    lines = _lines(rights.individual, dict(zip(COUNTS, values, strict=True)), is_summary=False)
    if opened_at is None:
        return Changes("From others in the last four weeks", lines)
    return Changes(f"From others since you last opened this record, {formatting.day(clock.day_of(opened_at))}", lines)


def _opened_before_today(individual: Individual, user: User) -> QuerySet[RecordAccess, Any]:
    """Return the instant at which `user` last opened a page of the person's record before today."""
    records = Individual.objects.same_person(individual).values("pk")
    before = RecordAccess.objects.filter(
        individual__in=records, recorded_by=user, recorded_at__lt=clock.start_of(clock.today())
    )
    return before.order_by("-recorded_at").values("recorded_at")[:1]


PERSON = "package__case__individual"


@dataclass(frozen=True)
class _Scope:
    """Whose rows are counted, for whom, and from which instant."""

    individual: Individual
    user: User
    from_at: Expression

    @property
    def records(self) -> QuerySet[Individual, Any]:
        return Individual.objects.same_person(self.individual).values("pk")

    def others(self, rows: Any, path: str, at: str = "recorded_at") -> Any:
        """Return the rows about the person (at the path) that others entered from the instant on."""
        rows = rows.filter(**{f"{path}__in": self.records, f"{at}__gt": self.from_at})
        return rows.exclude(recorded_by=self.user) if at == "recorded_at" else rows

    def visits(self, condition: Q) -> Any:
        rows = Visit.objects.counted_for(self.user).filter(condition)
        return self.others(rows, PERSON)

    def spells(self, condition: Q) -> Any:
        return HospitalSpell.objects.not_struck().filter(condition, individual__in=self.records)

    def reached(self, rows: Any, path: str, *states: str) -> Any:
        """Return the rows about the person that came into one of the states from the instant on."""
        changes = StateChange.objects.filter(record_id=OuterRef("pk"), to_state__in=states)
        changes = changes.filter(recorded_at__gt=self.from_at).exclude(recorded_by=self.user)
        return rows.filter(Exists(changes), **{f"{path}__in": self.records})

    def new_or_changed(self, rows: Any, before: Q) -> Any:
        """Return the rows about the person that others entered from the instant on, or that were as `before` then."""
        earlier = history_of(rows.model).filter(before, pgh_obj=OuterRef("pk"), pgh_created_at__gt=self.from_at)
        is_new = Q(recorded_at__gt=self.from_at) & (Q(recorded_by=None) | ~Q(recorded_by=self.user))
        return rows.filter(is_new | Exists(earlier), individual__in=self.records)

    def warnings(self) -> Any:
        """Return the earlier versions, from the instant on, of records that had another warning then."""
        versions = history_of(Individual).filter(pgh_obj__in=self.records, pgh_created_at__gt=self.from_at)
        return versions.exclude(visit_warning=F("pgh_obj__visit_warning"))

    def refusals(self) -> Any:
        """Return the decisions against sharing that others recorded, if the user may read what is decided."""
        records = Individual.objects.allowing(self.user, Permission.READ_VISIT).filter(pk__in=self.records)
        refusals = ConsentDecision.objects.exclude(answer=ConsentAnswer.GIVEN).filter(recorded_at__gt=self.from_at)
        of_person = Q(representative__individual__in=records.values("pk")) | Q(
            relationship__individual__in=records.values("pk")
        )
        return refusals.filter(of_person).exclude(recorded_by=self.user)

    @property
    def from_on(self) -> Expression:
        return LondonDay(self.from_at)


Rows = Callable[[_Scope], Any]
# The figures, each with its rows. What has a day and no time counts from the day of the instant.
SOURCES: dict[str, Rows] = {
    "warnings": _Scope.warnings,
    "unsafe": lambda scope: scope.new_or_changed(
        ContactPoint.objects.filter(is_safe=False), Q(is_safe=None) | Q(is_safe=True)
    ),
    "unsafe_close": lambda scope: scope.new_or_changed(
        Relationship.objects.filter(contact_safety=ContactSafety.NO), ~Q(contact_safety=ContactSafety.NO)
    ),
    "moved": lambda scope: scope.new_or_changed(Address.objects.not_ended(clock.today()), Q()),
    "refused": _Scope.refusals,
    "made": lambda scope: scope.visits(Q(outcome=VisitOutcome.YES)),
    "missed": lambda scope: scope.visits(Q(outcome__in=NOT_ENGAGED)),
    "cancelled": lambda scope: scope.visits(Q(outcome__in=CANCELLED)),
    "noticed": lambda scope: scope.visits(~Q(change_noticed="")),
    "messages": lambda scope: scope.others(Comment.objects.visible_to(scope.user).not_on_drafts(), PERSON),
    "alerts": lambda scope: scope.others(Alert.objects.visible_to(scope.user), PERSON),
    "workers": lambda scope: Allocation.objects.filter(
        package__in=SupportPackage.objects.visible_to(scope.user).filter(case__individual__in=scope.records),
        from_on__gte=scope.from_on,
    ).exclude(recorded_by=scope.user),
    "hours": lambda scope: WeeklyHours.objects.filter(
        package__in=SupportPackage.objects.visible_to(scope.user).filter(case__individual__in=scope.records),
        from_on__gte=scope.from_on,
        from_on__gt=F("package__starts_on"),  # the first hours change nothing
    ).exclude(recorded_by=scope.user),
    "plans": lambda scope: scope.reached(
        SupportPlan.objects.visible_to(scope.user).not_draft(), PERSON, PlanState.OFFERED, PlanState.IN_FORCE
    ),
    "risks": lambda scope: scope.reached(
        RiskAssessment.objects.visible_to(scope.user), "individual", RiskAssessmentState.IN_FORCE
    ),
    "admitted": lambda scope: scope.spells(
        Q(admitted_on__gte=scope.from_on) | Q(recorded_at__gte=scope.from_at)
    ).exclude(recorded_by=scope.user),
    "discharged": lambda scope: scope.spells(Q(discharged_on__gte=scope.from_on)),
    "in_hospital": lambda scope: scope.spells(Q(discharged_on=None)),
    "goals": lambda scope: scope.others(Goal.objects.visible_to(scope.user), PERSON),
    "rated": lambda scope: scope.others(
        GoalRating.objects.visible_to(scope.user).filter(struck_at=None), "wording__goal__package__case__individual"
    ),
    "questions": lambda scope: scope.others(Question.objects.visible_to(scope.user), PERSON),
    "answers": lambda scope: scope.others(
        Question.objects.visible_to(scope.user).exclude(answered_by=scope.user), PERSON, at="answered_at"
    ),
}
COUNTS = (*SOURCES, "done")


def _counts(individual: Individual, user: User, from_at: Expression) -> QuerySet[Any, Any]:
    """Return the query for COUNTS, in one row."""
    scope = _Scope(individual, user, from_at)
    columns = {name: _count(rows(scope)) for name, rows in SOURCES.items()}
    done = sum((_count(rows) for rows in _duties_met(scope)), start=Value(0))
    return Individual.objects.filter(pk=individual.pk).values(**columns, done=done)


def _duties_met(scope: _Scope) -> list[Any]:
    """Return for each model of duties about the person the rows that `scope.user` may read and that somebody met."""
    of_person = (kind for kind in kinds() if isinstance(kind, PersonDuty) and kind.is_on_record and not kind.is_derived)
    return [
        kind.model.objects.allowing(scope.user, kind.reading or kind.model.READ).filter(
            **{f"{kind.individual}__in": scope.records, "met_on__gte": scope.from_on}
        )
        for kind in {kind.model: kind for kind in of_person}.values()  # several kinds may share a model
    ]


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Return the column with the number of `rows`."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted[:1]), 0)


# The lines, what matters for safety first: heading, page, and the words after each figure. Tasks that were done are in
# the timeline of the overview.
LINES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Warning before a visit", "", {"warnings": "changed"}),
    ("Numbers and addresses that are not safe to use", "", {"unsafe": "new"}),
    ("People whom it is not safe to contact", "", {"unsafe_close": "new"}),
    ("Address", "", {"moved": "new or changed"}),
    ("Consent", "person_consent", {"refused": "refused or withdrawn"}),
    ("Visits", "person_visits", {"made": "made", "missed": "missed", "cancelled": "cancelled"}),
    ("Changes noticed at visits", "person_visits", {"noticed": ""}),
    ("Alerts", "person_visits", {"alerts": "new"}),
    ("Hospital", "person_hospital", {"in_hospital": "", "admitted": "admitted", "discharged": "discharged"}),
    ("Workers who support the person", "", {"workers": "new"}),
    ("Weekly hours", "", {"hours": "changed"}),
    ("Messages", "person_messages", {"messages": "new"}),
    ("Support plan", "person_plan", {"plans": "new version"}),
    ("Goals", "person_plan", {"goals": "new", "rated": "rated"}),
    ("Risk assessment", "person_risk", {"risks": "new version"}),
    ("Questions", "person_questions", {"questions": "new", "answers": "answered"}),
    ("Tasks done", "", {"done": ""}),
)
# In the keyworker's summary these are said even where they are none.
SAID_WITHOUT_ANY = ("made", "missed")
# These have no number: how often a text was changed says nothing.
SAID_WITHOUT_NUMBER = ("warnings", "hours")


def _lines(individual: Individual, counts: dict[str, int], *, is_summary: bool) -> list[ChangeLine]:
    """Return the lines whose figures are not all none; a summary also says "0 made, 0 missed" and "in hospital now"."""
    lines = []
    for heading, page, words in LINES:
        parts = [_part(name, counts[name], words[name], is_summary=is_summary) for name in words]
        if text := ", ".join(part for part in parts if part):
            has_page = bool(page) and not (is_summary and page == "person_visits")  # the Council reads no visits
            lines.append(ChangeLine(f"{heading}: {text}", reverse(page, args=[individual.pk]) if has_page else ""))
    return lines


def _part(name: str, count: int, words: str, *, is_summary: bool) -> str:
    if name == "in_hospital":
        return "in hospital now" if count and is_summary else ""
    if name in SAID_WITHOUT_NUMBER:
        return words if count else ""
    return f"{count} {words}".strip() if count or (is_summary and name in SAID_WITHOUT_ANY) else ""
