"""Notes from phones: each arrives once, and one that cannot become a visit becomes a question."""

import datetime
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services import suspend_access
from casework.models import RecordAccess
from casework.services import allocate, record_access_need
from core import clock
from core.models import Message
from scheduler import sweeps
from tests.cast import assemble
from tests.factories import PlannedVisitFactory, days_ago
from tests.races import run_together
from tests.visits.phone_notes import note, send
from visits.models import PhoneDevice, PhoneEntry, Visit
from visits.phone import intake, note_format
from visits.phone.note_format import NotANote
from visits.services import receive

DAY = datetime.timedelta(days=1)


@pytest.fixture
def amara(cast, client):
    """Amara's phone, signed in."""
    client.force_login(cast.amara)
    return client


def cover(cast, from_on, until_on):
    """Let Lewis cover for Amara until `until_on` (exclusive)."""
    with clock.frozen_at(clock.instant_on(from_on)):
        allocate(
            package=cast.package,
            worker=cast.other_worker,
            kind="cover",
            from_on=from_on,
            until_on=until_on,
            by=cast.ben,
        )


# Notes arrive once


def test_a_note_becomes_the_visit_of_its_own_id(cast, amara):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    note_id, written_at = uuid4(), clock.now() - datetime.timedelta(hours=5)
    words = "“Soup”, she said – crème & 50 % salt.\r\nNo <b>tags</b>. 🥕"
    text = note(cast.amara, planned=planned, id=note_id, written_at=written_at, notes=[words])
    answers = send(amara, text)
    visit = Visit.objects.get()
    assert answers == [{"kept": True, "id": str(note_id), "asks": False, "words": ""}]
    assert (visit.pk, visit.planned, visit.worker) == (note_id, planned, cast.worker)
    assert visit.notes == words.replace("\r\n", "\n") or visit.notes == words
    assert (visit.entry_route, visit.written_at) == ("phone", written_at)
    assert PhoneEntry.objects.get().text == text


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_one_row():
    """Given one note sent fifty times at once; then there is one row and one visit."""
    cast = assemble()
    text = note(cast.amara, package=cast.package)
    clients = [Client() for _ in range(50)]
    for client in clients:
        client.force_login(cast.amara)
    answers = run_together([lambda client=client: send(client, text) for client in clients])
    assert Visit.objects.count() == PhoneEntry.objects.count() == 1
    assert {json.dumps(answer) for answer in answers} == {json.dumps(answers[0])}
    assert PhoneEntry.objects.get().visit == Visit.objects.get()


def test_the_same_id_with_other_content_is_a_question_that_keeps_both(cast, amara):
    note_id = uuid4()
    first, second = (note(cast.amara, package=cast.package, id=note_id, ended=[time]) for time in ("11:00", "12:00"))
    answers = send(amara, first, second, first)
    assert [answer["asks"] for answer in answers] == [False, True, False]
    entry = PhoneEntry.objects.with_question().get()
    assert (Visit.objects.count(), entry.text) == (1, second)
    for path in (f"/people/{cast.individual.pk}/visits/", "/phone/notes/"):
        assert "sent twice with different notes" in amara.get(path).content.decode()
    page = amara.get(f"/phone/notes/{entry.pk}/").content.decode()
    assert page.count("We cooked lentils.") >= 2, "both are shown"
    assert Message.objects.filter(to=cast.amara, path=f"/phone/notes/{entry.pk}/").exists()


def test_one_bad_note_does_not_hold_up_the_others(cast, amara):
    good = [note(cast.amara, package=cast.package, notes=[words]) for words in ("First", "Last")]
    bad = ["{", json.dumps([1]), json.dumps({"id": str(uuid4()), "by": str(cast.amara.pk)}), "\x00"]
    ahead = note(cast.amara, package=cast.package, day=days_ago(-3))
    answers = send(amara, good[0], *bad, ahead, good[1])
    assert [answer["kept"] for answer in answers] == [True, False, False, True, False, True, True]
    assert "hasn’t happened yet" in answers[5]["words"]
    assert set(Visit.objects.values_list("notes", flat=True)) == {"First", "Last"}


def test_characters_that_cannot_be_stored_are_replaced_in_the_visit(cast, amara):
    """Given half a character and a NUL in a text; then the note is stored as sent and the visit has replacements."""
    send(amara, note(cast.amara, package=cast.package, notes=["a\ud83d b\x00 c"]))
    assert Visit.objects.get().notes == "a\ufffd b\ufffd c"


def test_a_note_of_another_user_is_not_sent(cast, amara):
    answers = send(amara, note(cast.lewis, package=cast.package))
    assert answers[0]["kept"] is False
    assert not PhoneEntry.objects.exists()


