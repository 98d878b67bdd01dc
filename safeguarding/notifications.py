"""Who is told of a concern: those who lead concerns, less whoever is walled off from it."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.walls import is_hidden
from contracts.posts import users_with
from core.messages import queue_message
from safeguarding.models import Concern


def notify_raised(concern: Concern, by) -> None:
    """The words are the same for every concern."""
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if by is not None and user.pk == by.pk or is_hidden(user, concern.pk, concern.individual_id):
            continue
        queue_message(
            user,
            key=f"concern:{concern.pk}",
            subject="A safeguarding concern was raised",
            body="The Council is to be contacted first. Sign in to read it.",
            path=reverse("concern", args=[concern.pk]),
            individual_id=concern.individual_id,
            about=[concern.pk],
            by=by,
        )
