"""The channels in use: texts or, where none are sent, emails in their place (R76)."""

from typing import TYPE_CHECKING

from django.conf import settings

from core import clock
from core.errors import NotPossible
from core.models import Channel, NoTexts
from core.request_cache import cached
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

NO_COMPANY = "core.sms.NoSms"
MOST_CHOICES = 20


def has_company() -> bool:
    """Return whether the settings of the server name a company that delivers texts."""
    return bool(settings.SMS_ADAPTER != NO_COMPANY)


def no_texts_choice() -> NoTexts | None:
    """Return the choice to send no text messages, unless it was ended."""
    return cached("choice of no texts", lambda: NoTexts.objects.filter(ended_at=None).first())


def ended_choices() -> list[NoTexts]:
    """Return the earlier choices to send no text messages, which were ended, the latest first."""
    return list(NoTexts.objects.exclude(ended_at=None).select_related("recorded_by", "ended_by")[:MOST_CHOICES])


def texts_are_sent() -> bool:
    """Return whether text messages are sent: a company delivers them, and nobody chose to send none."""
    return has_company() and no_texts_choice() is None


def immediate_channels(user: "User") -> tuple[Channel, Channel]:
    """Return the channels for what cannot wait: a text, or an email where the user gets none, and in Casework.

    A user gets no text while none are sent, and without a phone number in their details.
    """
    gets_texts = bool(user.telephone) and texts_are_sent()
    return (Channel.TEXT if gets_texts else Channel.EMAIL, Channel.IN_APP)


@verb
def stop_texts(*, by: "User") -> NoTexts:
    """Choose that no text messages are sent. What cannot wait goes by email then. Raises Refused if it is chosen."""
    return NoTexts.objects.create(recorded_by=by)


@verb
def send_texts_again(*, by: "User") -> NoTexts:
    """End the choice to send no text messages. Raises NotPossible where there is none."""
    choice = NoTexts.objects.select_for_update().filter(ended_at=None).first()
    if choice is None:
        raise NotPossible("Text messages are sent already.")
    choice.ended_at, choice.ended_by = clock.now(), by
    choice.save(update_fields=["ended_at", "ended_by"])
    return choice
