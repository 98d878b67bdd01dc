"""Each evening every team has its pack: what tomorrow and the day after need when Casework cannot be reached (R64).

Packs are copies: what they say is kept where it was recorded. So the file of a pack goes after a week, and the row that
says when it was made, about whom, and who took it stays.
"""

import datetime
import hashlib
import logging
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

from core import clock
from core.encryption import DecryptionError, decrypt, encrypt
from core.errors import Refused
from core.verbs import verb
from design import pdf
from visits.downtime import document
from visits.downtime.enums import PackUseKind
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse
from workforce.models import Worker

log = logging.getLogger(__name__)
DAY = datetime.timedelta(days=1)
EVENING = datetime.time(17)  # London
DAYS_AHEAD = 2
KEPT_DAYS = 7
PURPOSE = "downtime passphrase"
# Without letters and digits that are taken for one another; four groups of four are 78 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_downtime_packs(*, on: datetime.date) -> int:
    """The sweep: after five in the evening of `on` that day's packs, before it those of the evening before that are
    missing; how many were made. A changed passphrase makes the evening's pack anew.

    A pack that cannot be made stops no other; its error is raised when the others are done.
    """
    evening = on if clock.now() >= clock.instant_on(on, EVENING) else on - DAY
    working = Worker.objects.employed(evening + DAY).filter(contracts__isnull=False)
    pairs = working.order_by().values_list("team", "contracts").distinct()
    teams = [PackTeam.objects.get_or_create(team_id=team, contract_id=contract)[0] for team, contract in pairs]
    made, broken = 0, None
    for pack_team in teams:
        try:
            made += make_pack(pack_team=pack_team, evening=evening, by=None)
        except Exception as error:
            log.exception("the pack of team %s could not be made", pack_team.pk)
            broken = error
    if broken:
        raise broken
    return made


@verb
def make_pack(*, pack_team: PackTeam, evening: datetime.date, by) -> bool:
    """Make a team's pack of an evening, once; whether it was made now. Encrypted with the team's passphrase."""
    pack_team = PackTeam.objects.select_related("team", "contract__council").get_locked(pack_team.pk)
    passphrase, words = _in_force(pack_team, by)
    if DowntimePack.objects.filter(pack_team=pack_team, made_on=evening, passphrase=passphrase).exists():
        return False
    first_on, last_on = evening + DAY, evening + DAY * DAYS_AHEAD
    paper = document.read(pack_team, first_on, last_on)
    content = pdf.encrypted(document.render(paper), words)
    DowntimePack.objects.create(
        pack_team=pack_team,
        passphrase=passphrase,
        made_on=evening,
        first_on=first_on,
        last_on=last_on,
        people_ids=paper.people_ids,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        recorded_by=by,
    )
    return True


def _in_force(pack_team: PackTeam, by) -> tuple[PackPassphrase, str]:
    """The team's passphrase; made where there is none, or where it cannot be read since the secret key changed."""
    passphrase = pack_team.passphrases.first()
    if passphrase is None:
        return _new_passphrase(pack_team, "", by)
    try:
        return passphrase, decrypt(passphrase.sealed, purpose=PURPOSE)
    except DecryptionError:
        return _new_passphrase(pack_team, "The secret key of the system has changed.", by)


def _new_passphrase(pack_team: PackTeam, reason: str, by) -> tuple[PackPassphrase, str]:
    words = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    made = PackPassphrase.objects.create(
        pack_team=pack_team, sealed=encrypt(words, purpose=PURPOSE), reason=reason, recorded_by=by
    )
    return made, words


@verb
def change_passphrase(*, pack_team: PackTeam, reason: str, by) -> PackPassphrase:
    """A new passphrase from now on, as when somebody leaves who knew the old one. The clock then makes the latest pack
    anew; older packs still open with what they were made with.
    """
    pack_team = PackTeam.objects.get_locked(pack_team.pk)
    if not reason.strip():
        raise Refused("Say why the passphrase is changed.", field="reason")
    return _new_passphrase(pack_team, reason.strip(), by)[0]


@verb
def read_passphrase(*, pack_team: PackTeam, by) -> str:
    """The passphrase in force, for who may open the packs; that it was shown is written down first."""
    pack_team = PackTeam.objects.get_locked(pack_team.pk)
    PackUse.objects.create(pack_team=pack_team, what=PackUseKind.PASSPHRASE, recorded_by=by)
    return _in_force(pack_team, None)[1]


@verb
def take_pack(*, pack: DowntimePack, by) -> bytes:
    """The encrypted file, for who may open it; that it was taken is written down first.

    Refused when the file is kept no longer.
    """
    if pack.content is None:
        raise Refused("This pack is kept no longer. What it said stands in the records.")
    PackUse.objects.create(pack_team_id=pack.pack_team_id, what=PackUseKind.TAKEN, pack=pack, recorded_by=by)
    return bytes(pack.content)


def write_downtime_packs(*, on: datetime.date) -> int:
    """The sweep: put each team's latest pack into DOWNTIME_FOLDER, in the place of the one before; how many.

    Raises OSError when the folder cannot be written to; the next tick tries again.
    """
    if not settings.DOWNTIME_FOLDER:
        return 0
    latest = DowntimePack.objects.latest_of_each().values_list("pk", "written_at", "emptied_on")
    waiting = [pk for pk, written_at, emptied_on in latest if written_at is None and emptied_on is None]
    return sum(write_pack(pack_id=pk, by=None) for pk in waiting)


@verb
def write_pack(*, pack_id, by) -> bool:
    """Put one pack into the folder, whole or not at all; whether it was news. The file of the evening before goes."""
    pack = DowntimePack.objects.get_locked(pack_id)
    if pack.written_at or pack.content is None:
        return False
    target = Path(settings.DOWNTIME_FOLDER) / file_name(pack.pack_team)
    beside = target.with_suffix(".part")
    beside.write_bytes(pack.content)
    os.replace(beside, target)
    pack.written_at = clock.now()
    pack.save(update_fields=["written_at"])
    return True


def file_name(pack_team: PackTeam) -> str:
    """The file's name: whose team's, never what is in it."""
    said = (pack_team.contract.council.name, pack_team.contract.name, pack_team.team.name)
    return f"downtime-{'-'.join(map(slugify, said))}.pdf"


def empty_old_packs(*, on: datetime.date) -> int:
    """The sweep: packs older than a week lose their file; how many."""
    return empty_packs(before=on - DAY * KEPT_DAYS, on=on, by=None)


@verb
def empty_packs(*, before: datetime.date, on: datetime.date, by) -> int:
    """Keep the files of packs made before a day no longer: copies of care records for paper, not records."""
    return DowntimePack.objects.filter(made_on__lt=before, emptied_on=None).update(content=None, emptied_on=on)
