"""The figures of an update, counted in SQL from the records since the last one was sent."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.text import slugify

from casework.models import HospitalSpell, Individual, SupportPackage
from casework.people.safety_facts import facts_of
from core import clock
from core.dates import Period
from core.sql import LondonDay
from design import formatting
from plans.enums import GoalState
from plans.models import GoalRating, GoalWording
from reviews.models import Review
from reviews.updates.sections import RecordSections, UpdateFigure, UpdateSection, texts_of_ids
from reviews.updates.shared_rows import INCIDENT, Readers
from risk.models import PositiveRisk, RiskAssessment
from visits.enums import NeedsMet, VisitKind, VisitOutcome, WithWhom
from visits.hours.totals import HoursQuery, HoursSums, commissioned_segments, sums, visits_made
from visits.models import Alert, ContactEntry, PlannedVisit, Visit

DAY = datetime.timedelta(days=1)
WEEKS_AHEAD = 6
ROWS = ArrayAgg("pk", order_by="pk")


@dataclass(frozen=True)
class Draft:
    """What the figures are about: the package, the days, who reads, and when the last update was sent."""

    package: SupportPackage
    readers: Readers
    from_on: datetime.date
    last_sent_at: datetime.datetime | None

    @property
    def period(self) -> Period:
        """The days from the last update to today."""
        return Period(self.from_on, max(clock.today(), self.from_on) + DAY)

    def new_since(self, day: str) -> Q:
        """Return a Q for rows of the period, by the London day in the column `day`, and for those recorded since."""
        is_new = Q(**{f"{day}__gte": self.from_on})
        if self.last_sent_at:
            is_new |= Q(recorded_at__gt=self.last_sent_at)
        return is_new & Q(**{f"{day}__lt": self.period.until_on})

    @property
    def visits(self) -> Any:
        rows = Visit.objects.not_struck().filter(self.new_since("local_on"), package=self.package)
        return self.readers.count_for_both(rows)

    @property
    def contacts(self) -> Any:
        rows = ContactEntry.objects.not_struck().annotate(day=LondonDay("at"))
        return self.readers.count_for_both(rows.filter(self.new_since("day"), package=self.package))


def record_sections(draft: Draft) -> RecordSections:
    """Return every section that has something to say."""
    sections = [
        UpdateSection("Visits and calls", _visits(draft)),
        UpdateSection("Hours", _hours(draft)),
        UpdateSection("Goals, rated from 0 to 10", _goals(draft)),
        UpdateSection("Hospital", lines=_hospital(draft)),
        UpdateSection("Alerts and risk", _alerts(draft), _risk(draft)),
        UpdateSection("Incidents and accidents", _incidents(draft)),
        UpdateSection("Contacts", _contacts(draft)),
        UpdateSection("Access needs", _needs(draft)),
        UpdateSection(f"Planned for the next {WEEKS_AHEAD} weeks", _planned(draft), _reviews_due(draft)),
    ]
    filled = [section for section in sections if section.figures or section.lines]
    return RecordSections(draft.from_on, draft.period.last_on, filled)


def _figure(key: str, label: str, rows: str, count: int, ids: list[Any]) -> UpdateFigure:
    return UpdateFigure(slugify(key), label, str(count), rows, texts_of_ids(ids))


def _visits(draft: Draft) -> list[UpdateFigure]:
    """Visits and calls apart: those that took place, those missed by reason, and those not held during a stay."""
    visits = draft.visits.with_in_hospital()
    is_in_stay = ~Q(outcome=VisitOutcome.YES) & Q(in_hospital=True)
    return [*_visits_by_outcome(visits.exclude(is_in_stay)), *_visits_in_stay(visits.filter(is_in_stay))]


def _visits_in_stay(visits: Any) -> list[UpdateFigure]:
    """Visits and calls that did not take place while the person was in hospital: nobody missed them."""
    is_visit = Q(kind=VisitKind.FACE_TO_FACE)
    figures = []
    for name, rows in (("Visits", visits.filter(is_visit)), ("Calls", visits.exclude(is_visit))):
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            label = f"{name} that did not take place because of the hospital stay"
            figures.append(_figure(f"{name} in hospital", label, "visit", len(ids), ids))
    return figures


def _visits_by_outcome(visits: Any) -> list[UpdateFigure]:
    is_visit = Q(kind=VisitKind.FACE_TO_FACE)
    groups = (
        visits.order_by()
        .values("outcome")
        .annotate(
            visits=Count("pk", filter=is_visit),
            visit_ids=ArrayAgg("pk", filter=is_visit, order_by="pk", default=[]),
            calls=Count("pk", filter=~is_visit),
            call_ids=ArrayAgg("pk", filter=~is_visit, order_by="pk", default=[]),
        )
    )
    by_outcome = {row["outcome"]: row for row in groups}
    none = {"visits": 0, "visit_ids": [], "calls": 0, "call_ids": []}
    figures = []
    for outcome in VisitOutcome:
        row = by_outcome.get(outcome.value, none)
        ending = (
            "that took place"
            if outcome == VisitOutcome.YES
            else f"missed: {outcome.label[0].lower()}{outcome.label[1:]}"
        )
        for name, ids, what in (("visits", "visit_ids", "Visits"), ("calls", "call_ids", "Calls")):
            if row[name] or (outcome == VisitOutcome.YES and name == "visits"):
                figures.append(_figure(f"{name} {outcome.value}", f"{what} {ending}", "visit", row[name], row[ids]))
    return figures


def _hours(draft: Draft) -> list[UpdateFigure]:
    """Hours commissioned, on hold and delivered on the days of the period, as the page of hours counts them."""
    packages, period = SupportPackage.objects.filter(pk=draft.package.pk), draft.period
    visits = draft.readers.count_for_both(visits_made(packages, period))
    query = HoursQuery(packages, visits, period, period.until_on)
    total = next(iter(sums(query, "contract").values()), HoursSums())
    visit_ids = list(visits.order_by("pk").values_list("pk", flat=True))
    hour_ids = list(commissioned_segments(query).order_by("pk").values_list("pk", flat=True).distinct())
    commissioned = formatting.hours(total.commissioned)
    figures = [
        UpdateFigure("hours-commissioned", "Commissioned", commissioned, "hours", texts_of_ids(hour_ids)),
        UpdateFigure(
            "hours-delivered", "Delivered", formatting.hours(total.delivered), "visit", texts_of_ids(visit_ids)
        ),
    ]
    if total.held:
        figures.insert(1, UpdateFigure("hours-held", "Of these on hold in hospital", formatting.hours(total.held)))
    return figures if total.commissioned or total.delivered else []


def _goals(draft: Draft) -> list[UpdateFigure]:
    return [_goal(row) for row in rated_goals(draft)]


def rated_goals(draft: Draft) -> list[Any]:
    """Return each goal in force with its rating before the period, or the first in it, and the newest."""
    ratings = draft.readers.both_read(GoalRating.objects.not_struck()).filter(wording__goal=OuterRef("goal"))
    oldest, newest = (
        ratings.order_by("rated_on", "recorded_at", "pk"),
        ratings.order_by("-rated_on", "-recorded_at", "-pk"),
    )
    before = newest.filter(rated_on__lt=draft.from_on)
    wordings = draft.readers.both_read(GoalWording.objects.in_force()).filter(plan__package=draft.package)
    rows = wordings.annotate(
        before=Subquery(before.values("value")[:1]),
        before_id=Subquery(before.values("pk")[:1]),
        first=Subquery(oldest.values("value")[:1]),
        first_id=Subquery(oldest.values("pk")[:1]),
        now=Subquery(newest.values("value")[:1]),
        now_id=Subquery(newest.values("pk")[:1]),
        now_on=Subquery(newest.values("rated_on")[:1]),
    )
    return list(rows.select_related("goal").order_by("position", "pk"))


def _goal(row: Any) -> UpdateFigure:
    label = f"“{row.words}”"
    closed = f"; {text}" if (text := closed_text(row)) else ""
    if row.now is None:
        return UpdateFigure(f"goal-{row.goal_id}", label, f"not rated{closed}")
    before_id = row.first_id if row.before is None else row.before_id
    ids = texts_of_ids(list(dict.fromkeys((before_id, row.now_id))))
    return UpdateFigure(f"goal-{row.goal_id}", label, f"{rating_text(row)}{closed}", "rating", ids)


def closed_text(row: Any) -> str:
    """Return what became of the goal of a row of `rated_goals`: "no longer wanted on 25 November", or that it was
    paused or achieved; "" while it is worked on.
    """
    goal = row.goal
    if goal.state == GoalState.ACTIVE or goal.state_on is None:
        return ""
    return f"{GoalState(goal.state).label.lower()} on {goal.state_on:%-d %B}"


def rating_text(row: Any) -> str:
    """Return the rating of a row of `rated_goals`: "3 before, 6 on 12 November", or without one before."""
    now = f"{row.now} on {row.now_on:%-d %B}"
    before, before_id = (row.first, row.first_id) if row.before is None else (row.before, row.before_id)
    return f"{before} before, {now}" if before_id != row.now_id else now


def _hospital(draft: Draft) -> list[str]:
    people = Individual.objects.same_person(draft.package.case.individual)
    spells = HospitalSpell.objects.not_struck().filter(individual__in=people, admitted_on__lt=draft.period.until_on)
    spells = spells.filter(Q(discharged_on=None) | Q(discharged_on__gte=draft.from_on))
    return [_spell(spell) for spell in draft.readers.both_read(spells).order_by("admitted_on", "pk")]


def _spell(spell: HospitalSpell) -> str:
    text = f"{spell.hospital}: admitted {spell.admitted_on:%-d %B %Y}"
    if spell.discharged_on is None:
        return f"{text}, no discharge recorded."
    return f"{text}, discharged {spell.discharged_on:%-d %B %Y}."


def _alerts(draft: Draft) -> list[UpdateFigure]:
    rows = Alert.objects.annotate(day=LondonDay("recorded_at")).filter(draft.new_since("day"), package=draft.package)
    total = draft.readers.both_read(rows).aggregate(count=Count("pk"), ids=ROWS)
    return [_figure("alerts", "Alerts raised", "alert", total["count"], total["ids"])] if total["count"] else []


def _risk(draft: Draft) -> list[str]:
    """Risk assessments and positive risk decisions of the period that the keyworker may read."""
    people = Individual.objects.same_person(draft.package.case.individual)
    days = {"gte": draft.from_on, "lt": draft.period.until_on}
    versions = RiskAssessment.objects.published().filter(individual__in=people)
    versions = versions.filter(**{f"in_force_on__{name}": day for name, day in days.items()})
    decisions = PositiveRisk.objects.decided().filter(package=draft.package)
    decisions = decisions.filter(**{f"decided_on__{name}": day for name, day in days.items()})
    return [
        *(
            f"Risk assessment, version {row.version}, in use from {row.in_force_on:%-d %B %Y}."
            for row in draft.readers.both_read(versions).order_by("in_force_on", "pk")
        ),
        *(
            f"Positive risk decision on {row.decided_on:%-d %B %Y}: {row.wish} {row.get_decision_display()}."
            for row in draft.readers.both_read(decisions).order_by("decided_on", "pk")
        ),
    ]


def _incidents(draft: Draft) -> list[UpdateFigure]:
    """Each incident with its day, its kind and the harm; nothing that was written of it (T4.9)."""
    rows = draft.readers.incidents_for_both(draft.package).filter(draft.new_since("happened_on"))
    return [_incident(row) for row in rows.order_by("happened_on", "recorded_at", "pk")]


def _incident(row: Any) -> UpdateFigure:
    kind = row.get_kind_display()
    label = f"{row.happened_on:%-d %B}: {kind[0].lower()}{kind[1:]}"
    harm = row.get_severity_display() if row.severity else "Not graded"
    return UpdateFigure(f"incident-{row.pk}", label, harm, INCIDENT, texts_of_ids([row.pk]))


def _contacts(draft: Draft) -> list[UpdateFigure]:
    """Contacts with each side that were reached, and how many were only tried."""
    rows = draft.contacts.order_by()
    reached = rows.filter(was_reached=True).values("with_whom").annotate(count=Count("pk"), ids=ROWS)
    by_whom = {row["with_whom"]: row for row in reached}
    figures = [
        _figure(
            f"contacts {whom.value}",
            f"With {whom.in_sentence}",
            "contact",
            by_whom[whom]["count"],
            by_whom[whom]["ids"],
        )
        for whom in WithWhom
        if whom in by_whom
    ]
    tried = rows.filter(was_reached=False).aggregate(count=Count("pk"), ids=ROWS)
    if tried["count"]:
        figures.append(_figure("contacts tried", "Tried and not reached", "contact", tried["count"], tried["ids"]))
    return figures


def _needs(draft: Draft) -> list[UpdateFigure]:
    """At how many visits and calls the access needs were met, and at how many not (R66); only if they are shared."""
    if not facts_of(draft.package.case.individual).are_needs_shared:
        return []
    answers = draft.visits.order_by().filter(needs_met__in=[NeedsMet.YES, NeedsMet.NO])
    by_answer = {row["needs_met"]: row for row in answers.values("needs_met").annotate(count=Count("pk"), ids=ROWS)}
    labels = {NeedsMet.YES: "Visits and calls at which they were met", NeedsMet.NO: "At which they were not met"}
    return [
        _figure(f"needs {answer.value}", label, "visit", by_answer[answer]["count"], by_answer[answer]["ids"])
        for answer, label in labels.items()
        if answer in by_answer
    ]


def _planned(draft: Draft) -> list[UpdateFigure]:
    """Visits and calls planned from tomorrow on."""
    until_on = draft.period.until_on + WEEKS_AHEAD * 7 * DAY
    rows = PlannedVisit.objects.upcoming().within(draft.period.until_on, until_on).filter(package=draft.package)
    rows = draft.readers.both_read(rows)
    is_visit = Q(kind=VisitKind.FACE_TO_FACE)
    figures = []
    for key, label, kind in (("planned visits", "Visits", is_visit), ("planned calls", "Calls", ~is_visit)):
        total = rows.filter(kind).order_by().aggregate(count=Count("pk"), ids=ROWS)
        if total["count"]:
            figures.append(_figure(key, label, "planned", total["count"], total["ids"]))
    return figures


def _reviews_due(draft: Draft) -> list[str]:
    reviews = draft.readers.both_read(Review.objects.outstanding()).filter(package=draft.package)
    due = reviews.filter(due_on__lt=draft.period.until_on + WEEKS_AHEAD * 7 * DAY).order_by("due_on", "pk")
    return [f"Review of the support due {review.due_on:%-d %B %Y}." for review in due]