def test_the_sweep_finishes_a_note_after_a_crash(cast, amara, monkeypatch):
    def crash(**arguments):
        raise RuntimeError("the server crashed")

    monkeypatch.setattr(intake, "_check", crash)
    answers = send(amara, note(cast.amara, package=cast.package))
    assert answers[0]["kept"] is True
    assert not Visit.objects.exists()
    monkeypatch.undo()
    assert sweeps.tick(on=clock.today())["check offline notes"] == 1
    assert Visit.objects.get().pk == PhoneEntry.objects.get().entry_id
    assert sweeps.tick(on=clock.today())["check offline notes"] == 0


def test_notes_of_the_previous_release_are_accepted(cast, amara):
    """`phone_v1.json` is a note of version 1. Do not change it when the form changes."""
    text = (Path(__file__).parent / "phone_v1.json").read_text()
    filled = {"USER": cast.amara.pk, "PACKAGE": cast.package.pk, "DAY": days_ago(2).day}
    filled |= {"MONTH": days_ago(2).month, "YEAR": days_ago(2).year, "WRITTEN": clock.now().isoformat()}
    for name, value in filled.items():
        text = text.replace(f"<{name}>", str(value))
    assert send(amara, text)[0] == {"kept": True, "id": json.loads(text)["id"], "asks": False, "words": ""}
    visit = Visit.objects.get()
    assert (visit.notes, visit.next_step, visit.change_noticed) == (
        "Walked to the market.",
        "Take the bus",
        "improvement",
    )


def test_a_renamed_field_is_read_under_its_old_name():
    text = json.dumps({"version": 1, "id": str(uuid4()), "by": str(uuid4()), "fields": {"said": ["A good day"]}})
    assert note_format.read(text).fields == {"quote": ["A good day"]}


# Permissions on the date of the visit


def test_cover_that_ended_before_the_queue_arrived_loses_nothing(cast, client):
    cover(cast, days_ago(5), days_ago(2))
    client.force_login(cast.lewis)
    during = note(cast.lewis, package=cast.package, day=days_ago(3), notes=["While I covered"])
    after = note(cast.lewis, package=cast.package, day=days_ago(1), notes=["When I did not"])
    answers = send(client, during, after)
    assert [answer["asks"] for answer in answers] == [False, True]
    assert Visit.objects.get().notes == "While I covered"
    assert PhoneEntry.objects.with_question().get().text == after
    assert client.get(f"/people/{cast.individual.pk}/visits/").status_code == 403, "he reads the record no more"


def test_a_note_is_accepted_if_the_visit_was_planned_for_its_writer(cast, client):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.other_worker, on=days_ago(1))
    client.force_login(cast.lewis)
    assert send(client, note(cast.lewis, planned=planned))[0]["asks"] is False
    other = note(cast.lewis, planned=PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1)))
    assert send(client, other)[0]["asks"] is True


def test_a_closed_account_can_still_send_its_notes(cast, amara):
    """Given the pass of her phone; when her access is suspended; then her notes arrive and are checked as usual."""
    pass_ = amara.get(f"/phone/pack/?device={uuid4()}").json()["pass"]
    suspend_access(user=cast.amara, reason="A concern is looked into", by=cast.ben)
    texts = [note(cast.amara, package=cast.package, notes=["Before"]), note(cast.amara, notes=["Of nobody"])]
    assert amara.post("/phone/entries/", "{}", content_type="application/json").status_code == 401
    body = {"pass": pass_, "entries": texts}
    answers = Client(enforce_csrf_checks=True).post("/phone/hand-in/", json.dumps(body), "application/json").json()
    assert [(answer["kept"], answer["words"]) for answer in answers["answers"]] == [(True, ""), (True, "")]
    assert Visit.objects.get().notes == "Before"
    body["pass"] = pass_[:-2] + "xx"
    assert Client().post("/phone/hand-in/", json.dumps(body), "application/json").status_code == 403


def test_managers_are_notified_when_the_writer_cannot_answer(cast, amara):
    pass_ = amara.get("/phone/pack/").json()["pass"]
    with clock.frozen_at(clock.now() - 3 * DAY):
        suspend_access(user=cast.amara, reason="A concern is looked into", by=cast.ben)
    body = {"pass": pass_, "entries": [note(cast.amara, package=cast.package)]}
    Client().post("/phone/hand-in/", json.dumps(body), "application/json")
    entry = PhoneEntry.objects.with_question().get()
    assert set(Message.objects.filter(path=f"/phone/notes/{entry.pk}/").values_list("to__full_name", flat=True)) == {
        cast.ben.full_name,
        cast.dana.full_name,
    }
    manager = Client()
    manager.force_login(cast.ben)
    form = {**{name: values[0] for name, values in json.loads(entry.text)["fields"].items() if values}}
    answer = manager.post(f"/phone/notes/{entry.pk}/", {**form, "id": str(entry.entry_id)})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    visit = Visit.objects.get()
    assert (visit.worker, visit.recorded_by, visit.entry_route) == (cast.worker, cast.ben, "phone")
    entry.refresh_from_db()
    assert (entry.state, entry.visit) == ("settled", visit)


