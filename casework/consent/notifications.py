"""Messages about what a person asks, decides or should read of their own record. They name nobody and no details."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import AccessObjection, ConsentDecision, Individual, SafetyDisclosure, SharingDecision
from casework.notifications import notify_person
from casework.recipients import access_reviewers
from core import clock
from core.messages import queue_message, settle


def notify_objection(objection: AccessObjection, by: User) -> None:
    """Ask the managers to answer an objection."""
    for user in access_reviewers(objection.individual):
        queue_message(
            user,
            key=f"objection:{objection.pk}",
            subject="Someone objects to who sees their record",
            body="Sign in to read and answer it.",
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


def notify_objection_struck(objection: AccessObjection, by: User) -> None:
    """Send the person that an objection that staff recorded for them was recorded by mistake."""
    notify_person(
        objection.individual,
        key=f"objection-struck:{objection.pk}",
        by=by,
        subject="We corrected what we recorded for you",
        body="Sign in to read what you object to now.",
    )


def notify_added_to_objection(objection: AccessObjection, by: User) -> None:
    """Send the person that there is more in an answer."""
    notify_person(objection.individual, key=f"objection-added:{objection.pk}:{clock.now().isoformat()}", by=by)


def notify_consent_recorded(individual: Individual, decision: ConsentDecision | SharingDecision) -> None:
    """Send the person that staff recorded for them what they decided about sharing."""
    subject = "We recorded what you decided"
    notify_person(individual, key=f"consent-recorded:{decision.pk}", subject=subject, by=decision.recorded_by)


def notify_consent_struck(individual: Individual, decision: ConsentDecision | SharingDecision, by: User) -> None:
    """Send the person that staff marked such a decision as entered in error: another one counts again."""
    subject = "We corrected what you decided"
    notify_person(individual, key=f"consent-struck:{decision.pk}", subject=subject, by=by)


def notify_disclosed(disclosure: SafetyDisclosure, by: User) -> None:
    """Send the person, once, that something was shared to keep somebody safe, unless it is hidden from them."""
    if not disclosure.is_hidden:
        subject = "There is something new for you to read"
        notify_person(disclosure.individual, key=f"disclosure-shown:{disclosure.pk}", subject=subject, by=by)


def notify_disclosure_struck(disclosure: SafetyDisclosure, by: User | None) -> None:
    """Ask the managers to look at what somebody marked as entered in error, unless one of them did.

    Send the person that something they could read was a mistake.
    """
    individual = disclosure.individual
    reviewers = [] if by is not None and can(by, Permission.REVIEW_ACCESS, individual) else access_reviewers(individual)
    for user in reviewers:
        queue_message(
            user,
            key=f"disclosure-struck:{disclosure.pk}",
            subject="A record of what was shared for safety was marked as entered in error",
            body="Sign in to read what it said and why it was marked.",
            path=reverse("disclosure", args=[disclosure.pk]),
            individual_id=individual.pk,
            about=[disclosure.pk],
            by=by,
        )
    if not disclosure.is_hidden:
        subject = "We corrected something that you could read"
        notify_person(individual, key=f"disclosure-corrected:{disclosure.pk}", subject=subject, by=by)
