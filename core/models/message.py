"""The outbox: every email, text message and in-app message is a row before it is sent."""

import datetime
import re
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from core import clock
from core.models.record import AboutQuerySet, Record

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


class Channel(models.TextChoices):
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    IN_APP = "in app", "In Casework"


class MessageState(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    WITHHELD = "withheld", "Withheld"
    FAILED = "failed", "Not delivered"
    UNCONFIRMED = "unconfirmed", "Not confirmed"
    IN_DIGEST = "in digest", "Sent in a daily summary"


class Receipt(models.TextChoices):
    """What the company that delivers texts reported afterwards."""

    DELIVERED = "delivered", "Delivered"
    UNDELIVERED = "undelivered", "Not delivered"


UNDELIVERED = Q(handled_at=None) & (
    Q(state__in=[MessageState.FAILED, MessageState.UNCONFIRMED]) | Q(receipt=Receipt.UNDELIVERED)
)


class MessageQuerySet(AboutQuerySet):
    def in_app(self, user: "User") -> Self:
        """Filter to the messages that `user` got inside Casework, newest first."""
        return self.filter(to=user, channel=Channel.IN_APP, state=MessageState.SENT).order_by("-recorded_at", "pk")

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def undelivered(self) -> Self:
        """Filter to the messages that did not arrive, or perhaps not, and that nobody has dealt with; newest first."""
        return self.filter(UNDELIVERED).order_by("-recorded_at", "pk")

    def due_in_summary(self, at: datetime.datetime) -> Self:
        """Filter to the emails that wait for a daily summary which is due by the instant `at` (inclusive)."""
        return self.filter(state=MessageState.IN_DIGEST, claimed_at=None, due_at__lte=at)

    def waiting_to_be_tried_again(self) -> Self:
        """Filter to the messages that could not be sent and are tried again, the next one first."""
        return self.filter(state=MessageState.QUEUED, attempts__gt=0).order_by("due_at", "pk")


INVITATION = re.compile(r"\bSign in (?:to|and) (\w)")


class Message(Record):
    """One message to one user on one channel. Its text is neutral: the subject is read in Casework, after signing in.

    `key` is unique, so that one event makes one message for each user and channel. `to` is empty where the address has
    no account. A message that `is_secret` carries a code or a link to sign in: its text is emptied once it has left.
    An unconfirmed one was handed over, but no answer came: it may have arrived, so it is not sent again by itself.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    individual_id = models.UUIDField(null=True, blank=True)
    about_ids = ArrayField(models.UUIDField(), default=list)
    is_urgent = models.BooleanField(default=False, help_text="sent before ordinary messages")
    is_secret = models.BooleanField(default=False)
    due_at = models.DateTimeField(default=clock.now, help_text="not sent before")
    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    provider_reference = models.CharField(max_length=100, blank=True)
    receipt = models.CharField(max_length=12, choices=Receipt, blank=True)
    receipt_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True, help_text="when an administrator dealt with a failure")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_note = models.CharField("what was done", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_recipient",
                condition=Q(to__isnull=False) | ~Q(channel=Channel.IN_APP),
                violation_error_message="A message in Casework is to a user.",
            ),
            models.CheckConstraint(
                name="message_address",
                condition=Q(channel=Channel.IN_APP) | ~Q(address=""),
                violation_error_message="There is no address to send this message to.",
            ),
            models.CheckConstraint(
                name="message_sent_at",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at=None)),
                violation_error_message="Only a sent message has the time it was sent, and it must have one.",
            ),
            models.CheckConstraint(
                name="message_withheld_reason",
                condition=~Q(state=MessageState.WITHHELD) | ~Q(reason=""),
                violation_error_message="Enter the reason for withholding the message.",
            ),
            models.CheckConstraint(
                name="message_handled",
                condition=Q(handled_at=None, handled_by=None, handled_note="")
                | (Q(handled_at__isnull=False, handled_by__isnull=False) & ~Q(handled_note="")),
                violation_error_message="Enter what you did.",
            ),
        ]
        indexes = [
            models.Index(fields=["provider_reference"], name="message_provider", condition=~Q(provider_reference="")),
            models.Index(
                fields=["-is_urgent", "recorded_at"],
                name="message_to_go",
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["to", "-recorded_at"], name="message_to", condition=Q(channel="in app")),
            models.Index(
                fields=["to", "-recorded_at"], name="message_unread", condition=Q(channel="in app", read_at=None)
            ),
            models.Index(fields=["-recorded_at"], name="message_undelivered", condition=UNDELIVERED),
            models.Index(fields=["due_at"], name="message_in_summary", condition=Q(state="in digest", claimed_at=None)),
            GinIndex(fields=["about_ids"], name="message_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def body_signed_in(self) -> str:
        """The body for a reader who is signed in: "Sign in to read it." is "Read it."."""
        return INVITATION.sub(lambda match: match[1].upper(), self.body)


class DemoText(models.Model):
    """A text message that the demo's stand-in provider received: one row per reference, however often it was sent."""

    reference = models.UUIDField(unique=True)
    number = models.CharField(max_length=30)
    body = models.TextField()
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}: {self.body}"
