"""A file whose kind is found by its content."""

import os
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.uploads import KIND_ENDINGS, RefusedFileError, kind_of
from core.uploads.refusals import REASONS
from design.error_messages import name_errors


class UploadField(forms.FileField):
    """A document or picture; its kind is found by its content and not by its name.

    Inputs: kinds, a subset of pdf docx odt png jpg xlsx csv; max_bytes. Output: Django's UploadedFile at its start.
    """

    widget = forms.FileInput
    named_messages = {
        **{code: f"{{field}} {text}" for code, text in REASONS.items()},
        "kind": "{field} must be a %(accepted)s file. This file is something else, whatever its name",
        "large": "{field} must be %(limit)s MB or smaller",
    }

    def __init__(
        self,
        *,
        kinds: Iterable[str] = ("pdf", "docx", "odt", "png", "jpg"),
        max_bytes: int = 20 * 1024 * 1024,
        **kwargs: Any,
    ):
        self.kinds, self.max_bytes = tuple(kinds), max_bytes
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(ending for kind in self.kinds for ending in KIND_ENDINGS[kind])
        if not self.help_text:
            self.help_text = _("%(accepted)s, up to %(limit)s MB") % {
                "accepted": self.kinds_text(),
                "limit": self.megabytes(),
            }
        name_errors(self, self.label or "File")

    def kinds_text(self) -> str:
        """Return the kinds in words: "PDF, Word (docx) or PNG"."""
        names = {"pdf": "PDF", "docx": "Word (docx)", "odt": "OpenDocument (odt)", "png": "PNG", "jpg": "JPG"}
        names |= {"xlsx": "Excel (xlsx)", "csv": "CSV"}
        labels = [names[kind] for kind in self.kinds]
        return " or ".join([", ".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else labels[0]

    def megabytes(self) -> int:
        """Return the largest size in MB, as a whole number."""
        return self.max_bytes // (1024 * 1024)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload if its size is allowed and its content agrees with its name."""
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        if upload.size > self.max_bytes:
            raise ValidationError(self.error_messages["large"], code="large", params={"limit": self.megabytes()})
        try:
            kind = self.kind_inside(upload)
        except RefusedFileError as refusal:
            if refusal.code != "other":
                raise ValidationError(self.error_messages[refusal.code], code=refusal.code) from refusal
            kind = ""
        if not self._agrees(upload.name, kind):
            raise ValidationError(self.error_messages["kind"], code="kind", params={"accepted": self.kinds_text()})
        return upload

    def _agrees(self, name: str, kind: str) -> bool:
        """Return whether the kind is allowed and the name ends like it; a picture may be named like the other kind."""
        kinds = {"png", "jpg"} & set(self.kinds) if kind in ("png", "jpg") else {kind}
        endings = {ending for each in kinds for ending in KIND_ENDINGS.get(each, ())}
        return kind in self.kinds and os.path.splitext(name)[1].lower() in endings

    def kind_inside(self, upload: UploadedFile) -> str:
        """Return the kind that the content is. The read position is put back to the start. Raises RefusedFileError."""
        upload.seek(0)
        content = upload.read()
        upload.seek(0)
        return kind_of(content, allows_text="csv" in self.kinds)
