"""The history of one person made in bulk: plan and ratings, visits, updates, reviews, record accesses."""

import datetime
import random
import uuid
from typing import Any

from django.urls import reverse

from casework.enums import Destination
from casework.models import RecordAccess
from core.models import StateChange
from demo.bulk.copying import Rows
from demo.bulk.people import Recorded, Run, move
from demo.text import duties as duty_texts
from demo.text import plans as plan_texts
from demo.text import visits as visit_texts
from demo.text.goals import WISHES
from demo.world import DAY, at
from plans.enums import AnswerMethod, PlanState, RatedBy
from plans.models import ExitPlan, Goal, GoalRating, GoalWording, Step, SupportPlan
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.enums import ReviewState
from reviews.updates.enums import UpdateState
from visits.enums import ChangeNoticed, PlannedState, SupportKind, Urgency, VisitKind, VisitOutcome
from visits.models import PlannedVisit, Visit

# The tables, each after those it points to.
ORDER = (
    SupportPlan,
    Goal,
    GoalWording,
    Step,
    GoalRating,
    ExitPlan,
    PlannedVisit,
    Visit,
    KeyworkerUpdate,
    Review,
    RecordAccess,
    StateChange,
)
HOUR = datetime.timedelta(hours=1)
HAPPENED = (*(VisitOutcome.YES,) * 9, VisitOutcome.NO_ANSWER, VisitOutcome.CANCELLED_BY_PERSON)
LEFT_LATE = 0.03  # of the updates that are due
# Days within which an update was due that is late now, and within which one that was sent is not read yet.
LATE_DAYS, UNREAD_DAYS = 14, 6


def add_history(rows: Rows, run: Run, visits: int) -> None:
    """Add everything that belongs to the package, with `visits` visits."""
    if run.worker is None:
        _updates(rows, run)  # the sweep raises them all the same; the manager writes them
        return
    _plan(rows, run)
    if run.ground.terms.asks_exit_plan and run.starts_on < run.today:
        _exit_plan(rows, run)
    _visits(rows, run, visits)
    if run.ended_on is None:
        _ahead(rows, run)
    _updates(rows, run)
    _review(rows, run)
    for _ in range(2):
        on = _some_day(rows.chance, run)
        path = reverse("person", args=[run.individual.pk])
        about = [run.individual.pk]
        rows.add(RecordAccess, individual=run.individual, path=path, about_ids=about, **run.record_columns(on, 12))


def _exit_plan(rows: Rows, run: Run) -> None:
    """Add an exit plan from the first day. Its key is derived from the package's, so random numbers stay the same."""
    key = uuid.uuid5(run.package.pk, "exit plan")
    recorded = run.record_columns(run.starts_on)
    rows.add(ExitPlan, id=key, package=run.package, where_to=Destination.INDEPENDENCE, **recorded)


def _some_day(chance: random.Random, run: Run) -> datetime.date:
    """A day of support before today."""
    return run.starts_on + DAY * chance.randrange(max(1, (run.until_on - run.starts_on).days))


def _plan(rows: Rows, run: Run) -> None:
    chance, agreed_on = rows.chance, run.starts_on + DAY * 21
    if agreed_on >= run.until_on or not run.ground.life_domains:
        return
    package, recorded = run.package, run.record_columns(run.starts_on + DAY * 7)
    plan = rows.add(
        SupportPlan,
        package=package,
        state=PlanState.IN_FORCE,
        matters_to_me=chance.choice(plan_texts.MATTERS).format(name=run.person.name_to_use),
        support_me_best=chance.choice(plan_texts.SUPPORT).format(name=run.person.name_to_use),
        answered_on=agreed_on,
        answered_how=AnswerMethod.TELEPHONE,
        statement="Yes, that's right.",
        **recorded,
    )
    states = ("", PlanState.DRAFT, PlanState.OFFERED, PlanState.IN_FORCE)
    for place, verb in enumerate(("start", "offer", "agree")):
        when = run.record_columns(run.starts_on + DAY * 7 * (place + 1))
        about = [run.individual.pk] if verb == "agree" else [package.pk, run.individual.pk]
        move(rows, plan, verb, states[place], states[place + 1], about=about, **when)
    for position, wish in enumerate(chance.sample(WISHES["tameside" if run.ground.terms.update_days else "links"], 2)):
        goal = rows.add(Goal, package=package, **recorded)
        wording = rows.add(
            GoalWording,
            plan=plan,
            goal=goal,
            words=wish.words,
            life_domain=run.ground.life_domains[wish.domain % len(run.ground.life_domains)],
            no_outcome_reason=f"{run.person.name_to_use}'s personal goal.",
            position=position,
            **recorded,
        )
        rows.add(Step, wording=wording, text=wish.steps[0], **recorded)
        _rate(rows, run, wording, agreed_on)


