from django import forms

from design.fields import DayField, LongTextField, MinutesField, TimeField
from design.forms import PlainForm
from visits.enums import ContactHow, EngagementDone, WithWhom


class ContactEntryForm(PlainForm):
    """A call, e-mail, letter or meeting."""

    submit_label = "Keep it"

    with_whom = forms.ChoiceField(choices=WithWhom, widget=forms.RadioSelect, label="With whom")
    name = forms.CharField(max_length=120, required=False, label="Their name")
    how = forms.ChoiceField(choices=ContactHow, widget=forms.RadioSelect, label="How")
    was_reached = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No, it was tried")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Were they reached?",
    )
    day = DayField(label="Day")
    time = TimeField(label="At what time")
    minutes = MinutesField(required=False, label="How long", help_text="In hours, like 20 min")
    about = LongTextField(rows=5, label="About what")
    changed = forms.CharField(max_length=300, required=False, label="What changed by it")


class EngagementForm(PlainForm):
    """What was done about somebody who did not answer or declined."""

    submit_label = "Keep it"

    done = forms.ChoiceField(choices=EngagementDone, widget=forms.RadioSelect, label="What was done")
    words = LongTextField(rows=5, max_length=5_000, label="What came of it")
