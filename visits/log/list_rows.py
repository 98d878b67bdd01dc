"""The rows of the lists on the page of a person's visits, and how many there are."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from casework.models import Individual
from visits.models import GoalWork, Visit

COUNT = Count("pk", distinct=True)


def counts_of(individual: Individual, **lists: Any) -> dict[str, int]:
    """Return how many rows each of these lists has, under its name; one query."""
    columns = {
        name: Coalesce(Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(n=COUNT).values("n")), 0)
        for name, rows in lists.items()
    }
    counts: Any = Individual.objects.filter(pk=individual.pk).values(**columns)
    return dict(counts.get())


def with_rows(logged: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return these visits with what the list shows of each, the newest on top."""
    return (
        logged.select_related("worker__user")
        .prefetch_related(Prefetch("goal_work", GoalWork.objects.select_related("wording")))
        .annotate(version_count=Count("versions"))
        .order_by("-started_at", "id")  # a grouped query loses the order of the model
    )
