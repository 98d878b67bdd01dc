"""Packages with days without a lead worker, for those who allocate."""

import datetime

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest

from accounts.enums import Permission
from accounts.models import User
from casework.models import Allocation, SupportPackage


def packages_without_lead(user: User, day: datetime.date, ahead: int = 28) -> QuerySet[SupportPackage]:
    """Return the open packages that `user` allocates and that have a day without a lead, the earliest day first.

    The days are `day` to `day` + `ahead` (both counted). Each row has its first one as `without_lead_on`.
    """
    last = day + datetime.timedelta(days=ahead)
    leads = Allocation.objects.leads().filter(package=OuterRef("pk"))
    has_lead_first = leads.filter(Q(until_on=None) | Q(until_on__gt=OuterRef("first")), from_on__lte=OuterRef("first"))
    follows = Allocation.objects.leads().filter(package=OuterRef("package"), from_on=OuterRef("until_on"))
    ends = leads.filter(until_on__gt=OuterRef("first"), until_on__lte=last).exclude(Exists(follows))
    return (
        SupportPackage.objects.allowing(user, Permission.ALLOCATE)
        .open()
        .filter(starts_on__lte=last)
        .annotate(first=Greatest(F("starts_on"), Value(day), output_field=DateField()))
        .annotate(
            without_lead_on=Case(
                When(~Exists(has_lead_first), then=F("first")),
                default=Subquery(ends.order_by("until_on").values("until_on")[:1]),
            )
        )
        .filter(without_lead_on__isnull=False)
        .select_related("case__individual", "case__contract")
        .order_by("without_lead_on", "starts_on", "pk")
    )
