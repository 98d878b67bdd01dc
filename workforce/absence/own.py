"""Who corrects whose absences: never one's own, while somebody else may."""

from accounts.enums import Permission
from accounts.models import User
from contracts.posts import users_with
from workforce.models import Absence

SOMEBODY_ELSE = "This is your own absence. Ask a manager to correct it."


def why_not_own(absence: Absence, user: User | None) -> str:
    """Return why `user` may not change this absence: it is their own, and somebody else may; "" otherwise."""
    if user is None or absence.worker.user_id != user.pk:
        return ""
    contracts = absence.worker.contracts.all()
    others = (users_with(contract, Permission.RECORD_ABSENCE).exclude(pk=user.pk) for contract in contracts)
    return SOMEBODY_ELSE if any(users.exists() for users in others) else ""
