"""The Council's documents of a package, and the record of its ending."""

from django.db import models
from django.db.models import Q

from casework.enums import AgreementAnswer, CouncilDocumentKind, Destination
from casework.packages.models.package import SupportPackage
from core.history import tracked
from core.models import Document, Record, RevisionChecked


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
                violation_error_message="This document is kept with the package already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.package}"


@tracked
class Ending(Record, RevisionChecked):
    """How support ended: destination, who agreed, and the views of the person, the Council and the provider (T4.6)."""

    package = models.OneToOneField(SupportPackage, on_delete=models.PROTECT, related_name="ending")
    destination = models.CharField(max_length=20, choices=Destination)
    exit_plan = models.TextField(blank=True)
    person_agreed = models.CharField("agreed by the person", max_length=10, choices=AgreementAnswer)
    council_agreed = models.CharField("agreed by the Council", max_length=10, choices=AgreementAnswer)
    council_agreed_by = models.CharField("who agreed for the Council", max_length=120, blank=True)
    council_agreed_on = models.DateField("agreed by the Council on", null=True, blank=True)
    person_view = models.TextField("what the person says", blank=True)
    council_view = models.TextField("what the Council says", blank=True)
    provider_view = models.TextField("what the provider says", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ending_council_agreed",
                condition=~Q(council_agreed=AgreementAnswer.YES)
                | (~Q(council_agreed_by="") & Q(council_agreed_on__isnull=False)),
                violation_error_message="Say who agreed for the Council, and when.",
            )
        ]

    def __str__(self) -> str:
        return f"ending of {self.package}"
