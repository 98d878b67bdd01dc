import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from contracts.demo_marker import is_demo_database, is_empty
from core import clock
from core.document_making import ask_for_missing
from demo.build import QUARTERS, build
from demo.coverage import missing_states
from demo.logins import table
from reporting.services import RETURN_PDFS


class Command(BaseCommand):
    help = (
        "Fill an empty database with a made-up provider and eighteen months of its history, and print who can sign in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people",
            type=int,
            default=int(os.environ.get("DEMO_PEOPLE", 40)),
            help="how many people are supported (default 40; 17 of them have a story); 0: the provider only",
        )
        parser.add_argument(
            "--quarters",
            type=int,
            default=int(os.environ.get("DEMO_QUARTERS", QUARTERS)),
            help=f"how many of the last quarters have returns (default {QUARTERS})",
        )
        parser.add_argument("--seed", type=int, default=1, help="another number tells other lives (default 1)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the demo is there already")

    def handle(self, *args: Any, people: int, quarters: int, seed: int, if_empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Made-up people belong into a demo only: set DEMO=1.")
        if is_demo_database():
            if not if_empty:
                raise CommandError("The demo is there already. To make another, start with an empty database.")
            self.stdout.write(f"The demo is there already.\n\n{table()}")
            return
        if not is_empty():
            raise CommandError("This database has users that the demo did not make; nothing was changed.")
        try:
            size = build(people=people, seed=seed, quarters=quarters, tell=self._tell)
        except ValueError as error:
            raise CommandError(str(error)) from error
        ask_for_missing(RETURN_PDFS, on=clock.today())
        if missing := missing_states():
            self.stderr.write(f"This time no record is in: {', '.join(missing)}.")
        self.stdout.write(f"Made {size.people} people with {size.supports} runs of support.\n\n{table()}")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
