"""The form for the code that was emailed."""

from django import forms

from design.forms import PlainForm


class LinkCodeForm(PlainForm):
    submit_label = "Continue"

    code = forms.CharField(
        max_length=20,
        label="Code",
        help_text="Six digits. It works for 10 minutes.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )


class EndLinkForm(PlainForm):
    submit_label = "End the link"

    reason = forms.CharField(max_length=200, label="Why does the link end?")
