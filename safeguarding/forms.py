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

    account = LongTextField(rows=8, label="What you saw, heard or were told", help_text="As exactly as you can")
    made_safe = LongTextField(rows=3, label="What was done at once to keep the person safe", required=False)
    kinds = forms.MultipleChoiceField(
        choices=Abuse, widget=forms.CheckboxSelectMultiple, label="Kinds of abuse or neglect"
    )
    source_of_risk = forms.ChoiceField(choices=SourceOfRisk, widget=forms.RadioSelect, label="Source of risk")
    named_worker = forms.ModelChoiceField(
        queryset=Worker.objects.none(),
        required=False,
        label="Member of staff it names",
        empty_label="Nobody",
        help_text="They will find no trace of this concern.",
    )
    wishes_asked = forms.ChoiceField(
        choices=WishesAsked, widget=forms.RadioSelect, label="Were they asked what they want to come of it?"
    )
    wishes = LongTextField(rows=3, required=False, label="What they want")

    def __init__(self, *args: Any, workers: QuerySet[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelChoiceField, self.fields["named_worker"]).queryset = workers

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("named_worker") and data.get("source_of_risk") != SourceOfRisk.SERVICE_PROVIDER:
            self.add_error("source_of_risk", "A concern about a member of staff has the service provider as source.")
        return data


class CouncilContactForm(PlainForm):
    submit_label = "Record the contact"

    contact = forms.CharField(max_length=120, label="Who at the Council you spoke to")
    contacted_on = DayField(label="Day")
    contacted_time = TimeField(label="Time")


class DecisionForm(PlainForm):
    submit_label = "Record the decision"

    is_enquiry = forms.ChoiceField(
        choices=[("yes", "Yes, it is a safeguarding enquiry"), ("no", "No, it is not")],
        widget=forms.RadioSelect,
        label="What the Council decided",
    )
    decision = LongTextField(rows=4, label="What they said")


class PortalForm(PlainForm):
    submit_label = "Record the reference"

    portal_reference = forms.CharField(max_length=60, label="Reference the portal showed")


class CloseForm(PlainForm):
    submit_label = "Close the concern"

    outcome = LongTextField(rows=4, label="What came of it")
