"""By which link the Council read a review, what it said then, whether it asks for an answer, and ours."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CodeLink
from reviews.package_reviews.enums import ReviewContact
from reviews.updates.models import REPLY_MISSING


class KeyworkerReply(models.Model):
    """The columns of a review for the link by which it was acknowledged, the reply, and our answer."""

    acknowledged_link = models.ForeignKey(
        CodeLink, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    reply = models.TextField("what they said", max_length=5_000, blank=True)
    reply_needs_answer = models.BooleanField("they ask for an answer", default=False)
    reply_answer = models.TextField("our answer to what they said", max_length=5_000, blank=True)
    reply_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def awaits_reply_answer(self) -> bool:
        """Whether they asked for an answer to what they said, and have none."""
        return self.reply_needs_answer and not self.reply_answer

    @staticmethod
    def reply_constraints() -> list[models.BaseConstraint]:
        """Return the constraints that only a reply asks for an answer and is answered, and for the link."""
        return [
            models.CheckConstraint(
                name="review_acknowledged_by_link",
                condition=Q(acknowledged_link=None) & ~Q(acknowledged_how=ReviewContact.LINK)
                | Q(acknowledged_link__isnull=False, acknowledged_how=ReviewContact.LINK),
                violation_error_message="What was acknowledged by a link needs that link.",
            ),
            models.CheckConstraint(
                name="review_reply_needs_answer",
                condition=Q(reply_needs_answer=False) | ~Q(reply=""),
                violation_error_message=REPLY_MISSING,
            ),
            models.CheckConstraint(
                name="review_reply_answered",
                condition=Q(reply_answer="", reply_answered_at=None, reply_answered_by=None)
                | ~Q(reply_answer="")
                & ~Q(reply="")
                & Q(reply_answered_at__isnull=False, reply_answered_by__isnull=False),
                violation_error_message="An answer needs a reply, and who gave it.",
            ),
        ]
