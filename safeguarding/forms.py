import typing
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm, ReasonForm
from safeguarding.enums import Abuse, SourceOfRisk, WishesAsked


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
    named_users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Staff or Council people the concern is about",
        help_text="They will not be alerted, and cannot see the concern.",
    )
    nobody_to_name = forms.BooleanField(
        required=False,
        label="The concern is about the service, and I can’t name anyone. Alert everyone who leads on safeguarding.",
    )
    wishes_asked = forms.ChoiceField(
        choices=WishesAsked,
        widget=forms.RadioSelect,
        label="Was the person asked what outcome they want?",
        error_messages={"required": "Choose whether the person was asked what outcome they want"},
    )
    wishes = LongTextField(rows=3, required=False, label="What the person wants to happen")

    def __init__(self, *args: Any, nameable: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelMultipleChoiceField, self.fields["named_users"]).queryset = nameable


class CouncilContactForm(LocalTimeForm):
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


class WithdrawForm(ReasonForm):
    submit_label = "Withdraw the concern"

    staff = forms.ChoiceField(
        choices=[
            ("nothing to do", "They have nothing to do with it: it is no longer hidden from them"),
            ("stands", "It is about them, but another person was affected: it stays hidden from them"),
        ],
        widget=forms.RadioSelect,
        label="Staff or Council people the concern names",
        error_messages={"required": "Choose what is true of the people the concern names"},
    )

    def __init__(self, *args: Any, names_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_somebody:
            del self.fields["staff"]
