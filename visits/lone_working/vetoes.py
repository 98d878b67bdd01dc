"""What whoever suspends a worker's access must know first: who is alone at a visit, and who waits for the worker."""

from accounts.models import User
from accounts.suspension import Caution, caution_source
from core import clock
from design import formatting
from visits.models import LoneWorkingCheck, PlannedVisit


@caution_source
def against_a_visit_under_way(user: User) -> list[Caution]:
    """Return a caution for each visit at which the user may be now, the first due first."""
    checks = LoneWorkingCheck.objects.under_way().filter(planned__worker__user=user)
    return [Caution(_words(check), user.telephone) for check in checks.select_related("planned").order_by("due_at")]


def _words(check: LoneWorkingCheck) -> str:
    until = formatting.time(check.planned.expected_end_at)
    if check.is_overdue:
        return f"Their visit ended at {until} and they have not checked in as safe."
    if check.planned.arrived_at:
        return f"They are at a visit until {until}."
    return f"They should be at a visit until {until}."


@caution_source
def against_visits_still_to_come(user: User) -> list[Caution]:
    """Return a caution if people wait for the user today: nobody visits them unless somebody acts now."""
    visits = PlannedVisit.objects.upcoming().with_holds().filter(is_held=False, worker__user=user)
    coming = visits.filter(local_on=clock.today(), starts_at__gt=clock.now(), arrived_at=None).order_by("starts_at")
    times = [formatting.time(planned.starts_at) for planned in coming]
    if not times:
        return []
    count = "a visit" if len(times) == 1 else f"{len(times)} visits"
    return [Caution(f"They have {count} still to come today, at {', '.join(times)}. Cancel or move them now.", "")]
