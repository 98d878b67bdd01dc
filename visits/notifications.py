"""Who is told what a visit noticed (T3.2): keyworker and managers, the same day."""

from accounts.enums import Permission
from casework.notifications import around, lead_of
from contracts.posts import holders
from core import clock
from core.messages import tell
from core.models.message import Channel
from visits.enums import Urgency
from visits.models import EngagementDuty, PhoneEntry, Visit


def noticed(visit: Visit, day, by) -> None:
    """Tell keyworker and managers of a sign; the worker who wrote it is not told again."""
    individual = visit.package.case.individual
    today = "today " if visit.urgency in (Urgency.TODAY, Urgency.NOW) else ""
    for user in around(visit.package, day):
        if user.pk == visit.worker.user_id:
            continue
        tell(
            user,
            key=f"sign:{visit.pk}",
            subject=f"Please look {today}at {visit.package.reference}: a change was noticed at a visit",
            body="A worker has noticed a change at a visit. Sign in to read it.",
            path=f"/people/{individual.pk}/signs/{visit.pk}/",
            individual_id=individual.pk,
            about=[visit.pk],
            by=by,
        )


def not_engaged(duty: EngagementDuty, by) -> None:
    """Several visits running met no answer or were declined: managers and lead find it on their first page."""
    package = duty.package
    lead = lead_of(package, clock.today())
    users = [*holders(package.case.contract, Permission.ALLOCATE), *([lead.user] if lead else [])]
    for user in users:
        tell(
            user,
            key=f"engagement:{duty.pk}",
            subject=f"Three visits running did not take place: {package.reference}",
            body="Please find out how the person is, and say here what was done. Support goes on.",
            path=f"/engagement/{duty.pk}/",
            individual_id=package.case.individual_id,
            about=[duty.pk, duty.visit_id],
            channels=[Channel.IN_APP],
            by=by,
        )


def phone_asks(entry: PhoneEntry) -> None:
    """A note from a phone could not be saved: its writer finds it, or the managers where the writer cannot sign in."""
    sender, package = entry.recorded_by, entry.package
    can_answer = sender.is_active and sender.suspended_at is None
    users = [sender] if can_answer or package is None else holders(package.case.contract, Permission.ALLOCATE)
    for user in users:
        tell(
            user,
            key=f"phone-asks:{entry.pk}",
            subject="A note that was written on a phone asks a question",
            body="It is kept, and is not a visit yet. Please look at it.",
            path=f"/phone/notes/{entry.pk}/",
            individual_id=package.case.individual_id if package else None,
            about=[entry.pk],
            channels=[Channel.IN_APP],
        )
