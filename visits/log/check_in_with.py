"""People to check in with: arithmetic about visits and goals, in sentences that the person may read themself (T2.6).

Nothing is scored, and nobody is compared with anybody. Days in hospital count in no sentence.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from accounts.models import User
from accounts.walls import hidden_from
from casework.models import HospitalSpell, PackageQuerySet
from casework.people.primary import about_same_person
from design import formatting
from plans.models import GoalWording
from visits.enums import NOT_ENGAGED, ChangeNoticed, VisitKind, VisitOutcome
from visits.log.goal_activity import UNCHANGED_FOR, with_activity
from visits.models import Visit

# The two stretches of days that are compared, and the rules by which somebody is on the list.
STRETCH_DAYS = 28
FEWEST_VISITS = 3  # in each stretch
FALL_PERCENT = 40  # of 100: from 4 of 4 visits to 2 of 4 is 50
# Visits that the person could have had; not those that we cancelled.
COUNTED = (VisitOutcome.YES, *NOT_ENGAGED, VisitOutcome.CANCELLED_BY_PERSON)
SIGNS = (ChangeNoticed.RELAPSE, ChangeNoticed.DETERIORATION)


@dataclass(frozen=True)
class CheckInFigures:
    """The figures of one package. A day is None where there is nothing to say."""

    made_before: int = 0
    visits_before: int = 0
    made_last: int = 0
    visits_last: int = 0
    goal_noted_on: datetime.date | None = None
    days_without_note: int = 0
    signs: int = 0
    sign_on: datetime.date | None = None

    @property
    def has_fallen(self) -> bool:
        """Whether the share of visits that take place has fallen by FALL_PERCENT; the same rule as in `_fallen`."""
        if min(self.visits_before, self.visits_last) < FEWEST_VISITS:
            return False
        before, last = self.made_before * self.visits_last, self.made_last * self.visits_before
        return 100 * (before - last) >= FALL_PERCENT * self.visits_before * self.visits_last

    @property
    def visits_sentence(self) -> str:
        """Such as "In the last four weeks 1 of 4 visits took place, in the four weeks before that 4 of 4."; or ""."""
        if not self.visits_before and not self.visits_last:
            return ""
        last = f"In the last four weeks {self.made_last} of {self.visits_last} visits took place"
        return f"{last}, in the four weeks before that {self.made_before} of {self.visits_before}."

    @property
    def goals_sentence(self) -> str:
        if self.goal_noted_on is None:
            return ""
        weeks = self.days_without_note // 7
        return f"Nothing noted about goals for {weeks} weeks, since {formatting.day(self.goal_noted_on)}."

    @property
    def signs_sentence(self) -> str:
        if self.sign_on is None:
            return ""
        times = "one visit" if self.signs == 1 else f"{self.signs} visits"
        last = "on" if self.signs == 1 else "the last on"
        return f"A worker noticed at {times} that things may be harder, {last} {formatting.day(self.sign_on)}."

    @property
    def reasons(self) -> list[str]:
        """Why the person is on the list."""
        fallen = [self.visits_sentence] if self.has_fallen else []
        return [*fallen, *(sentence for sentence in (self.goals_sentence, self.signs_sentence) if sentence)]

    @property
    def sentences(self) -> list[str]:
        """What the person reads about themself: how visits have gone, whether or not the share has fallen."""
        all_sentences = (self.visits_sentence, self.goals_sentence, self.signs_sentence)
        return [sentence for sentence in all_sentences if sentence]


def to_check_in(packages: PackageQuerySet, user: User, day: datetime.date) -> PackageQuerySet:
    """Return those of `packages` with at least one reason on `day`, by name; nobody who is in hospital."""
    fallen = _fallen(_visits_by_package(packages, user, day)).values("package")
    quiet = _quiet_goals(packages, user, day).values("plan__package")
    signs = _signs(packages, user, day).values("package")
    rows = packages.filter(Q(pk__in=fallen) | Q(pk__in=quiet) | Q(pk__in=signs))
    rows = rows.exclude(Exists(_spells("case__individual").on(day)))
    return rows.order_by("case__individual__full_name", "pk")


def figures_of(packages: PackageQuerySet, user: User, day: datetime.date) -> dict[UUID, CheckInFigures]:
    """Return the figures of few `packages`, by id: one query for visits, one for goals and one for early signs."""
    columns: dict[UUID, dict[str, Any]] = {}
    _collect(columns, "package", _visits_by_package(packages, user, day).values("package", *VISIT_COLUMNS))
    quiet = _quiet_goals(packages, user, day).values("plan__package", goal_noted_on=F("noted_on"))
    _collect(columns, "plan__package", quiet)
    _collect(columns, "package", _signs(packages, user, day).values("package", "signs", "sign_on"))
    for row in columns.values():
        row["days_without_note"] = (day - row["goal_noted_on"]).days if row.get("goal_noted_on") else 0
    return {pk: CheckInFigures(**row) for pk, row in columns.items()}


def _collect(columns: dict[UUID, dict[str, Any]], package: str, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        columns.setdefault(row.pop(package), {}).update(row)


VISIT_COLUMNS = ("made_before", "visits_before", "made_last", "visits_last")


def _spells(individual: str) -> Any:
    """Return the hospital stays of the person that the path of the outer row leads to."""
    return HospitalSpell.objects.filter(about_same_person("individual", individual))


def _visits(packages: PackageQuerySet, user: User) -> Any:
    """Return the visits that count; none of a day in hospital, and none that is walled off from `user`."""
    visits = Visit.objects.not_struck().filter(package__in=packages.order_by().values("pk"))
    return visits.exclude(pk__in=hidden_from(user)).with_in_hospital().filter(in_hospital=False)


def _visits_by_package(packages: PackageQuerySet, user: User, day: datetime.date) -> QuerySet[Any, Any]:
    """Return VISIT_COLUMNS for each package, of face-to-face visits; today is in the last four weeks."""
    end = day + datetime.timedelta(days=1)
    middle = end - datetime.timedelta(days=STRETCH_DAYS)
    begin = middle - datetime.timedelta(days=STRETCH_DAYS)
    visits = _visits(packages, user).filter(kind=VisitKind.FACE_TO_FACE, outcome__in=COUNTED).within(begin, end)
    before, last, made = Q(local_on__lt=middle), Q(local_on__gte=middle), Q(outcome=VisitOutcome.YES)
    return (
        visits.order_by()
        .values("package")
        .annotate(
            made_before=Count("pk", filter=before & made),
            visits_before=Count("pk", filter=before),
            made_last=Count("pk", filter=last & made),
            visits_last=Count("pk", filter=last),
        )
    )


def _fallen(rows: Any) -> Any:
    """Filter the rows of `_visits_by_package` as `CheckInFigures.has_fallen`."""
    enough = rows.filter(visits_before__gte=FEWEST_VISITS, visits_last__gte=FEWEST_VISITS)
    fall = F("made_before") * F("visits_last") - F("made_last") * F("visits_before")
    return enough.alias(fall=100 * fall, limit=FALL_PERCENT * F("visits_before") * F("visits_last")).filter(
        fall__gte=F("limit")
    )


def _quiet_goals(packages: PackageQuerySet, user: User, day: datetime.date) -> QuerySet[Any, Any]:
    """Return the packages with active goals and nothing noted about any of them since `noted_on`, six weeks or longer.

    After a stay in hospital the weeks count from the discharge.
    """
    discharges = _spells("plan__package__case__individual").not_struck().filter(discharged_on__lte=day)
    discharged_on = Subquery(discharges.order_by("-discharged_on").values("discharged_on")[:1])
    goals = GoalWording.objects.in_force().active().filter(plan__package__in=packages.order_by().values("pk"))
    goals = goals.exclude(Exists(_spells("plan__package__case__individual").on(day)))
    goals = with_activity(goals.exclude(pk__in=hidden_from(user)).with_first_and_last())
    goals = goals.annotate(counted_from=Greatest("moved_on", discharged_on))
    by_package = goals.order_by().values("plan__package").annotate(noted_on=Max("counted_from"))
    return by_package.filter(noted_on__lte=day - UNCHANGED_FOR)


def _signs(packages: PackageQuerySet, user: User, day: datetime.date) -> QuerySet[Any, Any]:
    """Return the packages with early signs noted at visits of the last four weeks: at how many, and the last day."""
    end = day + datetime.timedelta(days=1)
    noted = _visits(packages, user).filter(change_noticed__in=SIGNS)
    noted = noted.within(end - datetime.timedelta(days=STRETCH_DAYS), end)
    return noted.order_by().values("package").annotate(signs=Count("pk"), sign_on=Max("local_on"))
