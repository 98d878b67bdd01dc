from typing import Any

from django import forms

from design.fields import TelephoneField
from design.forms import PlainForm


class TelephoneForm(PlainForm):
    submit_label = "Continue"

    telephone = TelephoneField(
        required=False,
        label="Mobile number",
        help_text="Leave blank if you want no texts. No one else should read the texts on this phone.",
    )


class NumberCodeForm(PlainForm):
    """The code that was sent to `number`; "" where none is waited for."""

    submit_label = "Confirm"

    code = forms.CharField(
        max_length=12,
        label="Code",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "cw-short"}),
    )

    def __init__(self, *args: Any, number: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = (
            f"We have sent it to {number} by text."
            if number
            else "If it has expired, go back and enter the number again."
        )
