"""Who may read and work on alerts, escalations and lone working checks."""

import datetime

from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.walls import exclude_walled
from casework.models import SupportPackage
from contracts.posts import contracts_by_scope
from core import clock
from visits.lone_working.enums import EscalationState
from visits.models import Alert, Escalation, LoneWorkingCheck
from workforce.models import Worker

OWN_CALL_STAYS_OPEN = datetime.timedelta(days=1)

inherit_rule(
    Alert,
    "package",
    SupportPackage,
    related=["accepted_by", "closed_by", "council_response__accepted_by", "council_response__closed_by"],
)


@rule_for(Escalation, path="package", related=["caller", "answered_by", "planned", "visit"])
def escalation_rule(user: User, permission: Permission) -> Q:
    """Return the rule of the package; the caller may read and write their own call also after their access ended.

    So while it runs, and until a day later: its page shows where the person lives now, and how to reach them.
    """
    rule = Q(package__in=allowed_ids(SupportPackage, user, permission)) & exclude_walled(user, "package")
    rule |= Q(package=None) & _without_package(user, permission)
    if permission in (Permission.READ_VISIT, Permission.LOG_VISIT):
        is_recent = ~Q(state=EscalationState.CLOSED) | Q(closed_at__gt=clock.now() - OWN_CALL_STAYS_OPEN)
        walls = exclude_walled(user, "package", "package__case__individual")
        # Without walls it is empty, and an empty Q joined by "or" would drop every call about a person.
        rule |= Q(caller=user) & is_recent & (Q(package=None) | walls if walls else Q())
    return rule


def _without_package(user: User, permission: Permission) -> Q:
    """Return the rule of calls that are about no person: by the contract, or for the leader of the caller's team."""
    scopes = contracts_by_scope(user, permission)
    rule = Q(contract__in=scopes.get(Scope.CONTRACT, ()))
    team = Worker.objects.filter(user=user).values("team")
    callers = Worker.objects.filter(team__in=team).values("user")
    return rule | (Q(contract__in=scopes.get(Scope.TEAM, ())) & Q(caller__in=callers))


@rule_for(LoneWorkingCheck, path="planned")
def check_rule(user: User, permission: Permission) -> Q:
    """Return the rule of the package; a worker may answer for their own visit also after their access ended."""
    rule = Q(planned__package__in=allowed_ids(SupportPackage, user, permission))
    if permission == Permission.LOG_VISIT:
        rule |= Q(planned__worker__user=user) & exclude_walled(user, "planned__package__case__individual")
    return rule & exclude_walled(user, "planned__package", "planned")
