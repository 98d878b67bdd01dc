"""Links by which somebody without an account opens one record for one purpose, their codes and their openings."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac

from core import clock
from core.history import append_only, tracked
from core.models import BY_LINK, Record, RecordQuerySet
from core.tokens import hash_token

LONGEST = datetime.timedelta(days=30)
MOST_TRIES = 5


class CodeLinkQuerySet(RecordQuerySet["CodeLink"]):
    def live(self) -> Self:
        """Filter to the links that have not ended or expired; what they hang on is a separate question."""
        return self.filter(ended_at=None, expires_at__gt=clock.now())

    def of_token(self, token: str) -> Self:
        """Filter to the link with this token; only its hash is stored."""
        return self.filter(token_hash=hash_token(token))


@tracked
class CodeLink(Record):
    """A link to one record for one purpose (decision 45). `recorded_by` made it, or it made itself by a job.

    `record_kind` is the label of the record's model. Of the token in the address only the SHA-256 in hex is stored.
    """

    purpose = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    recipient_name = models.CharField(max_length=120)
    email = models.EmailField("email address", max_length=254)
    token_hash = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_reason = models.CharField(max_length=200, blank=True)

    objects = CodeLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="code_link_token_once",
                violation_error_message="This link could not be made. Try again.",
            ),
            models.UniqueConstraint(
                fields=["purpose", "record_id", "email"],
                condition=Q(ended_at=None),
                name="code_link_once",
                violation_error_message="This address has such a link already.",
            ),
            models.CheckConstraint(
                name="code_link_recipient",
                condition=~Q(recipient_name="") & ~Q(email=""),
                violation_error_message="Enter the name and the email address of the recipient.",
            ),
            models.CheckConstraint(
                name="code_link_expiry",
                condition=Q(expires_at__gt=F("recorded_at"), expires_at__lte=F("recorded_at") + LONGEST),
                violation_error_message=f"A link works for {LONGEST.days} days at most.",
            ),
            models.CheckConstraint(
                name="code_link_ended",
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                violation_error_message="Enter the reason for ending the link.",
            ),
        ]
        indexes = [models.Index(fields=["record_id"], name="code_link_of_record")]

    def __str__(self) -> str:
        return f"{self.recipient_name}{BY_LINK}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= clock.now()

    @property
    def last_on(self) -> datetime.date:
        """The last day on which it works."""
        return clock.day_of(self.expires_at - datetime.timedelta(microseconds=1))


@tracked
class LinkCode(Record):
    """A code of six digits that was sent to the recipient of a link. It works once; only the newest of a link counts.

    The code is stored as a keyed hash: without the secret key of the server it cannot be computed from the row.
    """

    link = models.ForeignKey(CodeLink, on_delete=models.PROTECT, related_name="codes")
    code_hash = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="link_code_tries",
                condition=Q(wrong_tries__lte=MOST_TRIES),
                violation_error_message="This code was tried too often. Ask for a new one.",
            ),
            models.CheckConstraint(
                name="link_code_used_in_time",
                condition=Q(used_at=None) | Q(used_at__lte=F("expires_at")),
                violation_error_message="This code has expired. Ask for a new one.",
            ),
        ]

    def __str__(self) -> str:
        return f"code until {self.expires_at}"

    @staticmethod
    def hash_of(link: CodeLink, code: str) -> str:
        """Return the keyed SHA-256 of a code of this link, in hex."""
        return salted_hmac(f"accounts.code_links:{link.pk}", code, algorithm="sha256").hexdigest()

    def is_code(self, code: str) -> bool:
        """Return whether this is the code, in a time that does not depend on how much of it is right."""
        return constant_time_compare(self.code_hash, LinkCode.hash_of(self.link, code))

    @property
    def is_usable(self) -> bool:
        """True until it is used, expires or is tried too often."""
        return self.used_at is None and self.expires_at > clock.now() and self.wrong_tries < MOST_TRIES


class LinkOpening(Record):
    """One opening of the page behind a link, written before the record is read. There is no user: `link` says who."""

    link = models.ForeignKey(CodeLink, on_delete=models.PROTECT, related_name="openings")

    class Meta:
        ordering = ["-recorded_at", "id"]
        indexes = [models.Index(fields=["link", "-recorded_at"], name="link_opening_of_link")]
        triggers = [append_only("link_opening_written_once")]

    def __str__(self) -> str:
        return f"{self.link} at {self.recorded_at}"
