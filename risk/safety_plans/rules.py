"""When a safety plan is written and reviewed: by its day, and after each contact in a crisis. Derived, never stored."""

import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, QuerySet, Subquery
from django.db.models.functions import Cast, Greatest, Least

from casework.duties import may_raise_duty
from casework.models import SupportPackage
from casework.people.primary import about_same_person
from casework.visit_facts import first_crisis_since
from core.sql import DaysAfter, LondonDay
from risk.models import SafetyPlan
from risk.safety_plans.enums import UNWANTED

DAYS_AFTER_CRISIS = 3


def plans_to_review(plans: Any, day: datetime.date) -> QuerySet[SafetyPlan]:
    """Return those of `plans` that are in force, of people with support, each with the day of its review as `due_on`.

    It is the day named at the last review; after a contact in a crisis three days from when that was written down, if
    that is sooner. `crisis_at` is the first such contact since the last review.
    """
    crisis_on = LondonDay(F("crisis_at"))
    rows: QuerySet[SafetyPlan] = (
        plans.in_force()
        .filter(may_raise_duty("individual", day))
        .annotate(crisis_at=first_crisis_since("individual", "reviewed_at"))
        .annotate(due_on=Least(F("review_on"), DaysAfter(crisis_on, DAYS_AFTER_CRISIS)))
    )
    return rows


def without_safety_plan(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages`, open on `day`, whose person had a contact in a crisis and has no safety plan.

    A plan in force under any record of the person is enough. Contacts from before this support, the cut-over, or the
    day on which the person said that they want no plan, or no longer want it, do not count. Each has
    `safety_plan_due_on`: three days after the first contact was written down.
    """
    plans = SafetyPlan.objects.filter(about_same_person("individual", "case__individual"))
    unwanted = plans.filter(state__in=UNWANTED).order_by("-reviewed_at")
    begins = [Cast(F(name), DateTimeField()) for name in ("starts_on", "case__contract__cut_over_on")]
    rows: QuerySet[SupportPackage] = (
        packages.open()
        .on(day)
        .in_running_contract(day)
        .filter(~Exists(plans.in_force()))
        .annotate(asked_since=Greatest(*begins, Subquery(unwanted.values("reviewed_at")[:1])))
        .annotate(crisis_at=first_crisis_since("case__individual", "asked_since"))
        .filter(crisis_at__isnull=False)
        .annotate(safety_plan_due_on=DaysAfter(LondonDay(F("crisis_at")), DAYS_AFTER_CRISIS))
    )
    return rows
