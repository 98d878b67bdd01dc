"""What the contracts pay, and the pack of one team for the days when nothing works."""

from decimal import Decimal

from dateutil.relativedelta import relativedelta

from contracts.services import add_year
from demo.scheduler import Story
from demo.world import DAY, Scene, at
from visits.downtime.services import make_pack, read_passphrase, take_pack
from visits.models import PackTeam

# Of each contract and year, the earlier first: pounds for an hour, for the year, at most.
PRICES = {
    "tameside": (("22.40", None, "128000.00"), ("23.52", None, "134500.00")),
    "links": ((None, "61800.00", "61800.00"), (None, "63900.00", "63900.00")),
}


def priced(scene: Scene) -> None:
    """The price of last year and of this one, from 1 April."""
    this = scene.today.replace(month=4, day=1)
    this = this if this <= scene.today else this - relativedelta(years=1)
    for key, years in PRICES.items():
        for back, (rate, block, maximum) in enumerate(reversed(years)):
            scene.begin(_priced(scene, key, this - relativedelta(years=back), rate, block, maximum))


def _priced(scene: Scene, key: str, first, rate, block, maximum) -> Story:
    yield at(max(first - DAY * 20, scene.starts_on), 11, 15)
    add_year(
        contract=scene.contracts[key],
        from_on=first,
        last_on=first + relativedelta(years=1) - DAY,
        hourly_rate=rate and Decimal(rate),
        block_price=block and Decimal(block),
        maximum=Decimal(maximum),
        by=scene.users["admin"],
    )


def packed(scene: Scene) -> Story:
    """Yesterday evening's pack of the first team, and the team leader who took it."""
    yesterday = scene.ago(1)
    yield at(yesterday, 17, 5)
    pack_team = PackTeam.objects.create(team=scene.teams[0], contract=scene.contracts["tameside"])
    make_pack(pack_team=pack_team, evening=yesterday, by=None)
    yield at(yesterday, 17, 40)
    take_pack(pack=pack_team.packs.get(), by=scene.users["teamlead"])
    read_passphrase(pack_team=pack_team, by=scene.users["teamlead"])
