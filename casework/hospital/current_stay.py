"""Where a person in hospital is today: staff must not look for them at home."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.walls import hidden_from
from casework.models import HospitalSpell, Individual, WardStay
from core import clock
from core.models import join_on_day


@dataclass(frozen=True)
class CurrentStay:
    """A hospital stay that includes today. `place` is the ward, else the hospital."""

    admitted_on: date
    place: str
    is_on_leave: bool


def current_stay(individual: Individual, user: User) -> CurrentStay | None:
    """Return today's hospital stay of the person, on any of their records, unless a wall hides it from `user`."""
    today = clock.today()
    spells: QuerySet[Any] = HospitalSpell.objects.on(today).of_people([individual.primary_id])
    spells = spells.exclude(pk__in=hidden_from(user))
    spell = spells.annotate(ward=join_on_day("ward_stays", today)).select_related("ward").last()
    if spell is None:
        return None
    ward: WardStay | None = getattr(spell, "ward", None)
    return CurrentStay(spell.admitted_on, ward.name if ward else spell.hospital, bool(ward and ward.is_leave))
