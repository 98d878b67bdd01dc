"""Checks of the database before the system starts on it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from contracts.demo_marker import is_demo_database, is_empty


@register(Tags.database)
def check_demo_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[Error]:
    """Return an error for production on the demo's database, and for the demo on any other database.

    `migrate`, which starts every deployment, fails on it.
    """
    if not databases or settings.TESTING:
        return []
    try:
        made_by_demo, empty = is_demo_database(), is_empty()
    except DatabaseError:
        return []  # not migrated yet
    if settings.PRODUCTION and made_by_demo:
        message = "This database holds the demo's made-up people; production does not run on it."
        return [Error(message, hint="Point DATABASE_URL at the production database.", id="contracts.E001")]
    if settings.DEMO and not made_by_demo and not empty:
        message = "DEMO=1 does not run on a database that the demo did not make."
        return [Error(message, hint="Unset DEMO, or start with an empty database.", id="contracts.E002")]
    return []
