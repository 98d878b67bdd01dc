"""What the last review of a package agreed and nobody has done yet: derived, never stored.

It is due two weeks after the review. No contract names a time (decision 72).
"""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.enums import Destination, ExitRoute
from casework.models import WeeklyHours
from casework.people.primary import about_same_person
from contracts.models import TermOn
from core.sql import DateText, DaysAfter, LondonDay
from plans.models import ExitPlan, SupportPlan
from reviews.agreed_steps.enums import STEP_OF_HOURS, STEP_OF_ROUTE, AgreedStep
from reviews.models import ANSWERED, Review, StepNotNeeded
from reviews.package_reviews.enums import NextRoute, ReviewAnswer
from risk.models import RiskReview

STEP_DAYS = 14

_OF_HOURS = Case(
    *(When(hours_change=change, then=Value(step.value)) for change, step in STEP_OF_HOURS.items()),
    When(next_route=NextRoute.STEP_DOWN, then=Value(AgreedStep.STEP_DOWN.value)),
    output_field=CharField(),
)
_OF_ROUTE = Case(
    *(When(next_route=route, then=Value(step.value)) for route, step in STEP_OF_ROUTE.items()),
    output_field=CharField(),
)
_OF_PLAN = Case(When(changes_plan=True, then=Value(AgreedStep.PLAN.value)), output_field=CharField())
_IS_WORSE = Q(*((name, ReviewAnswer.WORSE) for name in ANSWERED), _connector=Q.OR)
_OF_RISK = Case(
    When(Q(is_risk_reviewed=True) | Q(risk_review_on__isnull=False), then=Value(AgreedStep.RISK.value)),
    When(_IS_WORSE, then=Value(AgreedStep.WORSE.value)),
    output_field=CharField(),
)
# "Agreed at the review of 3 Nov 2026: more hours, not yet changed", of the rows below.
STEP_TEXT = Concat(
    Case(
        When(agreed_step=AgreedStep.WORSE.value, then=Value("Something was worse at the review of ")),
        default=Value("Agreed at the review of "),
        output_field=CharField(),
    ),
    DateText("conducted_on"),
    Value(": "),
    Case(*(When(agreed_step=step.value, then=Value(step.not_done)) for step in AgreedStep), output_field=CharField()),
    output_field=CharField(),
)


def _agreed(reviews: Any, step: Case) -> QuerySet[Any]:
    """Return the last review of each package, with `agreed_step` and `step_by`, where that is not dropped.

    None of support that has an end, or of somebody who died.
    """
    took_place = Review.objects.filter(conducted_on__isnull=False, package=OuterRef("package"))
    later = took_place.filter(
        Q(conducted_on__gt=OuterRef("conducted_on"))
        | Q(conducted_on=OuterRef("conducted_on"), recorded_at__gt=OuterRef("recorded_at"))
    )
    dropped = StepNotNeeded.objects.filter(review=OuterRef("pk"), step=OuterRef("agreed_step"))
    rows: QuerySet[Any] = reviews.annotate(agreed_step=step, step_by=DaysAfter(F("conducted_on"), STEP_DAYS))
    return rows.filter(
        ~Exists(later),
        ~Exists(dropped),
        conducted_on__isnull=False,
        agreed_step__isnull=False,
        package__ended_on=None,
        package__case__individual__died_on=None,
    )


