"""The pack for when Casework cannot be reached: once an evening, locked, about the right people, every use kept."""

import datetime
import threading
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from accounts.walls import raise_wall
from casework.models import ContactPoint, RecordAccess
from casework.services import record_admission, set_visit_warning
from core import clock
from core.encryption import DecryptionError, decrypt, encrypt
from core.errors import Refused
from plans.models import SupportPlan
from risk import services as risk_services
from tests.factories import PlannedVisitFactory
from visits.downtime import document
from visits.models import DowntimePack, PackPassphrase, PackTeam, PackUse, Visit
from visits.services import (
    change_passphrase,
    empty_old_packs,
    make_downtime_packs,
    read_passphrase,
    take_pack,
    write_downtime_packs,
)

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def at(day: datetime.date, hour: int, minute: int = 0):
    return clock.frozen_at(clock.instant_on(day, datetime.time(hour, minute)))


def planned(cast, **changed):
    return PlannedVisitFactory(**{"package": cast.package, "worker": cast.worker, "on": cast.today + DAY} | changed)


def evening(cast, hour: int = 18) -> int:
    with at(cast.today, hour):
        return make_downtime_packs(on=cast.today)


def ashton(cast) -> DowntimePack:
    """The latest pack of Amara's team."""
    return DowntimePack.objects.filter(pack_team__team=cast.team, pack_team__contract=cast.tameside).first()


def text_of(pack: DowntimePack, by) -> str:
    reader = PdfReader(BytesIO(bytes(pack.content)))
    assert reader.decrypt(read_passphrase(pack_team=pack.pack_team, by=by))
    return " ".join(page.extract_text() for page in reader.pages)


def test_a_pack_cannot_be_read_without_the_passphrase(cast):
    planned(cast)
    evening(cast)
    pack = ashton(cast)
    reader = PdfReader(BytesIO(bytes(pack.content)))
    assert reader.is_encrypted
    assert not reader.decrypt("six quiet otters")
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    assert b"Canal Row" not in bytes(pack.content)
    words = read_passphrase(pack_team=pack.pack_team, by=cast.tess)
    assert words not in PackPassphrase.objects.get(pack_team=pack.pack_team).encrypted
    assert PdfReader(BytesIO(bytes(pack.content)), password=words).trailer["/Encrypt"]["/R"] == 6  # AES-256


def test_what_a_pack_says(cast):
    """Given what Maya's records say; then the pack says it, with numbers that are safe to ring and no others."""
    set_visit_warning(
        individual=cast.individual,
        revision=cast.individual.revision,
        visit_warning="A dog, loud but kind.",
        access_notes="Key safe by the bin",
        by=cast.amara,
    )
    SupportPlan.objects.filter(pk=cast.plan.pk).update(in_a_crisis="Sit with me and ring Rosa.")
    risk = risk_services.begin_risk(individual=cast.individual, by=cast.amara)
    risk = risk_services.write_risk(
        assessment=risk,
        revision=risk.revision,
        lone_working="One worker, by day.",
        visit_instructions="Ring first.",
        contingency="Leave, then ring the senior.",
        took_part="",
        by=cast.amara,
    )
    risk_services.add_hazard(
        assessment=risk,
        description="Stairs",
        who_harmed="Workers",
        likelihood=2,
        severity=2,
        measures="Light",
        by=cast.amara,
    )
    risk_services.put_in_force(assessment=risk, review_on=cast.today + 90 * DAY, by=cast.amara)
    for value, is_safe in (("01632 960444", True), ("01632 960555", False)):
        ContactPoint.objects.create(individual=cast.individual, kind="telephone", value=value, is_safe=is_safe)
    planned(cast)
    planned(cast, package=cast.other_package, worker=cast.worker, on=cast.today + 2 * DAY)
    planned(cast, on=cast.today + 3 * DAY)
    record_admission(
        individual=cast.other_individual, hospital="Stonefield", kind="general", admitted_on=cast.today, by=cast.lewis
    )
    evening(cast)
    text = " ".join(text_of(ashton(cast), cast.tess).split())
    for words in (
        "14 Canal Row",
        "A dog, loud but kind.",
        "Key safe by the bin",
        "Sit with me and ring Rosa.",
        "One worker, by day.",
        "Leave, then ring the senior.",
        "01632 960444",
        cast.omar.telephone,
        cast.amara.telephone,
        "01632 960111",
        "Held: in hospital",
        "Visit sheet",
    ):
        assert words in text, words
    assert "01632 960555" not in text
    assert "Lindqvist" not in text, "The name to use is enough at the door."
    assert ashton(cast).people_ids == sorted([cast.individual.pk, cast.other_individual.pk])


