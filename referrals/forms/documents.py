"""Forms for the documents of a referral."""

from django import forms

from design.fields import UploadField
from design.forms import PlainForm
from referrals.enums import ReferralDocumentKind


class AttachForm(PlainForm):
    submit_label = "Attach"

    kind = forms.ChoiceField(choices=ReferralDocumentKind, widget=forms.RadioSelect, label="Type of document")
    file = UploadField(label="File")


class ReplaceForm(PlainForm):
    submit_label = "Replace"

    file = UploadField(label="New file")


class RemoveForm(PlainForm):
    """Only its button: the page says what is removed."""

    submit_label = "Remove"
