"""History is told without noise: nothing leaves by e-mail, and no worker is woken for what is long past."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F

from core import clock, tasks_after_commit
from core.models import Message
from core.models.message import Channel, MessageState
from core.tasks import deliver

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
ON_THE_WAY = datetime.timedelta(seconds=40)


class Messenger:
    """Hears the doorbell in the workers' place and delivers what the step just told, at the time of the step."""

    def __init__(self, until_at: datetime.datetime):
        self.until_at = until_at
        self._was_rung = False

    def ring(self, task_name: str, *arguments) -> None:
        """Stands in for `core.tasks_after_commit.enqueue`."""
        self._was_rung = True

    def deliver(self) -> None:
        """Deliver what was told at this instant. What is told at the very end waits for the real workers."""
        told_at = clock.now()
        if not self._was_rung or told_at >= self.until_at:
            return
        self._was_rung = False
        # Not by `send_messages`: its search for the oldest grows slow inside one long transaction.
        with clock.frozen_at(told_at + ON_THE_WAY):
            told = Message.objects.filter(state=MessageState.QUEUED, recorded_at=told_at)
            told.update(state=MessageState.SENDING, claimed_at=clock.now(), attempts=1)
            sending = Message.objects.filter(state=MessageState.SENDING, recorded_at=told_at)
            for message in sending.select_related("to").order_by("key"):
                deliver(message)

    @contextmanager
    def at_the_door(self) -> Iterator[None]:
        """Inside the block nobody else hears the bell, and e-mails go nowhere."""
        ring, backend = tasks_after_commit.enqueue, settings.EMAIL_BACKEND
        tasks_after_commit.enqueue, settings.EMAIL_BACKEND = self.ring, NOWHERE
        try:
            yield
        finally:
            tasks_after_commit.enqueue, settings.EMAIL_BACKEND = ring, backend


def read_up() -> None:
    """People have read what they were told until yesterday evening."""
    yesterday = clock.now() - datetime.timedelta(hours=14)
    told = Message.objects.filter(channel=Channel.IN_APP, state=MessageState.SENT, read_at=None, sent_at__lt=yesterday)
    told.update(read_at=F("sent_at") + datetime.timedelta(hours=2, minutes=25))
