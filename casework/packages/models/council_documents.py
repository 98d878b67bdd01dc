"""The Council's documents of a package."""

from django.db import models

from casework.enums import CouncilDocumentKind
from casework.packages.models.package import SupportPackage
from core.history import tracked
from core.models import Document, Record


@tracked
class CouncilDocument(Record):
    """A document the Council sent for a package: support plan, risk assessment or revised plan (T5.2, T5.4)."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="council_documents")
    kind = models.CharField(max_length=20, choices=CouncilDocumentKind)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()

    class Meta:
        ordering = ["kind", "-received_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "document"],
                name="council_document_once",
                violation_error_message="This document is already saved with the package.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.package}"
