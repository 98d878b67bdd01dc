"""Messages about incidents, to those who manage them and are not walled off from the incident."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import is_hidden
from contracts.posts import users_with
from core.messages import queue_message, settle
from safeguarding.models import Incident, IncidentAction

SIGN_IN = "Sign in to read it."


def notify_recorded(incident: Incident, by: User | None) -> None:
    """Tell those who manage incidents that one was recorded; the text is the same for every incident.

    Where nobody of them may read it, those who manage access are asked to find somebody who may.
    """
    readers = 0
    for user in users_with(incident.contract, Permission.MANAGE_INCIDENT):
        if _is_hidden(incident, user) or incident.involves(user):
            continue
        readers += 1
        if by is not None and user.pk == by.pk:
            continue
        queue_message(
            user,
            key=f"incident:{incident.pk}",
            subject="New incident",
            body=f"Somebody must look into it. {SIGN_IN}",
            path=reverse("incident", args=[incident.pk]),
            individual_id=incident.individual_id,
            about=[incident.pk],
            by=by,
            is_always_sent=True,
        )
    if readers == 0:
        _ask_for_a_manager(incident, by)


def settle_recorded(incident: Incident) -> None:
    """Mark as read what asked somebody to look into the incident."""
    settle(f"incident:{incident.pk}", f"incident-without-manager:{incident.pk}")


def settle_closed(incident: Incident) -> None:
    """Mark as read everything that asked for work on the incident."""
    settle_recorded(incident)
    settle(f"incident-to-investigate:{incident.pk}")


def notify_investigator(incident: Incident, by: User) -> None:
    """Tell the investigator that the incident is theirs to look into."""
    user = incident.investigator
    if user is None or user.pk == by.pk or _is_hidden(incident, user):
        return
    queue_message(
        user,
        key=f"incident-to-investigate:{incident.pk}",
        subject="An incident to look into",
        body=f"You are asked to look into an incident. {SIGN_IN}",
        path=reverse("incident", args=[incident.pk]),
        individual_id=incident.individual_id,
        about=[incident.pk],
        by=by,
    )


def notify_owner(action: IncidentAction, by: User) -> None:
    """Tell the owner of an action that it is theirs."""
    if action.owner_id == by.pk:
        return
    incident = action.incident
    queue_message(
        action.owner,
        key=f"incident-action:{action.pk}",
        subject="Something to do after an incident",
        body=SIGN_IN,
        path=reverse("incident_action", args=[action.pk]),
        individual_id=incident.individual_id,
        about=[incident.pk, action.pk],
        by=by,
    )


def settle_action(action: IncidentAction) -> None:
    """Mark as read what asked for the action."""
    settle(f"incident-action:{action.pk}")


def notify_withdrawn(incident: Incident, by: User) -> None:
    """Tell those who manage incidents that one was withdrawn. Call before its walls are lifted."""
    for user in users_with(incident.contract, Permission.MANAGE_INCIDENT):
        if user.pk == by.pk or _is_hidden(incident, user):
            continue
        queue_message(
            user,
            key=f"incident-withdrawn:{incident.pk}",
            subject="Incident withdrawn",
            body=f"It was recorded by mistake. {SIGN_IN}",
            path=reverse("incident", args=[incident.pk]),
            individual_id=incident.individual_id,
            about=[incident.pk],
            by=by,
        )


def _is_hidden(incident: Incident, user: User) -> bool:
    return is_hidden(user, *filter(None, (incident.pk, incident.individual_id)))


def _ask_for_a_manager(incident: Incident, by: User | None) -> None:
    for user in users_with(incident.contract, Permission.MANAGE_ACCESS):
        if by is not None and user.pk == by.pk or is_hidden(user, incident.pk):
            continue
        queue_message(
            user,
            key=f"incident-without-manager:{incident.pk}",
            subject="An incident has no one to look into it",
            body="No manager of its contract may read it. Tell your director, and give somebody else the role.",
            path=reverse("account_list"),
            about=[incident.pk],
            by=by,
        )
