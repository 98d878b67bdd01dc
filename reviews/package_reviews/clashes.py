"""What clashes with a review at a time: visits of its lead worker, other reviews, and times that do not suit."""

import datetime

from casework.models import Allocation
from casework.people.safety_facts import facts_of
from casework.times.hours import objections
from core import clock
from reviews.models import Review
from visits.rota.appointments import USUAL_LENGTH
from visits.rota.clashes import find_clashes


def clashes_of(review: Review, meets_at: datetime.datetime) -> list[str]:
    """Return every reason to ask before the review is arranged for this time, as sentences; as for a visit of the
    person's lead worker on that day. Without one these are the times that do not suit the person.
    """
    package, ends_at = review.package, meets_at + USUAL_LENGTH
    leads = Allocation.objects.leads().on(clock.day_of(meets_at)).filter(package=package)
    lead = leads.select_related("worker__user").order_by("from_on", "pk").first()
    if lead is None:
        return objections(facts_of(package.case.individual).times, meets_at, ends_at)
    return find_clashes(
        package=package, worker=lead.worker, starts_at=meets_at, ends_at=ends_at, without_appointment=review.pk
    )
