"""Raise a concern, record the Council's part, report it, close it, or withdraw one raised by mistake (T6.8, T6.9)."""

import datetime
from collections.abc import Iterable

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import lift_walls, raise_wall
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from safeguarding import notifications
from safeguarding.enums import ConcernState, SourceOfRisk
from safeguarding.models import Concern
from safeguarding.named_people import names_staff
from visits.models import Visit

STAFF_IS_SERVICE = "Choose “Service provider”: the concern is about someone who works for the service."
ASK_WHO = (
    "Choose who the concern is about, so that they are not told. If you can't name anyone, tick the box below: "
    "everyone who leads on safeguarding is then alerted."
)


@verb
def raise_concern(
    *,
    package: SupportPackage,
    account: str,
    kinds: list[str],
    source_of_risk: str,
    wishes_asked: str,
    by: User | None,
    made_safe: str = "",
    wishes: str = "",
    visit: Visit | None = None,
    named_users: Iterable[User] = (),
    nobody_to_name: bool = False,
) -> Concern:
    """Raise a concern. Staff or Council people whom it names are walled off before any message is sent.

    Where the source of risk is the service and nobody is named, everybody who leads concerns would read it: Refused
    unless the author said that there is `nobody_to_name`.
    """
    named = list(named_users)
    _refuse_other_visit(package, visit)
    _refuse_names(package, named, source_of_risk, nobody_to_name, by)
    concern = Concern.objects.create(
        package=package,
        individual=package.case.individual,
        visit=visit,
        raised_on=clock.today(),
        recorded_by=by,
        account=account,
        made_safe=made_safe,
        kinds=kinds,
        source_of_risk=source_of_risk,
        wishes_asked=wishes_asked,
        wishes=wishes,
    )
    concern.named_users.set(named)
    _wall_off(concern, named, by)
    transitions.record_created(concern, verb="raise", by=by, about=[concern.individual_id])
    notifications.notify_raised(concern, by)
    return concern


def _refuse_other_visit(package: SupportPackage, visit: Visit | None) -> None:
    if visit is not None and visit.package_id != package.pk:
        raise Refused("This visit was with someone else.")


def _wall_off(concern: Concern, named: list[User], by: User | None) -> None:
    for user in named:
        raise_wall(record_id=concern.pk, user=user, reason="Named in the concern", by=by)


def _refuse_names(
    package: SupportPackage, named: list[User], source_of_risk: str, nobody_to_name: bool, by: User | None
) -> None:
    if by is not None and by in named:
        raise Refused(
            "You cannot raise a concern about yourself. Ask the safeguarding lead to raise it.", field="named_users"
        )
    if source_of_risk == SourceOfRisk.SERVICE_PROVIDER:
        if not named and not nobody_to_name:
            raise Refused(ASK_WHO, field="named_users")
    elif named and names_staff(package, named):
        raise Refused(STAFF_IS_SERVICE, field="source_of_risk")


@verb
def contact_council(*, concern: Concern, contacted_at: datetime.datetime, contact: str, by: User | None) -> Concern:
    """Record when the Council was contacted, and with whom; this is the first step (T6.9)."""
    if contacted_at > clock.now():
        raise Refused("The date and time of the contact cannot be in the future.", field="contacted_time")
    transitions.apply(
        concern,
        "contact council",
        by=by,
        about=[concern.individual_id],
        council_contacted_at=contacted_at,
        council_contacted_by=by,
        council_contact=contact,
    )
    notifications.settle_raised(concern)
    return concern


@verb
def record_decision(*, concern: Concern, is_enquiry: bool, decision: str, by: User | None) -> Concern:
    """Record the Council's decision: whether this is a safeguarding enquiry, and why."""
    transitions.apply(
        concern,
        "record enquiry" if is_enquiry else "record no enquiry",
        by=by,
        reason=decision,
        about=[concern.individual_id],
        council_decision=decision,
        council_decided_at=clock.now(),
    )
    return concern


@verb
def report_on_portal(*, concern: Concern, portal_reference: str, by: User | None) -> Concern:
    """Record the reference of the form sent through the Partnership Board's portal."""
    transitions.apply(
        concern, "report on portal", by=by, about=[concern.individual_id], portal_reference=portal_reference
    )
    return concern


@verb
def close(*, concern: Concern, outcome: str, by: User | None) -> Concern:
    """Close the concern with its outcome."""
    transitions.apply(concern, "close", by=by, reason=outcome, about=[concern.individual_id])
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
