"""What the keyworker reports and decides here themselves (T5.4): recorded as said by them, today.

The workers and managers of the person are notified.
"""

import datetime
from typing import NotRequired, TypedDict, Unpack

from accounts.models import User
from casework import notifications
from casework.hospital.policies import reports_for_council
from casework.hospital.services.override import override
from casework.hospital.services.spells import answer_readmission, record_admission, record_discharge
from casework.models import HospitalSpell, Individual, Override
from core import clock
from core.errors import Refused
from core.verbs import verb

AUTHORITY = "as keyworker, recorded by them in Casework"
NOT_KEYWORKER = "Only the person’s keyworker can report this for the Council."


class DecisionColumns(TypedDict):
    """The columns of a decision on a hold that the keyworker gives; see `OverrideColumns`."""

    effect: str
    from_on: datetime.date
    until_on: NotRequired[datetime.date | None]
    reason: str
    evidence: NotRequired[str]


@verb
def report_admission(
    *,
    individual: Individual,
    hospital: str,
    kind: str,
    admitted_on: datetime.date,
    by: User,
    discharged_on: datetime.date | None = None,
) -> HospitalSpell:
    """Record an admission that the keyworker reports. Raises Refused for anybody else, and as `record_admission`."""
    _refuse_others(by, individual)
    spell = record_admission(
        individual=individual,
        hospital=hospital,
        kind=kind,
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        told_by=f"{by.full_name[:100]}, keyworker",
        by=by,
    )
    notifications.notify_reported(spell, "admission", "An admission to hospital is reported", by=by)
    return spell


@verb
def report_discharge(*, spell: HospitalSpell, discharged_on: datetime.date, by: User) -> HospitalSpell:
    """Record a discharge that the keyworker reports. Raises Refused for anybody else, and as `record_discharge`."""
    _refuse_others(by, spell.individual)
    spell = record_discharge(spell=spell, discharged_on=discharged_on, by=by)
    notifications.notify_reported(spell, f"discharge-{discharged_on}", "A discharge from hospital is reported", by=by)
    return spell


@verb
def decide_readmission(*, spell: HospitalSpell, is_same: bool, by: User) -> HospitalSpell:
    """Record the keyworker's own answer about a second stay. Raises Refused for anybody else."""
    _refuse_others(by, spell.individual)
    said_by = f"{by.full_name[:80]}, keyworker, on {clock.today():%-d %B %Y}"
    spell = answer_readmission(spell=spell, is_same=is_same, said_by=said_by, by=by)
    answer = "same" if is_same else "new"
    notifications.notify_reported(spell, f"readmission-{answer}", "The second hospital stay is decided", by=by)
    return spell


@verb
def decide_hold(*, spell: HospitalSpell, by: User, **columns: Unpack[DecisionColumns]) -> Override:
    """Record the keyworker's own decision on a hold. Raises Refused for anybody else, and as `override`."""
    _refuse_others(by, spell.individual)
    decision = override(spell=spell, said_by=by, said_on=clock.today(), authority=AUTHORITY, by=by, **columns)
    notifications.notify_reported(spell, f"decision-{decision.pk}", "A decision on the hospital hold", by=by)
    return decision


def _refuse_others(user: User, individual: Individual) -> None:
    if not reports_for_council(user, individual):
        raise Refused(NOT_KEYWORKER)
