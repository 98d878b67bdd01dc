"""Record the contact with the Council, its decision and the board's form, and close the concern (T6.8, T6.9)."""

import datetime

from accounts.models import User
from core import clock, transitions
from core.dates import add_working_days
from core.errors import Refused
from core.verbs import verb
from safeguarding.concerns import notifications
from safeguarding.concerns.enums import CouncilDecision
from safeguarding.models import Concern

IN_FUTURE = "The date and time of the contact cannot be in the future."


@verb
def contact_council(*, concern: Concern, contacted_at: datetime.datetime, contact: str, by: User | None) -> Concern:
    """Record when the Council was contacted, and with whom; this is the first step (T6.9).

    Of a concern about a child it is Children’s safeguarding.
    """
    if contacted_at > clock.now():
        raise Refused(IN_FUTURE, field="contacted_time")
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
def contact_children_team(
    *, concern: Concern, contacted_at: datetime.datetime, contact: str, by: User | None
) -> Concern:
    """Record when Children’s safeguarding was contacted about children at risk beside the adult, and with whom."""
    if contacted_at > clock.now():
        raise Refused(IN_FUTURE, field="contacted_time")
    transitions.apply(
        concern,
        "contact children team",
        by=by,
        about=[concern.individual_id],
        children_contacted_at=contacted_at,
        children_contacted_by=by,
        children_contact=contact,
    )
    return concern


@verb
def record_decision(
    *,
    concern: Concern,
    kind: str,
    decision: str,
    decided_by: str,
    decided_at: datetime.datetime,
    by: User | None,
) -> Concern:
    """Record the Council's decision: what it decided, who decided it and when, and what was said.

    Only with it there is an enquiry. The terms of that day say in how many working days the board's form is sent.
    """
    if decided_at > clock.now():
        raise Refused("The date and time of the decision cannot be in the future.", field="decided_time")
    is_enquiry = CouncilDecision(kind).is_enquiry
    transitions.apply(
        concern,
        "record enquiry" if is_enquiry else "record no enquiry",
        by=by,
        reason=decision,
        about=[concern.individual_id],
        council_decision_kind=kind,
        council_decision=decision,
        council_decided_by=decided_by,
        council_decided_at=decided_at,
        portal_due_on=_portal_due_on(concern, decided_at) if is_enquiry else None,
    )
    return concern


def _portal_due_on(concern: Concern, decided_at: datetime.datetime) -> datetime.date | None:
    day = clock.day_of(decided_at)
    terms = concern.package.case.contract.find_terms(day)
    if terms is None or terms.portal_form_working_days is None:
        return None
    return add_working_days(day, terms.portal_form_working_days)


@verb
def undo_decision(*, concern: Concern, reason: str, by: User) -> Concern:
    """Undo a decision of the Council that was recorded by mistake, and what followed from it: its record is due again.

    History has the decision and the reference of the portal. Raises NotPossible without a decision, and Refused
    without a reason.
    """
    transitions.apply(
        concern,
        "undo decision",
        by=by,
        reason=reason,
        about=[concern.individual_id],
        council_decision_kind="",
        council_decision="",
        council_decided_by="",
        council_decided_at=None,
        portal_due_on=None,
        portal_reference="",
        portal_sent_on=None,
        portal_sent_by="",
    )
    return concern


@verb
def report_on_portal(
    *, concern: Concern, portal_reference: str, sent_on: datetime.date, sent_by: str, by: User | None
) -> Concern:
    """Record the form sent through the Partnership Board's portal: its reference, the day, and who submitted it."""
    decided_at = concern.council_decided_at
    if sent_on > clock.today() or (decided_at and sent_on < clock.day_of(decided_at)):
        raise Refused("Enter a date from the Council’s decision to today.", field="sent_on")
    transitions.apply(
        concern,
        "report on portal",
        by=by,
        about=[concern.individual_id],
        portal_reference=portal_reference,
        portal_sent_on=sent_on,
        portal_sent_by=sent_by,
    )
    return concern


@verb
def close(*, concern: Concern, outcome: str, by: User | None) -> Concern:
    """Close the concern with its outcome. Refused while Children’s safeguarding must still be contacted."""
    transitions.apply(concern, "close", by=by, reason=outcome, about=[concern.individual_id])
    return concern
