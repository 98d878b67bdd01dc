"""Tests of a channel of messages: a code that was sent, and that came back from whoever got it."""

import datetime

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models.message import Channel
from core.models.record import Record


@tracked(without=("code_hash",))
class ChannelTest(Record):
    """One test message with a code; passed once the user who got it has entered the code.

    `adapter` is how messages left at that time: another mail server needs another test.
    """

    LASTS = datetime.timedelta(minutes=30)

    channel = models.CharField(max_length=10, choices=Channel)
    adapter = models.CharField(max_length=300)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="channel_test_in_time",
                condition=Q(passed_at=None) | Q(passed_at__lte=F("expires_at")),
                violation_error_message="This code has expired. Send another test.",
            )
        ]

    def __str__(self) -> str:
        return f"test of {self.channel}, {self.recorded_at:%-d %B %Y}"
