"""The duty to write the exit plan that the terms ask for."""

from accounts.enums import Permission
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register
from plans.exit.rules import without_exit_plan

register(
    PersonDuty(
        key="exit-plan",
        label="Exit plan missing",
        model=SupportPackage,
        permission=Permission.WRITE_PLAN,
        page="person_exit",
        argument="case__individual",
        due_on="missing_since",
        outstanding=without_exit_plan,
        package="pk",
        individual="case__individual",
    )
)
