"""What happened to a record, from its state changes."""

from collections.abc import Iterable
from typing import Any

from django import template

from core.models import StateChange, Stateful
from design.templatetags.design import timeline

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def state_change_list(state_changes: Iterable[StateChange], record: Stateful) -> dict[str, Any]:
    """Show the state changes of a record, newest first. They are passed oldest first."""
    entries = [
        {
            "title": record.STATES(change.to_state).label,
            "body": change.reason,
            "at": change.recorded_at,
            "by": change.author,
        }
        for change in reversed(list(state_changes))
    ]
    return timeline(entries)
