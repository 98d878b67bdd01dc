"""The rows behind a figure of an update, for the staff who may read them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from casework.models import WeeklyHours
from core import clock
from design import formatting
from plans.models import GoalRating
from reviews.models import KeyworkerUpdate
from reviews.updates.sections import UpdateFigure
from reviews.updates.shared_rows import INCIDENT
from safeguarding.models import Incident
from visits.models import Alert, ContactEntry, PlannedVisit, Visit


@dataclass(frozen=True)
class FigureRow:
    """One row: its text, where it is read ("" for nowhere), and `is_struck` if it is marked as entered in error now."""

    text: str
    href: str = ""
    is_struck: bool = False


def rows_behind(figure: UpdateFigure, update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    """Return the rows that were counted, by day; none that `user` may not read."""
    ids = [UUID(pk) for pk in figure.ids]
    return LISTS[figure.rows](ids, update, user)


def _visits(ids: list[UUID], _update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = Visit.objects.visible_to(user).filter(pk__in=ids).select_related("worker__user").order_by("started_at", "pk")
    return [
        FigureRow(
            f"{formatting.when(row.started_at)}, {row.get_kind_display().lower()}, {row.worker}: "
            f"{row.get_outcome_display().lower()}, {formatting.hours(row.minutes)}",
            reverse("visit", args=[row.pk]),
            row.struck_at is not None,
        )
        for row in rows
    ]


def _contacts(ids: list[UUID], update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = ContactEntry.objects.visible_to(user).filter(pk__in=ids).order_by("at", "pk")
    href = reverse("person_visits", args=[update.package.case.individual_id])
    return [FigureRow(f"{formatting.when(row.at)}, {row.summary}", href, row.struck_at is not None) for row in rows]


def _planned(ids: list[UUID], update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = PlannedVisit.objects.visible_to(user).filter(pk__in=ids).select_related("worker__user").order_by("starts_at")
    href = reverse("person_visits", args=[update.package.case.individual_id])
    return [
        FigureRow(f"{formatting.when(row.starts_at)}, {row.get_kind_display().lower()}, {row.worker}", href)
        for row in rows
    ]


def _ratings(ids: list[UUID], _update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = GoalRating.objects.visible_to(user).filter(pk__in=ids).select_related("wording").order_by("rated_on", "pk")
    return [
        FigureRow(row.with_day, reverse("goal_ratings", args=[row.wording_id]), row.struck_at is not None)
        for row in rows
    ]


def _alerts(ids: list[UUID], _update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = Alert.objects.visible_to(user).filter(pk__in=ids).order_by("recorded_at", "pk")
    return [
        FigureRow(
            f"{clock.day_of(row.recorded_at):%-d %B %Y}: {row.get_level_display()}", reverse("alert", args=[row.pk])
        )
        for row in rows
    ]


def _incidents(ids: list[UUID], _update: KeyworkerUpdate, user: User) -> list[FigureRow]:
    rows = Incident.objects.visible_to(user).filter(pk__in=ids).order_by("happened_on", "pk")
    return [
        FigureRow(f"{row.reference}, {row.get_kind_display()}", reverse("incident", args=[row.pk]), row.is_withdrawn)
        for row in rows
    ]


def _hours(ids: list[UUID], update: KeyworkerUpdate, _user: User) -> list[FigureRow]:
    """The commissioned hours of the package: whoever writes its update reads them on the person's page."""
    rows = WeeklyHours.with_struck.filter(pk__in=ids, package=update.package_id).order_by("from_on", "pk")
    return [
        FigureRow(f"{formatting.hours(row.minutes)} a week from {row.from_on:%-d %B %Y}", "", row.struck_at is not None)
        for row in rows
    ]


List = Callable[[list[UUID], KeyworkerUpdate, User], list[FigureRow]]
LISTS: dict[str, List] = {
    "visit": _visits,
    "contact": _contacts,
    "planned": _planned,
    "rating": _ratings,
    "alert": _alerts,
    "hours": _hours,
    INCIDENT: _incidents,
}
