"""Missed visits after which it is not known how the person is: derived, never stored.

Three in a row raise a duty of their own (T2.6). Before that somebody finds out after each (R05).
"""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casework.models import HospitalSpell
from casework.people.primary import about_same_person
from core.dates import bank_holidays
from core.sql import LondonDay, WorkingDayAfter
from visits.enums import VisitOutcome, WithWhom
from visits.log.services.engagement import WORKING_DAYS
from visits.models import ContactEntry, EngagementDuty, Visit

# Holidays are given for the years in which a missed visit may still be due.
HOLIDAY_YEARS = 3
# At a later visit with one of these outcomes somebody spoke to the person.
SPOKEN_TO = (VisitOutcome.YES, VisitOutcome.DECLINED, VisitOutcome.CANCELLED_BY_PERSON)


def missed_visits_to_follow_up(visits: QuerySet[Any], day: datetime.date) -> QuerySet[Any]:
    """Return the visits without an answer after which nobody has seen or spoken to the person, with `due_on`.

    Without those that are followed up, or are part of a duty that is due, and without who was in hospital since.
    """
    of_package = {"package": OuterRef("package")}
    seen = Visit.objects.not_struck().filter(**of_package, started_at__gt=OuterRef("started_at"), outcome__in=SPOKEN_TO)
    reached = ContactEntry.objects.not_struck().filter(
        **of_package, at__gt=OuterRef("started_at"), with_whom=WithWhom.PERSON, was_reached=True
    )
    followed_up = EngagementDuty.objects.filter(
        Q(visit=OuterRef("pk")) | Q(met_on__gte=OuterRef("local_on")) | Q(met_on=None, expired_on=None), **of_package
    )
    in_hospital = HospitalSpell.objects.not_struck().filter(
        Q(discharged_on=None) | Q(discharged_on__gte=OuterRef("local_on")),
        about_same_person("individual", "package__case__individual"),
        admitted_on__lte=day,
    )
    free = bank_holidays(day.year - HOLIDAY_YEARS, day.year + 1)
    return visits.filter(
        ~Exists(seen),
        ~Exists(reached),
        ~Exists(followed_up),
        ~Exists(in_hospital),
        outcome=VisitOutcome.NO_ANSWER,
        struck_at=None,
        package__ended_on=None,
        package__case__individual__died_on=None,
    ).annotate(due_on=WorkingDayAfter(LondonDay(F("recorded_at")), WORKING_DAYS, free))
