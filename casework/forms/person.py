"""Who stands around the person."""

from django import forms

from design.fields import DayField
from design.forms import PlainForm


class KeyworkerForm(PlainForm):
    submit_label = "Change the keyworker"

    user = forms.ModelChoiceField(queryset=None, label="The Council's keyworker", empty_label="Choose one")
    from_on = DayField(label="From", help_text="The one before was keyworker until then. Clocks go on as they are.")

    def __init__(self, *args, keyworkers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = keyworkers
