from typing import Any

from django.core.management.base import BaseCommand

from demo.logins import table


class Command(BaseCommand):
    help = "Print who can sign in to the demo."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table())
