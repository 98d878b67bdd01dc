"""A document of the Council."""

from django import forms

from casework.enums import CouncilDocumentKind
from design.fields import DayField, UploadField
from design.forms import PlainForm


class CouncilDocumentForm(PlainForm):
    submit_label = "Attach"

    kind = forms.ChoiceField(choices=CouncilDocumentKind, widget=forms.RadioSelect, label="What it is")
    received_on = DayField(label="Received on")
    file = UploadField(label="Document")
