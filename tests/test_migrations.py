"""What the models say and what the migrations make are the same."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(f"Run makemigrations and commit what it writes:\n{capsys.readouterr().out}", pytrace=False)
