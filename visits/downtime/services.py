"""Downtime packs: each evening, what a team needs on the next two days when Casework cannot be reached (R64).

Packs are copies of records. The file of a pack is deleted after a week; the row that says when it was made, about
whom, and who took it remains.
"""

import datetime
import hashlib
import logging
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify

from accounts.models import User
from core import clock, documents
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
RETENTION_DAYS = 7
PURPOSE = "downtime passphrase"
# Without letters and digits that are mistaken for one another; four groups of four are 78 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_downtime_packs(*, on: datetime.date) -> int:
    """Make the missing packs of this evening (from 17:00 London) or of the evening before; return how many. A sweep.

    After a change of passphrase the evening's pack is made again. A pack that cannot be made does not stop the
    others; the last error is raised at the end.
    """
    evening = on if clock.now() >= clock.instant_on(on, EVENING) else on - DAY
    working = Worker.objects.employed(evening + DAY).filter(contracts__isnull=False)
    pairs = working.order_by().values_list("team", "contracts").distinct()
    teams = [PackTeam.objects.get_or_create(team_id=team, contract_id=contract)[0] for team, contract in pairs]
    count = 0
    last_error: Exception | None = None
    for pack_team in teams:
        try:
            count += make_pack(pack_team=pack_team, evening=evening, by=None)
        except Exception as error:
            log.exception("the pack of team %s could not be made", pack_team.pk)
            last_error = error
    if last_error:
        raise last_error
    return count


@verb
def make_pack(*, pack_team: PackTeam, evening: datetime.date, by: User | None) -> bool:
    """Make a team's pack of an evening, encrypted with its passphrase. Return True if it was made now."""
    pack_team = PackTeam.objects.select_related("team", "contract__council").get_locked(pack_team.pk)
    passphrase, words = _in_force(pack_team, by)
    if DowntimePack.objects.filter(pack_team=pack_team, made_on=evening, passphrase=passphrase).exists():
        return False
    first_on, last_on = evening + DAY, evening + DAY * DAYS_AHEAD
    pack_document = document.read(pack_team, first_on, last_on)
    printed = document.render(pack_document)
    content = pdf.encrypt(printed.content, words)
    DowntimePack.objects.create(
        pack_team=pack_team,
        passphrase=passphrase,
        made_on=evening,
        first_on=first_on,
        last_on=last_on,
        people_ids=pack_document.people_ids,
        left_out=printed.left_out,
        not_printed=documents.unprinted_letters(printed.content),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        recorded_by=by,
    )
    return True


def _in_force(pack_team: PackTeam, by: User | None) -> tuple[PackPassphrase, str]:
    """Return the team's passphrase, as a row and in clear; a new one if there is none or the secret key changed."""
    passphrase = pack_team.passphrases.first()
    if passphrase is None:
        return _new_passphrase(pack_team, "", by)
    try:
        return passphrase, decrypt(passphrase.encrypted, purpose=PURPOSE)
    except DecryptionError:
        return _new_passphrase(pack_team, "The secret key of the system has changed.", by)


def _new_passphrase(pack_team: PackTeam, reason: str, by: User | None) -> tuple[PackPassphrase, str]:
    words = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    passphrase = PackPassphrase.objects.create(
        pack_team=pack_team, encrypted=encrypt(words, purpose=PURPOSE), reason=reason, recorded_by=by
    )
    return passphrase, words


@verb
def change_passphrase(*, pack_team: PackTeam, reason: str, by: User) -> PackPassphrase:
    """Put a new passphrase in force, as when somebody leaves who knew the old one. Raises Refused without `reason`.

    The next sweep makes the latest pack again with it; older packs open with the passphrase they were made with.
    """
    pack_team = PackTeam.objects.get_locked(pack_team.pk)
    if not reason.strip():
        raise Refused("Enter the reason for the change.", field="reason")
    return _new_passphrase(pack_team, reason.strip(), by)[0]


@verb
def read_passphrase(*, pack_team: PackTeam, by: User) -> str:
    """Return the passphrase in force, after recording who saw it."""
    pack_team = PackTeam.objects.get_locked(pack_team.pk)
    PackUse.objects.create(pack_team=pack_team, kind=PackUseKind.PASSPHRASE, recorded_by=by)
    return _in_force(pack_team, None)[1]


@verb
def take_pack(*, pack: DowntimePack, by: User) -> bytes:
    """Return the encrypted file, after recording who took it. Raises Refused when the file was deleted."""
    if pack.content is None:
        raise Refused("This pack's file has been deleted. Its information is in the records.")
    PackUse.objects.create(pack_team_id=pack.pack_team_id, kind=PackUseKind.TAKEN, pack=pack, recorded_by=by)
    return bytes(pack.content)


def write_downtime_packs(*, on: datetime.date) -> int:
    """Write each team's latest pack into DOWNTIME_FOLDER, over the one before; return how many. A sweep.

    Raises OSError when the folder cannot be written to; the next tick tries again.
    """
    if not settings.DOWNTIME_FOLDER:
        return 0
    latest = DowntimePack.objects.latest_of_each().values_list("pk", "written_at", "emptied_on")
    waiting = [pk for pk, written_at, emptied_on in latest if written_at is None and emptied_on is None]
    return sum(write_pack(pack_id=pk, by=None) for pk in waiting)


@verb
def write_pack(*, pack_id: UUID, by: User | None) -> bool:
    """Write one pack into the folder, whole or not at all. Return True if it was written now."""
    pack = DowntimePack.objects.get_locked(pack_id)
    if pack.written_at or pack.content is None:
        return False
    target = Path(settings.DOWNTIME_FOLDER) / file_name(pack.pack_team)
    partial = target.with_suffix(".part")
    partial.write_bytes(pack.content)
    os.replace(partial, target)
    pack.written_at = clock.now()
    pack.save(update_fields=["written_at"])
    return True


def file_name(pack_team: PackTeam) -> str:
    """Return the file's name: Council, contract and team, nothing of its contents."""
    names = (pack_team.contract.council.name, pack_team.contract.name, pack_team.team.name)
    return f"downtime-{'-'.join(map(slugify, names))}.pdf"


def empty_old_packs(*, on: datetime.date) -> int:
    """Delete the files of packs made more than a week before `on`; return how many. A sweep."""
    return empty_packs(before=on - DAY * RETENTION_DAYS, on=on, by=None)


@verb
def empty_packs(*, before: datetime.date, on: datetime.date, by: User | None) -> int:
    """Delete the files of the packs made before a day; the rows remain. Return how many."""
    return DowntimePack.objects.filter(made_on__lt=before, emptied_on=None).update(content=None, emptied_on=on)