# Answering a question


def make_question(cast, client) -> PhoneEntry:
    send(client, note(cast.amara, package=cast.package, ended=["ten to"]))
    return PhoneEntry.objects.with_question().get()


def test_a_refused_note_is_corrected_in_the_ordinary_form(cast, amara):
    entry = make_question(cast, amara)
    page = amara.get(f"/phone/notes/{entry.pk}/").content.decode()
    assert "ten to" in page
    assert "We cooked lentils.</textarea>" in page
    right = {"did_happen": "yes", "started": "10:00", "ended": "10:50", "kind": "face to face", "notes": "Lentils."}
    day = {"day_day": days_ago(1).day, "day_month": days_ago(1).month, "day_year": days_ago(1).year}
    amara.post(f"/phone/notes/{entry.pk}/", {**right, **day, "id": str(entry.entry_id)})
    entry.refresh_from_db()
    assert (entry.state, entry.visit.minutes, entry.visit.pk) == ("settled", 50, entry.entry_id)


def test_a_note_rejected_with_a_reason_stays_on_record(cast, amara):
    entry = make_question(cast, amara)
    amara.post(f"/phone/notes/{entry.pk}/reject/", {"reason": "Written twice"})
    entry.refresh_from_db()
    assert (entry.state, entry.visit) == ("settled", None)
    assert "ten to" in amara.get(f"/phone/notes/{entry.pk}/").content.decode()


def test_a_note_is_kept_as_it_was_sent(cast, amara):
    """The database refuses any change to a note from a phone."""
    entry = make_question(cast, amara)
    with pytest.raises(Exception, match="[Cc]annot update"):
        PhoneEntry.objects.filter(pk=entry.pk).update(text="Other words")


# Data on the phone


def test_phone_data_has_only_what_a_visit_needs(cast, amara):
    cast.individual.visit_warning, cast.individual.access_notes = "Dog", "Key safe by the gate"
    cast.individual.save()
    record_access_need(individual=cast.individual, kind="support", code="lip-reads", by=cast.amara)
    for ago in (0, -1, -2):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(ago))
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker, on=days_ago(0))
    sent = amara.get("/phone/pack/")
    visits = sent.json()["visits"]
    assert [visit["day"] for visit in visits] == [days_ago(0).isoformat(), days_ago(-1).isoformat()]
    assert set(visits[0]) == {
        "planned", "package", "initials", "day", "day_words", "begins", "ends", "how", "late", "state", "address",
        "access_notes", "needs", "warning", "instructions", "concern", "council",
    }  # fmt: skip
    assert (visits[0]["initials"], visits[0]["access_notes"], visits[0]["warning"]) == (
        "M.L.",
        "Key safe by the gate",
        "Dog",
    )
    assert visits[0]["late"] == reverse("visit_late", args=[visits[0]["planned"]])
    assert visits[0]["needs"] == "Lip-reads: face them"
    assert "Lindqvist" not in sent.content.decode()
    access = RecordAccess.objects.get(path="/phone/pack/")
    assert (access.individual, access.recorded_by) == (cast.individual, cast.amara)


def test_the_shell_and_its_files_are_the_same_for_everybody(cast, amara):
    assert amara.get("/phone/").content == Client().get("/phone/").content
    assert amara.get("/phone/sw.js").content == Client().get("/phone/sw.js").content
    assert "Amara" not in amara.get("/phone/").content.decode()


def test_notes_waiting_in_the_other_storage_are_reported(cast, amara):
    """Given a browser that reported two waiting notes; when the installed app loads its visits; then it is warned."""
    browser, app = uuid4(), uuid4()
    send(amara, device={"id": str(browser), "unsent": 2, "installed": False})
    elsewhere = amara.get(f"/phone/pack/?device={app}").json()["elsewhere"]
    assert [(other["unsent"], other["installed"]) for other in elsewhere] == [(2, False)]
    assert amara.get(f"/phone/pack/?device={browser}").json()["elsewhere"] == []
    send(amara, device={"id": str(browser), "unsent": 0, "installed": False})
    assert amara.get(f"/phone/pack/?device={app}").json()["elsewhere"] == []
    assert PhoneDevice.objects.count() == 1


def test_an_invalid_note_is_refused(cast):
    for text in ("", "null", json.dumps({"id": "x", "by": str(cast.amara.pk)}), None, "x" * 500_000):
        with pytest.raises(NotANote):
            receive(text=text, by=cast.amara)
