"""The room in a contract, as it is shown with a decision and as the Council is told of it."""

from django import template

from referrals.capacity_snapshot import rows

register = template.Library()


@register.inclusion_tag("referrals/_figures.html")
def room_of_the_day(figures):
    """For those who decide: the figures, and a line for each worker. Input: `Figures` or `CapacityFigures`."""
    return {"figures": figures, "rows": rows(figures), "lines": figures.lines}


@register.inclusion_tag("referrals/_figures.html")
def room_told(figures, waiting=None):
    """For the Council and on paper: no worker is named. `waiting`: how many of the lines this reader sees."""
    shown = rows(figures)
    if waiting is not None:
        shown[-1] = (shown[-1][0], str(waiting))
    return {"figures": figures, "rows": shown, "lines": []}
