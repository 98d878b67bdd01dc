"""Quarterly returns: opened when the quarter is over, written, signed, sealed, made into paper."""

import datetime

from contracts.models import Contract
from core import clock
from core.dates import Period, add_working_days, quarters_before
from demo.scheduler import Story
from demo.text.returns import NARRATIVES
from demo.world import DAY, Scene, at
from reporting import services
from reporting.enums import RESTRICTED
from reporting.models import Return

A_MINUTE = datetime.timedelta(minutes=1)


def returns(scene: Scene, count: int) -> None:
    """The last `count` quarters that are over; the newest of the second contract is still in preparation."""
    quarters = quarters_before(scene.today, count)
    for key, contract in scene.contracts.items():
        for place, period in enumerate(quarters):
            if period.from_on >= contract.starts_on and period.until_on > scene.starts_on:
                is_left_open = key == "links" and place == 0
                scene.begin(_returned(scene, contract, period, is_left_open))


def _returned(scene: Scene, contract: Contract, period: Period, is_left_open: bool) -> Story:
    manager = scene.users["manager"]
    yield min(at(add_working_days(period.last_on, 2), 9, 10), max(at(scene.today, 0, 1), at(period.until_on, 0, 1)))
    opened = services.open_return(contract=contract, period=period, by=manager)
    chance = scene.chance("return", contract.name, period)
    sections = list(opened.sections.all())
    yield at(clock.today() + DAY, 16, 30)
    for section in sections[:3] if is_left_open else sections:
        by = opened.restricted_to if section.number in RESTRICTED else manager
        services.write_section(
            section=section, revision=section.revision, narrative=chance.choice(NARRATIVES[section.number]), by=by
        )
    if is_left_open:
        return
    yield at(add_working_days(clock.today(), 2), 11, 20)
    services.sign_restricted(quarterly=opened, by=opened.restricted_to)
    yield at(add_working_days(clock.today(), 1), 10, 5)
    sealed = services.seal(quarterly=Return.objects.get(pk=opened.pk), by=manager)
    yield clock.now() + A_MINUTE
    services.store_pdfs(return_id=sealed.pk, by=None)
