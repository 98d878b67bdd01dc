"""Whoever reads the person's record reads that the Council asked for the risk assessment."""

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import rule_for
from accounts.walls import exclude_walled
from casework.models import Individual
from casework.people.primary import under_or_primary
from risk.models import RiskRequest


@rule_for(RiskRequest, path="individual", related=["asked_by"])
def request_rule(user: User, permission: Permission) -> Q:
    """Return the requests about the people, and about their primary records, for whom `user` has `permission`."""
    people = Individual.objects.allowing(user, permission)
    return under_or_primary("individual", people) & exclude_walled(user, "individual")
