"""History: a trigger stores the old row of every update and delete. For audit (R59), never a source of figures."""

from collections.abc import Callable
from typing import Any, TypeVar, overload

import pghistory
import pgtrigger
from django.db import models

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


@overload
def tracked(model: ModelClass) -> ModelClass: ...


@overload
def tracked(*, without: tuple[str, ...]) -> Callable[[ModelClass], ModelClass]: ...


def tracked(
    model: ModelClass | None = None, *, without: tuple[str, ...] = ()
) -> ModelClass | Callable[[ModelClass], ModelClass]:
    """Class decorator: store the old row of each update and delete, with the user and verb as context.

    `without` names columns that have no history, such as a password.
    """
    if model is None:
        return lambda decorated: _add_history(decorated, without)
    return _add_history(model, without)


def _add_history(model: ModelClass, without: tuple[str, ...]) -> ModelClass:
    return pghistory.track(
        pghistory.UpdateEvent(label="changed", row="OLD"),
        pghistory.DeleteEvent(label="deleted"),
        exclude=list(without),
        obj_field=pghistory.ObjForeignKey(related_name="+"),
    )(model)


def tracked_links(proxy: ModelClass) -> ModelClass:
    """Class decorator for a proxy of a many-to-many table: store each link that was made or removed."""
    return pghistory.track(
        pghistory.InsertEvent(label="linked"), pghistory.DeleteEvent(label="unlinked"), obj_field=None
    )(proxy)


def append_only(name: str) -> pgtrigger.Trigger:
    """Return a trigger for rows that are written once: the database refuses every update and delete."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def history_of(model: type[models.Model]) -> Any:
    """Return the earlier versions of the rows of a tracked model: `pgh_obj` is the row, a higher `pgh_id` is later."""
    events: Any = model
    return events.pgh_event_model.objects.all()
