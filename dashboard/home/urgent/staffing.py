"""Visits without a worker, people without a lead worker, times when nobody is on call."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.access.user_rows import first_rows
from casework.allocation.missing_leads import packages_without_lead
from casework.danger import DangerRank
from contracts.models import Contract
from contracts.posts import running_contracts
from core import clock
from dashboard.home.reader import WEEK, Reader
from dashboard.home.urgent.row import SOON, UrgentRow, first_at, overdue_since
from design import formatting
from visits.models import PlannedVisit
from workforce.models import Worker
from workforce.on_call.rota import Gap, gaps

MOST_ROWS = 60
DAYS_AHEAD = 7
GAPS_NAMED = 2


def uncovered_visits(user: User, day: datetime.date) -> list[dict[str, Any]]:
    """Return the workers, of those `user` leads, whose visits need cover in the week from `day`.

    Each row has the worker, the name, the number of visits and the first day and instant. `ids` are the visits that are
    under no absence, the earliest first: each is moved on its own page.
    """

    def build() -> QuerySet[PlannedVisit, dict[str, Any]]:
        workers = Worker.objects.visible_to(user).exclude(user=user).order_by().values("pk")
        visits = PlannedVisit.objects.allowing(user, Permission.PLAN_VISIT).filter(worker__in=workers)
        not_away = ArrayAgg("pk", filter=Q(is_away=False), order_by=("starts_at", "pk"))
        return (
            visits.to_cover(day, day + WEEK)
            .order_by()
            .values("worker", "worker__user__full_name")
            .annotate(n=Count("pk"), first_on=Min("local_on"), first_at=Min("starts_at"), ids=not_away)
        )

    return first_rows(user, ("visits to cover", day), build, MOST_ROWS)


def visits_to_cover(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row for each worker whose visits need somebody else."""
    if Permission.READ_WORKER not in reader.may:
        return
    for row in uncovered_visits(reader.user, reader.day):
        moves, count = row["ids"], row["n"]
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=first_at(row["first_at"], reader.now),
            due_at=row["first_at"],
            sentence=f"Find cover for {row['worker__user__full_name']}",
            detail=f"{count} visit{'' if count == 1 else 's'} in the next 7 days.",
            lead=row["worker__user__full_name"],
            about=f"{count} visit{'' if count == 1 else 's'}",
            href=reverse("visit_move", args=[moves[0]]) if moves else reverse("worker", args=[row["worker"]]),
            action="Find cover",
            is_now=row["first_at"] - reader.now <= SOON,
        )


def people_without_lead(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the packages with a day without a lead worker in the next week."""
    if Permission.ALLOCATE not in reader.may:
        return
    user, day = reader.user, reader.day
    rows = first_rows(user, ("without lead", day), lambda: packages_without_lead(user, day, DAYS_AHEAD), MOST_ROWS)
    for package in rows:
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=overdue_since(package.without_lead_on, day),
            due_at=clock.start_of(package.without_lead_on),
            sentence="No lead worker",
            person=package.case.individual.full_name,
            href=reverse("allocate", args=[package.pk]),
            action="Allocate",
            several="people without a lead worker",
            several_href=reverse("workers"),
        )


def on_call_gaps(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row for each contract that has times in the next week when nobody is on call."""
    if Permission.KEEP_ON_CALL not in reader.may:
        return
    for contract in running_contracts(reader.user, Permission.KEEP_ON_CALL):
        all_gaps = gaps(contract, reader.day, DAYS_AHEAD)
        if all_gaps:
            yield _gap_row(contract, all_gaps, reader)


def _gap_row(contract: Contract, found: list[Gap], reader: Reader) -> UrgentRow:
    first = found[0]
    times = [
        f"{formatting.weekday(gap.starts_at)}, {formatting.time(gap.starts_at)} to {formatting.time(gap.ends_at)}"
        for gap in found[:GAPS_NAMED]
    ]
    more = f", and {len(found) - GAPS_NAMED} more" if len(found) > GAPS_NAMED else ""
    return UrgentRow(
        danger=DangerRank.HARM,
        time=first_at(first.starts_at, reader.now),
        due_at=first.starts_at,
        sentence=f"No one is on call: {contract}",
        detail=f"{'; '.join(times)}{more}.",
        href=reverse("on_call_new", args=[contract.pk]),
        action="Add a shift",
        is_now=first.starts_at - reader.now <= SOON,
    )
