"""The question whether the person's access needs were met, in the form of a visit and of another contact (R66)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from design.layout import Reveal
from visits.enums import NEEDS_ANSWERS, NeedsMet
from visits.log.models.visit import NEEDS_REASON_MISSING

NEEDS_QUESTION = Reveal("needs_met", {NeedsMet.NO: ["needs_reason"]})


class NeedsMetField(forms.ChoiceField):
    """Were the access needs met? An answer is never required."""

    def __init__(self) -> None:
        super().__init__(
            choices=NEEDS_ANSWERS, widget=forms.RadioSelect, required=False, label="Were their access needs met?"
        )


def name_needs(form: forms.Form, needs: Sequence[str] | None) -> bool:
    """Name the needs beside the question; take it away if there are none. Return whether they are named.

    None keeps the question without naming them: a form that is not for one person.
    """
    if needs is None:
        return False
    if not needs:
        del form.fields["needs_met"], form.fields["needs_reason"]
        return False
    form.fields["needs_met"].help_text = ". ".join(needs)
    return True


def clean_needs(form: forms.Form, data: dict[str, Any]) -> None:
    """Add the error for needs that were not met without the reason, and drop the reason of other answers."""
    if "needs_met" not in form.fields:
        return
    if data.get("needs_met") != NeedsMet.NO:
        data["needs_reason"] = ""
    elif not data.get("needs_reason") and "needs_reason" not in form.errors:
        form.add_error("needs_reason", NEEDS_REASON_MISSING.rstrip("."))
