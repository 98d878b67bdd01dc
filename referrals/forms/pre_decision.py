"""Forms for what is assessed or agreed before a decision."""

import typing
from typing import Any

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from referrals.eligibility import EligibilityTest
from referrals.enums import Agency


class CriterionOverrideForm(PlainForm):
    submit_label = "Continue"

    criterion = forms.ChoiceField(widget=forms.RadioSelect, label="Which criterion is the Council waiving?")
    agreed_by = forms.CharField(max_length=120, label="Who at the Council agreed")
    agreed_on = DayField(label="Date agreed")
    reason = LongTextField(rows=4, label="Reason")

    def __init__(self, *args: Any, unmet: list[EligibilityTest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ChoiceField, self.fields["criterion"]).choices = [
            (test.criterion.value, test.name) for test in unmet
        ]


class SameDayForm(PlainForm):
    submit_label = "Save the assessment"

    risk = LongTextField(
        rows=6,
        label="Risks of a visit today and how we will manage them",
        help_text="For example, who else is there, what happened recently, who is going and who knows about it",
    )


class AssessmentForm(PlainForm):
    submit_label = "Start the assessment"

    from_on = DayField(label="First day of the assessment")
    assessed_by = forms.CharField(max_length=120, label="Assessed by")


class FinishAssessmentForm(PlainForm):
    submit_label = "Finish the assessment"

    last_on = DayField(label="Last day of the assessment")
    result = LongTextField(rows=5, label="Result")


class CorrectAssessmentForm(RevisedForm):
    from_on = DayField(label="First day of the assessment")
    last_on = DayField(required=False, label="Last day of the assessment", help_text="Leave it blank if it continues.")
    assessed_by = forms.CharField(max_length=120, label="Assessed by")
    result = LongTextField(rows=5, required=False, label="Result")


class SharingForm(PlainForm):
    submit_label = "Record"

    agency = forms.ChoiceField(choices=Agency, widget=forms.RadioSelect, label="Agency")
    shared_with = forms.CharField(max_length=120, label="Name of the person it was shared with")
    shared_on = DayField(label="Date shared")
