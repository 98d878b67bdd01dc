"""Adding something to a referral after it was sent."""

from typing import Any

from django import forms

from design.forms import PlainForm
from referrals.enums import ReferralPart
from referrals.models.addition import WORDS_LENGTH


class AddToReferralForm(PlainForm):
    submit_label = "Send to the provider"

    part = forms.ChoiceField(widget=forms.RadioSelect, label="What is it about?")
    words = forms.CharField(
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What is new or different?",
        help_text="For example, a phone number that is no longer safe to text, or a new risk to staff",
    )

    def __init__(self, *args: Any, parts: list[ReferralPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part: Any = self.fields["part"]
        part.choices = [(each.value, each.label) for each in parts]
