"""What happened to a record, from its moves."""

from django import template

from design.templatetags.design import timeline

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def move_list(moves, record):
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
