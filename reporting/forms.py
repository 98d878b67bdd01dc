from django import forms

from design.fields import LongTextField
from design.forms import PlainForm, RevisedForm


class OpenReturnForm(PlainForm):
    submit_label = "Prepare this return"

    which = forms.ChoiceField(widget=forms.RadioSelect, label="Contract and quarter")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = choices


class NarrativeForm(RevisedForm):
    narrative = LongTextField(rows=10, required=False, label="What the figures do not say")
