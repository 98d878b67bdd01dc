"""The prices of the contracts, and the downtime pack of one team."""

import datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from contracts.services import add_year
from demo.scheduler import Scenario
from demo.world import DAY, World, at
from visits.models import PackTeam
from visits.services import make_pack, read_passphrase, take_pack

# Of each contract and year, the earlier first: pounds for an hour, for the year, at most.
PRICES = {
    "tameside": (("22.40", None, "128000.00"), ("23.52", None, "134500.00")),
    "links": ((None, "61800.00", "61800.00"), (None, "63900.00", "63900.00")),
}


def start_prices(world: World) -> None:
    """The price of last year and of this one, from 1 April."""
    year_start = world.today.replace(month=4, day=1)
    year_start = year_start if year_start <= world.today else year_start - relativedelta(years=1)
    for key, years in PRICES.items():
        for back, (rate, block, maximum) in enumerate(reversed(years)):
            world.begin(_set_price(world, key, year_start - relativedelta(years=back), rate, block, maximum))


def _set_price(
    world: World, key: str, first: datetime.date, rate: str | None, block: str | None, maximum: str
) -> Scenario:
    yield at(max(first - DAY * 20, world.starts_on), 11, 15)
    add_year(
        contract=world.contracts[key],
        from_on=first,
        last_on=first + relativedelta(years=1) - DAY,
        hourly_rate=Decimal(rate) if rate else None,
        block_price=Decimal(block) if block else None,
        maximum=Decimal(maximum),
        by=world.users["admin"],
    )


def make_downtime_packs(world: World) -> Scenario:
    """Make yesterday evening's pack of the first team; the team leader takes it."""
    yesterday = world.ago(1)
    yield at(yesterday, 17, 5)
    pack_team = PackTeam.objects.create(team=world.teams[0], contract=world.contracts["tameside"])
    make_pack(pack_team=pack_team, evening=yesterday)
    yield at(yesterday, 17, 40)
    take_pack(pack=pack_team.packs.get(), by=world.users["teamlead"])
    read_passphrase(pack_team=pack_team, by=world.users["teamlead"])
