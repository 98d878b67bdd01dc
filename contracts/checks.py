"""What must hold before the system starts on a database."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from contracts.demo_marker import is_demo_database, is_empty


@register(Tags.database)
def demo_stays_demo(app_configs, databases, **kwargs) -> list[Error]:
    """The demo's data never become production, and the demo opens nobody else's database.

    `migrate`, which starts every deployment, stops here.
    """
    if not databases or settings.TESTING:
        return []
    try:
        made_by_demo, empty = is_demo_database(), is_empty()
    except DatabaseError:
        return []  # not migrated yet
    if settings.PRODUCTION and made_by_demo:
        words = "This database holds the demo's made-up people; production does not run on it."
        return [Error(words, hint="Point DATABASE_URL at the production database.", id="contracts.E001")]
    if settings.DEMO and not made_by_demo and not empty:
        words = "DEMO=1 does not run on a database that the demo did not make."
        return [Error(words, hint="Unset DEMO, or start with an empty database.", id="contracts.E002")]
    return []
