"""What the form of a visit asks about how it went, and not about one that did not go ahead."""

from typing import Any

from design.forms import PlainForm
from visits.enums import CANCELLED

# What a visit that went ahead has.
MEETING_MISSING = {"ended": "Enter the end time", "kind": "Choose how you met"}


def clean_meeting(form: PlainForm, data: dict[str, Any]) -> None:
    """Ask for what a visit that went ahead needs, and for why one did not. Of a missed one the start is enough."""
    if data.get("did_happen") == "yes":
        for name, message in MEETING_MISSING.items():
            if not data.get(name) and name not in form.errors:
                form.add_error(name, message)
    elif data.get("did_happen") == "no":
        if not data.get("why_not"):
            form.add_error("why_not", "Choose why the visit did not go ahead")
        elif data.get("notice_minutes") is not None and data["why_not"] not in CANCELLED:
            form.add_error("notice_minutes", "Leave this empty: only a cancelled visit has a notice period")
        data["ended"] = data.get("ended") or data.get("started")
