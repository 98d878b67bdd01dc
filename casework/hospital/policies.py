"""Who may record the keyworker's decisions on a hold."""

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.hospital.models import MANAGED_EFFECTS
from casework.models import Individual


def may_record_override(user: User, effect: str, individual: Individual) -> bool:
    """Return whether `user`, who may record hospital stays, may record this effect too.

    That support ends or that the hold is extended is recorded by managers only.
    """
    return effect not in MANAGED_EFFECTS or can(user, Permission.ALLOCATE, individual)
