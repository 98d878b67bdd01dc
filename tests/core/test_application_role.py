"""The role of web and workers has the rows of the database, and nothing that changes what the database refuses."""

from contextlib import suppress

import pgtrigger
import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from core.management.commands.application_role import ROLE
from core.models import StateChange
from core.write_once import write_once_models
from servers import postgres
from tests.test_deployment import SERVICES

DENIED = [
    "TRUNCATE accounts_user CASCADE",
    "ALTER TABLE core_statechange DISABLE TRIGGER ALL",
    "DROP TABLE casework_individual CASCADE",
    "UPDATE core_statechange SET reason = ''",
    "DELETE FROM casework_recordaccess",
    "DELETE FROM casework_individualevent",
    "DELETE FROM django_migrations",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE accounts_user (LIKE accounts_user)",
]


@pytest.fixture
def as_application(cast):
    """Given what deploying does after `migrate`, and then the role of web and workers."""
    call_command("application_role", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT {ROLE} TO CURRENT_USER WITH SET TRUE")
        cursor.execute(f"SET ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("statement", DENIED)
def test_it_may_not(as_application, statement):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        as_application.execute(statement)


def test_it_may_do_its_work(as_application, cast):
    cast.individual.known_as = "May"
    cast.individual.save()
    cast.individual.refresh_from_db()
    assert cast.individual.known_as == "May"
    StateChange.objects.create(record_kind="x", record_id=cast.individual.pk, verb="try", to_state="tried")


def test_it_cannot_switch_triggers_off(as_application, cast):
    """Given the setting by which the trigger library skips triggers; then what they refuse is refused all the same."""
    as_application.execute("SELECT array_agg(tgname)::text FROM pg_trigger WHERE NOT tgisinternal")
    as_application.execute("SELECT set_config('pgtrigger.ignore', %s, true)", as_application.fetchone())
    with pytest.raises(IntegrityError, match="not the email address of this user"), transaction.atomic():
        EmailAddress.objects.create(user=cast.lewis, email=cast.amara.email)


def test_the_owner_can_switch_triggers_off(cast):
    """Tests and repairs do: `pgtrigger.ignore`."""
    call_command("application_role", verbosity=0)
    with pgtrigger.ignore(), transaction.atomic():
        assert EmailAddress.objects.create(user=cast.lewis, email=cast.amara.email).pk
    with pytest.raises(IntegrityError, match="not the email address of this user"), transaction.atomic():
        EmailAddress.objects.create(user=cast.maya, email=cast.amara.email)


def test_not_even_the_owner_empties_what_is_written_once(db):
    emptied = []
    for model in write_once_models():
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
            emptied.append(model._meta.label)
    assert emptied == []
    assert len(write_once_models()) > 100


def test_deploying_uses_both_roles():
    assert postgres.APPLICATION_ROLE == ROLE
    assert f"//{ROLE}:" in SERVICES["web"]["environment"]["DATABASE_URL"]
    assert "//casework:" in SERVICES["migrate"]["environment"]["DATABASE_URL"]
    assert "application_role" in SERVICES["migrate"]["command"][-1]
