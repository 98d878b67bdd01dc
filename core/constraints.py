"""From a violated constraint to its message: the one place where the database's no becomes words."""

from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, connection

from core.errors import Refused


def message_of(name: str) -> str | None:
    """The message written beside the constraint `name`, or None when no model has it."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return None


@contextmanager
def refusals():
    """Turn a violated constraint or a trigger's objection inside the block into Refused with its message."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None)
        text = message_of(name) if name else None
        if text is None and diagnosis and name and name.startswith("rule_"):
            text = diagnosis.message_primary
        if text is None:
            raise
        raise Refused(text) from error


def check_constraints_now() -> None:
    """Until the end of the transaction the database says no at the statement, and not at the commit only."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
