"""The downtime pack: made once an evening, encrypted, about the right people, every use logged."""

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
from weasyprint import HTML

from accounts.walls import raise_wall
from casework.models import ContactPoint, Individual, RecordAccess
from casework.services import record_admission, set_visit_warning
from core import clock
from core.encryption import DecryptionError, decrypt, encrypt
from core.errors import Refused
from core.models import DocumentJob
from core.sweeps import RowsFailed
from risk import services as risk_services
from tests.factories import PlannedVisitFactory
from tests.risk.safety_plan_builders import make_safety_plan
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


def freeze_at(day: datetime.date, hour: int, minute: int = 0):
    return clock.frozen_at(clock.instant_on(day, datetime.time(hour, minute)))


def make_planned_visit(cast, **changed):
    return PlannedVisitFactory(**{"package": cast.package, "worker": cast.worker, "on": cast.today + DAY} | changed)


def make_packs(cast, hour: int = 18) -> int:
    with freeze_at(cast.today, hour):
        return make_downtime_packs(on=cast.today)


def latest_pack(cast) -> DowntimePack:
    """Return the latest pack of Amara's team."""
    return DowntimePack.objects.filter(pack_team__team=cast.team, pack_team__contract=cast.tameside).first()


def pdf_text(pack: DowntimePack, by) -> str:
    reader = PdfReader(BytesIO(bytes(pack.content)))
    assert reader.decrypt(read_passphrase(pack_team=pack.pack_team, by=by))
    return " ".join(page.extract_text() for page in reader.pages)


def test_a_pack_cannot_be_read_without_the_passphrase(cast):
    make_planned_visit(cast)
    make_packs(cast)
    pack = latest_pack(cast)
    reader = PdfReader(BytesIO(bytes(pack.content)))
    assert reader.is_encrypted
    assert not reader.decrypt("six quiet otters")
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    assert b"Canal Row" not in bytes(pack.content)
    words = read_passphrase(pack_team=pack.pack_team, by=cast.tess)
    assert words not in PackPassphrase.objects.get(pack_team=pack.pack_team).encrypted
    assert PdfReader(BytesIO(bytes(pack.content)), password=words).trailer["/Encrypt"]["/R"] == 6  # AES-256


def test_the_contents_of_a_pack(cast):
    """Given Maya's records; then the pack has their facts and only telephone numbers that are safe to ring."""
    set_visit_warning(
        individual=cast.individual,
        revision=cast.individual.revision,
        visit_warning="A dog, loud but kind.",
        access_notes="Key safe by the bin",
        by=cast.amara,
    )
    make_safety_plan(cast.individual, cast.amara, other_help="Sit with me and ring Rosa.")
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
        kind="surroundings",
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
    make_planned_visit(cast)
    make_planned_visit(cast, package=cast.other_package, worker=cast.worker, on=cast.today + 2 * DAY)
    make_planned_visit(cast, on=cast.today + 3 * DAY)
    record_admission(
        individual=cast.other_individual, hospital="Stonefield", kind="general", admitted_on=cast.today, by=cast.lewis
    )
    make_packs(cast)
    text = " ".join(pdf_text(latest_pack(cast), cast.tess).split())
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
        "On hold: in hospital",
        "Visit sheet",
    ):
        assert words in text, words
    assert "01632 960555" not in text
    assert "Lindqvist" not in text, "A visit needs the name to use only."
    assert latest_pack(cast).people_ids == sorted([cast.individual.pk, cast.other_individual.pk])


def test_one_pack_for_each_team_and_evening(cast):
    """Before five a missing pack of last evening is made, after five that of this evening, each once."""
    assert make_packs(cast, 16) == 3  # two teams in the first contract, one in the other
    assert {pack.made_on for pack in DowntimePack.objects.all()} == {cast.today - DAY}
    assert make_packs(cast, 16) == 0
    assert make_packs(cast, 17) == 3
    assert make_packs(cast, 22) == 0
    assert latest_pack(cast).first_on == cast.today + DAY


def test_a_failing_pack_does_not_stop_the_others(cast, monkeypatch):
    """Given a team whose pack fails; then the others have theirs and the sweep reports the failure."""
    whole = document.read

    def fail_for_one_team(pack_team, first_on, last_on):
        if pack_team.team == cast.team:
            raise ValueError("a broken record")
        return whole(pack_team, first_on, last_on)

    monkeypatch.setattr(document, "read", fail_for_one_team)
    with pytest.raises(RowsFailed, match="1 of 3 failed"):
        make_packs(cast)
    assert DowntimePack.objects.count() == 2
    job = DocumentJob.objects.get()
    assert (job.kind, job.reference) == ("pack", f"Ashton, {cast.tameside}, {cast.today:%-d %b %Y}")
    assert "broken record" not in job.error, "an error's text may quote a record"


