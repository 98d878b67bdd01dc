"""Posts: the role of a user in a contract, or in every contract, from one day to another."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import IN_EVERY_CONTRACT, ROLE_CHOICES, ROLES
from contracts.models.contract import Contract
from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, not_overlapping


class PostQuerySet(DatedQuerySet):
    def in_contracts(self, contracts: Any) -> Self:
        """Filter to the posts that hold in one of `contracts` (rows, ids or a query): those of every contract too."""
        return self.filter(Q(contract__in=contracts) | Q(contract=None))


@tracked
class Post(Record, Dated):
    """A role from one day to another. Without a contract it holds in every contract, later ones included."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "post_once_at_a_time",
                "user",
                "role",
                "contract",
                message="This person already has that role on some of these days.",
            ),
            not_overlapping(
                "post_in_every_contract_once",
                "user",
                "role",
                condition=Q(contract=None),
                message="This person already has that role on some of these days.",
            ),
            Dated.dates_constraint("post_dates", may_be_empty=True),
            models.CheckConstraint(
                name="post_role",
                condition=Q(role__in=list(ROLES)),
                violation_error_message="Choose a role.",
            ),
            models.CheckConstraint(
                name="post_contract",
                condition=Q(role__in=IN_EVERY_CONTRACT, contract=None)
                | (~Q(role__in=IN_EVERY_CONTRACT) & Q(contract__isnull=False)),
                violation_error_message="Choose a contract. An administrator has none: they work for all of them.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.where}"

    @property
    def where(self) -> str:
        """The contract, or that it is every one."""
        return str(self.contract) if self.contract else "every contract"
