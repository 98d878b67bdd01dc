from django import forms

from design.fields import DayField, LongTextField, TimeField
from design.forms import PlainForm
from visits.enums import ContactHow, EngagementDone, WithWhom


class ContactEntryForm(PlainForm):
    """A call, email, letter or meeting."""

    with_whom = forms.ChoiceField(
        choices=WithWhom,
        widget=forms.RadioSelect,
        label="Who with?",
        error_messages={"required": "Select who it was with"},
    )
    name = forms.CharField(max_length=120, required=False, label="Their name")
    how = forms.ChoiceField(
        choices=ContactHow,
        widget=forms.RadioSelect,
        label="How did you contact them?",
        error_messages={"required": "Select how you contacted them"},
    )
    was_reached = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No, I tried")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Did you get through?",
        error_messages={"required": "Select whether you got through"},
    )
    day = DayField(label="Date", error_messages={"required": "Enter the date of the contact"})
    time = TimeField(label="Time", error_messages={"required": "Enter the time of the contact"})
    minutes = forms.IntegerField(min_value=0, max_value=24 * 60, required=False, label="Length in minutes")
    about = LongTextField(rows=5, label="What about?", error_messages={"required": "Enter what it was about"})
    changed = forms.CharField(max_length=300, required=False, label="What changed as a result?")


class EngagementForm(PlainForm):
    """What was done about somebody who did not answer or declined."""

    done = forms.ChoiceField(
        choices=EngagementDone,
        widget=forms.RadioSelect,
        label="What did you do?",
        error_messages={"required": "Select what you did"},
    )
    words = LongTextField(
        rows=5,
        max_length=5_000,
        label="What was the outcome?",
        error_messages={"required": "Enter what the outcome was"},
    )
