"""Two records of one person."""

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm


class MergeForm(PlainForm):
    submit_label = "Compare"

    other = forms.CharField(
        max_length=12, label="Reference of the other record", help_text="Such as R-7KQ4-M2XD; it stands in its header"
    )
    primary = forms.ChoiceField(
        choices=[("this", "The record that is open now"), ("other", "The other record")],
        widget=forms.RadioSelect,
        initial="this",
        label="Which is the primary record from now on?",
        help_text="New entries belong there. Both keep their histories.",
    )
    reason = LongTextField(rows=3, max_length=500, label="How do you know that they are one person?")


class UndoMergeForm(PlainForm):
    submit_label = "Undo the merge"

    reason = LongTextField(rows=3, max_length=500, label="How do you know that they are two people?")
