"""The reason for opening a record outside the caseload; accounts of people and their representatives."""

from typing import Any

from django import forms

from accounts.invitations.forms import IdentityField
from casework.enums import ConsentPurpose
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


class ConsentForm(PlainForm):
    """What the person lets a representative see, as they said it to staff."""

    submit_label = "Save"

    purpose = forms.ChoiceField(choices=ConsentPurpose, widget=forms.RadioSelect, label="What may they see?")
    how = forms.CharField(
        max_length=120,
        label="How did the person say so, and to whom?",
        help_text="For example “In person, to Amara, on 3 March”. The person decides, and can change their mind.",
    )
