"""Where a person in hospital is today: staff must not look for them at home."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from accounts.models import User
from accounts.walls import hidden_from
from casework.models import HospitalSpell, Individual, WardStay
from casework.people.primary import about_same_person
from core import clock
from core.models import join_on_day


@dataclass(frozen=True)
class CurrentStay:
    """A hospital stay that includes the day asked about. `place` is the ward, else the hospital."""

    admitted_on: date
    place: str
    is_on_leave: bool


def current_stay(individual: Individual, user: User, day: date | None = None) -> CurrentStay | None:
    """Return the hospital stay of the person on `day`, today by default, on any of their records.

    None where there is none, and where a wall hides it from `user`.
    """
    day = day or clock.today()
    spells: QuerySet[Any] = HospitalSpell.objects.on(day).of_people([individual.primary_id])
    spells = spells.exclude(pk__in=hidden_from(user))
    spell = spells.annotate(ward=join_on_day("ward_stays", day)).select_related("ward").last()
    if spell is None:
        return None
    ward: WardStay | None = getattr(spell, "ward", None)
    return CurrentStay(spell.admitted_on, ward.name if ward else spell.hospital, bool(ward and ward.is_leave))


def has_open_stay() -> Exists:
    """Return the expression, for a queryset of people, for whether a stay has no discharge, on any of their records."""
    return Exists(HospitalSpell.objects.not_struck().filter(about_same_person("individual", ""), discharged_on=None))
