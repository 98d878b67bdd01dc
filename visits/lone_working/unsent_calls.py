"""What a worker must know when their call for help, or their word that they are safe, was not sent."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import ResolverMatch

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from contracts.models import Contract
from visits.lone_working.own_visits import contracts_to_call, hidden_check, hidden_visit
from visits.lone_working.recipients import people_to_ring
from visits.models import ContactEntry, Escalation, LoneWorkingCheck, PlannedVisit, Visit
from workforce.on_call.numbers import PhoneNumber, hours_note

MODULES = ("visits.lone_working.views.checks", "visits.lone_working.views.escalation")
WITHOUT_VISIT = "call_without_visit"
CALLS = ("call_from_planned", "call_from_visit", "call_from_contact", WITHOUT_VISIT)
SAFE = ("lone_working_check_safe", "lone_working_check_extend")
# The records that an address of this package is about, with the paths to their worker and contract.
RECORDS = (
    (ContactEntry, "recorded_by", "package__case__contract"),
    (PlannedVisit, "worker__user", "package__case__contract"),
    (Visit, "worker__user", "package__case__contract"),
    (LoneWorkingCheck, "planned__worker__user", "planned__package__case__contract"),
    (Escalation, "caller", "package__case__contract"),
)


@dataclass(frozen=True)
class UnsentCall:
    """What the page says first. Only the worker of the visit gets the numbers."""

    words: str
    numbers: list[PhoneNumber]


def unsent_call(match: ResolverMatch | None, user: User | None) -> UnsentCall | None:
    """Return what to say when a form for this address was not sent, or None if it is not about safety.

    `user` wrote it. The numbers of who is on call are for the worker of the visit, while they may work on it.
    """
    if match is None:
        return None
    if match.url_name in CALLS:
        words = "No one knows that you need help."
    elif match.url_name in SAFE:
        words = "We do not know yet that you are safe. Unless you tell us, we will ring you and then look for you."
    elif match.func.__module__ in MODULES:
        words = "Nothing changed. The check or the call for help continues."
    else:
        return None
    contract = _contract_of(match, user) if user and "pk" in match.kwargs else None
    return UnsentCall(words, _numbers(contract, user) if contract and user else [])


def _numbers(contract: Contract, user: User) -> list[PhoneNumber]:
    note = hours_note(contract)
    return [
        PhoneNumber(f"{contact.label}, {person.full_name}", person.telephone, note)
        for contact, person in people_to_ring(contract, user)
    ]


def _contract_of(match: ResolverMatch, user: User) -> Contract | None:
    pk = match.kwargs["pk"]
    if match.url_name == WITHOUT_VISIT:
        return next((contract for contract in contracts_to_call(user) if contract.pk == pk), None)
    return _contract_of_worker(pk, user)


def _contract_of_worker(pk: UUID, user: User) -> Contract | None:
    """Return the contract of the visit, check or call `pk` if `user` is its worker and may still work on it.

    A wall that came since does not matter (`own_visits`): they may be there.
    """
    if not user.has_access:
        return None
    for model, worker, contract in RECORDS:
        record = model.objects.filter(pk=pk, **{worker: user}).first()
        if record is not None:
            may_work = can(user, Permission.LOG_VISIT, record) or hidden_visit(user, pk) or hidden_check(user, pk)
            return Contract.objects.get(pk=_pk_at(record, contract)) if may_work else None
    return None


def _pk_at(record: ContactEntry | PlannedVisit | Visit | LoneWorkingCheck | Escalation, path: str) -> UUID:
    if isinstance(record, Escalation):
        return record.in_contract.pk
    return type(record).objects.filter(pk=record.pk).values_list(path, flat=True).get()
