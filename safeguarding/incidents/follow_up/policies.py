from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.walls import exclude_walled
from contracts.posts import contracts_of
from safeguarding.models import Candour, Incident, IncidentAction, IncidentNotice, IncidentSheet

inherit_rule(IncidentNotice, "incident", Incident)
inherit_rule(Candour, "incident", Incident)
inherit_rule(IncidentSheet, "incident", Incident, related=["document"])


@rule_for(IncidentAction, path="incident", related=["owner", "done_by"])
def incident_action_rule(user: User, permission: Permission) -> Q:
    """Those who manage the incident; the owner reads and does their own, without reading the incident."""
    rule = Q(incident__in=allowed_ids(Incident, user, Permission.MANAGE_INCIDENT))
    if permission == Permission.READ_INCIDENT:
        rule |= Q(owner=user, incident__contract__in=contracts_of(user))
    return rule & exclude_walled(user, "incident", "incident__individual")
