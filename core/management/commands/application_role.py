"""Create the database role of web and workers, and grant it what they need: run it after each migrate.

The owner of the tables runs `migrate`. Whoever takes over a web process has the other role: they may read and write
rows, but take no trigger or constraint away or switch it off, empty no table and change nothing that is written once.
Temporary tables are refused: they hide the real ones, also from triggers, which would then ask and write the wrong one.
"""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from psycopg2 import sql

from core.write_once import write_once_models

ROLE = "casework_app"  # `servers.postgres` and docker-compose.yml have the same name
# Every trigger asks this function of the trigger library first, and each `migrate` makes it again. The library lets any
# session switch triggers off by a setting; this one lets every role do it but that of web and workers.
MAY_SKIP_TRIGGER = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN LANGUAGE sql AS $$
    SELECT current_user <> {role} AND trigger_name = ANY(NULLIF(current_setting('pgtrigger.ignore', true), '')::text[])
$$
"""


class Command(BaseCommand):
    help = "Create the role of web and workers, with rights to the rows and none to the tables."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--password", default="", help="what the role signs in with; without it, none is set")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the role unless it exists, set its password, and grant its rights again."""
        role = sql.Identifier(ROLE)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if cursor.fetchone() is None:
                self._create(cursor, role)
            if options["password"]:
                password = sql.Literal(options["password"])
                cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, password))
            for statement in (
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
                "GRANT USAGE ON SCHEMA public TO {}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
                "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
            ):
                cursor.execute(sql.SQL(statement).format(role))
            for model in write_once_models():
                table = sql.Identifier(model._meta.db_table)
                cursor.execute(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(table, role))
            cursor.execute(sql.SQL(MAY_SKIP_TRIGGER).format(role=sql.Literal(ROLE)))
            database = sql.Identifier(connection.settings_dict["NAME"])
            cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
        self.stdout.write(f"{ROLE} may use the rows of this database.")

    def _create(self, cursor: Any, role: sql.Identifier) -> None:
        try:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        except ProgrammingError as error:
            raise CommandError(
                f"This user of the database may not create the role {ROLE}: run `CREATE ROLE {ROLE} LOGIN` as its "
                "superuser. The servers that Casework starts itself: stop them and delete var/state."
            ) from error
