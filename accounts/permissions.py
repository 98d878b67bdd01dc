"""Who may: one rule per model, asked through `objects.allowing(user, permission)` and nothing else.

An app's `policies.py` says for each model either its own rule (user, permission → Q) or the path to its parent. Of a
record about a person it says there, too, by which field its parent is reached and which rows its pages read with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.enums import Permission
from accounts.walls import exclude_walled
from core.request_cache import cached

NOBODY = Q(pk__in=[])
_rules: dict[type, Callable] = {}
_parents: dict[type, "_Parent"] = {}


@dataclass(frozen=True)
class _Parent:
    """How a model reaches the record above it (`path`), and the `related` rows that its pages read with it."""

    path: str
    related: tuple[str, ...]


def rule_for(*models: type[Model], path: str = "", related: Sequence[str] = ()) -> Callable[[Callable], Callable]:
    """Decorator: the function (user, permission) → Q is the rule of these models.

    `path` leads to their parent, the record above them on the way to the person; `related` as for `child_of`.
    """

    def register(function: Callable) -> Callable:
        for model in models:
            _rules[model] = function
            if path:
                _parents[model] = _Parent(path, tuple(related))
        return function

    return register


def inherit_rule(model: type[Model], path: str, parent, related: Sequence[str] = ()) -> None:
    """`model` takes the rule of `parent`, which it reaches by `path`.

    `related` are the paths, beside that to the person, of what the pages of one such record read with it.
    """
    _parents[model] = _Parent(path, tuple(related))
    _rules[model] = lambda user, permission: Q(
        **{f"{path}__in": parent.objects.allowing(user, permission).values("pk")}
    )


def path_to(model: type[Model], target: type[Model]) -> str | None:
    """Return the path from `model` to `target` through its parents: "" for `target` itself, None if there is none."""
    steps = []
    while model is not target:
        if model not in _parents:
            return None
        steps.append(_parents[model].path)
        model = _model_at(model, steps[-1])
    return "__".join(steps)


def related_rows(model: type[Model]) -> list[str]:
    """Return the paths of the rows that the pages of one `model` read with it: its own, then its parents'."""
    parent = _parents.get(model)
    if parent is None:
        return []
    above = related_rows(_model_at(model, parent.path))
    return [*parent.related, *(f"{parent.path}__{path}" for path in above)]


def _model_at(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        related_model = model._meta.get_field(name).related_model
        assert isinstance(related_model, type)  # a path names foreign keys only
        model = related_model
    return model


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

    def with_permissions(self, user, *permissions: Permission):
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
