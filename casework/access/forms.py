"""The reason for opening a record outside the caseload; accounts of people and their representatives."""

from typing import Any

from django import forms

from accounts.invitations.forms import IdentityField
from casework.portal_lock.rules import ANSWERED_HOW_MISSING
from core.channels import texts_are_sent
from design.fields import LongTextField, TelephoneField
from design.forms import PlainForm

# What the page says after an answer: where the person reads it themselves, and where they cannot.
SENT = "Sent. The person can read it."
ADDED = "Saved. The person reads it with the answer."
SAVED_ELSEWHERE = "Saved, with how you told the person. They do not read it on pages of their own now."


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


def answered_how_field() -> forms.CharField:
    """Return the field that `AnswerForm` asks where the person reads no answer on pages of their own."""
    return forms.CharField(
        max_length=200,
        label="How did you tell them?",
        error_messages={"required": ANSWERED_HOW_MISSING.rstrip(".")},
    )


class AnswerForm(PlainForm):
    """An answer that the person reads on their own pages; `unreadable` says why they cannot, else ""."""

    submit_label = "Send the answer"

    def __init__(self, *args: Any, unreadable: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unreadable:
            del self.fields["answered_how"]
            return
        self.submit_label = "Save the answer"
        self.fields["answer"].help_text = f"{unreadable} Tell them the answer in another way."
        self.fields["answered_how"].help_text = "For example “By phone, on Tuesday”."


class AccessAnswerForm(AnswerForm):
    answer = LongTextField(
        rows=6,
        max_length=2_000,
        label="Your answer to the person",
        help_text="Ask whoever opened the record why. The person reads this.",
        error_messages={"required": "Enter your answer"},
    )
    answered_how = answered_how_field()


class AddedAnswerForm(AnswerForm):
    """What is added to an answer that the person has, or corrects it."""

    submit_label = "Add to the answer"

    words = LongTextField(
        rows=6,
        max_length=2_000,
        label="What do you want to add or correct?",
        help_text="The first answer stays. The person reads both, with the date and your name.",
        error_messages={"required": "Enter what you want to add or correct"},
    )
    answered_how = answered_how_field()


class RecordedQuestionForm(PlainForm):
    """What the person asks about somebody who opened their record, as they said it to staff."""

    submit_label = "Send to a manager"

    words = LongTextField(
        rows=4,
        max_length=2_000,
        required=False,
        label="What does the person want to know?",
        help_text="In their own words. Leave it blank if they only ask why.",
    )
    asked_how = forms.CharField(
        max_length=200,
        label="How did they ask?",
        help_text="For example “By phone, to me”",
        error_messages={"required": "Enter how they asked"},
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not texts_are_sent():
            self.fields["telephone"].help_text = "We send no text messages, so they also need an email address."
            self.fields["email"].required = True

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.cleaned_data.get("email") and not self.cleaned_data.get("telephone") and not self.errors:
            self.add_error("email", "Enter an email address or a mobile number")
        return self.cleaned_data


def _relation_field() -> forms.CharField:
    return forms.CharField(
        max_length=80, label="What are they to the person?", help_text="For example sister, friend, advocate"
    )


class RepresentativeForm(PortalAccountForm):
    submit_label = "Add"
    field_order = ("full_name", "relation", "email", "telephone", "identity")

    full_name = forms.CharField(max_length=120, label="Name")
    relation = _relation_field()


class RepresentativeRelationForm(PlainForm):
    relation = _relation_field()
