"""What happened to a record, from its moves."""

from collections.abc import Iterable
from typing import Any

from django import template

from core.models import StateChange, Stateful
from design.templatetags.design import timeline

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def move_list(moves: Iterable[StateChange], record: Stateful) -> dict[str, Any]:
    """Every move of a record, newest first. Input: its moves, oldest first."""
    entries = [
        {
            "title": record.STATES(move.to_state).label,
            "body": move.reason,
            "at": move.recorded_at,
            "by": str(move.recorded_by or "the clock"),
        }
        for move in reversed(list(moves))
    ]
    return timeline(entries)
