from django.db.models import Q

from accounts.rules import child_of, rule_for
from accounts.walls import hidden_from
from casework.models import SupportPackage
from visits.models import ContactEntry, EngagementDuty, PhoneDevice, PhoneEntry, PlannedVisit, Visit

for model in (PlannedVisit, Visit, EngagementDuty, ContactEntry):
    child_of(model, "package", SupportPackage)


@rule_for(PhoneEntry)
def phone_entry_rule(user, permission) -> Q:
    """Whoever may do it to the package, and who wrote the note: also after cover has ended."""
    own = Q(recorded_by=user) & ~Q(package__case__individual__in=hidden_from(user))
    return own | Q(package__in=SupportPackage.objects.allowing(user, permission).values("pk"))


@rule_for(PhoneDevice)
def phone_device_rule(user, permission) -> Q:
    return Q(recorded_by=user)