def test_one_pack_for_each_team_and_evening(cast):
    """Before five the evening before is made good; after five this evening's is made, each once."""
    assert evening(cast, 16) == 3  # two teams in the first contract, one in the other
    assert {pack.made_on for pack in DowntimePack.objects.all()} == {cast.today - DAY}
    assert evening(cast, 16) == 0
    assert evening(cast, 17) == 3
    assert evening(cast, 22) == 0
    assert ashton(cast).first_on == cast.today + DAY


def test_a_pack_that_cannot_be_made_stops_no_other(cast, monkeypatch):
    """Given a team whose pack breaks; then the others have theirs, and the sweep says that something broke."""
    whole = document.read

    def breaking(pack_team, first_on, last_on):
        if pack_team.team == cast.team:
            raise ValueError("a broken record")
        return whole(pack_team, first_on, last_on)

    monkeypatch.setattr(document, "read", breaking)
    with pytest.raises(ValueError, match="broken record"):
        evening(cast)
    assert DowntimePack.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_pack_each(cast):
    planned(cast)
    counts, start = [], threading.Barrier(2)

    def sweep():
        start.wait()
        try:
            counts.append(evening(cast))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == DowntimePack.objects.count() == PackTeam.objects.count() == 3
    assert PackPassphrase.objects.count() == 3


def test_a_changed_passphrase_opens_the_evenings_pack_made_anew(cast):
    evening(cast)
    before = ashton(cast)
    old = read_passphrase(pack_team=before.pack_team, by=cast.tess)
    with pytest.raises(Refused):
        change_passphrase(pack_team=before.pack_team, reason=" ", by=cast.tess)
    with at(cast.today, 18, 30):
        change_passphrase(pack_team=before.pack_team, reason="Somebody left", by=cast.tess)
    assert evening(cast, 19) == 1
    pack = ashton(cast)
    assert pack.pk != before.pk
    assert not PdfReader(BytesIO(bytes(pack.content))).decrypt(old)
    assert "Ashton" in text_of(pack, cast.tess)


def test_after_another_secret_key_a_new_passphrase_is_made(cast):
    evening(cast)
    key, sealed = settings.SECRET_KEY, encrypt("words", purpose="a test")
    with override_settings(SECRET_KEY="another-key-" + "y" * 50):
        with pytest.raises(DecryptionError):
            decrypt(sealed, purpose="a test")
        assert evening(cast, 19) == 3
        assert "Ashton" in text_of(ashton(cast), cast.tess)
    with override_settings(SECRET_KEY="a-third-key-" + "z" * 50, SECRET_KEY_FALLBACKS=[key]):
        assert decrypt(sealed, purpose="a test") == "words"


def post(user, name: str, pk):
    client = Client()
    client.force_login(user)
    return client.post(reverse(name, args=[pk]))


