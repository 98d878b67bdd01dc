"""Where a referral named risks to staff and no risk assessment is in force: derived, never stored (T6.5)."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.models import SupportPackage
from casework.people.primary import about_same_person
from referrals.enums import ReferralPart, StaffRisk
from referrals.models import Referral, ReferralAddition
from risk.models import RiskAssessment


def without_assessment_of_staff_risk(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages`, open or still to begin, whose referral named risks to staff, or did not
    know of any or none, without an assessment. What was added after sending counts as well.

    An assessment in force under any record of the person is enough. It is due on the first day of support.
    """
    added = ReferralAddition.objects.filter(part=ReferralPart.STAFF_RISK).values("referral")
    is_named = Q(staff_risk__in=(StaffRisk.YES, StaffRisk.NOT_KNOWN)) | Q(pk__in=added)
    named = Referral.objects.filter(is_named, package=OuterRef("pk"))
    in_force = RiskAssessment.objects.in_force().filter(about_same_person("individual", "case__individual"))
    rows: QuerySet[SupportPackage] = packages.open().filter(Exists(named), ~Exists(in_force))
    return rows
