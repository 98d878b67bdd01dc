"""Messages about concerns, to those who lead concerns and are not walled off from the concern."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import is_hidden
from contracts.posts import users_with
from core.messages import queue_message, settle
from safeguarding.models import Concern


def notify_raised(concern: Concern, by: User | None) -> None:
    """Tell those who lead concerns that one was raised; the text is the same for every concern.

    Where nobody of them may read it, those who manage access are asked to find somebody who may.
    """
    readers = 0
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if is_hidden(user, concern.pk, concern.individual_id):
            continue
        readers += 1
        if by is not None and user.pk == by.pk:
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
    if readers == 0:
        _ask_for_a_lead(concern, by)


def settle_raised(concern: Concern) -> None:
    """Mark as read what asked for the contact with the Council, now that somebody has made it."""
    settle(f"concern:{concern.pk}", f"concern-without-lead:{concern.pk}")


def notify_withdrawn(concern: Concern, by: User) -> None:
    """Tell those who lead concerns that one was withdrawn. Call before its walls are lifted."""
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if user.pk == by.pk or is_hidden(user, concern.pk, concern.individual_id):
            continue
        queue_message(
            user,
            key=f"concern-withdrawn:{concern.pk}",
            subject="Safeguarding concern withdrawn",
            body="It was recorded by mistake. Sign in to read why.",
            path=reverse("concern", args=[concern.pk]),
            individual_id=concern.individual_id,
            about=[concern.pk],
            by=by,
            is_always_sent=True,
        )


def _ask_for_a_lead(concern: Concern, by: User | None) -> None:
    for user in users_with(concern.package.case.contract, Permission.MANAGE_ACCESS):
        if by is not None and user.pk == by.pk or is_hidden(user, concern.pk):
            continue
        queue_message(
            user,
            key=f"concern-without-lead:{concern.pk}",
            subject="A safeguarding concern has no one to lead it",
            body="No one here may read it. Ring the Council’s safeguarding team today, and tell your director.",
            path=reverse("account_list"),
            about=[concern.pk],
            by=by,
            is_urgent=True,
        )
