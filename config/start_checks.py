"""Refuse to start production on a database that it must not use. Web, workers and beat ask alike."""

import sys

from django.conf import settings
from django.core.checks import Error, Tags, run_checks
from django.db import connections


def refuse_unsafe_database() -> None:
    """End the process with the errors that the checks of the database find. Nothing is checked outside production."""
    if not settings.PRODUCTION:
        return
    results = run_checks(tags=[Tags.database], databases=["default"])
    connections.close_all()  # a process that forks shares no connection with its children
    errors = [f"{result.msg} {result.hint}" for result in results if isinstance(result, Error)]
    if errors:
        sys.exit("\n".join(errors))