def test_a_pack_is_made_again_when_the_passphrase_changes_meanwhile(cast, monkeypatch):
    """Given a pack that is being rendered; when the passphrase changes; then only the new one opens a pack."""
    render = document.render

    def change_and_render(pack_document):
        if not PackPassphrase.objects.filter(reason="Somebody left").exists():
            with freeze_at(cast.today, 18, 30):
                change_passphrase(pack_team=pack_document.pack_team, reason="Somebody left", by=cast.tess)
        return render(pack_document)

    monkeypatch.setattr(document, "render", change_and_render)
    assert make_packs(cast) == 2
    assert make_packs(cast) == 1
    assert set(DowntimePack.objects.values_list("passphrase", flat=True)) == {
        team.passphrases.first().pk for team in PackTeam.objects.all()
    }


def test_no_row_is_held_while_a_pack_is_rendered(cast, monkeypatch):
    """Given a pack that is being rendered; then nothing is locked and no transaction is open."""
    render, depths = document.render, []

    def note_and_render(pack_document):
        depths.append(len(connection.savepoint_ids))
        return render(pack_document)

    monkeypatch.setattr(document, "render", note_and_render)
    depth = len(connection.savepoint_ids)
    make_packs(cast)
    assert depths == [depth] * 3


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_pack_each(cast):
    make_planned_visit(cast)
    counts, start = [], threading.Barrier(2)

    def sweep():
        start.wait()
        try:
            counts.append(make_packs(cast))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == DowntimePack.objects.count() == PackTeam.objects.count() == 3
    assert PackPassphrase.objects.count() == 3


def test_a_changed_passphrase_opens_the_pack_made_again(cast):
    make_packs(cast)
    before = latest_pack(cast)
    old = read_passphrase(pack_team=before.pack_team, by=cast.tess)
    with pytest.raises(Refused):
        change_passphrase(pack_team=before.pack_team, reason=" ", by=cast.tess)
    with freeze_at(cast.today, 18, 30):
        change_passphrase(pack_team=before.pack_team, reason="Somebody left", by=cast.tess)
    assert make_packs(cast, 19) == 1
    pack = latest_pack(cast)
    assert pack.pk != before.pk
    assert not PdfReader(BytesIO(bytes(pack.content))).decrypt(old)
    assert "Ashton" in pdf_text(pack, cast.tess)


def test_after_another_secret_key_a_new_passphrase_is_made(cast):
    make_packs(cast)
    key, sealed = settings.SECRET_KEY, encrypt("words", purpose="a test")
    with override_settings(SECRET_KEY="another-key-" + "y" * 50):
        with pytest.raises(DecryptionError):
            decrypt(sealed, purpose="a test")
        assert make_packs(cast, 19) == 3
        assert "Ashton" in pdf_text(latest_pack(cast), cast.tess)
    with override_settings(SECRET_KEY="a-third-key-" + "z" * 50, SECRET_KEY_FALLBACKS=[key]):
        assert decrypt(sealed, purpose="a test") == "words"


def post(user, name: str, pk):
    client = Client()
    client.force_login(user)
    return client.post(reverse(name, args=[pk]))


def test_downloading_a_pack_is_logged_and_opens_every_record_in_it(cast):
    make_planned_visit(cast)
    make_packs(cast)
    pack = latest_pack(cast)
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


def test_a_user_walled_off_from_somebody_in_a_pack_gets_one_without_them(cast, client, tmp_path, settings):
    """Given a wall between the team leader and Maya; then her list has a pack for each evening, and Maya is in none."""
    make_planned_visit(cast)
    make_planned_visit(cast, package=cast.other_package, on=cast.today + 2 * DAY)
    make_packs(cast)
    packs = DowntimePack.objects.filter(pack_team__team=cast.team, pack_team__contract=cast.tameside)
    team_pack = packs.get()
    raise_wall(record_id=cast.individual.pk, user=cast.tess, reason="Named", by=cast.sunita)
    assert post(cast.tess, "downtime_take", team_pack.pk).status_code == 404
    make_packs(cast)
    own = packs.get(made_for=cast.tess)
    assert list(packs.visible_to(cast.tess)) == [own]
    assert list(packs.visible_to(cast.omar)) == [team_pack]
    assert cast.individual.pk in team_pack.people_ids
    assert set(own.people_ids) == {cast.other_individual.pk}
    text = pdf_text(own, cast.tess)
    assert "Tomasz" in text or "T.Z." in text
    assert "Maya" not in text
    assert "M.L." not in text
    make_packs(cast)
    assert packs.count() == 2, "each is made once"
    settings.DOWNTIME_FOLDER = str(tmp_path)
    with freeze_at(cast.today, 18):
        write_downtime_packs(on=cast.today)
    own.refresh_from_db()
    assert own.written_at is None, "the folder gets the team's own"


def test_a_pack_file_is_kept_for_a_week_and_its_row_for_ever(cast):
    make_packs(cast)
    pack = latest_pack(cast)
    assert empty_old_packs(on=cast.today + 7 * DAY) == 0
    assert empty_old_packs(on=cast.today + 8 * DAY) == 3
    pack.refresh_from_db()
    assert (pack.content, pack.emptied_on) == (None, cast.today + 8 * DAY)
    with pytest.raises(Refused, match="has been deleted"):
        take_pack(pack=pack, by=cast.tess)
    assert post(cast.tess, "downtime_take", pack.pk).status_code == 302


