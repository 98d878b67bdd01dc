"""Endings by a hold whose stay was entered in error or corrected since: nothing but a manager brings support back."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from casework.enums import EndReason
from casework.models import Hold, HospitalSpell, Individual, SupportPackage
from casework.people.primary import about_same_person
from core import clock
from core.sql import DaysAfter, LondonDay

WRONGLY_ENDED = (
    "Support ended because of a hospital stay that was entered in error, or whose dates were corrected since. No new "
    "referral is needed: a manager undoes the end of support."
)


def wrongly_ended(packages: Any) -> Any:
    """Filter to packages that ended by a hold which no stay explains any more. Annotate that day: `wrong_since`.

    None where the person has died or has a later package in the contract: its end is no longer undone.
    """
    holds = Hold.objects.annotate(over_on=DaysAfter("last_held_on", Value(1)))
    changed_on = LondonDay(Coalesce("struck_at", "corrected_at"))
    changed: Any = HospitalSpell.objects.filter(about_same_person("individual", "case__individual"))
    changed = changed.annotate(changed_on=changed_on).filter(changed_on__gte=OuterRef("ended_on"))
    later = SupportPackage.objects.ever_open().filter(case=OuterRef("case"), starts_on__gte=OuterRef("ended_on"))
    return (
        packages.filter(end_reason=EndReason.HOLD_EXPIRED, case__individual__died_on=None)
        .filter(~Exists(holds.filter(package=OuterRef("pk"), over_on=OuterRef("ended_on"))), ~Exists(later))
        .annotate(wrong_since=Subquery(changed.order_by("-changed_on").values("changed_on")[:1]))
        .exclude(wrong_since=None)
    )


def is_wrongly_ended(package: SupportPackage) -> bool:
    """Return whether the package ended by a hold which no stay explains any more."""
    return bool(wrongly_ended(SupportPackage.objects.filter(pk=package.pk)).exists())


def support_now(individual: Individual) -> str:
    """Return what the stays on file mean for the person's support today, after one was corrected or struck through; ""
    without support.
    """
    today = clock.today()
    packages = SupportPackage.objects.filter(case__individual__in=Individual.objects.same_person(individual))
    if wrongly_ended(packages).exists():
        return "Support ended because of it, and stays ended until a manager undoes the end. Managers have a message."
    running = packages.on(today)
    if not running.exists():
        return ""
    if Hold.objects.on(today).filter(package__in=running).exists():
        return "Support is on hold today, because of the stays that are on file now."
    return "Support is not on hold today."
