"""Messages of the demo's past: no email is sent, and no Celery task is started."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F

from core import clock, tasks_after_commit
from core.models import Channel, Message, MessageState
from core.tasks import deliver

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
ON_THE_WAY = datetime.timedelta(seconds=40)


class MessageStub:
    """Replaces `core.tasks_after_commit` while the demo is built: delivers each step's messages at its instant."""

    def __init__(self, until_at: datetime.datetime):
        self.until_at = until_at
        self._has_messages = False

    def enqueue(self, task_name: str, *arguments: object) -> None:
        """Replaces `core.tasks_after_commit.enqueue`."""
        self._has_messages = True

    def deliver(self) -> None:
        """Deliver the messages of this instant. Messages of the last instant wait for the real workers."""
        queued_at = clock.now()
        if not self._has_messages or queued_at >= self.until_at:
            return
        self._has_messages = False
        # Not by `send_messages`: its search for the oldest message gets slow in one long transaction.
        with clock.frozen_at(queued_at + ON_THE_WAY):
            messages = Message.objects.filter(state=MessageState.QUEUED, recorded_at=queued_at)
            messages.update(state=MessageState.SENDING, claimed_at=clock.now(), attempts=1)
            sending = Message.objects.filter(state=MessageState.SENDING, recorded_at=queued_at)
            for message in sending.select_related("to").order_by("key"):
                deliver(message)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Inside the block no task is started and no email is sent."""
        enqueue, backend = tasks_after_commit.enqueue, settings.EMAIL_BACKEND
        tasks_after_commit.enqueue, settings.EMAIL_BACKEND = self.enqueue, NOWHERE
        try:
            yield
        finally:
            tasks_after_commit.enqueue, settings.EMAIL_BACKEND = enqueue, backend


def read_old_messages() -> None:
    """Mark messages sent until yesterday evening as read."""
    yesterday = clock.now() - datetime.timedelta(hours=14)
    messages = Message.objects.filter(
        channel=Channel.IN_APP, state=MessageState.SENT, read_at=None, sent_at__lt=yesterday
    )
    messages.update(read_at=F("sent_at") + datetime.timedelta(hours=2, minutes=25))
