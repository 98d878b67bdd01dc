"""The capacity of a contract, as shown with a decision and as sent to the Council."""

from typing import Any

from django import template

from referrals.capacity_snapshot import CapacitySnapshot, figure_rows
from referrals.models import CapacityFigures

register = template.Library()


@register.inclusion_tag("referrals/_figures.html")
def capacity_for_staff(figures: CapacitySnapshot | CapacityFigures) -> dict[str, Any]:
    """For those who decide: the figures, and a line for each worker."""
    return {"figures": figures, "rows": figure_rows(figures), "lines": figures.lines}


@register.inclusion_tag("referrals/_figures.html")
def capacity_for_council(figures: CapacitySnapshot | CapacityFigures, waiting: int | None = None) -> dict[str, Any]:
    """For the Council: no worker is named. `waiting` is the number of waiting referrals that this reader sees."""
    rows = figure_rows(figures)
    if waiting is not None:
        rows[-1] = (rows[-1][0], str(waiting))
    return {"figures": figures, "rows": rows, "lines": []}
