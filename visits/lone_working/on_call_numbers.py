"""The numbers of who is on call now, for a worker who needs help or is asked whether they are safe."""

from dataclasses import dataclass

from accounts.models import User
from contracts.models import Contract
from visits.lone_working.enums import EscalationContact
from visits.lone_working.response_times import hours_note
from workforce.on_call.rota import managers, on_call_now

MOST_NUMBERS = 2


@dataclass(frozen=True)
class OnCallNumber:
    """Whom to ring. `note` says that it is outside service hours."""

    contact: EscalationContact
    name: str
    number: str
    note: str

    @property
    def with_note(self) -> str:
        """Return the number as a message writes it: "07700 900123 (outside service hours)"."""
        return f"{self.number} ({self.note})" if self.note else self.number


def numbers_on_call(contract: Contract, worker: User | None) -> list[OnCallNumber]:
    """Return who is on call now, without `worker` and without those who have no number."""
    users, note = on_call_now(contract).users, hours_note(contract)
    others = [user for user in users if user.telephone and user != worker]
    numbers = [OnCallNumber(EscalationContact.ON_CALL, user.full_name, user.telephone, note) for user in others]
    return numbers[:MOST_NUMBERS]


def numbers_to_ring(contract: Contract, worker: User | None) -> list[OnCallNumber]:
    """Return who is on call now, then the managers, as `numbers_on_call` does."""
    leading, note = managers(contract), hours_note(contract)
    people = [(EscalationContact.ON_CALL, user) for user in on_call_now(contract).users if user not in leading]
    people += [(EscalationContact.MANAGER, user) for user in leading[:MOST_NUMBERS]]
    return [
        OnCallNumber(contact, user.full_name, user.telephone, note)
        for contact, user in people
        if user.telephone and user != worker
    ]
