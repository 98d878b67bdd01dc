"""Breaking the rules of downtime packs."""

import datetime

from tests.constraints.registry import breaks, copy_row, update_row
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse

DAY = datetime.timedelta(days=1)


def make_pack(cast) -> DowntimePack:
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
    copy_row(make_pack(cast).pack_team)


@breaks("pack_once")
def _(cast):
    copy_row(make_pack(cast))


@breaks("pack_days")
def _(cast):
    update_row(DowntimePack, make_pack(cast), first_on=cast.today)


@breaks("pack_content")
def _(cast):
    update_row(DowntimePack, make_pack(cast), content=None)


@breaks("pack_use_kind")
def _(cast):
    PackUse.objects.create(pack_team=make_pack(cast).pack_team, kind="taken")


def write_once_rows(cast) -> dict:
    """Return a row of each append-only model here, with a column to change."""
    downtime_pack = make_pack(cast)
    use = PackUse.objects.create(pack_team=downtime_pack.pack_team, kind="passphrase", recorded_by=cast.tess)
    return {
        "visits.PackPassphrase": (downtime_pack.passphrase, "reason", "Another"),
        "visits.PackUse": (use, "recorded_by_id", cast.ben.pk),
    }
