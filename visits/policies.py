from django.db.models import Q

from accounts.enums import Scope
from accounts.permissions import inherit_rule, rule_for
from accounts.walls import exclude_walled, hidden_from
from casework.models import SupportPackage
from contracts.posts import contracts_where
from visits.models import (
    ContactEntry,
    DowntimePack,
    EngagementDuty,
    PackPassphrase,
    PackTeam,
    PackUse,
    PhoneDevice,
    PhoneEntry,
    PlannedVisit,
    RecurringVisit,
    Visit,
)
from workforce.models import Worker

for model in (PlannedVisit, Visit, RecurringVisit):
    inherit_rule(model, "package", SupportPackage, related=["worker__user"])
for model in (EngagementDuty, ContactEntry):
    inherit_rule(model, "package", SupportPackage)


@rule_for(PackTeam)
def pack_team_rule(user, permission) -> Q:
    """Every team of the contracts where the user holds the permission, or their own team there."""
    teams = Worker.objects.filter(user=user).values("team")
    own = Q(contract__in=contracts_where(user, permission, Scope.TEAM), team__in=teams)
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT)) | own


@rule_for(DowntimePack)
def pack_rule(user, permission) -> Q:
    """As of its team. A pack cannot be read in part: whoever is walled off from somebody in it does not get it."""
    teams = PackTeam.objects.allowing(user, permission)
    return Q(pack_team__in=teams.values("pk")) & ~Q(people_ids__overlap=hidden_from(user))


inherit_rule(PackPassphrase, "pack_team", PackTeam)
inherit_rule(PackUse, "pack_team", PackTeam)


@rule_for(PhoneEntry, path="package", related=["planned", "recorded_by", "visit"])
def phone_entry_rule(user, permission) -> Q:
    """Whoever may do it to the package, and who wrote the note: also after cover has ended."""
    own = Q(recorded_by=user) & exclude_walled(user, "package__case__individual")
    return own | Q(package__in=SupportPackage.objects.allowing(user, permission).values("pk"))


@rule_for(PhoneDevice)
def phone_device_rule(user, permission) -> Q:
    return Q(recorded_by=user)
