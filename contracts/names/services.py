"""What a contract names: strands, life domains and outcomes, in its order (R42, R47, R75)."""

from accounts.models import User
from contracts.models import Contract, NamedRow
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def add_name(*, kind: type[NamedRow], contract: Contract, name: str, by: User | None) -> NamedRow:
    """Add a name at the end of the list. Raises Refused for one that the contract has already."""
    Contract.objects.get_locked(contract.pk)
    last = kind.objects.filter(contract=contract).order_by("position").last()
    return kind.objects.create(contract=contract, name=name, position=last.position + 1 if last else 0, recorded_by=by)


@verb
def correct_name(*, row: NamedRow, revision: int, name: str, by: User) -> NamedRow:
    """Correct the words of a name, everywhere it is used. Raises Conflict when somebody saved it since `revision`."""
    row.check_revision(revision)
    row.name = name
    row.save(update_fields=["revision", "name"])
    return row


@verb
def stop_offering(*, row: NamedRow, by: User) -> NamedRow:
    """Offer a name no more from today; records that have it keep it. Raises Refused where it is not offered."""
    row = type(row).objects.get_locked(row.pk)
    if row.until_on is not None:
        raise Refused("This is not offered any more already.")
    row.until_on = clock.today()
    row.save(update_fields=["until_on"])
    return row


@verb
def offer_again(*, row: NamedRow, by: User) -> NamedRow:
    """Offer a name again. Raises Refused where it is offered."""
    row = type(row).objects.get_locked(row.pk)
    if row.until_on is None:
        raise Refused("This is offered already.")
    row.until_on = None
    row.save(update_fields=["until_on"])
    return row


@verb
def move_up(*, row: NamedRow, by: User) -> NamedRow:
    """Move a name one place up in its list; the first one stays where it is."""
    Contract.objects.get_locked(row.contract_id)
    rows = list(type(row).objects.filter(contract=row.contract_id).order_by("position", "name"))
    place = next(place for place, other in enumerate(rows) if other.pk == row.pk)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, other in enumerate(rows):
        if other.position != position:
            other.position = position
            other.save(update_fields=["position"])
    return row
