"""The duties to decide about a hold: whether a readmission before support had restarted continues the hold of the
stay before, and what follows a stay that was longer than its hold and was recorded only afterwards.
"""

import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from casework.danger import DangerRank
from casework.duties import PersonDuty
from casework.enums import OverrideEffect, Readmission
from casework.hospital.models import recorded_late_on
from casework.hospital.wrong_endings import wrongly_ended
from casework.models import Hold, HospitalSpell, Override, SupportPackage
from casework.people.primary import about_same_person
from core.duties import register
from core.sql import DaysAfter


def _undecided(holds: Any, day: datetime.date) -> QuerySet[Hold]:
    """Return those of `holds` that wait for the decision; it is due on the last held day of the stay before."""
    before = Hold.objects.filter(package=OuterRef("package"), from_on__lt=OuterRef("from_on"))
    before = before.exclude(spell=OuterRef("spell")).order_by("-from_on")
    return holds.filter(
        until_on=None,
        spell__readmission=Readmission.ASKED,
        spell__discharged_on=None,
        spell__struck_at=None,
        package__ended_on=None,
    ).annotate(due_on=Coalesce(Subquery(before.values("last_held_on")[:1]), F("last_held_on")))


# The keyworker decides and records it, or those who record hospital stays do. It is gone when it is recorded.
register(
    PersonDuty(
        key="readmission",
        danger=DangerRank.SUPPORT,
        is_danger=True,
        shows_from_start=True,
        label="Back in hospital: same admission or a new one",
        model=Hold,
        permission=Permission.REPORT_HOSPITAL,
        page="person_hospital",
        action="Record the decision",
        argument="package__case__individual",
        outstanding=_undecided,
    )
)


def _outlasted(holds: Any, day: datetime.date) -> QuerySet[Hold]:
    """Return those of `holds` whose stay was longer than they were, so that support should have ended, and did not.

    The stay was recorded, or corrected, only afterwards. It waits until somebody records that support restarted, ends
    it, or corrects the stay. The decision was due on the discharge; of a stay that is open, on the day it was recorded.
    None of before the cut-over (R63), and none where support was given again by a decision of the keyworker.
    """
    spells = HospitalSpell.objects.not_struck().filter(about_same_person("individual", "package__case__individual"))
    longer = spells.filter(admitted_on__lte=OuterRef("until_on"), discharged_on__gt=OuterRef("until_on"))
    released = Override.objects.filter(
        about_same_person("spell__individual", "package__case__individual"),
        effect__in=(OverrideEffect.CONTINUE, OverrideEffect.RESUME),
        from_on=OuterRef("until_on"),
    )
    cut_over_on = "package__case__contract__cut_over_on"
    due_on = Case(
        When(until_on=None, then=recorded_late_on()),
        default=Subquery(longer.order_by("-discharged_on").values("discharged_on")[:1]),
    )
    return (
        holds.filter(package__ended_on=None)
        .filter(Q(until_on=None, last_held_on__lt=day) | Q(until_on=DaysAfter("last_held_on", Value(1))))
        .filter(Q(**{cut_over_on: None}) | Q(**{f"{cut_over_on}__lte": DaysAfter("last_held_on", Value(1))}))
        .filter(~Exists(spells.filter(resumed_on__gte=OuterRef("until_on"))), ~Exists(released))
        .annotate(due_on=due_on)
        .exclude(due_on=None)
    )


# Whether support restarts or ends; the keyworker and the managers agree it.
register(
    PersonDuty(
        key="long-stay",
        danger=DangerRank.SUPPORT,
        is_danger=True,
        action="Decide",
        label="Decide what follows a hospital stay that was longer than the hold",
        model=Hold,
        permission=Permission.REPORT_HOSPITAL,
        page="person_hospital",
        argument="package__case__individual",
        outstanding=_outlasted,
    )
)


def _wrongly_ended(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages` that ended by a stay which was none; due on the day that became known."""
    rows: QuerySet[SupportPackage] = wrongly_ended(packages).annotate(due_on=F("wrong_since"))
    return rows


# A manager undoes the end. If support should have ended all the same, they end it again with its reason.
register(
    PersonDuty(
        key="ending-in-error",
        danger=DangerRank.SUPPORT,
        is_danger=True,
        action="Undo the end",
        label="Support ended because of a stay that was entered in error: undo the end",
        model=SupportPackage,
        permission=Permission.ALLOCATE,
        page="package_undo_ending",
        package="pk",
        individual="case__individual",
        outstanding=_wrongly_ended,
    )
)
