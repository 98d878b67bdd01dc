"""Forms for what is assessed or agreed before a decision."""

import typing
from typing import Any

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm
from referrals.eligibility import EligibilityTest
from referrals.enums import Agency


class CriterionOverrideForm(PlainForm):
    submit_label = "Go on"

    criterion = forms.ChoiceField(widget=forms.RadioSelect, label="Which test does the Council waive?")
    agreed_by = forms.CharField(max_length=120, label="Who of the Council agreed")
    agreed_on = DayField(label="Agreed on")
    reason = LongTextField(rows=4, label="Why")

    def __init__(self, *args: Any, unmet: list[EligibilityTest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ChoiceField, self.fields["criterion"]).choices = [
            (test.criterion.value, test.name) for test in unmet
        ]


class SameDayForm(PlainForm):
    submit_label = "Keep the assessment"

    risk = LongTextField(
        rows=6,
        label="The risks of a visit today, and how they are met",
        help_text="Such as: who else is there, what happened lately, who goes and with whom, who knows of it",
    )


class AssessmentForm(PlainForm):
    submit_label = "Begin the assessment"

    from_on = DayField(label="First day of the assessment")
    assessed_by = forms.CharField(max_length=120, label="Who assesses")


class FinishAssessmentForm(PlainForm):
    submit_label = "Finish the assessment"

    last_on = DayField(label="Last day of the assessment")
    result = LongTextField(rows=5, label="Result")


class SharingForm(PlainForm):
    submit_label = "Record"

    agency = forms.ChoiceField(choices=Agency, widget=forms.RadioSelect, label="Shared with which agency")
    shared_with = forms.CharField(max_length=120, label="With whom there")
    shared_on = DayField(label="Shared on")
