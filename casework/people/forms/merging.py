"""Two records of one person."""

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm


class MergeForm(PlainForm):
    submit_label = "Compare"

    other = forms.CharField(
        max_length=12,
        label="Reference of the other record",
        help_text="For example R-7KQ4-M2XD. It is in the heading of the record.",
    )
    primary = forms.ChoiceField(
        choices=[("this", "The record you have open now"), ("other", "The other record")],
        widget=forms.RadioSelect,
        initial="this",
        label="Which record to keep using",
        help_text="New entries go there. Both records keep their histories.",
    )
    reason = LongTextField(rows=3, max_length=500, label="How you know that they are one person")


class UndoMergeForm(PlainForm):
    submit_label = "Undo merge"

    reason = LongTextField(rows=3, max_length=500, label="How you know that they are two people")
