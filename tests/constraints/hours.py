"""Breaking the rules of prices and of downtime packs."""

import datetime

from contracts.models import ContractYear
from tests.constraints.base import breaks, copy_of, set_on
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse

DAY = datetime.timedelta(days=1)


def year(cast) -> ContractYear:
    until_on = cast.today + 200 * DAY
    return ContractYear.objects.create(
        contract=cast.tameside, from_on=cast.today, until_on=until_on, hourly_rate=20, recorded_by=cast.alan
    )


@breaks("contract_year_once")
def _(cast):
    for _ in range(2):
        year(cast)


@breaks("contract_year_dates")
def _(cast):
    set_on(ContractYear, year(cast), until_on=cast.today + 367 * DAY)


@breaks("contract_year_price")
def _(cast):
    set_on(ContractYear, year(cast), hourly_rate=None)


@breaks("contract_year_amounts")
def _(cast):
    set_on(ContractYear, year(cast), maximum=0)


def pack(cast) -> DowntimePack:
    pack_team = PackTeam.objects.create(team=cast.team, contract=cast.tameside)
    return DowntimePack.objects.create(
        pack_team=pack_team,
        passphrase=PackPassphrase.objects.create(pack_team=pack_team, encrypted="words"),
        made_on=cast.today,
        first_on=cast.today + DAY,
        last_on=cast.today + 2 * DAY,
        content=b"a file",
        sha256="0" * 64,
        size=6,
    )


@breaks("pack_team_once")
def _(cast):
    copy_of(pack(cast).pack_team)


@breaks("pack_once")
def _(cast):
    copy_of(pack(cast))


@breaks("pack_days")
def _(cast):
    set_on(DowntimePack, pack(cast), first_on=cast.today)


@breaks("pack_content")
def _(cast):
    set_on(DowntimePack, pack(cast), content=None)


@breaks("pack_use_kind")
def _(cast):
    PackUse.objects.create(pack_team=pack(cast).pack_team, kind="taken")


def written_once(cast) -> dict:
    """A row of each model here whose rows are written once, with a column to change."""
    downtime_pack = pack(cast)
    use = PackUse.objects.create(pack_team=downtime_pack.pack_team, kind="passphrase", recorded_by=cast.tess)
    return {
        "visits.PackPassphrase": (downtime_pack.passphrase, "reason", "Another"),
        "visits.PackUse": (use, "recorded_by_id", cast.ben.pk),
    }
