"""What the person said about emails, texts and pages of their own."""

from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField
from design.forms import PlainForm


class NoDigitalContactForm(PlainForm):
    reason = forms.CharField(
        max_length=300,
        label="What did they say?",
        help_text="For example “I have no phone” or “My neighbour reads my emails”.",
    )
    said_on = DayField(label="Date they said so")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["said_on"]).max_day = clock.today()
