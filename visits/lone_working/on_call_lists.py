"""The lists of those who answer calls for help: what runs, who is overdue, who is alone on a visit now."""

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from core import clock
from visits.lone_working.models.check import CheckQuerySet
from visits.models import Escalation, LoneWorkingCheck

LIST_LENGTH = 30


def running_escalations(user: User) -> QuerySet[Escalation]:
    """Return the escalations that run and `user` may answer, those without an answer first."""
    return (
        Escalation.objects.allowing(user, Permission.ANSWER_CALL)
        .running()
        .select_related("package__case__individual", "caller", "answered_by")
        .order_by("-state", "recorded_at")
    )


def overdue_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of workers who have not said that they are safe, the longest overdue first."""
    return _checks(user).overdue()


def checks_for(user: User) -> QuerySet[LoneWorkingCheck]:
    """Return the checks of visits that have begun, the first due first."""
    return _checks(user).running().filter(planned__starts_at__lte=clock.now())


def _checks(user: User) -> CheckQuerySet:
    checks: CheckQuerySet = LoneWorkingCheck.objects.visible_to(user).with_last_contact()
    return checks.select_related("planned__package__case__individual", "planned__worker__user").order_by("due_at")
