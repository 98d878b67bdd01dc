"""What changed: the old row of every update and delete, kept by a trigger. Audit, never a source of figures."""

import pghistory
import pgtrigger


def tracked(model=None, *, without: tuple[str, ...] = ()):
    """Class decorator: keep the old row of each update and delete, with the user and verb as context.

    `without` names columns that are nobody's history, such as a password.
    """
    if model is None:
        return lambda later: tracked(later, without=without)
    return pghistory.track(
        pghistory.UpdateEvent(label="changed", row="OLD"),
        pghistory.DeleteEvent(label="deleted"),
        exclude=list(without),
        obj_field=pghistory.ObjForeignKey(related_name="+"),
    )(model)


def tracked_links(proxy):
    """Class decorator for a proxy of a many-to-many table: keep each link that was made or taken away."""
    return pghistory.track(
        pghistory.InsertEvent(label="linked"), pghistory.DeleteEvent(label="unlinked"), obj_field=None
    )(proxy)


def append_only(name: str) -> pgtrigger.Trigger:
    """A trigger for rows that are written once: the database refuses every update and delete."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)
