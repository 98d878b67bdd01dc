"""A shared review as PDF."""

from typing import Self

from django.db import models

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import Document, Record, RecordQuerySet
from reviews.package_reviews.models import Review


class ReviewPdfQuerySet(AllowingQuerySet, RecordQuerySet):
    def pending(self) -> Self:
        """Return the PDFs that were requested and not made yet, without those of reviews that were struck through."""
        return self.filter(document=None, review__struck_at=None)


@tracked
class ReviewPdf(Record):
    """A shared review as PDF, with the corrections up to then: requested once for each `number` of corrections."""

    READ = Permission.READ_PERSON

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="pdfs")
    number = models.PositiveSmallIntegerField(default=0)
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReviewPdfQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"],
                name="review_pdf_once",
                violation_error_message="This PDF is already being made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.review}, PDF"
