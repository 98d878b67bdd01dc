from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.walls import exclude_walled, hidden_from
from casework.models import SupportPackage
from casework.questions.about import AboutKind, register_about
from contracts.posts import contracts_where
from visits.models import (
    ContactEntry,
    DowntimePack,
    EngagementAttempt,
    EngagementDuty,
    PackPassphrase,
    PackTeam,
    PackUse,
    PhoneDevice,
    PhoneEntry,
    PlannedVisit,
    RecurringVisit,
    Visit,
    VisitRequest,
)
from visits.rota import visit_facts  # noqa: F401 registers how visits are read
from workforce.models import Worker

inherit_rule(PlannedVisit, "package", SupportPackage, related=["worker__user"])
inherit_rule(Visit, "package", SupportPackage, related=["worker__user"])
inherit_rule(RecurringVisit, "package", SupportPackage, related=["worker__user"])
inherit_rule(VisitRequest, "planned", PlannedVisit, related=["message"])
inherit_rule(EngagementDuty, "package", SupportPackage)
inherit_rule(EngagementAttempt, "duty", EngagementDuty)
inherit_rule(ContactEntry, "package", SupportPackage)
# Who leads workers asks the one who wrote the note.
register_about(
    AboutKind(
        key="visit",
        label="a visit",
        model=Visit,
        permission=Permission.READ_WORKER,
        page="visit",
        worker="worker__user",
    )
)


@rule_for(PackTeam)
def pack_team_rule(user: User, permission: Permission) -> Q:
    """Every team of the contracts where `user` has the permission for the contract; where for a team, their own."""
    teams = Worker.objects.filter(user=user).values("team")
    own = Q(contract__in=contracts_where(user, permission, Scope.TEAM), team__in=teams)
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT)) | own


@rule_for(DowntimePack)
def pack_rule(user: User, permission: Permission) -> Q:
    """The rule of its team. A user walled off from one person in a pack gets one of their own without that person."""
    teams = PackTeam.objects.allowing(user, permission)
    is_theirs = Q(made_for=None) | Q(made_for=user)
    return Q(pack_team__in=teams.values("pk")) & is_theirs & ~Q(people_ids__overlap=hidden_from(user))


inherit_rule(PackPassphrase, "pack_team", PackTeam)
inherit_rule(PackUse, "pack_team", PackTeam)


@rule_for(PhoneEntry, path="package", related=["planned", "recorded_by", "visit"])
def phone_entry_rule(user: User, permission: Permission) -> Q:
    """Who has the permission for the package, and the author of the note, also after their cover has ended."""
    own = Q(recorded_by=user) & exclude_walled(user, "package__case__individual")
    return own | Q(package__in=allowed_ids(SupportPackage, user, permission))


@rule_for(PhoneDevice)
def phone_device_rule(user: User, permission: Permission) -> Q:
    """A user's own devices."""
    return Q(recorded_by=user)
