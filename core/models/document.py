"""Files that somebody uploaded or a task made: private, under a random name, with a SHA-256 fingerprint."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models.record import Record, RecordQuerySet


class ScanState(models.TextChoices):
    NOT_SCANNED = "not scanned", "Not scanned"
    CLEAN = "clean", "Clean"
    REFUSED = "refused", "Refused"


def random_name(_document: models.Model, _file_name: str) -> str:
    """Return a random path that tells nothing of the file: a folder of two characters, then the rest."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name[2:]}"


@tracked
class Document(Record):
    """A file. It is served only under the address of the record it belongs to, by that record's access rule."""

    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_name, max_length=100)
    scan_state = models.CharField(max_length=20, choices=ScanState, default=ScanState.NOT_SCANNED)

    not_printed = models.TextField(blank=True, help_text="the letters that a PDF made here could not print, by name")

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_size",
                condition=Q(size__gt=0, size__lte=20 * 1024 * 1024),
                violation_error_message="A file must not be empty, and must be 20 MB or smaller.",
            ),
            models.CheckConstraint(
                name="document_fingerprint",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="The file's fingerprint is missing.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
