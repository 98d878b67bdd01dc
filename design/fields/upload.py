"""A file whose kind is found by its content."""

import zipfile
from collections.abc import Iterable
from typing import Any

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from design.error_messages import name_errors


class UploadField(forms.FileField):
    """A document or picture; its kind is found by its content and not by its name.

    Inputs: kinds, a subset of pdf docx odt png jpg xlsx csv; max_bytes. Output: Django's UploadedFile at its start.
    """

    widget = forms.FileInput
    KINDS = {
        "pdf": (".pdf",),
        "docx": (".docx",),
        "odt": (".odt",),
        "png": (".png",),
        "jpg": (".jpg", ".jpeg"),
        "xlsx": (".xlsx",),
        "csv": (".csv",),
    }
    INSIDE = {
        "docx": ("[Content_Types].xml", "word/document.xml"),
        "odt": ("mimetype", "content.xml"),
        "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    }
    ODT_TYPE = b"application/vnd.oasis.opendocument.text"
    # Office files say how large they are unpacked; nothing that people send is larger than this.
    MAX_UNPACKED = 300 * 1024 * 1024

    named_messages = {
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
        self.widget.attrs["accept"] = ",".join(ending for kind in self.kinds for ending in self.KINDS[kind])
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
        named = next((kind for kind in self.kinds if upload.name.lower().endswith(self.KINDS[kind])), None)
        if named is None or self.kind_inside(upload) != named:
            raise ValidationError(self.error_messages["kind"], code="kind", params={"accepted": self.kinds_text()})
        return upload

    def kind_inside(self, upload: UploadedFile) -> str | None:
        """Return the kind that the content is, or None. The read position is put back to the start."""
        upload.seek(0)
        head = upload.read(4096)
        upload.seek(0)
        if head.startswith(b"PK\x03\x04"):
            kind = self.kind_of_zip(upload)
            upload.seek(0)
            return kind
        if "csv" in self.kinds and self.is_text(head):
            return "csv"
        try:
            endings = {match.extension.lower() for match in puremagic.magic_string(head)}
        except (puremagic.PureError, ValueError):
            return None
        return next((kind for kind in ("pdf", "png", "jpg") if endings & set(self.KINDS[kind])), None)

    @staticmethod
    def is_text(head: bytes) -> bool:
        """Return whether the bytes have no control characters but tabs and line ends."""
        return not any(byte < 32 and byte not in b"\t\r\n" for byte in head)

    def kind_of_zip(self, upload: UploadedFile) -> str | None:
        """Return docx, odt or xlsx when the archive has their parts, no macros and a sane unpacked size; else
        None.
        """
        try:
            with zipfile.ZipFile(upload) as archive:
                names = set(archive.namelist())
                if sum(entry.file_size for entry in archive.infolist()) > self.MAX_UNPACKED:
                    return None
                if any(name.lower().endswith("vbaproject.bin") for name in names):
                    return None
                for kind in ("docx", "xlsx"):
                    if names.issuperset(self.INSIDE[kind]):
                        return kind
                if names.issuperset(self.INSIDE["odt"]):
                    with archive.open("mimetype") as entry:
                        return "odt" if entry.read(100).strip() == self.ODT_TYPE else None
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
            return None
        return None
