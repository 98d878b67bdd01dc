"""What several tags share: pills, and rows of tuples or dicts, made into dicts."""

import datetime
from collections.abc import Sequence
from typing import Any

from design import formatting

TONES = ("late", "soon", "done", "held", "brand", "plain")


def pill_parts(value: Any) -> dict[str, str] | None:
    """Return {"text", "tone"} for text, a (text, tone) pair, a dict or an enum member.

    A member has label and may have tone; None and "" give None.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        text, tone = value["text"], value.get("tone", "plain")
    elif hasattr(value, "label"):
        text, tone = value.label, getattr(value, "tone", "plain")
    elif isinstance(value, tuple | list):
        text, tone = value
    else:
        text, tone = value, "plain"
    return {"text": text, "tone": tone if tone in TONES else "plain"}


def with_defaults(entry: Any, names: Sequence[str], defaults: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a dict with every name of names, taken from a tuple by position or from a dict by key.

    What is left out is "" or its default. Raises ValueError for any other key.
    """
    row = dict.fromkeys(names, "") | (defaults or {})
    if isinstance(entry, dict):
        unknown = entry.keys() - row.keys()
        if unknown:
            raise ValueError(
                f"{', '.join(sorted(unknown))}: not an input of this component. It takes {', '.join(names)}."
            )
        row.update(entry)
    else:
        row.update(zip(names, entry, strict=False))
    return row


def format_when(value: datetime.date | str | None) -> str:
    """Return a date or an instant in words; text as it is."""
    return formatting.when(value) if isinstance(value, datetime.date) else value or ""
