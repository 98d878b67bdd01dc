"""Raise a concern, add to it, or withdraw one raised by mistake (T6.8)."""

import datetime
from collections.abc import Iterable
from typing import Unpack

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import lift_walls, raise_wall
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from safeguarding.concerns import notifications
from safeguarding.concerns.details import ConcernDetails
from safeguarding.concerns.enums import ConcernState, SourceOfRisk, SubjectOfConcern
from safeguarding.concerns.named_people import names_staff
from safeguarding.models import Concern
from visits.models import Visit

STAFF_IS_SERVICE = "Choose “Service provider”: the concern is about someone who works for the service."
ASK_WHO = (
    "Choose who the concern is about, so that they are not told. If you can't name anyone, tick the box below: "
    "everyone who leads on safeguarding is then alerted."
)
ABOUT_YOURSELF = "You cannot raise a concern about yourself. Ask the safeguarding lead to raise it."


@verb
def raise_concern(
    *,
    package: SupportPackage,
    source_of_risk: str,
    by: User | None,
    subject: str = SubjectOfConcern.ADULT,
    visit: Visit | None = None,
    named_users: Iterable[User] = (),
    nobody_to_name: bool = False,
    **details: Unpack[ConcernDetails],
) -> Concern:
    """Raise a concern. Staff or Council people whom it names are walled off before any message is sent.

    Where the source of risk is the service and nobody is named, everybody who leads concerns would read it: Refused
    unless the author said that there is `nobody_to_name`. The terms of the day say in how many hours the Council is
    contacted; without such a term there is no time limit, and the contact is due at once.
    """
    named = list(named_users)
    _refuse_other_visit(package, visit)
    _refuse_names(package, named, source_of_risk, nobody_to_name, by)
    concern = Concern.objects.create(
        package=package,
        individual=package.case.individual,
        visit=visit,
        raised_on=clock.today(),
        contact_due_at=_contact_due_at(package),
        recorded_by=by,
        source_of_risk=source_of_risk,
        subject=subject,
        **details,
    )
    concern.named_users.set(named)
    wall_off(concern=concern, users=named, by=by)
    transitions.record_created(concern, verb="raise", by=by, about=[concern.individual_id])
    notifications.notify_raised(concern, by)
    return concern


def _contact_due_at(package: SupportPackage) -> datetime.datetime | None:
    terms = package.case.contract.find_terms(clock.today())
    if terms is None or terms.council_contact_hours is None:
        return None
    return clock.now() + datetime.timedelta(hours=terms.council_contact_hours)


def _refuse_other_visit(package: SupportPackage, visit: Visit | None) -> None:
    if visit is not None and visit.package_id != package.pk:
        raise Refused("This visit was with someone else.")


@verb
def wall_off(*, concern: Concern, users: list[User], by: User | None) -> None:
    """Raise a wall around the concern for each of the users whom it names."""
    for user in users:
        raise_wall(record_id=concern.pk, user=user, reason="Named in the concern", by=by)


def _refuse_names(
    package: SupportPackage, named: list[User], source_of_risk: str, nobody_to_name: bool, by: User | None
) -> None:
    if by is not None and by in named:
        raise Refused(ABOUT_YOURSELF, field="named_users")
    if source_of_risk == SourceOfRisk.SERVICE_PROVIDER:
        if not named and not nobody_to_name:
            raise Refused(ASK_WHO, field="named_users")
    elif named and names_staff(package, named):
        raise Refused(STAFF_IS_SERVICE, field="source_of_risk")


def may_add(concern: Concern, user: User) -> bool:
    """Return whether `user` may add to the concern: its author and who leads it, until it is closed."""
    is_author = concern.recorded_by_id == user.pk
    return concern.is_open and (is_author or can(user, Permission.LEAD_CONCERN, concern))


@verb
def add_details(*, concern: Concern, revision: int, by: User, **details: Unpack[ConcernDetails]) -> Concern:
    """Add to a concern, or correct what was written; history has the earlier words.

    Raises Conflict when somebody saved it since `revision`, and NotPossible once it is closed or withdrawn.
    """
    concern = Concern.objects.get_locked(concern.pk)
    if not may_add(concern, by):
        raise NotPossible(f"You can no longer add to this concern: it is {concern.get_state_display().lower()}.")
    concern.check_revision(revision)
    for name, value in details.items():
        setattr(concern, name, value)
    concern.save(update_fields=["revision", *details])
    return concern


def may_withdraw(concern: Concern, user: User) -> bool:
    """Return whether `user` may withdraw the concern now: who leads it, and its author until the Council knows."""
    if concern.state == ConcernState.WITHDRAWN:
        return False
    is_author = concern.recorded_by_id == user.pk and concern.state == ConcernState.RAISED
    return is_author or can(user, Permission.LEAD_CONCERN, concern)


@verb
def withdraw(*, concern: Concern, reason: str, by: User, lifts_walls: bool = True) -> Concern:
    """Withdraw a concern that was recorded by mistake, such as on the wrong person: it counts in no figure.

    Its walls fall unless what it says about the staff it names is true of another person (`lifts_walls`).
    Those who lead concerns still read it, and get a message. Raises Refused for its author once the Council was
    contacted.
    """
    concern = Concern.objects.select_related("package__case__contract").get_locked(concern.pk)
    if concern.state != ConcernState.WITHDRAWN and not may_withdraw(concern, by):
        raise Refused("The Council has been contacted. Ask the safeguarding lead to withdraw the concern.")
    notifications.settle_raised(concern)
    transitions.apply(concern, "withdraw", by=by, reason=reason, about=[concern.individual_id])
    notifications.notify_withdrawn(concern, by)
    if lifts_walls:
        lift_walls(record_id=concern.pk, by=by)
    return concern
