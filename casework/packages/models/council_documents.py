"""The Council's documents of a package."""

from django.db import models

from casework.enums import CouncilDocumentKind
from casework.packages.models.package import SupportPackage
from core.history import tracked
from core.models import Document, NotStruckManager, Record, RecordQuerySet, StrikeThrough


@tracked
class CouncilDocument(Record, StrikeThrough):
    """A document the Council sent for a package: support plan, risk assessment or revised plan (T5.2, T5.4)."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="council_documents")
    kind = models.CharField(max_length=20, choices=CouncilDocumentKind)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-received_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "document"],
                name="council_document_once",
                violation_error_message="This document is already saved with the package.",
            ),
            StrikeThrough.strike_constraint("council_document_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.package}"
