import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.tasks import send_messages
from scheduler import sweeps


class Command(BaseCommand):
    help = "Run the sweeps once, now. In the demo also for another day: --on 2027-03-02."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=datetime.date.fromisoformat, help="a day, as 2027-03-02 (only with DEMO=1)")

    def handle(self, *, on=None, **options):
        if on and not settings.DEMO:
            raise CommandError("--on works only in the demo: set DEMO=1.")
        if on is None:
            done = sweeps.tick(on=clock.today())
        else:
            with clock.frozen_at(clock.instant_on(on)):
                done = sweeps.tick(on=on)
        done["send messages"] = send_messages()
        for name, count in done.items():
            self.stdout.write(f"{count:5d}  {name}")
