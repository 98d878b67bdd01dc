"""Access rules: one rule per model. Every access goes through `objects.allowing(user, permission)`.

An app's `policies.py` registers for each model either its own rule (user, permission → Q) or the path to its parent,
whose rule it takes. For a record about a person it also names the rows that the record's pages read with it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Manager, Model, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import exclude_walled
from core.request_cache import cached

NOBODY = Q(pk__in=[])
Rule = Callable[[User, Permission], Q]
AnyUser = User | AnonymousUser
Row = TypeVar("Row", bound=Model)
# The ids of the rows of a model for which a user has a permission, or None where only the rule can tell.
Answer = Callable[[type[Model], User, Permission], list[UUID] | None]
_answer: ContextVar[Answer | None] = ContextVar("known answers to rules", default=None)
_rules: dict[type[Model], Rule] = {}
_parents: dict[type[Model], "_Parent"] = {}


@dataclass(frozen=True)
class _Parent:
    """How a model reaches the record above it (`path`), and the `related` rows that its pages read with it."""

    path: str
    related: tuple[str, ...]


def rule_for(*models: type[Model], path: str = "", related: Sequence[str] = ()) -> Callable[[Rule], Rule]:
    """Decorator: the function (user, permission) → Q is the rule of these models.

    `path` leads to their parent, the record above them on the way to the person; `related` as for `inherit_rule`.
    """

    def register(function: Rule) -> Rule:
        for model in models:
            _rules[model] = function
            if path:
                _parents[model] = _Parent(path, tuple(related))
        return function

    return register


def inherit_rule(model: type[Model], path: str, parent: type[Model], related: Sequence[str] = ()) -> None:
    """Give `model` the rule of `parent`, to which `path` leads.

    `related` are the paths of the other rows that the pages of one such record read with it.
    """
    _parents[model] = _Parent(path, tuple(related))
    _rules[model] = lambda user, permission: Q(**{f"{path}__in": allowed_ids(parent, user, permission)})


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
    parent_rows = related_rows(_model_at(model, parent.path))
    return [*parent.related, *(f"{parent.path}__{path}" for path in parent_rows)]


def _model_at(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        related_model = model._meta.get_field(name).related_model
        assert isinstance(related_model, type)  # a path names foreign keys only
        model = related_model
    return model


def models_with_rules() -> set[type[Model]]:
    """Return every model that has a rule."""
    return set(_rules)


@contextmanager
def answered_by(answer: Answer) -> Iterator[None]:
    """Inside the block, ask `answer` for the ids of rows before their rule.

    `answer` may know the rows of one person only. Then inside the block rows about anybody else are left out, so that
    only queries about this person belong there. `casework.access.person_rights` is such an answer.
    """
    token = _answer.set(answer)
    try:
        yield
    finally:
        _answer.reset(token)


def _known_ids(model: type[Model], user: User, permission: Permission) -> list[UUID] | None:
    answer = _answer.get()
    return answer(model, user, permission) if answer else None


def allowed_ids(model: type[Model], user: User, permission: Permission) -> Any:
    """Return the ids of the rows of `model` for which `user` has `permission`, for `__in` in the rule of another model.

    It is a subquery, or a list where the ids are known (`answered_by`).
    """
    known = _known_ids(model, user, permission)
    return _rows_of(model).allowing(user, permission).values("pk") if known is None else known


class AllowingQuerySet:
    """Mixed into the queryset of every model that people are shown; the model names the permission READ."""

    def allowing(self, user: AnyUser, permission: Permission) -> Self:
        """Filter to the rows for which `user` has `permission`, without walled ones.

        Nobody is allowed anything who is not signed in, is not active or whose access is suspended.
        """
        rows: Any = self
        if not isinstance(user, User) or not user.has_access:
            return rows.none()
        known = _known_ids(rows.model, user, permission)
        if known is not None:
            return rows.filter(pk__in=known)
        key = ("rule", rows.model, permission, user.pk, _answer.get())
        rule = cached(key, lambda: _rules[rows.model](user, permission))
        return rows.filter(rule, exclude_walled(user, "pk"))

    def visible_to(self, user: AnyUser) -> Self:
        """Filter to the rows that `user` may read."""
        rows: Any = self
        return self.allowing(user, rows.model.READ)

    def with_permissions(self, user: AnyUser, *permissions: Permission) -> Self:
        """Annotate each row with `may_<permission>` for each of `permissions`: the answer of `can`."""
        rows: Any = self
        answers = {
            f"may_{permission.name.lower()}": Exists(
                _rows_of(rows.model).allowing(user, permission).filter(pk=OuterRef("pk"))
            )
            for permission in permissions
        }
        return rows.annotate(**answers)


def _rows_of(model: type[Model]) -> Any:
    """Return the rows of a model whose queryset is an AllowingQuerySet."""
    return model._default_manager.all()


def can(user: AnyUser, permission: Permission, record: Model) -> bool:
    """Return whether `user` has `permission` for `record`."""
    return _rows_of(type(record)).allowing(user, permission).filter(pk=record.pk).exists()


def get_allowed_or_404(
    queryset: Manager[Row] | QuerySet[Row], user: AnyUser, permission: Permission, **lookup: Any
) -> Row:
    """Return the one row of `queryset` that `lookup` names and for which `user` has `permission`.

    Raises Http404 when there is none that this user may read, and PermissionDenied when they may read it but lack
    `permission`.
    """
    rows: Any = queryset.all()
    row = rows.allowing(user, permission).filter(**lookup).first()
    if row is not None:
        return row
    if permission != rows.model.READ and rows.visible_to(user).filter(**lookup).exists():
        raise PermissionDenied
    raise Http404
