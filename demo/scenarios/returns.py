"""Quarterly returns: opened after the quarter, written, signed and sealed. A worker makes the PDFs later."""

from contracts.models import Contract
from core import clock
from core.dates import Period, add_working_days, quarters_before
from demo.scheduler import Scenario
from demo.text.returns import NARRATIVES
from demo.world import DAY, World, at
from reporting import services
from reporting.enums import RESTRICTED
from reporting.models import Return


def start_returns(world: World, count: int) -> None:
    """The last `count` quarters that are over; the newest of the second contract is still in preparation."""
    quarters = quarters_before(world.today, count)
    for key, contract in world.contracts.items():
        for place, period in enumerate(quarters):
            if period.from_on >= contract.starts_on and period.until_on > world.starts_on:
                is_left_open = key == "links" and place == 0
                world.begin(_prepare_return(world, contract, period, is_left_open))


def _prepare_return(world: World, contract: Contract, period: Period, is_left_open: bool) -> Scenario:
    manager = world.users["manager"]
    yield min(at(add_working_days(period.last_on, 2), 9, 10), max(at(world.today, 0, 1), at(period.until_on, 0, 1)))
    quarterly = services.open_return(contract=contract, period=period, by=manager)
    chance = world.chance("return", contract.name, period)
    sections, signatory = list(quarterly.sections.all()), quarterly.restricted_to or manager
    yield at(clock.today() + DAY, 16, 30)
    for section in sections[:3] if is_left_open else sections:
        by = signatory if section.number in RESTRICTED else manager
        services.write_section(
            section=section, revision=section.revision, narrative=chance.choice(NARRATIVES[section.number]), by=by
        )
    if is_left_open:
        return
    yield at(add_working_days(clock.today(), 2), 11, 20)
    services.sign_restricted(quarterly=quarterly, by=signatory)
    yield at(add_working_days(clock.today(), 1), 10, 5)
    services.seal(quarterly=Return.objects.get(pk=quarterly.pk), by=manager)
