"""Messages about concerns, to those who lead concerns and are not walled off from the concern."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import is_hidden
from contracts.posts import users_with
from core.messages import queue_message
from safeguarding.models import Concern


def notify_raised(concern: Concern, by: User | None) -> None:
    """Tell those who lead concerns that one was raised; the text is the same for every concern."""
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if by is not None and user.pk == by.pk or is_hidden(user, concern.pk, concern.individual_id):
            continue
        queue_message(
            user,
            key=f"concern:{concern.pk}",
            subject="New safeguarding concern",
            body="Contact the Council first. Sign in to read the concern.",
            path=reverse("concern", args=[concern.pk]),
            individual_id=concern.individual_id,
            about=[concern.pk],
            by=by,
            is_urgent=True,
        )
