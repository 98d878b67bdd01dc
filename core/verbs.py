"""A verb: one thing the service does, whole or not at all."""

import functools
import inspect

import pghistory
from django.db import transaction

from core.constraints import refusals


def verb(function):
    """Make a service a verb: keyword-only with `by`, atomic, its history signed, the database's refusals in words.

    `by` is the user who acts; None is the clock. Raises TypeError at import when the signature is another.
    """
    parameters = inspect.signature(function).parameters
    if "by" not in parameters or any(p.kind not in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters.values()):
        raise TypeError(f"{function.__qualname__}: a verb takes keywords only, `by` among them")
    name = f"{function.__module__.removesuffix('.services')}.{function.__name__}"

    @functools.wraps(function)
    def run(**given):
        by = given.get("by")
        signed = {"verb": name, "by": str(by.pk) if by is not None else "clock"}
        with refusals(), transaction.atomic(), pghistory.context(**signed):
            return function(**given)

    run.is_verb = True  # type: ignore[attr-defined]
    return run
