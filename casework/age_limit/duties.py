"""The duty to agree with the keyworker what follows before a person reaches the age limit of the terms (T1.2)."""

from accounts.enums import Permission
from casework.age_limit.rules import awaiting_decision
from casework.danger import DangerRank
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register

register(
    PersonDuty(
        key="age-limit",
        danger=DangerRank.SUPPORT,
        label="Agree what happens at the age limit",
        model=SupportPackage,
        permission=Permission.AGREE_AGE_LIMIT,
        page="package_age_limit",
        due_on="reached_on",
        outstanding=awaiting_decision,
        package="pk",
        individual="case__individual",
    )
)
