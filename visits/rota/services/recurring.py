"""Visits that repeat: a rule begins, visits are made ahead of it, it ends."""

import datetime
from dataclasses import dataclass

from casework.models import SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from visits import notifications
from visits.enums import PlannedState, VisitKind
from visits.models import PlannedVisit, RecurringVisit
from visits.rota import clashes, recurrence
from visits.rota.services.planning import refuse_for_the_terms
from workforce.models import Worker

AHEAD = datetime.timedelta(days=28)
FARTHEST = datetime.timedelta(days=366)
MOST_CLASHES = 4


@verb
def begin_recurring_visit(
    *,
    package: SupportPackage,
    worker: Worker,
    repeats: str,
    begins: datetime.time,
    minutes: int,
    from_on: datetime.date,
    by,
    until_on: datetime.date | None = None,
    kind: VisitKind = VisitKind.FACE_TO_FACE,
    what_for=(),
    outside=(),
    out_of_hours_reason: str = "",
    asks_about_clashes: bool = False,
) -> RecurringVisit:
    """Visits repeat from a day (until a day, exclusive): four weeks are planned at once, the rest by the clock.

    `repeats` is a text of RFC 5545. Hours, and what the service does not do, are asked as for one visit (T4.2, T3.4).
    Past days are not planned. With `asks_about_clashes` refused at `all_the_same` while one of the visits clashes.
    """
    rule = RecurringVisit(
        package=package,
        worker=worker,
        repeats=repeats,
        begins=begins,
        minutes=minutes,
        from_on=from_on,
        until_on=until_on,
        kind=kind,
        what_for=list(what_for),
        out_of_hours_reason=out_of_hours_reason.strip(),
        recorded_by=by,
    )
    today = clock.today()
    if not package.starts_on <= from_on <= today + FARTHEST:
        raise Refused("Begin when support has begun, and within a year from now.", field="from_on")
    first = next(iter(rule.dates(max(from_on, today), max(from_on, today) + AHEAD * 3)), None)
    if first is None:
        raise Refused("No visit would come of this: look at the days.", field="weekdays")
    try:
        times = recurrence.instants(first, begins, minutes)
    except ValueError:
        times = recurrence.instants(first + datetime.timedelta(days=7), begins, minutes)
    refuse_for_the_terms(package, *times, rule.out_of_hours_reason, outside)
    if asks_about_clashes:
        _ask(rule, today)
    rule.save()
    _make(rule, today, today + AHEAD)
    return rule


def _ask(rule: RecurringVisit, today: datetime.date) -> None:
    Worker.objects.get_locked(rule.worker_id)
    found: dict[str, None] = {}
    for day in rule.dates(today, today + AHEAD):
        try:
            starts_at, ends_at = recurrence.instants(day, rule.begins, rule.minutes)
        except ValueError:
            continue
        words = clashes.of(package=rule.package, worker=rule.worker, starts_at=starts_at, ends_at=ends_at)
        found |= dict.fromkeys(f"{day:%-d %B}: {sentence}" for sentence in words)
    if found:
        more = f" And {len(found) - MOST_CLASHES} more." if len(found) > MOST_CLASHES else ""
        raise Refused(" ".join(list(found)[:MOST_CLASHES]) + more, field="all_the_same")


@verb
def end_recurring_visit(*, rule: RecurringVisit, until_on: datetime.date, reason: str, by) -> RecurringVisit:
    """The visits no longer repeat from a day on: those planned for it and later, and not logged, are cancelled.

    A visit that was moved counts by the date of the rule that it belongs to.
    """
    rule = RecurringVisit.objects.select_related("package__case").get_locked(rule.pk)
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    if rule.until_on is not None and rule.until_on <= until_on:
        raise Refused(f"These visits end on {rule.until_on:%-d %B %Y} already.", field="until_on")
    if until_on <= rule.from_on:
        raise Refused(f"These visits begin on {rule.from_on:%-d %B %Y}: end them on a later day.", field="until_on")
    rule.until_on, rule.ended_reason = until_on, reason.strip()
    rule.save(update_fields=["until_on", "ended_reason"])
    about = [rule.package.case.individual_id]
    for planned in rule.visits.filter(rule_on__gte=until_on, state=PlannedState.PLANNED):
        transitions.apply(planned, "cancel", by=by, reason=reason, about=about)
    return rule


