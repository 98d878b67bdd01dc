import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from core.tasks import send_messages
from scheduler import sweeps


class Command(BaseCommand):
    help = "Run the sweeps once, now. In the demo also for another day: --on 2027-03-02."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=datetime.date.fromisoformat, help="a day, as 2027-03-02 (only with DEMO=1)")

    def handle(self, *args: Any, on: datetime.date | None = None, **options: Any) -> None:
        if on and not settings.DEMO:
            raise CommandError("--on works only in the demo: set DEMO=1.")
        if on is None:
            counts = sweeps.tick(on=clock.today())
        else:
            with clock.frozen_at(clock.instant_on(on)):
                counts = sweeps.tick(on=on)
        counts["send messages"] = send_messages()
        for name, count in counts.items():
            self.stdout.write(f"{count:5d}  {name}")
