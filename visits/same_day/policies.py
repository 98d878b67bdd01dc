"""Who may read and answer same-day requests."""

from accounts.permissions import inherit_rule
from casework.models import SupportPackage
from visits.models import SameDayRequest

inherit_rule(SameDayRequest, "package", SupportPackage, related=["assessed_by", "visit__worker__user"])
