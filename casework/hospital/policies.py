"""Who may record and report hospital stays, and the Council's decisions on a hold."""

from typing import Any
from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.hospital.models import MANAGED_EFFECTS
from casework.models import HospitalSpell, Individual, SupportPackage


def reports_for_council(user: User, record: Individual | HospitalSpell) -> bool:
    """Return whether `user`, who may report hospital stays, reports for the Council: the person's keyworker."""
    return can(user, Permission.REPORT_HOSPITAL, record) and not can(user, Permission.RECORD_HOSPITAL, record)


def why_not_reported(individual: Individual) -> str:
    """Return why the keyworker has no admission to report: nobody supports the person now. "" if somebody does."""
    records = Individual.objects.same_person(individual)
    is_supported = SupportPackage.objects.open().filter(case__individual__in=records).exists()
    return "" if is_supported else "Support has ended, so there is no hold to report a hospital stay for."


def may_record_override(user: User, effect: str, individual: Individual) -> bool:
    """Return whether `user`, who may report hospital stays, may record this effect too.

    That support ends or that the hold is extended is recorded by managers, and by the keyworker whose decision it is.
    """
    if effect not in MANAGED_EFFECTS:
        return True
    return can(user, Permission.ALLOCATE, individual) or reports_for_council(user, individual)


def permission_to_change(user: User, rows: Any) -> Permission:
    """Return what `user` needs to correct or withdraw these `rows`: less where they recorded them themselves."""
    is_own = rows.filter(recorded_by=user).exists()
    return Permission.REPORT_HOSPITAL if is_own else Permission.RECORD_HOSPITAL


def permission_to_change_stay(user: User, pk: UUID) -> Permission:
    """Return what `user` needs to correct the stay with this id."""
    return permission_to_change(user, HospitalSpell.objects.filter(pk=pk))
