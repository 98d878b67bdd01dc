"""The rules of the database for a review, each with its message."""

from django.db import models
from django.db.models import Q

from core.models import Duty, StrikeThrough
from reviews.package_reviews.columns import HOURS_MISSING, NOT_SHARED
from reviews.package_reviews.enums import HoursChange, ReviewState
from reviews.package_reviews.reply import KeyworkerReply

REVIEW_CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["package", "due_on"],
        condition=Q(state=ReviewState.DUE),
        name="review_once",
        violation_error_message="There is already a review due on that day.",
    ),
    models.CheckConstraint(
        name="review_conducted",
        condition=Q(conducted_on=None, state__in=[ReviewState.DUE, ReviewState.EXPIRED])
        | Q(conducted_on__isnull=False, state__in=[ReviewState.CONDUCTED, ReviewState.SHARED]),
        violation_error_message="A completed review needs its date.",
    ),
    models.CheckConstraint(
        name="review_shared",
        condition=Q(shared_at=None) & ~Q(state=ReviewState.SHARED)
        | Q(shared_at__isnull=False, state=ReviewState.SHARED),
        violation_error_message="A shared review needs the time it was shared.",
    ),
    models.UniqueConstraint(
        fields=["follows"],
        condition=Q(struck_at=None),
        name="review_follows_once",
        violation_error_message="The next review is already raised.",
    ),
    models.CheckConstraint(
        name="review_hours",
        condition=Q(hours_minutes__isnull=True) ^ Q(hours_change__in=[HoursChange.UP, HoursChange.DOWN]),
        violation_error_message=HOURS_MISSING,
    ),
    models.CheckConstraint(
        name="review_acknowledged",
        condition=Q(acknowledged_on=None, acknowledged_how="", acknowledged_by="", reply="")
        | Q(acknowledged_on__isnull=False, state=ReviewState.SHARED) & ~Q(acknowledged_how="") & ~Q(acknowledged_by=""),
        violation_error_message="Only a shared review is acknowledged: enter who did, when and how.",
    ),
    models.CheckConstraint(
        name="review_answered",
        condition=Q(answered_on=None, answered_how="") | Q(answered_on__isnull=False) & ~Q(answered_how=""),
        violation_error_message="Enter when and how they learnt the date.",
    ),
    models.CheckConstraint(
        name="review_struck_after_sharing",
        condition=Q(struck_at=None) | Q(state=ReviewState.SHARED),
        violation_error_message=NOT_SHARED,
    ),
    StrikeThrough.strike_constraint("review_struck"),
    *KeyworkerReply.reply_constraints(),
    Duty.outcome_constraint("review_met_or_expired"),
]
