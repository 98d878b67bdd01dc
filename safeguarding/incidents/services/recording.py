"""Record an incident, correct it, name who was involved, or withdraw one recorded by mistake (T4.9)."""

import datetime
from collections.abc import Iterable
from typing import Unpack

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import lift_walls, raise_wall
from casework.models import SupportPackage
from contracts.models import Contract
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.messages import withhold
from core.verbs import verb
from safeguarding.incidents import notifications
from safeguarding.incidents.details import IncidentDetails
from safeguarding.incidents.enums import IncidentState
from safeguarding.incidents.follow_up.services import begin_follow_up
from safeguarding.models import Incident
from visits.models import Visit

IN_FUTURE = "The incident can’t be in the future."
CALLED_IN_FUTURE = "The call can’t be in the future."
OTHER_VISIT = "This visit was with someone else."
OTHER_CONTRACT = "This person is supported under another contract."


@verb
def record_incident(
    *,
    contract: Contract,
    by: User | None,
    package: SupportPackage | None = None,
    visit: Visit | None = None,
    involved_users: Iterable[User] = (),
    **details: Unpack[IncidentDetails],
) -> Incident:
    """Record an incident in a contract, about the person of `package` or about nobody who is supported.

    Users who were involved are walled off from it before any message is sent, except its author. Raises Refused for
    a day or a call in the future, and for a visit or a contract of somebody else.
    """
    _refuse(contract, package, visit, details)
    incident = Incident.objects.create(
        contract=contract,
        package=package,
        individual=package.case.individual if package else None,
        visit=visit,
        recorded_on=clock.today(),
        recorded_by=by,
        **details,
    )
    begin(incident=incident, involved_users=list(involved_users), by=by)
    return incident


@verb
def begin(*, incident: Incident, involved_users: list[User], by: User | None) -> None:
    """Do what follows the row of a new incident: who was involved, their walls, what is asked later, the messages."""
    incident.involved_users.set(involved_users)
    wall_off(incident=incident, users=involved_users, by=by)
    begin_follow_up(incident=incident, by=by)
    transitions.record_created(incident, verb="record", by=by, about=incident.about_ids())
    notifications.notify_recorded(incident, by)


@verb
def wall_off(*, incident: Incident, users: list[User], by: User | None) -> None:
    """Raise a wall around the incident for each of the users who were involved, except its author."""
    for user in users:
        if user.pk != incident.recorded_by_id:
            raise_wall(record_id=incident.pk, user=user, reason="Involved in the incident", by=by)


def _refuse(contract: Contract, package: SupportPackage | None, visit: Visit | None, details: IncidentDetails) -> None:
    if package is not None and package.case.contract_id != contract.pk:
        raise Refused(OTHER_CONTRACT)
    if visit is not None and (package is None or visit.package_id != package.pk):
        raise Refused(OTHER_VISIT)
    refuse_future(details)


def refuse_future(details: IncidentDetails) -> None:
    """Raise Refused for an incident or a call in the future."""
    happened_on: datetime.date | None = details.get("happened_on")
    if happened_on is not None and happened_on > clock.today():
        raise Refused(IN_FUTURE, field="happened_on")
    called_at = details.get("emergency_called_at")
    if called_at is not None and called_at > clock.now():
        raise Refused(CALLED_IN_FUTURE, field="called_time")


def may_correct(incident: Incident, user: User) -> bool:
    """Return whether `user` may correct the incident: its author and who manages it, until it is closed."""
    is_author = incident.recorded_by_id == user.pk
    return incident.is_open and (is_author or can(user, Permission.MANAGE_INCIDENT, incident))


@verb
def correct_incident(
    *, incident: Incident, revision: int, reason: str, by: User, **details: Unpack[IncidentDetails]
) -> Incident:
    """Correct an incident or add to it; history has the earlier words.

    Raises Conflict when somebody saved it since `revision`, and NotPossible once it is closed or withdrawn.
    """
    incident = Incident.objects.get_locked(incident.pk)
    if not may_correct(incident, by):
        raise NotPossible(f"You can no longer correct this incident: it is {incident.get_state_display().lower()}.")
    refuse_future(details)
    incident.check_revision(revision)
    transitions.apply(
        incident,
        "correct",
        by=by,
        reason=reason,
        about=incident.about_ids(),
        revision=incident.revision,
        **details,
    )
    return incident


@verb
def name_involved(*, incident: Incident, users: list[User], reason: str, by: User) -> Incident:
    """Name users as involved in an incident that was recorded already: it is hidden from them from now on.

    What was queued to them is withheld in this transaction. Raises Refused for oneself, and without a reason.
    """
    if by in users:
        raise Refused("Ask another manager to name you: you then no longer manage this incident.", field="users")
    incident = Incident.objects.get_locked(incident.pk)
    wall_off(incident=incident, users=users, by=by)
    incident.involved_users.add(*users)
    transitions.apply(incident, "name", by=by, reason=reason, about=incident.about_ids())
    for user in users:
        if user.pk != incident.recorded_by_id:
            withhold(user, record_id=incident.pk, reason="not for this recipient")
    return incident


def may_withdraw_incident(incident: Incident, user: User) -> bool:
    """Return whether `user` may withdraw the incident: who manages it, and its author while nobody looks into it."""
    if incident.state == IncidentState.WITHDRAWN:
        return False
    is_author = incident.recorded_by_id == user.pk and incident.state == IncidentState.OPEN
    return is_author or can(user, Permission.MANAGE_INCIDENT, incident)


@verb
def withdraw_incident(*, incident: Incident, reason: str, by: User) -> Incident:
    """Withdraw an incident that was recorded by mistake: it counts in no figure, and its walls fall.

    Raises Refused for its author once somebody looks into it.
    """
    incident = Incident.objects.select_related("contract").get_locked(incident.pk)
    if not incident.is_withdrawn and not may_withdraw_incident(incident, by):
        raise Refused("Somebody is looking into this incident already. Ask a manager to withdraw it.")
    notifications.settle_closed(incident)
    transitions.apply(incident, "withdraw", by=by, reason=reason, about=incident.about_ids())
    notifications.notify_withdrawn(incident, by)
    lift_walls(record_id=incident.pk, by=by)
    return incident
