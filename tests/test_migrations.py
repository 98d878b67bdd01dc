"""The migrations match the models and install every trigger."""

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_every_model_change_has_a_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(f"Run makemigrations and commit what it writes:\n{capsys.readouterr().out}", pytrace=False)


@pytest.mark.django_db
def test_migrating_leaves_every_trigger_installed():
    """Triggers are installed after the migrations, not by them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
        there = {name for (name,) in cursor.fetchall()}
    assert {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()} == there