def hours_to_change(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews that agreed more or fewer hours, or a step down, where the hours have not changed that way.

    Hours from the day of the review on are compared with those before it.
    """
    hours = WeeklyHours.objects.filter(package=OuterRef("package"))
    before = hours.filter(from_on__lt=OuterRef("conducted_on")).order_by("-from_on").values("minutes")[:1]
    rows = _agreed(reviews, _OF_HOURS).annotate(minutes_before=Coalesce(Subquery(before), 0))
    since = hours.filter(from_on__gte=OuterRef("conducted_on"))
    is_up = Q(agreed_step=AgreedStep.MORE_HOURS)
    is_changed = is_up & Q(Exists(since.filter(minutes__gt=OuterRef("minutes_before"))))
    is_changed |= ~is_up & Q(Exists(since.filter(minutes__lt=OuterRef("minutes_before"))))
    return rows.filter(~is_changed)


def exit_plans_to_write(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews that agreed to plan the end of support, where the terms of `day` ask for exit plans and
    nobody has saved the plan since the review.
    """
    plans: Any = ExitPlan.objects.filter(package=OuterRef("package"))
    plans = plans.annotate(saved_on=Coalesce("written_on", LondonDay("recorded_at")))
    written = plans.filter(saved_on__gte=OuterRef("conducted_on"))
    return _with_terms(reviews, day).filter(~Exists(written), agreed_step=AgreedStep.END, asks_exit_plan=True)


def packages_to_arrange(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews that agreed direct payments, where nobody has recorded these as what follows support; and
    those that agreed the end of support where the terms of `day` ask for no exit plan.
    """
    in_plan = ExitPlan.objects.filter(package=OuterRef("package"), where_to=Destination.DIRECT_PAYMENT)
    is_arranged = Q(package__exit_route=ExitRoute.DIRECT_PAYMENT) | Q(Exists(in_plan))
    to_arrange = Q(agreed_step=AgreedStep.DIRECT_PAYMENTS) & ~is_arranged
    return _with_terms(reviews, day).filter(to_arrange | Q(agreed_step=AgreedStep.END, asks_exit_plan=False))


def plans_to_change(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews that agreed changes to the plan, where no version of it was started since, or with them."""
    plans: Any = SupportPlan.objects.filter(package=OuterRef("package"))
    started = plans.annotate(started_on=LondonDay("recorded_at")).filter(started_on__gte=OuterRef("conducted_on"))
    return _agreed(reviews, _OF_PLAN).filter(~Exists(started), plan=None)


def risk_reviews_to_record(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews that say that the risk assessment was reviewed, or is by a day, or that something is worse,
    where its own duty is still due later than that: nobody has reviewed it there since, put a new version in force or
    brought the day forward.

    Where there is no assessment whose review is due, only those with a day and those where something is worse.
    """
    of_person = about_same_person("assessment__individual", "package__case__individual")
    risk_reviews: Any = RiskReview.objects.filter(of_person)
    is_reviewed = Exists(risk_reviews.filter(met_on__gte=OuterRef("conducted_on")))
    raised = risk_reviews.annotate(raised_on=LondonDay("recorded_at")).outstanding()
    is_newer = Exists(raised.filter(raised_on__gt=OuterRef("conducted_on")))
    due_by = Case(When(agreed_step=AgreedStep.WORSE, then=F("step_by")), default=F("risk_review_on"))
    is_in_time = Exists(raised.filter(due_on__lte=OuterRef("review_by")))
    is_to_review = Q(is_risk_reviewed=True) & Q(Exists(raised)) | ~Q(is_risk_reviewed=True) & ~Q(is_in_time)
    return _agreed(reviews, _OF_RISK).annotate(review_by=due_by).filter(~is_reviewed, ~is_newer, is_to_review)


def _with_terms(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    asks = Coalesce(TermOn("asks_exit_plan", "package__case__contract", Value(day)), False)
    return _agreed(reviews, _OF_ROUTE).annotate(asks_exit_plan=asks)


def agreed_steps(review: Review) -> list[AgreedStep]:
    """Return what the review agreed, done or not."""
    return steps_of([review])[review.pk]


def steps_of(reviews: Collection[Review]) -> dict[UUID, list[AgreedStep]]:
    """Return by the id of each review what it agreed, done or not; all in one query."""
    steps_of_one = (_OF_HOURS, _OF_ROUTE, _OF_PLAN, _OF_RISK)
    rows = Review.objects.filter(pk__in=[review.pk for review in reviews]).values_list("pk", *steps_of_one)
    return {pk: [AgreedStep(step) for step in steps if step] for pk, *steps in rows}


@dataclass(frozen=True)
class StepToPerson:
    """What a review agreed, in words to the person: by when it is done while it is not, and whether it is dropped."""

    words: str
    due_on: datetime.date | None
    is_dropped: bool


def steps_to_person(reviews: Collection[Review], day: datetime.date) -> dict[UUID, list[StepToPerson]]:
    """Return by the id of each review what it agreed, as the person reads it; three queries, none without reviews."""
    if not reviews:
        return {}
    rows = Review.objects.filter(pk__in=[review.pk for review in reviews])
    sources = [
        page.outstanding(rows, day).order_by().values_list("pk", "agreed_step", "step_by")
        for page in STEP_PAGES.values()
    ]
    due = {(pk, step): due_on for pk, step, due_on in sources[0].union(*sources[1:], all=True)}
    dropped = set(StepNotNeeded.objects.filter(review__in=rows).values_list("review", "step"))
    return {
        pk: [StepToPerson(step.to_person, due.get((pk, step.value)), (pk, step.value) in dropped) for step in steps]
        for pk, steps in steps_of(reviews).items()
    }


@dataclass(frozen=True)
class StepPage:
    """A page where steps are done, and who may do that. `argument` is the path from a review to the id in its address.

    `outstanding` filters reviews to those with a step that is done there.
    """

    name: str
    link: str
    argument: str
    permission: Permission
    outstanding: Callable[[Any, datetime.date], QuerySet[Any]]


HOURS_PAGE = StepPage("package_hours", "Change the hours", "package", Permission.ALLOCATE, hours_to_change)
EXIT_PAGE = StepPage(
    "person_exit", "Exit plan", "package__case__individual", Permission.WRITE_PLAN, exit_plans_to_write
)
PACKAGE_PAGE = StepPage("package", "Support package", "package", Permission.ALLOCATE, packages_to_arrange)
PLAN_PAGE = StepPage("person_plan", "Support plan", "package__case__individual", Permission.WRITE_PLAN, plans_to_change)
RISK_PAGE = StepPage(
    "person_risk", "Risk assessment", "package__case__individual", Permission.WRITE_PLAN, risk_reviews_to_record
)
STEP_PAGES = {page.name: page for page in (HOURS_PAGE, EXIT_PAGE, PACKAGE_PAGE, PLAN_PAGE, RISK_PAGE)}


@dataclass(frozen=True)
class OpenStep:
    """A step that nobody has done yet. `href` is where `user` does it, "" if they may not."""

    step: AgreedStep
    text: str
    due_on: datetime.date
    link: str
    href: str
    may_drop: bool


def open_steps(reviews: Collection[Review], user: User, day: datetime.date) -> dict[UUID, list[OpenStep]]:
    """Return by the id of each review what it agreed and nobody has done by `day`; all in one query."""
    by_id = {review.pk: review for review in reviews if review.conducted_on}
    if not by_id:
        return {}
    sources = [
        page.outstanding(Review.objects.filter(pk__in=by_id), day)
        .annotate(step_text=STEP_TEXT, step_page=Value(page.name), step_argument=F(page.argument))
        .order_by()
        .values_list("pk", "agreed_step", "step_text", "step_by", "step_page", "step_argument")
        for page in STEP_PAGES.values()
    ]
    steps: dict[UUID, list[OpenStep]] = {}
    for pk, step, text, due_on, name, argument in sources[0].union(*sources[1:], all=True):
        page, review = STEP_PAGES[name], by_id[pk]
        href = reverse(name, args=[argument]) if can(user, page.permission, review) else ""
        may_drop = can(user, Permission.ALLOCATE, review)
        steps.setdefault(pk, []).append(OpenStep(AgreedStep(step), text, due_on, page.link, href, may_drop))
    return steps
