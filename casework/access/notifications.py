"""Messages about accounts of people supported. They name nobody."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Individual
from casework.recipients import access_reviewers
from core import clock
from core.messages import queue_message


def notify_account_opened(individual: Individual, *, by: User) -> None:
    """Send the managers that a worker opened an account for the person; nothing where a manager did."""
    if can(by, Permission.EDIT_PERSON, individual):
        return
    for user in access_reviewers(individual, but=by.pk):
        queue_message(
            user,
            key=f"account-opened:{individual.pk}:{clock.now().isoformat()}",
            subject="A worker opened an account for a person",
            body="Sign in to read how they checked whose address or number it is.",
            path=reverse("person_sharing", args=[individual.pk]),
            individual_id=individual.pk,
            by=by,
        )
