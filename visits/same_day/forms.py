"""Recording a same-day request, its risk, its answer and its visit."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from design.fields import DayField, LongTextField, TimeField
from design.forms import PlainForm
from design.layout import Reveal
from visits.models import Visit
from visits.same_day.enums import SameDayRequester, SameDayRequestMethod


class RequestForm(PlainForm):
    submit_label = "Save the request"

    asked_by = forms.ChoiceField(choices=SameDayRequester, widget=forms.RadioSelect, label="Who asks")
    asker_name = forms.CharField(max_length=120, required=False, label="Their name, if it is not the person")
    how = forms.ChoiceField(choices=SameDayRequestMethod, widget=forms.RadioSelect, label="How they asked")
    day = DayField(label="Day")
    time = TimeField(label="Time")
    details = LongTextField(rows=4, max_length=5_000, label="What they asked, and what has happened")


class AssessForm(PlainForm):
    submit_label = "Save the assessment"

    risk = LongTextField(
        rows=5,
        max_length=5_000,
        label="The risk, as you assess it",
        help_text="To the person and to whoever goes, today.",
    )


class SameDayAnswerForm(PlainForm):
    submit_label = "Save the answer"

    comes = forms.ChoiceField(
        choices=[("yes", "Yes, somebody comes"), ("no", "No")], widget=forms.RadioSelect, label="Does somebody come?"
    )
    day = DayField(label="Day", required=False)
    time = TimeField(label="Time", required=False)
    reason = LongTextField(rows=4, required=False, max_length=5_000, label="Why not, and what was offered instead")

    def layout_fields(self) -> list:
        return [Reveal("comes", {"yes": ["day", "time"], "no": ["reason"]})]

    def clean(self) -> dict[str, Any]:
        """Require day and time for yes, the reason for no."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("comes") == "yes":
            for name in ("day", "time"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Say when somebody comes.")
        if data.get("comes") == "no" and not data.get("reason"):
            self.add_error("reason", "Say why, and what was offered instead.")
        return data


class VisitedForm(PlainForm):
    submit_label = "Save"

    visit: "forms.ModelChoiceField[Visit]" = forms.ModelChoiceField(
        queryset=None, widget=forms.RadioSelect, empty_label=None, label="Which visit"
    )

    def __init__(self, *args: Any, visits: QuerySet[Visit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["visit"].queryset = visits
