"""The duty that missed visits raise: to find out why."""

from accounts.enums import Permission
from casework.duties import PersonDuty
from core.duties import register
from visits.models import EngagementDuty

register(
    PersonDuty(
        key="engagement",
        label="Three missed visits in a row: follow up",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
    )
)
