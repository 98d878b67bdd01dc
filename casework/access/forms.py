"""The reason for opening a record outside the caseload; accounts of people and their representatives."""

from typing import Any

from django import forms

from accounts.invitations.forms import IdentityField
from design.fields import LongTextField, TelephoneField
from design.forms import PlainForm


class OpenWithReasonForm(PlainForm):
    submit_label = "Open record"

    reason = LongTextField(
        rows=3,
        max_length=500,
        label="Why you need to open this record",
        help_text=(
            "The person reads this, and so does their keyworker. Do not name other people or say why they are away."
        ),
    )


class AccessAnswerForm(PlainForm):
    submit_label = "Send the answer"

    answer = LongTextField(
        rows=6,
        max_length=2_000,
        label="Your answer to the person",
        help_text="Ask whoever opened the record why. The person reads this.",
        error_messages={"required": "Enter your answer"},
    )


class PortalAccountForm(PlainForm):
    submit_label = "Open the account"

    email = forms.EmailField(
        required=False,
        max_length=254,
        label="Email address",
        help_text="They get codes to sign in there. Use an address that no one else reads.",
    )
    telephone = TelephoneField(
        required=False,
        label="Mobile telephone",
        help_text="Without an email address they get codes there by text. No one else should read the texts.",
    )
    identity = IdentityField(label="How do you know this is theirs?")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.cleaned_data.get("email") and not self.cleaned_data.get("telephone") and not self.errors:
            self.add_error("email", "Enter an email address or a mobile number")
        return self.cleaned_data


class RepresentativeForm(PortalAccountForm):
    submit_label = "Add"
    field_order = ("full_name", "relation", "email", "telephone", "identity")

    full_name = forms.CharField(max_length=120, label="Name")
    relation = forms.CharField(
        max_length=80, label="What are they to the person?", help_text="For example sister, friend, advocate"
    )
