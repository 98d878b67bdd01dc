"""Print the link by which the first administrator starts (R64)."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.urls import reverse

from contracts.models import SetUpLink
from contracts.services import has_administrator, make_set_up_link


class Command(BaseCommand):
    help = "Print a link, used once, by which the first administrator makes their account."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--address", default=settings.SITE_ADDRESS, help="how people reach Casework, with http or https"
        )

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Print the link. Where there is an administrator, print where they sign in."""
        if has_administrator():
            self.stdout.write(f"Casework has an administrator. Sign in at {address}{reverse('account_login')}")
            return
        link = address + reverse("set_up_start", args=[make_set_up_link(by=None)])
        days = SetUpLink.LASTS.days
        self.stdout.write(f"Open this link to make the first administrator’s account. It works once, for {days} days.")
        self.stdout.write(link)
