"""What is agreed with the keyworker for a person who reaches the age limit."""

from typing import Any, cast

from django import forms

from casework.age_limit.models import LAST_DAY_MISSING, SERVICE_MISSING
from casework.enums import AgeLimitOutcome
from core import clock
from design.fields import DayField, LongTextField
from design.forms import RevisedForm
from design.layout import Reveal


class AgeLimitForm(RevisedForm):
    outcome = forms.ChoiceField(
        choices=AgeLimitOutcome,
        widget=forms.RadioSelect,
        label="What is agreed?",
        error_messages={"required": "Choose what is agreed"},
    )
    service = forms.CharField(max_length=200, required=False, label="Service that the person moves to")
    last_on = DayField(
        required=False,
        label="Last day of support",
        help_text="Support does not end by itself: record the end when it comes.",
    )
    agreed_with = forms.CharField(
        max_length=120, label="Who agreed for the Council", help_text="For example: Priya Nair, keyworker"
    )
    agreed_on = DayField(label="Date agreed")
    note = LongTextField(rows=4, required=False, label="What was said", help_text="Include what the person wants.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["agreed_on"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        outcome = Reveal("outcome", {AgeLimitOutcome.MOVES: ["service"], AgeLimitOutcome.ENDS: ["last_on"]})
        return [outcome, "agreed_with", "agreed_on", "note"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("outcome") == AgeLimitOutcome.MOVES and not data.get("service") and "service" not in self.errors:
            self.add_error("service", SERVICE_MISSING)
        if data.get("outcome") == AgeLimitOutcome.ENDS and not data.get("last_on") and "last_on" not in self.errors:
            self.add_error("last_on", LAST_DAY_MISSING)
        return data
