"""The list of whoever is held today: how far each hold is, who was warned, what is to be decided."""

import datetime
from dataclasses import dataclass

from casework.enums import Readmission
from casework.models import HospitalSpell, Suspension
from casework.notifications import warnings_sent


@dataclass(frozen=True)
class HeldRow:
    """One package held on a day. `overrides` and the question are those of the stays since the clock's admission."""

    hold: Suspension
    day_number: int
    warned_on: list[datetime.date]
    overrides: list
    to_answer: HospitalSpell | None


def held_rows(holds: list[Suspension], day: datetime.date) -> list[HeldRow]:
    """The holds with what is shown beside each, in their order; as many queries for one as for fifty."""
    warned = warnings_sent(holds)
    primary_ids = {hold.package.case.individual.primary_id for hold in holds}
    spells = (
        HospitalSpell.objects.standing()
        .of_people(primary_ids)
        .select_related("individual")
        .prefetch_related("overrides__said_by")
        .order_by("admitted_on")
    )
    by_person: dict = {}
    for spell in spells:
        by_person.setdefault(spell.individual.primary_id, []).append(spell)
    lines = []
    for hold in holds:
        since = [
            spell
            for spell in by_person.get(hold.package.case.individual.primary_id, ())
            if spell.discharged_on is None or spell.discharged_on >= hold.admitted_on
        ]
        asked = (spell for spell in since if spell.readmission == Readmission.ASKED and spell.discharged_on is None)
        lines.append(
            HeldRow(
                hold,
                hold.day_number(day),
                warned[hold.pk],
                [said for spell in since for said in spell.overrides.all()],
                next(asked, None),
            )
        )
    return lines
