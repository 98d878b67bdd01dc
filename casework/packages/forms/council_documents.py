"""A document of the Council."""

from django import forms

from casework.enums import CouncilDocumentKind
from design.fields import DayField, UploadField
from design.forms import PlainForm


class CouncilDocumentForm(PlainForm):
    submit_label = "Add document"

    kind = forms.ChoiceField(choices=CouncilDocumentKind, widget=forms.RadioSelect, label="Kind of document")
    received_on = DayField(label="Date received")
    file = UploadField(label="Document")
