"""Forms of the waiting list and of notices to the Council."""

import typing
from typing import Any

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm
from referrals.enums import NoticeKind


class PlaceForm(PlainForm):
    """A place on the waiting list; it has a priority where the terms have `bands`."""

    submit_label = "Continue"

    band = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="Priority, as agreed with the Council")
    band_agreed_with = forms.CharField(
        max_length=120, label="Who at the Council agreed", help_text="Name and role, for example the keyworker"
    )
    expected_on = DayField(required=False, label="Expected start date", help_text="Leave blank if not known")
    reason = LongTextField(rows=3, label="Reason for waiting")

    def __init__(self, *args: Any, bands: list[str] | None, reason_label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bands is None:
            del self.fields["band"], self.fields["band_agreed_with"]
        else:
            typing.cast(forms.ChoiceField, self.fields["band"]).choices = list(enumerate(bands, 1))
        if reason_label:
            self.fields["reason"].label = reason_label


class NoticeForm(PlainForm):
    submit_label = "Send to the Council"

    kind = forms.ChoiceField(choices=NoticeKind, widget=forms.RadioSelect, label="What the notice is about")
    words = LongTextField(
        rows=4,
        max_length=4000,
        required=False,
        label="Anything to add",
        help_text="Do not use names. The Council only sees references",
    )
    # The references on the page: only what the sender has seen is sent.
    covers = forms.CharField(required=False, widget=forms.HiddenInput)


class AcknowledgeNoticeForm(PlainForm):
    submit_label = "Acknowledge"

    answer = LongTextField(rows=4, max_length=4000, required=False, label="The Council's reply")
