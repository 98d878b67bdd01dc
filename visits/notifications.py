"""Who is told that visits met nobody; what a visit noticed is told by `call_notifications`."""

from django.urls import reverse

from accounts.enums import Permission
from casework.notifications import lead_of
from contracts.posts import users_with
from core import clock
from core.messages import queue_message
from core.models.message import Channel
from visits.models import EngagementDuty, PhoneEntry, RecurringVisit


def notify_not_engaged(duty: EngagementDuty, by) -> None:
    """Several visits running met no answer or were declined: managers and lead find it on their first page."""
    package = duty.package
    lead = lead_of(package, clock.today())
    users = [*users_with(package.case.contract, Permission.ALLOCATE), *([lead.user] if lead else [])]
    for user in users:
        queue_message(
            user,
            key=f"engagement:{duty.pk}",
            subject=f"Three visits running did not take place: {package.reference}",
            body="Please find out how the person is, and say here what was done. Support goes on.",
            path=reverse("engagement", args=[duty.pk]),
            individual_id=package.case.individual_id,
            about=[duty.pk, duty.visit_id],
            channels=[Channel.IN_APP],
            by=by,
        )


def notify_unplannable(rule: RecurringVisit, day) -> None:
    """A date of a rule for which no visit could be made: whoever made the rule, and the managers, plan by hand."""
    contract, individual_id = rule.package.case.contract, rule.package.case.individual_id
    users = [rule.recorded_by, *users_with(contract, Permission.ALLOCATE)]
    for user in {user.pk: user for user in users if user}.values():
        queue_message(
            user,
            key=f"not made:{rule.pk}:{day}",
            subject=f"Please plan a visit by hand: {rule.package.reference}, {day:%-d %B}",
            body="A visit that repeats could not be planned for this date. Sign in to see why, and plan it.",
            path=reverse("person_rota", args=[individual_id]),
            individual_id=individual_id,
            about=[rule.package_id],
        )


def notify_note_queried(entry: PhoneEntry) -> None:
    """A note from a phone could not be saved: its writer finds it, or the managers where the writer cannot sign in."""
    sender, package = entry.recorded_by, entry.package
    can_answer = sender.is_active and sender.suspended_at is None
    users = [sender] if can_answer or package is None else users_with(package.case.contract, Permission.ALLOCATE)
    for user in users:
        queue_message(
            user,
            key=f"phone-asks:{entry.pk}",
            subject="A note that was written on a phone asks a question",
            body="It is kept, and is not a visit yet. Please look at it.",
            path=reverse("phone_note", args=[entry.pk]),
            individual_id=package.case.individual_id if package else None,
            about=[entry.pk],
            channels=[Channel.IN_APP],
        )
