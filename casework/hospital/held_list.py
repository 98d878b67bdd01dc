"""The list of the packages held today: the day of each hold, the warnings sent, and the decisions due."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from casework.models import Hold, HospitalSpell, Individual, Override
from casework.notifications import warnings_sent


@dataclass(frozen=True)
class HeldRow:
    """One package held on a day.

    `overrides` and `undecided_spell` (a readmission on which the keyworker must decide) are those of the spells since
    the admission that the hold is counted from.
    """

    hold: Hold
    day_number: int
    warned_on: list[datetime.date]
    overrides: list[Override]
    undecided_spell: HospitalSpell | None

    @property
    def individual(self) -> Individual:
        return self.hold.package.individual


def held_rows(holds: list[Hold], day: datetime.date) -> list[HeldRow]:
    """Return a row for each of `holds`, in their order. The number of queries does not grow with them."""
    warnings = warnings_sent(holds)
    primary_ids = {hold.package.case.individual.primary_id for hold in holds}
    spells = (
        HospitalSpell.objects.not_struck()
        .of_people(primary_ids)
        .select_related("individual")
        .prefetch_related("overrides__said_by")
        .order_by("admitted_on")
    )
    by_person: dict[UUID, list[HospitalSpell]] = defaultdict(list)
    for spell in spells:
        by_person[spell.individual.primary_id].append(spell)
    rows = []
    for hold in holds:
        since = [
            spell
            for spell in by_person[hold.package.case.individual.primary_id]
            if spell.discharged_on is None or spell.discharged_on >= hold.admitted_on
        ]
        undecided = (spell for spell in since if spell.needs_decision)
        rows.append(
            HeldRow(
                hold,
                hold.day_number(day),
                warnings[hold.pk],
                [override for spell in since for override in spell.overrides.all()],
                next(undecided, None),
            )
        )
    return rows
