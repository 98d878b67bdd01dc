"""Which accounts the list shows."""

import django_filters
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import ROLE_CHOICES
from contracts.access.accounts import managed_posts
from contracts.models import Post
from core import clock
from design.filters import FilterSet

STATUSES = [("active", "Has access"), ("suspended", "Suspended"), ("no role", "No role now")]


class AccountFilter(FilterSet):
    role = django_filters.ChoiceFilter(choices=ROLE_CHOICES, label="Role", empty_label="All", method="by_role")
    status = django_filters.ChoiceFilter(choices=STATUSES, label="Access", empty_label="All", method="by_status")

    class Meta:
        model = User
        fields: list[str] = []

    def by_role(self, accounts: QuerySet[User], _name: str, role: str) -> QuerySet[User]:
        """Filter by the roles that the reader manages: those of other contracts are not theirs to know."""
        posts = managed_posts(Post.objects.on(clock.today()).filter(role=role), self.request.user)
        return accounts.filter(pk__in=posts.values("user"))

    def by_status(self, accounts: QuerySet[User], _name: str, status: str) -> QuerySet[User]:
        has_access = Q(is_active=True, suspended_at=None)
        if status == "active":
            return accounts.filter(has_access)
        if status == "suspended":
            return accounts.exclude(has_access)
        return accounts.exclude(pk__in=Post.objects.on(clock.today()).values("user"))
