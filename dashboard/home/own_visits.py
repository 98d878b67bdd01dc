"""The user's own visits of a day."""

import datetime

from django.db.models import QuerySet

from accounts.models import User
from casework.access.user_rows import rows_for_user
from core import clock
from core.compiled import Ids
from visits.enums import PlannedState
from visits.lone_working.own_visits import add_own_visits
from visits.models import PlannedVisit


def visits_today(user: User, day: datetime.date) -> list[PlannedVisit]:
    """Return the user's own planned visits of the day, and those that `add_own_visits` adds."""

    def build(_ids: Ids) -> QuerySet[PlannedVisit]:
        planned = PlannedVisit.objects.visible_to(user).filter(worker__user=user, local_on=day).within_support()
        planned = planned.with_not_logged().with_absences().with_safety_records()
        return planned.select_related("package__case__individual", "worker__user", "lone_working_check")

    return add_own_visits(rows_for_user(user, ("own visits of a day", day), build), user, day)


def words(visits: list[PlannedVisit]) -> str:
    """Return the day in one sentence: "4 visits today: 1 logged, 1 to log."; cancelled ones do not count.

    One on hold counts only if it began before the admission was recorded: somebody must log or cancel it.
    """
    now = clock.now()
    logged = sum(visit.state == PlannedState.LOGGED for visit in visits)
    going = [visit for visit in visits if visit.is_planned and (not visit.is_held or visit.began_before_hold)]
    total = logged + len(going)
    if not total:
        return ""
    parts = (
        (logged, "logged"),
        (sum(visit.ends_at <= now for visit in going), "to log"),
        (sum(visit.has_begun and visit.ends_at > now for visit in going), "on now"),
    )
    counts = ", ".join(f"{count} {word}" for count, word in parts if count)
    begin = "1 visit today" if total == 1 else f"{total} visits today"
    return f"{begin}: {counts}." if counts else f"{begin}."
