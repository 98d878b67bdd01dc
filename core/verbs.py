"""The decorator of services: one transaction, one name in the history, constraint errors as messages."""

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction
from django.db.models import Model

from core.constraints import refusals
from core.request_cache import cache_until_write

P = ParamSpec("P")
Result = TypeVar("Result")


def verb(function: Callable[P, Result]) -> Callable[P, Result]:
    """Make a service a verb: atomic, named in the history with its user, a violated constraint raised as Refused.

    Its parameters are keyword-only and `by` is one of them: the user who acts, or None for a scheduled job. Raises
    TypeError at import when they are not.
    """
    parameters = inspect.signature(function).parameters
    if "by" not in parameters or any(p.kind not in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters.values()):
        raise TypeError(f"{function.__qualname__}: a verb takes keywords only, `by` among them")
    name = f"{function.__module__.removesuffix('.services')}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        by = kwargs.get("by")
        user_id = str(by.pk) if isinstance(by, Model) else "scheduled job"
        with cache_until_write(), refusals(), transaction.atomic(), pghistory.context(verb=name, by=user_id):
            return function(*args, **kwargs)

    run.is_verb = True  # type: ignore[attr-defined]
    return run
