"""The setting that every trigger asks for."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_setting_that_triggers_ask_for_is_there():
    """Without it every question of a trigger fails and is rolled back, and the time of many rows grows as a square."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
