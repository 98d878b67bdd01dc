"""Downtime packs: each evening, what a team needs on the next two days when Casework cannot be reached (R64).

Packs are copies of records. The file of a pack is deleted after a week; the row that says when it was made, about
whom, and who took it remains.
"""

import datetime
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from, walled_users
from core import clock, document_making, documents, sweeps
from core.document_making import DocumentKind
from core.encryption import DecryptionError, decrypt, encrypt
from core.errors import Refused
from core.verbs import verb
from design import pdf
from visits.downtime import document
from visits.downtime.enums import PackUseKind
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse
from workforce.models import Worker

DAY = datetime.timedelta(days=1)
EVENING = datetime.time(17)  # London
MAKING = datetime.timedelta(hours=1)  # from EVENING: by then every pack should be made
DAYS_AHEAD = 2
RETENTION_DAYS = 7
PURPOSE = "downtime passphrase"
# Without letters and digits that are mistaken for one another; four groups of four are 78 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def evening_of(on: datetime.date) -> datetime.date:
    """Return the evening whose packs are due: this one from 17:00 London, else the evening before."""
    return on if clock.now() >= clock.instant_on(on, EVENING) else on - DAY


def _missing(on: datetime.date) -> list[str]:
    """Return the keys of the packs of the evening that are not made with the passphrase in force.

    After a change of passphrase the evening's pack is made again.
    """
    evening = evening_of(on)
    teams = _working_teams(evening + DAY)
    newest = PackPassphrase.objects.filter(pack_team__in=teams).order_by("pack_team_id", "-recorded_at", "-id")
    passphrases = {row.pack_team_id: row for row in newest.distinct("pack_team_id")}
    packs = DowntimePack.objects.filter(made_on=evening, made_for=None, pack_team__in=teams)
    packs = packs.select_related("pack_team").defer("content")
    made = {pack.passphrase_id: pack for pack in packs}
    with_pack = {
        team: made[row.pk] for team, row in passphrases.items() if row.pk in made and _words_of(row) is not None
    }
    missing = [_key(team, evening) for team in teams if team.pk not in with_pack]
    return missing + [_key(pack.pack_team, evening, user) for pack, user in _unreadable(list(with_pack.values()))]


def _unreadable(packs: list[DowntimePack]) -> list[tuple[DowntimePack, User]]:
    """Return the packs that a wall hides from one of their readers, with the reader, who has no pack of their own."""
    unreadable = []
    for user in walled_users():
        hidden = set(hidden_from(user))
        teams = set(PackTeam.objects.allowing(user, Permission.OPEN_PACK).values_list("pk", flat=True))
        for pack in packs:
            if pack.pack_team_id not in teams or hidden.isdisjoint(pack.people_ids):
                continue
            own = DowntimePack.objects.filter(made_for=user, passphrase=pack.passphrase_id, made_on=pack.made_on)
            if not own.exclude(people_ids__overlap=sorted(hidden)).exists():
                unreadable.append((pack, user))
    return unreadable


def _working_pairs(day: datetime.date) -> set[tuple[UUID, UUID]]:
    working = Worker.objects.employed(day).filter(contracts__isnull=False)
    return set(working.order_by().values_list("team", "contracts").distinct())


def teams_whose_pack_is_late() -> set[tuple[UUID, UUID]]:
    """Return team and contract of those who should have a pack of this evening; empty until an hour after it is due.

    A page marks those that have none.
    """
    today = clock.today()
    is_over = clock.now() >= clock.instant_on(today, EVENING) + MAKING
    return _working_pairs(today + DAY) if is_over else set()


def _working_teams(day: datetime.date) -> list[PackTeam]:
    """Return every team in every contract for which somebody of it works on `day`; new ones are added."""
    pairs = _working_pairs(day)
    known = {(row.team_id, row.contract_id): row for row in PackTeam.objects.all()}
    for team_id, contract_id in sorted(pairs - known.keys(), key=str):
        row, _is_new = PackTeam.objects.get_or_create(team_id=team_id, contract_id=contract_id)
        known[team_id, contract_id] = row
    return [known[pair] for pair in sorted(pairs, key=str)]


@dataclass(frozen=True)
class RenderedPack:
    """A pack, encrypted with a passphrase, and the people it is about.

    `left_out` are the references of those whose text could not be printed, `not_printed` the letters that could not.
    """

    passphrase_id: UUID
    content: bytes
    people_ids: list[UUID]
    left_out: list[str]
    not_printed: str


def _key(pack_team: PackTeam, evening: datetime.date, reader: User | None = None) -> str:
    return f"{pack_team.pk} {evening}" + (f" {reader.pk}" if reader else "")


def _parts(key: str) -> tuple[UUID, datetime.date, User | None]:
    """Return the team's id, the evening, and the reader for whom the pack is made; None for the team."""
    pack_team_id, evening, *reader_id = key.split()
    reader = User.objects.get(pk=reader_id[0]) if reader_id else None
    return UUID(pack_team_id), datetime.date.fromisoformat(evening), reader


def _days_of(evening: datetime.date) -> tuple[datetime.date, datetime.date]:
    return evening + DAY, evening + DAY * DAYS_AHEAD


