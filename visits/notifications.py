"""Who is told what a visit noticed (T3.2): keyworker and managers, the same day."""

from casework.notifications import around
from core.messages import tell
from visits.enums import Urgency
from visits.models import Visit


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
