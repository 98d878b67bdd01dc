"""The duty of managers to look at locked pages again: the person can read nothing meanwhile."""

from typing import Any

from django.db.models import F

from accounts.enums import Permission
from casework.duties import PersonDuty
from casework.models import PortalLock
from core.duties import register


def _in_force(locks: Any, day: object) -> Any:
    return locks.in_force().annotate(due_on=F("review_on"))


register(
    PersonDuty(
        key="portal-lock",
        label="Own pages are locked: review",
        model=PortalLock,
        permission=Permission.EDIT_PERSON,
        page="person_own_pages",
        argument="individual",
        outstanding=_in_force,
        package=None,
        individual="individual",
    )
)
