"""Messages about what a person asks about their own record. They name nobody and do not say what was asked."""

from django.urls import reverse

from accounts.models import User
from casework.models import AccessObjection
from casework.notifications import notify_person
from casework.recipients import access_reviewers
from core.messages import queue_message, settle


def notify_objection(objection: AccessObjection, by: User) -> None:
    """Ask the managers to answer an objection."""
    for user in access_reviewers(objection.individual):
        queue_message(
            user,
            key=f"objection:{objection.pk}",
            subject="Someone objects to who sees their record",
            body="Sign in to read it and to answer.",
            path=reverse("objection_answer", args=[objection.pk]),
            individual_id=objection.individual_id,
            about=[objection.pk],
            by=by,
        )


def settle_objection(objection: AccessObjection) -> None:
    """Mark as read what asked for an answer."""
    settle(f"objection:{objection.pk}")


def notify_objection_answered(objection: AccessObjection, by: User) -> None:
    """Send the person that there is an answer."""
    notify_person(objection.individual, key=f"objection-answered:{objection.pk}", by=by)