def test_the_latest_pack_is_copied_to_the_outside_folder(cast, tmp_path):
    """Given a folder; then it has this evening's file of each team. Without a folder nothing is written."""
    make_packs(cast, 16)
    assert write_downtime_packs(on=cast.today) == 0
    with override_settings(DOWNTIME_FOLDER=str(tmp_path)):
        assert write_downtime_packs(on=cast.today) == 3
        make_packs(cast, 18)
        assert write_downtime_packs(on=cast.today) == 3
        assert write_downtime_packs(on=cast.today) == 0
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(files) == 3
    assert files["downtime-tameside-council-support-at-home-ashton.pdf"] == bytes(latest_pack(cast).content)
    with override_settings(DOWNTIME_FOLDER=str(tmp_path / "gone")):
        with freeze_at(cast.today, 18, 30):
            change_passphrase(pack_team=latest_pack(cast).pack_team, reason="Somebody left", by=cast.tess)
        make_packs(cast, 19)
        with pytest.raises(RowsFailed) as failed:
            write_downtime_packs(on=cast.today)
        assert failed.group_contains(OSError, match="gone")


def form_boxes(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_paper_notes_are_entered_with_both_times(cast):
    """Given a pack and the day after; then unlogged visits are listed and entered ones show both times."""
    visit = make_planned_visit(cast)
    make_packs(cast)
    pack, day = latest_pack(cast), cast.today + DAY
    client = Client()
    client.force_login(cast.tess)
    address = reverse("downtime_enter", args=[pack.pk])
    log = reverse("visit_log_planned", args=[visit.pk]) + "?paper=1"
    assert log not in client.get(address).content.decode(), "It is in the future."
    with freeze_at(day, 18):
        assert log in client.get(address).content.decode()
    with freeze_at(day + DAY, 9, 10):
        assert "Who made the visit?" in client.get(log).content.decode()
        answers = {
            "id": visit.pk,
            "did_happen": "yes",
            "started": "10:00",
            "ended": "11:00",
            "kind": "face to face",
            "notes": "We walked.",
            "who_went": cast.worker.pk,
            "written_at": "14:20",
            **form_boxes("day", day),
            **form_boxes("written_on", day),
        }
        assert client.post(log, answers).status_code == 302
        page = client.get(address).content.decode()
    assert log not in page
    assert "14:20, entered" in page
    assert "09:10 by Tess Brannigan" in page
    assert Visit.objects.get(planned=visit).worker == cast.worker


def break_printing_of(words: str, monkeypatch) -> None:
    """Let WeasyPrint fail at a document with these words, as it did at some characters."""
    whole = HTML.render

    def render(self, *args, **more):
        if words in "".join(self.etree_element.itertext()):
            raise AssertionError("between two lines")
        return whole(self, *args, **more)

    monkeypatch.setattr(HTML, "render", render)


def test_somebody_who_stops_the_pack_is_in_it_by_reference(cast, monkeypatch):
    """Given a record that cannot be printed; then the pack has the others, and names this one by reference."""
    warnings = {cast.individual: "A warning that breaks", cast.other_individual: "A dog, loud but kind"}
    for individual, words in warnings.items():
        set_visit_warning(
            individual=individual, revision=individual.revision, visit_warning=words, access_notes="", by=cast.amara
        )
    make_planned_visit(cast)
    make_planned_visit(cast, package=cast.other_package, worker=cast.worker)
    break_printing_of("A warning that breaks", monkeypatch)
    make_packs(cast)
    pack = latest_pack(cast)
    text = " ".join(pdf_text(pack, cast.tess).split())
    assert pack.left_out == [cast.individual.reference]
    assert "A dog, loud but kind" in text
    assert cast.individual.reference in text
    assert "We could not print this person's page" in text
    client = Client()
    client.force_login(cast.tess)
    page = client.get(reverse("downtime_team", args=[pack.pack_team_id])).content.decode()
    assert f"Not printed: {cast.individual.reference}" in page


def test_a_separator_in_an_old_record_does_not_stop_the_pack(cast):
    """Given U+2029 after a space, stored before texts were cleaned; then the pack is made whole."""
    Individual.objects.filter(pk=cast.individual.pk).update(visit_warning="Ring first. \u2029Then wait.")
    make_planned_visit(cast)
    make_packs(cast)
    assert latest_pack(cast).left_out == []
    assert "Then wait." in pdf_text(latest_pack(cast), cast.tess)


def test_the_list_marks_a_team_without_a_pack_of_this_evening(cast, client):
    """Given packs of yesterday only; then the page says so once an hour has passed since they are made."""
    with freeze_at(cast.today - DAY, 18):
        make_downtime_packs(on=clock.today())
    client.force_login(cast.ben)
    for hour, is_marked in ((12, False), (17, False), (18, True)):
        with freeze_at(cast.today, hour):
            page = client.get(reverse("downtime")).content.decode()
        assert ("Not made today" in page) is is_marked, hour
    make_packs(cast)
    with freeze_at(cast.today, 19):
        assert "Not made today" not in client.get(reverse("downtime")).content.decode()