def _render(key: str) -> RenderedPack | None:
    pack_team_id, evening, reader = _parts(key)
    passphrase, words = _ensure_passphrase(pack_team_id=pack_team_id, by=None)
    packs = DowntimePack.objects.filter(pack_team=pack_team_id, made_on=evening, passphrase=passphrase, made_for=reader)
    if reader is None and packs.exists():
        return None
    pack_team = PackTeam.objects.select_related("team", "contract__council").get(pk=pack_team_id)
    pack_document = document.read(pack_team, *_days_of(evening))
    if reader is not None:
        pack_document = pack_document.hiding(hidden_from(reader))
    printed = document.render(pack_document)
    return RenderedPack(
        passphrase.pk,
        pdf.encrypt(printed.content, words),
        pack_document.people_ids,
        printed.left_out,
        documents.unprinted_letters(printed.content),
    )


@verb
def _store(*, key: str, rendered: RenderedPack, by: User | None) -> bool:
    """Store a team's pack of an evening, once, unless the passphrase was changed since it was rendered."""
    pack_team_id, evening, reader = _parts(key)
    pack_team = PackTeam.objects.get_locked(pack_team_id)
    newest = pack_team.passphrases.first()
    packs = DowntimePack.objects.filter(
        pack_team=pack_team, made_on=evening, passphrase=rendered.passphrase_id, made_for=reader
    )
    if newest is None or newest.pk != rendered.passphrase_id:
        return False
    if packs.exists() if reader is None else packs.filter(people_ids=rendered.people_ids).exists():
        return False
    first_on, last_on = _days_of(evening)
    DowntimePack.objects.create(
        pack_team=pack_team,
        passphrase=newest,
        made_on=evening,
        first_on=first_on,
        last_on=last_on,
        people_ids=rendered.people_ids,
        made_for=reader,
        left_out=rendered.left_out,
        not_printed=rendered.not_printed,
        content=rendered.content,
        sha256=hashlib.sha256(rendered.content).hexdigest(),
        size=len(rendered.content),
        recorded_by=by,
    )
    return True


def _reference(key: str) -> str:
    pack_team_id, evening, _reader = _parts(key)
    return f"{PackTeam.objects.select_related('team', 'contract').get(pk=pack_team_id)}, {evening:%-d %b %Y}"


DOWNTIME_PACK = document_making.register(
    DocumentKind(
        key="pack",
        label="downtime pack",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_reference,
    )
)


def make_downtime_packs(*, on: datetime.date) -> int:
    """Make the missing packs of the evening here, one after the other; return how many."""
    return document_making.make_missing(DOWNTIME_PACK, on=on)


def make_pack(*, pack_team: PackTeam, evening: datetime.date) -> bool:
    """Make and store a team's pack of an evening now. Return True if it was made now."""
    return document_making.make(DOWNTIME_PACK, _key(pack_team, evening))


@verb
def _ensure_passphrase(*, pack_team_id: UUID, by: User | None) -> tuple[PackPassphrase, str]:
    return _in_force(PackTeam.objects.get_locked(pack_team_id), by)


def _words_of(passphrase: PackPassphrase) -> str | None:
    """Return the passphrase in clear; None if the secret key of the system has changed since."""
    try:
        return decrypt(passphrase.encrypted, purpose=PURPOSE)
    except DecryptionError:
        return None


def _in_force(pack_team: PackTeam, by: User | None) -> tuple[PackPassphrase, str]:
    """Return the team's passphrase, as a row and in clear; a new one if there is none or the secret key changed."""
    passphrase = pack_team.passphrases.first()
    if passphrase is None:
        return _new_passphrase(pack_team, "", by)
    words = _words_of(passphrase)
    if words is None:
        return _new_passphrase(pack_team, "The secret key of the system has changed.", by)
    return passphrase, words


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

    A file that cannot be written stops no other. Raises RowsFailed at the end; the next sweep tries again.
    """
    if not settings.DOWNTIME_FOLDER:
        return 0
    existing_packs = DowntimePack.objects.filter(made_for=None, made_on__gte=on - DAY * (RETENTION_DAYS + 1))
    latest = existing_packs.latest_of_each().values_list("pk", "written_at", "emptied_on")
    waiting = [pk for pk, written_at, emptied_on in latest if written_at is None and emptied_on is None]
    return sweeps.each(waiting, _write)


def _write(pack_id: UUID) -> bool:
    """Write one pack into the folder, whole or not at all, outside any transaction. Return True if it was written now.

    Written twice, it is the same file.
    """
    pack = DowntimePack.objects.select_related("pack_team__team", "pack_team__contract__council").get(pk=pack_id)
    if pack.written_at or pack.content is None:
        return False
    target = Path(settings.DOWNTIME_FOLDER) / file_name(pack.pack_team)
    partial = target.with_suffix(".part")
    partial.write_bytes(pack.content)
    os.replace(partial, target)
    return _record_written(pack_id=pack_id, by=None)


@verb
def _record_written(*, pack_id: UUID, by: User | None) -> bool:
    pack = DowntimePack.objects.defer("content").get_locked(pack_id)
    if pack.written_at:
        return False
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