def test_taking_a_pack_is_kept_with_who_and_when_and_opens_everybody_in_it(cast):
    planned(cast)
    evening(cast)
    pack = ashton(cast)
    answer = post(cast.tess, "downtime_take", pack.pk)
    assert answer.content == bytes(pack.content)
    assert "Lindqvist" not in answer["Content-Disposition"]
    use = PackUse.objects.get(kind="taken")
    assert (use.recorded_by, use.pack) == (cast.tess, pack)
    access = RecordAccess.objects.get(recorded_by=cast.tess)
    assert access.about_ids == [cast.individual.pk]
    assert post(cast.omar, "downtime_take", pack.pk).status_code == 200
    for user in (cast.amara, cast.farah, cast.alan, cast.nadia, cast.priya):
        assert post(user, "downtime_take", pack.pk).status_code == 404
    response = post(cast.omar, "downtime_passphrase", pack.pack_team_id)
    assert PackUse.objects.filter(kind="passphrase", recorded_by=cast.omar).count() == 1
    assert read_passphrase(pack_team=pack.pack_team, by=cast.tess) in response.content.decode()


def test_whoever_is_walled_off_from_somebody_in_it_does_not_get_the_pack(cast):
    planned(cast)
    evening(cast)
    raise_wall(record_id=cast.individual.pk, user=cast.tess, reason="Named", by=cast.sunita)
    assert post(cast.tess, "downtime_take", ashton(cast).pk).status_code == 404
    assert post(cast.omar, "downtime_take", ashton(cast).pk).status_code == 200


def test_a_file_is_kept_for_a_week_and_the_row_for_good(cast):
    evening(cast)
    pack = ashton(cast)
    assert empty_old_packs(on=cast.today + 7 * DAY) == 0
    assert empty_old_packs(on=cast.today + 8 * DAY) == 3
    pack.refresh_from_db()
    assert (pack.content, pack.emptied_on) == (None, cast.today + 8 * DAY)
    with pytest.raises(Refused, match="kept no longer"):
        take_pack(pack=pack, by=cast.tess)
    assert post(cast.tess, "downtime_take", pack.pk).status_code == 302


def test_the_latest_pack_lies_in_the_folder_outside(cast, tmp_path):
    """Given a folder; then one file for each team, that of this evening; without one nothing is written."""
    evening(cast, 16)
    assert write_downtime_packs(on=cast.today) == 0
    with override_settings(DOWNTIME_FOLDER=str(tmp_path)):
        assert write_downtime_packs(on=cast.today) == 3
        evening(cast, 18)
        assert write_downtime_packs(on=cast.today) == 3
        assert write_downtime_packs(on=cast.today) == 0
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(files) == 3
    assert files["downtime-tameside-council-support-at-home-ashton.pdf"] == bytes(ashton(cast).content)
    with override_settings(DOWNTIME_FOLDER=str(tmp_path / "gone")):
        with at(cast.today, 18, 30):
            change_passphrase(pack_team=ashton(cast).pack_team, reason="Somebody left", by=cast.tess)
        evening(cast, 19)
        with pytest.raises(OSError, match="gone"):
            write_downtime_packs(on=cast.today)


def boxes(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_what_happened_on_paper_is_entered_with_both_times(cast):
    """Given a pack and the day after; then what is not logged is listed, and what was entered shows both times."""
    visit = planned(cast)
    evening(cast)
    pack, day = ashton(cast), cast.today + DAY
    client = Client()
    client.force_login(cast.tess)
    address = reverse("downtime_enter", args=[pack.pk])
    log = reverse("visit_log_planned", args=[visit.pk]) + "?paper=1"
    assert log not in client.get(address).content.decode(), "It lies ahead."
    with at(day, 18):
        assert log in client.get(address).content.decode()
    with at(day + DAY, 9, 10):
        assert "Who went" in client.get(log).content.decode()
        answers = {
            "id": visit.pk,
            "did_happen": "yes",
            "started": "10:00",
            "ended": "11:00",
            "kind": "face to face",
            "notes": "We walked.",
            "who_went": cast.worker.pk,
            "written_at": "14:20",
            **boxes("day", day),
            **boxes("written_on", day),
        }
        assert client.post(log, answers).status_code == 302
        page = client.get(address).content.decode()
    assert log not in page
    assert "14:20, entered" in page
    assert "09:10 by Tess Brannigan" in page
    assert Visit.objects.get(planned=visit).worker == cast.worker
