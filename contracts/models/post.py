"""Posts: the role of a user in a contract, from one day to another."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import ROLE_CHOICES, ROLES
from contracts.models.contract import Contract
from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, not_overlapping


@tracked
class Post(Record, Dated):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="posts")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "post_once_at_a_time",
                "user",
                "role",
                "contract",
                message="This person already has that role on some of these days.",
            ),
            Dated.dates_constraint("post_dates", may_be_empty=True),
            models.CheckConstraint(
                name="post_role",
                condition=Q(role__in=list(ROLES)),
                violation_error_message="Choose a role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.contract}"
