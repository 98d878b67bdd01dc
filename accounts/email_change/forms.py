"""The form for a new email address to sign in with."""

from django import forms

from design.forms import PlainForm


class ChangeEmailForm(PlainForm):
    submit_label = "Send the link"

    email = forms.EmailField(
        max_length=254,
        label="New email address",
        help_text=(
            "We send a link to it. You sign in with the new address once you have opened the link and confirmed. "
            "We also tell your old address. If someone else reads it, ring us first."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
