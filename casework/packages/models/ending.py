"""The record of how support ended."""

from django.db import models
from django.db.models import Q

from casework.enums import AgreementAnswer, Destination
from casework.packages.models.package import SupportPackage
from core.history import tracked
from core.models import Record, RevisionChecked

# Messages of rules that more than one place checks.
EXIT_PLAN_MISSING = "Enter the exit plan. This contract requires one."


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
                violation_error_message="Enter who agreed for the Council, and when.",
            )
        ]

    def __str__(self) -> str:
        return f"ending of {self.package}"
