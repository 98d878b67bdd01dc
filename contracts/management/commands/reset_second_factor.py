"""Reset a lost second factor where nobody else manages the account."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from contracts.services import reset_on_server
from core.errors import Refused


class Command(BaseCommand):
    help = (
        "Delete the second factor of one account and sign it out everywhere. For an installation with one "
        "administrator; elsewhere two people do it on the page of the account. Check first who asks."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email", help="the address with which the user signs in")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Reset it and print what was done. Raises CommandError for an unknown address, and where it is refused."""
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("No account has this email address.")
        try:
            reset_on_server(user=user, by=None)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"The second factor of {user.email} is deleted, and every session of theirs has ended.")
        self.stdout.write("They set up a new one when they next sign in.")
        self.stdout.write("A message tells them and every administrator.")
