"""The question whether access needs were met, in the form of a visit and of another contact (R66)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from design.layout import Reveal
from visits.enums import NEEDS_ANSWERS, NeedsMet
from visits.log.models.visit import NEEDS_REASON_MISSING

# The beginning of the names of both fields of a carer; those of the person begin with nothing.
CARER = "carer_"


def needs_question(whose: str = "") -> Reveal:
    """Return the question with its reason, for the layout of a form."""
    return Reveal(f"{whose}needs_met", {NeedsMet.NO: [f"{whose}needs_reason"]})


class NeedsMetField(forms.ChoiceField):
    """Were the access needs met? An answer is never required."""

    def __init__(self, label: str = "Were their access needs met?") -> None:
        super().__init__(choices=NEEDS_ANSWERS, widget=forms.RadioSelect, required=False, label=label)


def name_needs(form: forms.Form, needs: Sequence[str] | None, whose: str = "") -> bool:
    """Name the needs beside the question; take it away if there are none. Return whether they are named.

    None keeps the question without naming them: a form that is not for one person.
    """
    if needs is None:
        return False
    if not needs:
        del form.fields[f"{whose}needs_met"], form.fields[f"{whose}needs_reason"]
        return False
    form.fields[f"{whose}needs_met"].help_text = ". ".join(needs)
    return True


def clean_needs(form: forms.Form, data: dict[str, Any], whose: str = "") -> None:
    """Add the error for needs that were not met without the reason, and drop the reason of other answers."""
    answer, reason = f"{whose}needs_met", f"{whose}needs_reason"
    if answer not in form.fields:
        return
    if data.get(answer) != NeedsMet.NO:
        data[reason] = ""
    elif not data.get(reason) and reason not in form.errors:
        form.add_error(reason, NEEDS_REASON_MISSING.rstrip("."))
