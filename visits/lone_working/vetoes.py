"""What whoever suspends a worker's access must know first: the worker may be alone at a visit."""

from accounts.models import User
from accounts.suspension import Caution, caution_source
from design import formatting
from visits.models import LoneWorkingCheck


@caution_source
def against_a_visit_under_way(user: User) -> list[Caution]:
    """Return a caution for each visit at which the user may be now, the first due first."""
    checks = LoneWorkingCheck.objects.under_way().filter(planned__worker__user=user)
    return [Caution(_words(check), user.telephone) for check in checks.select_related("planned").order_by("due_at")]


def _words(check: LoneWorkingCheck) -> str:
    until = formatting.time(check.planned.expected_end_at)
    if check.is_overdue:
        return f"They have not checked in as safe from a visit until {until}."
    if check.planned.arrived_at:
        return f"They are at a visit until {until}."
    return f"They should be at a visit until {until}."
