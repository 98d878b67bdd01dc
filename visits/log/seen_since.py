"""Whether a person who missed a visit was seen or spoken to since: then it is known how they are."""

import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from visits.enums import WithWhom
from visits.models import ContactEntry, EngagementDuty, Visit

# The visits and conversations since the last missed visit of an engagement duty.
_SEEN = Visit.objects.took_place().filter(package=OuterRef("package"), started_at__gt=OuterRef("visit__started_at"))
_REACHED = ContactEntry.objects.not_struck().filter(
    package=OuterRef("package"), at__gt=OuterRef("visit__started_at"), with_whom=WithWhom.PERSON, was_reached=True
)
IS_SEEN = Q(Exists(_SEEN)) | Q(Exists(_REACHED))
# When the person was last seen or spoken to; null where they were not.
SEEN_AT = Greatest(
    Subquery(_SEEN.order_by("-started_at").values("started_at")[:1]),
    Subquery(_REACHED.order_by("-at").values("at")[:1]),
)


def seen_at(duty: EngagementDuty) -> datetime.datetime | None:
    """Return when the person was last seen or spoken to since the last missed visit of `duty`; None if never."""
    at: datetime.datetime | None = EngagementDuty.objects.filter(pk=duty.pk).values_list(SEEN_AT, flat=True).first()
    return at
