"""Forms for the documents of a referral."""

from collections.abc import Iterable
from typing import Any

from django import forms

from design import formatting
from design.fields import UploadField
from design.forms import PlainForm
from design.layout import Reveal
from referrals.enums import ReferralDocumentKind
from referrals.models import ReferralDocument

BOTH = "both"


class AttachForm(PlainForm):
    """`attached` are the documents that are there; of a type that is, the form asks which one the file replaces."""

    submit_label = "Attach"

    kind = forms.ChoiceField(choices=ReferralDocumentKind, widget=forms.RadioSelect, label="Type of document")
    file = UploadField(label="File")

    def __init__(self, *args: Any, attached: Iterable[ReferralDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attached: dict[str, list[ReferralDocument]] = {}
        for document in attached:
            if document.kind != ReferralDocumentKind.OTHER:
                self.attached.setdefault(document.kind, []).append(document)
        for kind, documents in self.attached.items():
            self.fields[_name(kind)] = forms.ChoiceField(
                choices=[
                    *((str(document.pk), f"Yes, {_described(document)}") for document in documents),
                    (BOTH, "No, keep both"),
                ],
                widget=forms.RadioSelect,
                required=False,
                label=f"{documents[0].get_kind_display()}: does the new file replace the one that is attached?",
            )

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {kind: [_name(kind)] for kind in self.attached}), "file"]

    def clean(self) -> dict[str, Any]:
        """Add `replaces`: the document in whose place the file is attached, or None."""
        super().clean()
        data, kind = self.cleaned_data, self.cleaned_data.get("kind", "")
        answer = data.get(_name(kind), "")
        if kind in self.attached and not answer and _name(kind) not in self.errors:
            self.add_error(_name(kind), "Choose whether the file replaces the one that is attached.")
        documents = self.attached.get(kind, [])
        return {
            "kind": kind,
            "file": data.get("file"),
            "replaces": next((document for document in documents if str(document.pk) == answer), None),
        }


def _name(kind: str) -> str:
    """Return the name of the field that asks about documents of this kind."""
    return f"replaces_{kind.replace(' ', '_')}"


def _described(document: ReferralDocument) -> str:
    return f"{document.document.file_name} of {formatting.when(document.recorded_at)}"


class ReplaceForm(PlainForm):
    submit_label = "Replace"

    file = UploadField(label="New file")


class RemoveForm(PlainForm):
    """Only its button: the page says what is removed."""

    submit_label = "Remove"
