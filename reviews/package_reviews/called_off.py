"""Reviews that do not take place any more: who asked for one, or had its date, reads that for a while, and why."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from core.models import StateChange
from reviews.package_reviews.enums import ReviewState

READ_FOR = datetime.timedelta(days=90)
WITHDRAWN = StateChange.objects.filter(record_id=OuterRef("pk"), verb="withdraw request")


def with_reason(reviews: Any) -> QuerySet[Any]:
    """Annotate `why_called_off`: the reason for which a request was withdrawn, "" without one."""
    reasons = WITHDRAWN.order_by("-recorded_at", "-pk").values("reason")[:1]
    why = Coalesce(Subquery(reasons), Value(""), output_field=TextField())
    rows: QuerySet[Any] = reviews.annotate(why_called_off=why)
    return rows


def is_called_off(user: User, day: datetime.date) -> Q:
    """Return a Q for the reviews that `user` reads as called off on `day`: not those whose request they withdrew."""
    by_user = Q(Exists(WITHDRAWN.filter(recorded_by=user)))
    return Q(state=ReviewState.EXPIRED, expired_on__gte=day - READ_FOR) & ~by_user
