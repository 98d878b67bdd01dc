"""Which record of a person is the primary one: the only place that says how merged records are queried (decision 13).

A merged record points, by `merged_into`, to the primary record of the person; nothing points to a merged record.
A record that is not merged is its own primary record. A `path` leads from the rows of a query to an individual, such
as "package__case__individual"; the empty path means that the rows are individuals themselves.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, OrderBy, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce

PrimaryIds = Collection[UUID] | QuerySet


def to_primary(path: str) -> str:
    """Return the path to the primary record of the individual that `path` leads to; null for one not merged."""
    return f"{path}__merged_into" if path else "merged_into"


def primary_of(path: str = "") -> Coalesce:
    """Return the expression for the id of the primary record of the person that `path` leads to."""
    return Coalesce(to_primary(path), path or "pk")


def about_people(path: str, primary_ids: PrimaryIds) -> Q:
    """Return a Q for the rows about the people with these primary ids, under whichever of their records.

    Ids of merged records find only the rows under those records themselves.
    """
    return _under(path, primary_ids, lookup="__in")


def about_same_person(path: str, outer: str) -> Q:
    """Return a Q, for a subquery, for the rows about the person that the path `outer` of the outer row leads to."""
    primary = Coalesce(OuterRef(to_primary(outer)), OuterRef(outer or "pk"), output_field=UUIDField())
    return _under(path, primary)


def primary_first(path: str) -> OrderBy:
    """Return the order in which rows of the primary record of a person come before those of the others."""
    return F(to_primary(path)).asc(nulls_first=True)


def _under(path: str, primary: Any, lookup: str = "") -> Q:
    return Q(**{f"{path or 'pk'}{lookup}": primary}) | Q(**{f"{to_primary(path)}{lookup}": primary})


def under_or_primary(path: str, individuals: QuerySet, source: str = "") -> Q:
    """Return a Q for the rows that are under an individual of `individuals`, or under the primary record of one.

    `individuals` are rows from which the path `source` leads to the individuals: a policy's answer, or allocations.
    """
    own, primary = _own_and_primary(individuals, source)
    return Q(**{f"{path or 'pk'}__in": own}) | Q(**{f"{path or 'pk'}__in": primary})


def about_any_of(path: str, individuals: QuerySet, source: str = "") -> Q:
    """Return a Q for every row about the people of `individuals`, under whichever of their records.

    Wider than `under_or_primary`: it also finds rows under the other records merged into the same primary record.
    """
    own, primary = _own_and_primary(individuals, source)
    return about_people(path, own) | about_people(path, primary)


def _own_and_primary(individuals: QuerySet, source: str) -> tuple[QuerySet, QuerySet]:
    """Return the ids of the individuals, and those of the primary records of the merged ones among them."""
    primary = to_primary(source)
    rows = individuals.order_by()
    return rows.values(source or "pk"), rows.exclude(**{primary: None}).values(primary)
