"""Take over allocations and admissions from before the cut-over, without capacity checks or notifications."""

import datetime

from accounts.models import User
from casework.hospital import hold_calculation
from casework.models import Allocation, Hold, HospitalSpell, Individual, SupportPackage
from contracts.models import Contract
from core.errors import Refused
from core.verbs import verb
from workforce.models import Worker


@verb
def take_over_allocation(
    *,
    package: SupportPackage,
    worker: Worker,
    kind: str,
    from_on: datetime.date,
    by: User | None,
    until_on: datetime.date | None = None,
) -> Allocation:
    """Allocate a worker who works with the person already. Capacity is not checked; overlaps and second leads are.

    Raises Refused for a worker of another contract and for a package that has ended.
    """
    worker = Worker.objects.get_locked(worker.pk)
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if not worker.contracts.filter(pk=package.case.contract_id).exists():
        raise Refused("This worker does not work on this contract.", field="worker")
    if package.ended_on is not None:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.")
    return Allocation.objects.create(
        package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on, recorded_by=by
    )


@verb
def take_over_admission(
    *,
    individual: Individual,
    contract: Contract,
    hospital: str,
    kind: str,
    admitted_on: datetime.date,
    by: User | None,
    discharged_on: datetime.date | None = None,
    told_by: str = "",
) -> tuple[HospitalSpell, Hold | None]:
    """Record a stay that began before the cut-over. Return the spell and its open hold in a package of `contract`.

    Raises Refused when the hold had expired before the cut-over (T5.4), because that package did not end here.
    """
    individual = hold_calculation.lock(individual)
    if discharged_on is None and individual.hospital_spells.not_struck().filter(discharged_on=None).exists():
        raise Refused("Another stay has no discharge yet.")
    spell = HospitalSpell.objects.create(
        individual=individual,
        hospital=hospital,
        kind=kind,
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        told_by=told_by,
        recorded_by=by,
    )
    hold_calculation.recompute(individual)
    hold = Hold.objects.filter(spell=spell, until_on=None, package__case__contract=contract).first()
    if hold and contract.cut_over_on and hold.ends_on < contract.cut_over_on:
        raise Refused(
            f"Support should have ended on {hold.ends_on:%-d %B %Y}, before the cut-over. Ask the keyworker, then "
            "leave out the package or this stay."
        )
    return spell, hold
