from django import forms

from casework.unusual_access.enums import UnusualKind
from design.fields import LongTextField
from design.forms import PlainForm

PERIODS = {"7": "The last 7 days", "30": "The last 30 days", "90": "The last 90 days"}


class UnusualForm(forms.Form):
    """The filter of the list, in the address."""

    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False, label="Period")
    kind = forms.ChoiceField(choices=[("", "Every kind"), *UnusualKind.choices], required=False, label="Kind")


class ReviewAccessForm(PlainForm):
    note = LongTextField(
        rows=4,
        max_length=2_000,
        label="What did you find?",
        help_text="For example who you asked, and what they said.",
        error_messages={"required": "Enter what you found"},
    )
