"""Who may: one rule per model, asked through `objects.allowing(user, permission)` and nothing else.

An app's `policies.py` says for each model either its own rule (user, permission → Q) or the path to its parent.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.enums import Permission
from accounts.walls import exclude_walled
from core.request_cache import cached

NOBODY = Q(pk__in=[])
_rules: dict[type, Callable] = {}


def rule_for(*models):
    """Decorator: the function (user, permission) → Q is the rule of these models."""

    def register(function):
        for model in models:
            _rules[model] = function
        return function

    return register


def inherit_rule(model, path: str, parent) -> None:
    """`model` takes the rule of `parent`, which it reaches by `path`."""
    _rules[model] = lambda user, permission: Q(
        **{f"{path}__in": parent.objects.allowing(user, permission).values("pk")}
    )


def models_with_rules() -> set[type]:
    """Every model that has a rule."""
    return set(_rules)


class AllowingQuerySet(QuerySet):
    """Mixed into the queryset of every model that people are shown."""

    def allowing(self, user, permission: Permission):
        """The rows to which `user` may do what `permission` says, walled ones left out."""
        if not user.is_authenticated or not user.is_active or user.suspended_at:
            return self.none()
        rule = cached(("rule", self.model, permission, user.pk), lambda: _rules[self.model](user, permission))
        return self.filter(rule, exclude_walled(user, "pk"))

    def visible_to(self, user):
        """The rows that `user` may read."""
        return self.allowing(user, self.model.READ)

    def saying(self, user, *permissions: Permission):
        """The same rows, each with `may_<permission>` for those named: `can`, asked with the row."""
        answers = {
            f"may_{permission.name.lower()}": Exists(
                self.model.objects.allowing(user, permission).filter(pk=OuterRef("pk"))
            )
            for permission in permissions
        }
        return self.annotate(**answers)


def can(user, permission: Permission, record) -> bool:
    """`allowing`, asked for one row."""
    return type(record).objects.allowing(user, permission).filter(pk=record.pk).exists()


def get_allowed_or_404(queryset, user, permission: Permission, **lookup):
    """The one row that `user` may do this to.

    `queryset` is a model's manager or queryset. Raises Http404 when it is not there for this user, and
    PermissionDenied when they may read it but not do this.
    """
    rows = queryset.all()
    row = rows.allowing(user, permission).filter(**lookup).first()
    if row is not None:
        return row
    if permission != rows.model.READ and rows.visible_to(user).filter(**lookup).exists():
        raise PermissionDenied
    raise Http404
