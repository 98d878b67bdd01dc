"""The messages of database constraints: the one place where a database error becomes a message."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, connection

from core.errors import Refused


def message_of(name: str) -> str | None:
    """Return the message of the constraint `name`, or None when no model has it."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return None


@contextmanager
def refusals() -> Iterator[None]:
    """Raise Refused with the message of the constraint or trigger that is violated inside the block."""
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
    """Check deferred constraints at each statement until the end of the transaction, not only at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