@verb
def change_recurring_visit(
    *, rule: RecurringVisit, from_on: datetime.date, reason: str, by, **otherwise
) -> RecurringVisit:
    """From a day on the visits repeat in another way: this rule ends there and another begins, in one step."""
    end_recurring_visit(rule=rule, until_on=from_on, reason=reason, by=by)
    return begin_recurring_visit(package=rule.package, from_on=from_on, by=by, **otherwise)


def make_planned_visits(*, on: datetime.date) -> int:
    """Make the visits of every rule for the four weeks from `on`; how many are new. Twice at once makes each once."""
    until_on = on + AHEAD
    rules = list(RecurringVisit.objects.to_make(until_on).values_list("pk", flat=True))
    return sum(_make_ahead(rule_id=pk, on=on, by=None) for pk in rules)


@verb
def _make_ahead(*, rule_id, on: datetime.date, by) -> int:
    rule = RecurringVisit.objects.select_related("package__case__individual", "package__case__contract").get_locked(
        rule_id
    )
    return _make(rule, on, on + AHEAD)


def _make(rule: RecurringVisit, on: datetime.date, until_on: datetime.date) -> int:
    """The visits of the locked (or new) rule that are not made yet; planners are told of those that cannot be."""
    from_on = max(on, rule.made_until_on or on)
    made = 0
    for day in rule.dates(from_on, until_on):
        if _is_over(rule.package, day) or _is_past(rule, day):
            continue
        against = _against(rule, day)
        if against:
            notifications.notify_unplannable(rule, day)
            continue
        starts_at, ends_at = recurrence.instants(day, rule.begins, rule.minutes)
        made += PlannedVisit.objects.get_or_create(
            rule=rule,
            rule_on=day,
            defaults={
                "package": rule.package,
                "worker_id": rule.worker_id,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "kind": rule.kind,
                "what_for": rule.what_for,
                "out_of_hours_reason": rule.out_of_hours_reason,
                "recorded_by": rule.recorded_by,
            },
        )[1]
    rule.made_until_on = max(until_on, rule.made_until_on or until_on)
    rule.save(update_fields=["made_until_on"])
    return made


def _is_over(package: SupportPackage, day: datetime.date) -> bool:
    died_on = package.case.individual.died_on
    return bool(package.ended_on and day >= package.ended_on) or bool(died_on and day >= died_on)


def _is_past(rule: RecurringVisit, day: datetime.date) -> bool:
    """Whether its hour on `day` is over, as on the day on which a rule is made in the afternoon."""
    return datetime.datetime.combine(day, rule.begins) < clock.now().astimezone(clock.LONDON).replace(tzinfo=None)


def _against(rule: RecurringVisit, day: datetime.date) -> str:
    """Why no visit can be made of the rule for this date; empty when one can."""
    try:
        refuse_for_the_terms(
            rule.package, *recurrence.instants(day, rule.begins, rule.minutes), rule.out_of_hours_reason
        )
    except (ValueError, Refused) as refusal:
        return str(refusal)
    return ""


@dataclass(frozen=True)
class UnplannableDate:
    """A date of a rule for which somebody must plan by hand, and why."""

    rule: RecurringVisit
    day: datetime.date
    why: str


def unplannable_dates(rules, from_on: datetime.date) -> list[UnplannableDate]:
    """The dates from a day on for which the clock could make no visit of these rules."""
    made = set(PlannedVisit.objects.filter(rule__in=rules, rule_on__gte=from_on).values_list("rule", "rule_on"))
    found = []
    for rule in rules:
        days = rule.dates(from_on, rule.made_until_on) if rule.made_until_on else []
        for day in days:
            if (rule.pk, day) not in made and not _is_over(rule.package, day) and not _is_past(rule, day):
                found.append(UnplannableDate(rule, day, _against(rule, day)))
    return [gap for gap in found if gap.why]
