from django import forms

from design.forms import PlainForm


class ChangePassphraseForm(PlainForm):
    submit_label = "Create a new passphrase"

    reason = forms.CharField(
        max_length=200, label="Reason for the change", help_text="For example, someone who knew it has left the team."
    )
