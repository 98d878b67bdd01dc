"""Tables that are written once, logs and histories: which they are, and that nobody empties them."""

import pgtrigger
from django.apps import apps
from django.db import models


def write_once_models() -> list[type[models.Model]]:
    """Return the models whose rows the database never lets anybody change or delete (`core.history`), by table."""
    write_once = [
        model for model in apps.get_models() if any(map(_is_write_once, getattr(model._meta, "triggers", ())))
    ]
    return sorted(write_once, key=lambda model: model._meta.db_table)


def refuse_truncate() -> None:
    """Register a trigger for each of them that refuses TRUNCATE, which no trigger for rows sees."""
    for model in write_once_models():
        refusal = pgtrigger.Trigger(
            name="never_emptied",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'Cannot truncate rows from % table', TG_TABLE_NAME;",
        )
        pgtrigger.register(refusal)(model)


def _is_write_once(trigger: pgtrigger.Trigger) -> bool:
    kinds = str(pgtrigger.Update | pgtrigger.Delete)
    return isinstance(trigger, pgtrigger.Protect) and trigger.condition is None and str(trigger.operation) == kinds
