"""The list of messages that did not arrive, for administrators."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from contracts.access.accounts import managed_accounts
from core.models import Channel, Message, MessageState
from core.undelivered import masked, reasons_not_to_send_again

MOST_LISTED = 100
NOT_YOURS = "Someone whose account you do not manage"
UNKNOWN_REASON = "The company that delivers texts could not deliver it."


@dataclass(frozen=True)
class Undelivered:
    """A message that did not arrive. `account` is set where the reader may open the recipient's account.

    `why_not_again` says why it cannot be sent again; "" where it can.
    """

    message: Message
    name: str
    account: User | None
    address: str
    reason: str
    why_not_again: str

    @property
    def may_have_arrived(self) -> bool:
        """Return True for a message that was handed over without an answer."""
        return self.message.state == MessageState.UNCONFIRMED


def undelivered_count() -> int:
    """Return how many messages did not arrive and nobody has dealt with."""
    return Message.objects.undelivered().count()


def undelivered_rows(reader: User) -> list[Undelivered]:
    """Return the newest MOST_LISTED. Names are those of accounts that `reader` manages; addresses are masked."""
    messages = list(Message.objects.undelivered().select_related("to")[:MOST_LISTED])
    not_again = reasons_not_to_send_again(messages)
    known = set(managed_accounts(reader).filter(pk__in={row.to_id for row in messages}).values_list("pk", flat=True))
    known.add(reader.pk)
    return [
        Undelivered(
            message=row,
            name=_name(row, row.to_id in known),
            account=row.to if row.to_id in known and row.to_id != reader.pk else None,
            address=masked(row.address) if row.channel != Channel.IN_APP else "",
            reason=row.reason or UNKNOWN_REASON,
            why_not_again=not_again.get(row.pk, ""),
        )
        for row in messages
    ]


def _name(message: Message, is_known: bool) -> str:
    if message.to is None:
        return "An address without an account"
    return message.to.full_name if is_known else NOT_YOURS


def get_undelivered(pk: UUID) -> Message | None:
    """Return the message, if it did not arrive and nobody has dealt with it; else None."""
    return Message.objects.undelivered().filter(pk=pk).first()
