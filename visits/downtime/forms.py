from django import forms

from design.forms import PlainForm


class ChangePassphraseForm(PlainForm):
    submit_label = "Make a new passphrase"

    reason = forms.CharField(
        max_length=200, label="Why it is changed", help_text="Such as: somebody who knew it has left the team."
    )