def _rate(rows: Rows, run: Run, wording: GoalWording, agreed_on: datetime.date) -> None:
    """Rate the goal on the day the plan was agreed, and again after sixty days if support lasts that long."""
    values = (rows.chance.randint(1, 4), rows.chance.randint(3, 8))
    for rated_on, value in zip((agreed_on, agreed_on + DAY * 60), values, strict=True):
        if rated_on < run.until_on:
            rating = {"wording": wording, "value": value, "rated_on": rated_on, "rated_by": RatedBy.values[0]}
            rows.add(GoalRating, **rating, **run.record_columns(rated_on))


def _visits(rows: Rows, run: Run, number: int) -> None:
    """As many visits as were asked for, spread over the days of support; none while the package is held."""
    chance, days = rows.chance, (run.until_on - run.starts_on).days
    for place in range(number):
        day = run.starts_on + DAY * (days * place // number)
        if run.is_held(day) or day >= run.today:
            continue
        outcome = chance.choice(HAPPENED)
        is_met = outcome == VisitOutcome.YES
        kind = chance.choice(list(visit_texts.ACTIVITIES))
        text = chance.choice(visit_texts.ACTIVITIES[kind] if is_met else visit_texts.NOT_MET[outcome])
        sign = chance.choice(ChangeNoticed.values) if is_met and chance.random() < 0.03 else ""
        is_crisis = is_met and kind == SupportKind.CRISIS
        started_at = at(day, 9 + place % 8, chance.choice((0, 15, 30)))
        rows.add(
            Visit,
            package=run.package,
            worker=run.worker,
            outcome=outcome,
            kind=VisitKind.FACE_TO_FACE if chance.random() < 0.85 else VisitKind.TELEPHONE,
            started_at=started_at,
            ended_at=started_at + HOUR if is_met else started_at + HOUR / 6,
            support_kinds=[kind] if is_met else [],
            notes=text.format(name=run.person.name_to_use),
            change_noticed=sign,
            change_description="Noticed on the visit." if sign else "",
            urgency=Urgency.NOTICED if sign else Urgency.NOBODY if is_crisis else "",
            nobody_reason="The keyworker was there." if is_crisis and not sign else "",
            recorded_at=started_at + 2 * HOUR,
            recorded_by=run.lead_user,
        )


def _ahead(rows: Rows, run: Run) -> None:
    """Two visits planned, within the next fortnight."""
    first = rows.chance.randrange(7)
    for ahead in (first, first + 7):
        starts_at = at(run.today + DAY * ahead, 9 + rows.chance.randrange(8))
        rows.add(
            PlannedVisit,
            package=run.package,
            worker=run.worker,
            state=PlannedState.PLANNED,
            starts_at=starts_at,
            ends_at=starts_at + HOUR,
            **run.record_columns(run.today - DAY * 3),
        )


def _updates(rows: Rows, run: Run) -> None:
    """Each update the terms asked for: sent and read, or due, or no longer due because support ended."""
    chance, terms = rows.chance, run.ground.terms
    if terms.update_days is None:
        return
    every, ahead = DAY * terms.update_days, DAY * terms.update_ahead_days
    due_on = run.starts_on + every
    while due_on - ahead <= run.today and (run.ended_on is None or due_on - ahead < run.ended_on):
        sent_on = due_on - DAY * chance.randrange(5)
        columns = {"package": run.package, "terms": terms, "due_on": due_on}
        raised: Recorded = {"recorded_at": at(due_on - ahead, 6), "recorded_by": None}
        about = [run.individual.pk]
        is_over = run.ended_on is not None and sent_on >= run.ended_on
        is_left_late = run.ended_on is None and chance.random() < LEFT_LATE and run.today - due_on < DAY * LATE_DAYS
        if is_over or sent_on >= run.today or is_left_late:
            state = UpdateState.EXPIRED if is_over else UpdateState.DUE
            expired_on = run.ended_on if is_over else None
            update = rows.add(KeyworkerUpdate, state=state, expired_on=expired_on, **columns, **raised)
            move(rows, update, "raise", "", UpdateState.DUE, about=about, **raised)
            if is_over:
                expire_columns: Recorded = {"recorded_at": at(run.until_on, 6), "recorded_by": None}
                move(rows, update, "expire", UpdateState.DUE, state, about=about, **expire_columns)
            return
        _sent_update(rows, run, sent_on, raised, **columns)
        due_on = sent_on + every


def _sent_update(rows: Rows, run: Run, sent_on: datetime.date, raised: Recorded, **columns: Any) -> None:
    """An update that was sent on a day, and read by the keyworker unless it was these last days."""
    chance, about = rows.chance, [run.individual.pk]
    read_on = sent_on + DAY * 3
    is_read = run.keyworker is not None and run.today - sent_on > DAY * UNREAD_DAYS
    read = {"acknowledged_at": at(read_on, 11), "acknowledged_by": run.keyworker} if is_read else {}
    update = rows.add(
        KeyworkerUpdate,
        state=UpdateState.ACKNOWLEDGED if is_read else UpdateState.SENT,
        recipient=run.keyworker,
        **read,
        how_it_is=chance.choice(duty_texts.HOW_IT_IS).format(name=run.person.name_to_use),
        progress=chance.choice(duty_texts.PROGRESS).format(name=run.person.name_to_use),
        submitted_at=at(sent_on, 15),
        submitted_by=run.worker.user if run.worker else run.ground.manager,
        met_on=sent_on,
        **columns,
        **raised,
    )
    move(rows, update, "raise", "", UpdateState.DUE, about=about, **raised)
    move(rows, update, "submit", UpdateState.DUE, UpdateState.SENT, about=about, **run.record_columns(sent_on, 15))
    if is_read:
        by: Recorded = {"recorded_at": at(read_on, 11), "recorded_by": run.keyworker}
        move(rows, update, "acknowledge", UpdateState.SENT, UpdateState.ACKNOWLEDGED, about=about, **by)


def _review(rows: Rows, run: Run) -> None:
    """The first review, eight weeks after the start."""
    due_on, about = run.package.first_review_on, [run.individual.pk]
    assert due_on is not None
    columns = {"package": run.package, "terms": run.ground.terms, "due_on": due_on}
    raised: Recorded = {"recorded_at": at(run.starts_on - DAY, 9), "recorded_by": run.ground.manager}
    if run.ended_on is not None and run.ended_on <= due_on:
        review = rows.add(Review, state=ReviewState.EXPIRED, expired_on=run.ended_on, **columns, **raised)
    elif due_on >= run.today:
        review = rows.add(Review, state=ReviewState.DUE, **columns, **raised)
    else:
        review = rows.add(
            Review,
            state=ReviewState.SHARED,
            outcome=rows.chance.choice(duty_texts.OUTCOMES).format(name=run.person.name_to_use),
            conducted_on=due_on,
            met_on=due_on,
            shared_at=at(due_on, 16),
            **columns,
            **raised,
        )
        move(
            rows,
            review,
            "conduct",
            ReviewState.DUE,
            ReviewState.CONDUCTED,
            about=about,
            **run.record_columns(due_on, 14),
        )
        move(
            rows,
            review,
            "share",
            ReviewState.CONDUCTED,
            ReviewState.SHARED,
            about=about,
            **run.record_columns(due_on, 16),
        )
    move(rows, review, "raise", "", ReviewState.DUE, about=about, **raised)
