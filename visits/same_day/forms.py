"""Recording a same-day request, its risk, its answer and its visit."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm
from design.layout import Reveal
from visits.models import Visit
from visits.same_day.enums import SameDayRequester, SameDayRequestMethod


class RequestForm(LocalTimeForm):
    submit_label = "Save request"

    asked_by = forms.ChoiceField(
        choices=SameDayRequester,
        widget=forms.RadioSelect,
        label="Who asked?",
        error_messages={"required": "Choose who asked"},
    )
    asker_name = forms.CharField(max_length=120, required=False, label="Their name, if someone else asked")
    how = forms.ChoiceField(
        choices=SameDayRequestMethod,
        widget=forms.RadioSelect,
        label="How did they ask?",
        error_messages={"required": "Choose how they asked"},
    )
    day = DayField(label="Date they asked", error_messages={"required": "Enter the date they asked"})
    time = TimeField(label="Time they asked", error_messages={"required": "Enter the time they asked"})
    details = LongTextField(
        rows=4,
        max_length=5_000,
        label="What did they ask for, and what has happened?",
        error_messages={"required": "Enter what they asked for"},
    )


class AssessForm(PlainForm):
    submit_label = "Save assessment"

    risk = LongTextField(
        rows=5,
        max_length=5_000,
        label="What is the risk today?",
        error_messages={"required": "Enter the risk"},
        help_text="To the person and to the worker who visits.",
    )


class SameDayAnswerForm(LocalTimeForm):
    submit_label = "Save answer"

    comes = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        label="Will someone visit?",
        error_messages={"required": "Choose whether someone will visit"},
    )
    day = DayField(label="Date of the visit", required=False)
    time = TimeField(label="Time of the visit", required=False)
    reason = LongTextField(rows=4, required=False, max_length=5_000, label="Why not, and what did you offer instead?")

    def layout_fields(self) -> list:
        return [Reveal("comes", {"yes": ["day", "time", *self.repeated_question()], "no": ["reason"]})]

    def clean(self) -> dict[str, Any]:
        """Require day and time for yes, the reason for no."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("comes") == "yes":
            for name, message in (("day", "Enter the date of the visit"), ("time", "Enter the time of the visit")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        if data.get("comes") == "no" and not data.get("reason"):
            self.add_error("reason", "Enter why not, and what you offered instead")
        return data


class VisitedForm(PlainForm):
    submit_label = "Link the visit"

    visit: "forms.ModelChoiceField[Visit]" = forms.ModelChoiceField(
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        label="Which visit was made?",
        error_messages={"required": "Choose the visit that was made"},
    )

    def __init__(self, *args: Any, visits: QuerySet[Visit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["visit"].queryset = visits
        if not visits.exists():
            fields["visit"].help_text = "No visit has been logged since the request. Log the visit first."
