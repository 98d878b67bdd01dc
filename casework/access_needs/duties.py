"""The duty to review a person's access needs on their review day (R66)."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Permission
from casework.duties import PersonDuty, may_raise_duty
from casework.models import AccessNeed
from core.duties import register


def awaiting_review(needs: Any, day: datetime.date) -> QuerySet[AccessNeed]:
    """Return the need of each record with the earliest review, if that is on or before `day`.

    A record has one duty, whatever the number of its needs; those of former carers do not count. Only while a contract
    that runs on `day` supports the person.
    """
    of_today = Q(relationship=None) | Q(relationship__until_on=None) | Q(relationship__until_on__gt=day)
    earlier = AccessNeed.objects.filter(of_today, individual=OuterRef("individual")).filter(
        Q(review_on__lt=OuterRef("review_on")) | Q(review_on=OuterRef("review_on"), pk__lt=OuterRef("pk"))
    )
    return needs.filter(of_today, ~Exists(earlier), may_raise_duty("individual", day), review_on__lte=day)


register(
    PersonDuty(
        key="access-needs",
        label="Review the access needs",
        model=AccessNeed,
        permission=Permission.WRITE_PLAN,
        page="person_access_needs",
        argument="individual",
        due_on="review_on",
        outstanding=awaiting_review,
        package=None,
        individual="individual",
    )
)
