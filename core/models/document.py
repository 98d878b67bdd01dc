"""A file that somebody brought or a worker made: private, under a random name, known by its fingerprint."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models.record import Record


class ScanState(models.TextChoices):
    NOT_SCANNED = "not scanned", "Not scanned"
    CLEAN = "clean", "Clean"
    REFUSED = "refused", "Refused"


def random_name(_document, _file_name: str) -> str:
    """A path that says nothing: two characters as folder, then random."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name[2:]}"


@tracked
class Document(Record):
    """Served only under the address of the record it belongs to, after that record's rule was asked."""

    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_name, max_length=100)
    scan_state = models.CharField(max_length=20, choices=ScanState, default=ScanState.NOT_SCANNED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_size",
                condition=Q(size__gt=0, size__lte=20 * 1024 * 1024),
                violation_error_message="A file has at least one byte and at most 20 MB.",
            ),
            models.CheckConstraint(
                name="document_fingerprint",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="The file's fingerprint is missing.",
            ),
        ]

    def __str__(self):
        return self.title
