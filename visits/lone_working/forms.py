"""The forms of escalations and lone working checks."""

from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField, LongTextField, TelephoneField, TimeField
from design.forms import LocalTimeForm, PlainForm, ReasonForm
from design.layout import Reveal
from visits.lone_working.enums import CALLED_OUTCOMES, CallOutcome, EscalationContact


class RingForm(LocalTimeForm):
    submit_label = "Record this call"

    contact = forms.ChoiceField(
        choices=EscalationContact,
        widget=forms.RadioSelect,
        label="Who did you ring?",
        error_messages={"required": "Choose who you rang"},
    )
    name = forms.CharField(max_length=120, required=False, label="Their name")
    number = TelephoneField(required=False, label="Phone number")
    began = TimeField(label="Start time of the call", error_messages={"required": "Enter the start time of the call"})
    outcome = forms.ChoiceField(
        choices=[(outcome.value, outcome.label) for outcome in CALLED_OUTCOMES],
        widget=forms.RadioSelect,
        label="Result of the call",
        error_messages={"required": "Choose the result of the call"},
    )
    conversation = LongTextField(rows=4, required=False, max_length=5_000, label="What was said?")

    def layout_fields(self) -> list[Any]:
        return [
            Reveal("outcome", {CallOutcome.ANSWERED: ["conversation"]}),
            "contact",
            "name",
            "number",
            "began",
            *self.repeated_question(),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == CallOutcome.ANSWERED and not data.get("conversation"):
            self.add_error("conversation", "Enter what was said")
        return data


class TeamRangForm(LocalTimeForm):
    """What the Council's duty team records of its own call, now or later."""

    submit_label = "Record this call"

    contact = forms.ChoiceField(
        choices=[(each.value, each.label) for each in EscalationContact if each != EscalationContact.DUTY_TEAM],
        widget=forms.RadioSelect,
        label="Who did you ring?",
        error_messages={"required": "Choose who you rang"},
    )
    name = forms.CharField(max_length=120, required=False, label="Their name")
    outcome = forms.ChoiceField(
        choices=[(outcome.value, outcome.label) for outcome in CALLED_OUTCOMES],
        widget=forms.RadioSelect,
        label="Result of the call",
        error_messages={"required": "Choose the result of the call"},
    )
    conversation = LongTextField(rows=4, required=False, max_length=2_000, label="What was said?")
    rang_on = DayField(label="Day of the call")
    began = TimeField(label="Start time of the call", error_messages={"required": "Enter the start time of the call"})
    rang_by = forms.CharField(
        max_length=120,
        label="Who rang?",
        help_text="Of your team.",
        error_messages={"required": "Enter who rang"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["rang_on"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        outcome = Reveal("outcome", {CallOutcome.ANSWERED: ["conversation"]})
        return ["contact", "name", outcome, "rang_on", "began", *self.repeated_question(), "rang_by"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("outcome") == CallOutcome.ANSWERED and not data.get("conversation"):
            self.add_error("conversation", "Enter what was said")
        return data


class ReleaseForm(ReasonForm):
    """Why somebody does not deal with an alert, and since when somebody did as the form was opened."""

    accepted_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class DoneForm(PlainForm):
    submit_label = "Close this alert"

    done = LongTextField(
        rows=4, max_length=5_000, label="What was done?", error_messages={"required": "Enter what was done"}
    )


class EndCallForm(DoneForm):
    submit_label = "End this call"


class AccompaniedForm(PlainForm):
    submit_label = "Turn check-in off"

    companion = forms.CharField(
        max_length=120,
        label="Who is going with you?",
        error_messages={"required": "Enter who is going with you"},
    )


class ConfirmSafeForm(PlainForm):
    submit_label = "Confirm the worker is safe"

    words = LongTextField(
        rows=3,
        max_length=300,
        label="What did the worker say?",
        error_messages={"required": "Enter what the worker said"},
    )
