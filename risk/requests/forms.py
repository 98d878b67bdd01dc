"""Asking for the risk assessment."""

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm


class RiskRequestForm(PlainForm):
    submit_label = "Ask for it"

    reason = LongTextField(
        rows=4,
        max_length=5_000,
        label="Why do you need it?",
        help_text="We answer within two working days.",
        error_messages={"required": "Enter why you need it"},
    )


class ToldRiskRequestForm(PlainForm):
    """A request that somebody of the Council made by phone, recorded by staff."""

    submit_label = "Save the request"

    asked_by_name = forms.CharField(
        max_length=120, label="Who at the Council asked?", error_messages={"required": "Enter who at the Council asked"}
    )
    asked_by_post = forms.CharField(max_length=120, label="Their role", error_messages={"required": "Enter their role"})
    asked_on = DayField(label="When did they ask?", error_messages={"required": "Enter the date they asked"})
    reason = LongTextField(
        rows=4,
        max_length=5_000,
        label="Why do they need it?",
        error_messages={"required": "Enter why they need it"},
    )
