"""What is recorded about people after the start: GP, whom to ring, accommodation, the Council's reference, a move."""

import datetime
from typing import Any

from casework import services
from core import clock
from demo.scheduler import Scenario
from demo.world import DAY, Support, World, at

SURGERIES = {
    "maya": ("Lock Street Surgery", "0161 496 0311"),
    "tomasz": ("Millbrow Medical Centre", "0161 496 0322"),
    "parveen": ("Weirside Surgery", "0161 496 0333"),
}
EMERGENCY: dict[str, dict[str, Any]] = {
    "maya": {"name": "Ines Lindqvist", "kind": "family", "telephone": "07700 900455", "note": "Sister. Works nights"},
    "tomasz": {"name": "Piotr Zielinski", "kind": "family", "telephone": "07700 900466", "note": "Brother"},
}
KNOWS = {"maya": ("yes", "yes"), "tomasz": ("no", "no")}
CIRCUMSTANCES = {
    "maya": {"accommodation": "tenant", "employment": "voluntary", "has-carer": "no", "is-carer": "yes"},
    "tomasz": {"accommodation": "private tenant", "employment": "seeking", "has-carer": "not said"},
    "parveen": {"accommodation": "family", "employment": "not seeking", "has-carer": "yes", "is-carer": "not known"},
}


def ask_about_particulars(world: World, key: str, ago: int) -> Scenario:
    """The worker asks at a visit, and rings the Council for its reference."""
    yield at(world.ago(ago), 14, 35)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    _record_gp_and_contact(support, key)
    days: dict[str, Any] = {"from_on": clock.today(), "until_on": None}
    for question, answer in CIRCUMSTANCES[key].items():
        services.record_circumstance(
            individual=support.individual, question=question, answer=answer, note="", by=support.lead_user, **days
        )
    services.record_council_reference(
        individual=support.individual,
        council=support.package.case.contract.council,
        reference=f"LA{world.chance('council reference', key).randint(100_000, 999_999)}",
        by=support.lead_user,
    )
    individual = support.individual
    individual.refresh_from_db()
    if individual.nhs_number:
        services.verify_nhs_number(
            individual=individual,
            revision=individual.revision,
            checked_on=clock.today(),
            how="gp",
            by=support.lead_user,
        )


def _record_gp_and_contact(support: Support, key: str) -> None:
    person: dict[str, Any] = {"individual": support.individual, "by": support.lead_user}
    days: dict[str, Any] = {"from_on": clock.today(), "until_on": None}
    surgery, telephone = SURGERIES[key]
    services.record_gp(surgery=surgery, telephone=telephone, doctor="", address="", practice_code="", **days, **person)
    if key in EMERGENCY:
        safety, knows = KNOWS[key]
        services.record_relationship(
            emergency_order=1, contact_safety=safety, knows_of_support=knows, **EMERGENCY[key], **days, **person
        )


def stay_with_family(world: World, key: str, ago: int, for_days: int) -> Scenario:
    """The person stays with their family for some days; a move to a new flat is known ahead."""
    yield at(world.ago(ago), 11, 20)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    today = clock.today()
    _record_address(support, "staying", "61 Orchard Rise", "Hyde", today, today + for_days * DAY, "With family")
    _record_address(support, "home", "Flat 4, 12 Weaver Court", "Hyde", today + 30 * DAY, None, "A new flat")


def _record_address(
    support: Support,
    kind: str,
    street: str,
    area: str,
    from_on: datetime.date,
    until_on: datetime.date | None,
    note: str,
) -> None:
    services.record_address(
        individual=support.individual,
        kind=kind,
        lines=street,
        area=area,
        postcode="",
        is_start_known=True,
        note=note,
        from_on=from_on,
        until_on=until_on,
        by=support.lead_user,
    )
