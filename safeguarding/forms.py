import typing
from typing import Any

from django import forms
from django.db.models import QuerySet

from design.fields import DayField, LongTextField, TimeField
from design.forms import PlainForm
from safeguarding.enums import Abuse, SourceOfRisk, WishesAsked
from workforce.models import Worker


class ConcernForm(PlainForm):
    submit_label = "Raise the concern"

    account = LongTextField(
        rows=8,
        label="What you saw, heard or were told",
        help_text="Use the person’s own words where you can",
        error_messages={"required": "Enter what you saw, heard or were told"},
    )
    made_safe = LongTextField(rows=3, label="What was done straight away to keep the person safe", required=False)
    kinds = forms.MultipleChoiceField(
        choices=Abuse,
        widget=forms.CheckboxSelectMultiple,
        label="Kinds of abuse or neglect",
        help_text="Choose all that apply",
        error_messages={"required": "Choose at least one kind of abuse or neglect"},
    )
    source_of_risk = forms.ChoiceField(
        choices=SourceOfRisk,
        widget=forms.RadioSelect,
        label="Source of risk",
        error_messages={"required": "Choose the source of risk"},
    )
    named_worker = forms.ModelChoiceField(
        queryset=Worker.objects.none(),
        required=False,
        label="Member of staff the concern is about",
        empty_label="No one",
        help_text="This member of staff will not be able to see the concern.",
    )
    wishes_asked = forms.ChoiceField(
        choices=WishesAsked,
        widget=forms.RadioSelect,
        label="Was the person asked what outcome they want?",
        error_messages={"required": "Choose whether the person was asked what outcome they want"},
    )
    wishes = LongTextField(rows=3, required=False, label="What the person wants to happen")

    def __init__(self, *args: Any, workers: QuerySet[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelChoiceField, self.fields["named_worker"]).queryset = workers

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("named_worker") and data.get("source_of_risk") != SourceOfRisk.SERVICE_PROVIDER:
            self.add_error("source_of_risk", "Choose “Service provider”: the concern is about a member of staff.")
        return data


class CouncilContactForm(PlainForm):
    submit_label = "Record the contact"

    contact = forms.CharField(
        max_length=120,
        label="Who did you speak to at the Council?",
        error_messages={"required": "Enter who you spoke to at the Council"},
    )
    contacted_on = DayField(label="Date of the contact", error_messages={"required": "Enter the date of the contact"})
    contacted_time = TimeField(
        label="Time of the contact", error_messages={"required": "Enter the time of the contact"}
    )


class DecisionForm(PlainForm):
    submit_label = "Record the decision"

    is_enquiry = forms.ChoiceField(
        choices=[("yes", "It is a safeguarding enquiry"), ("no", "It is not a safeguarding enquiry")],
        widget=forms.RadioSelect,
        label="What did the Council decide?",
        error_messages={"required": "Choose what the Council decided"},
    )
    decision = LongTextField(
        rows=4, label="What did the Council say?", error_messages={"required": "Enter what the Council said"}
    )


class PortalForm(PlainForm):
    submit_label = "Record the reference"

    portal_reference = forms.CharField(
        max_length=60,
        label="Reference from the portal",
        error_messages={"required": "Enter the reference from the portal"},
    )


class CloseForm(PlainForm):
    submit_label = "Close the concern"

    outcome = LongTextField(rows=4, label="Outcome", error_messages={"required": "Enter the outcome"})
