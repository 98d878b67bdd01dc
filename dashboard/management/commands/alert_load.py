"""Print how often each role was interrupted in a day."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import clock
from dashboard.alert_load import by_role


class Command(BaseCommand):
    help = "Print, for each role, how many interruptions and messages one user had in a day: the most, the average."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="so many days up to and with today")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        until_on = clock.today() + datetime.timedelta(days=1)
        self.stdout.write(
            f"{'role':<20}{'users':>7}{'most':>7}{'average':>9}{'act now':>9}{'all, most':>11}{'average':>9}"
        )
        for row in by_role(until_on - datetime.timedelta(days=days), until_on):
            interruptions = f"{row.most:>7}{row.average:>9.2f}{row.most_act_now:>9}"
            messages = f"{row.most_messages:>11}{row.average_messages:>9.2f}"
            self.stdout.write(f"{row.role:<20}{row.users:>7}{interruptions}{messages}")
