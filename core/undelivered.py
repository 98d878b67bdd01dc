"""Messages that did not arrive, for administrators: listed until somebody has sent them again or dealt with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from core import clock, tasks_after_commit
from core.errors import NotPossible, Refused
from core.messages import SEND, SEND_URGENT
from core.models import Channel, Message
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

TEXT_DELETED = "It had a code or a link, and its text was deleted. The user can ask for a new one."
WAS_READ = "It was read in Casework, or what it asks for is done."
CHANGED = "Somebody has dealt with this message already."
SENT_AGAIN = "Sent again"
AGAIN = ":again:"


def masked(address: str) -> str:
    """Return enough of an email address or number to recognise it: "a…@example.org", "…123"."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if at else f"…{address[-3:]}"


def reasons_not_to_send_again(messages: Iterable[Message]) -> dict[UUID, str]:
    """Return by id why a message cannot be sent again, for those that cannot; one query."""
    rows = list(messages)
    keys = {f"{_event_of(row)}:{Channel.IN_APP}": row.pk for row in rows}
    read = Message.objects.filter(key__in=keys, read_at__isnull=False).values_list("key", flat=True)
    reasons = {keys[key]: WAS_READ for key in read}
    return reasons | {row.pk: TEXT_DELETED for row in rows if row.is_secret and not row.body}


def _event_of(message: Message) -> str:
    """Return the key of the event that a message is about, without its channel, also for one that was sent again."""
    return message.key.partition(AGAIN)[0].removesuffix(f":{message.channel}")


@verb
def send_again(*, message_id: UUID, by: "User") -> Message:
    """Queue a new message like one that did not arrive, to the present address of its user; return the new one.

    It has a reference of its own: a company that delivers texts ignores one that it knows. Raises NotPossible where
    the text was deleted, it was read meanwhile, or somebody has dealt with it.
    """
    message = _undelivered(message_id)
    if reason := reasons_not_to_send_again([message]).get(message.pk):
        raise NotPossible(reason)
    address = message.address
    if message.to:
        address = {Channel.EMAIL: message.to.email, Channel.TEXT: message.to.telephone}[Channel(message.channel)]
    if not address:
        raise NotPossible("The user has no address or number for it. Add one to their account first.")
    key = f"{message.key.partition(AGAIN)[0][:150]}{AGAIN}{uuid4().hex[:12]}"
    columns = ("to", "channel", "subject", "body", "path", "individual_id", "about_ids", "is_urgent", "is_secret")
    copied = {name: getattr(message, name) for name in columns}
    new = Message.objects.create(key=key, address=address, recorded_by=by, **copied)
    _record_handled(message, SENT_AGAIN, by)
    tasks_after_commit.enqueue(SEND_URGENT if new.is_urgent else SEND)
    return new


@verb
def record_handled(*, message_id: UUID, note: str, by: "User") -> Message:
    """Take a message off the list, with what was done. Raises Refused without a note, NotPossible if it is off."""
    if not note.strip():
        raise Refused("Enter what you did.", field="note")
    message = _undelivered(message_id)
    _record_handled(message, note.strip(), by)
    return message


def _undelivered(message_id: UUID) -> Message:
    rows = Message.objects.undelivered().select_for_update(of=("self",)).select_related("to")
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise NotPossible(CHANGED)
    return message


def _record_handled(message: Message, note: str, by: "User") -> None:
    message.handled_at, message.handled_by, message.handled_note = clock.now(), by, note
    message.save(update_fields=["handled_at", "handled_by", "handled_note"])
