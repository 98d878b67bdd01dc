"""What a request may send depends on its route and on who sends it; more is refused before it is read."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import drafts
from core.models import FormDraft
from core.request_bodies import MOST_FILES, MOST_FORM, MOST_SIGNED_OUT, MOST_TEXTS
from tests.files import PDF
from tests.visits.phone_notes import note
from visits.models import PhoneDevice, PhoneEntry
from visits.phone import services as phone
from visits.phone.note_format import NotANote

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Unread:
    """A body that fails when somebody reads it."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = __iter__ = read


def post_unread(client: Client, path: str, size: int, content_type: str = FORM):
    """Send the head of a request with a body of `size`, which nobody may read."""
    return client.generic("POST", path, b"", content_type, **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(size)})


@pytest.fixture
def ben(cast, client):
    client.force_login(cast.ben)
    return client


@pytest.mark.parametrize("content_type", [FORM, JSON, "multipart/form-data; boundary=x"])
def test_nobody_signed_in_sends_little(db, client, content_type):
    assert post_unread(client, reverse("import_new"), MOST_SIGNED_OUT + 1, content_type).status_code == 413
    assert post_unread(client, reverse("account_login"), MOST_SIGNED_OUT + 1, content_type).status_code == 413


def test_a_form_is_not_as_large_as_a_file(cast, ben):
    page = post_unread(ben, reverse("contract_cut_over", args=[cast.tameside.pk]), MOST_FORM + 1)
    assert page.status_code == 413
    assert "up to 3 MB" in page.content.decode()


def test_no_page_takes_more_than_one_file(ben):
    assert post_unread(ben, reverse("import_new"), MOST_FILES + 1, "multipart/form-data; boundary=x").status_code == 413


@pytest.mark.parametrize(
    ("name", "find"),
    [
        ("import_new", lambda cast: []),
        ("package_document_add", lambda cast: [cast.package.pk]),
    ],
)
def test_pages_with_files_take_a_large_one(cast, ben, name, find):
    file = SimpleUploadedFile("plan.pdf", PDF + bytes(MOST_FORM))
    assert ben.post(reverse(name, args=find(cast)), {"file": file}).status_code == 200


def test_notes_from_phones_are_bounded(cast, client):
    client.force_login(cast.amara)
    assert post_unread(client, reverse("phone_entries"), MOST_TEXTS + 1, JSON).status_code == 413
    assert post_unread(Client(), reverse("phone_hand_in"), MOST_TEXTS + 1, JSON).status_code == 413


def test_the_rights_are_asked_before_the_notes_are_read(cast, ben):
    """Given somebody who visits nobody, and a phone without a pass; then their notes are not read."""
    assert post_unread(ben, reverse("phone_entries"), MOST_TEXTS, JSON).status_code == 403
    body = json.dumps({"entries": ["x" * 100_000], "pass": "none"})
    read: list[int] = []

    class Counted:
        def read(self, size=-1):
            read.append(size)
            return body[:size].encode()

        readline = read

    extra = {"wsgi.input": Counted(), "CONTENT_LENGTH": str(len(body))}
    assert Client().generic("POST", reverse("phone_hand_in"), b"", JSON, **extra).status_code == 403
    assert 0 < sum(read) <= 1000


def test_the_names_of_a_draft_are_bounded(cast, client):
    """Given a field with a name of five million characters; then nothing of it is stored."""
    client.force_login(cast.amara)
    path = reverse("save_draft", args=["visit_log"])
    for fields in ({"n" * 5_000_000: ""}, {"n" * 201: "text"}, {str(n): "" for n in range(2_001)}):
        assert client.post(path, json.dumps({"fields": fields}), JSON).status_code == 400
    assert client.post(path, json.dumps({"fields": {"n" * 200: "text"}}), JSON).status_code == 200
    assert FormDraft.objects.count() == 1


def test_the_drafts_of_a_day_are_bounded(cast, client, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_A_DAY", 2)
    client.force_login(cast.amara)
    sent = json.dumps({"fields": {"notes": "She was"}})
    answers = [client.post(reverse("save_draft", args=[key]), sent, JSON).status_code for key in ("a", "b", "c", "a")]
    assert answers == [200, 200, 400, 200]


def test_the_notes_of_a_day_are_bounded(cast, monkeypatch):
    """Given as many notes as a day may have; then the next stays on the phone, and one sent again is still received."""
    monkeypatch.setattr(phone, "MOST_A_DAY", 2)
    texts = [note(cast.amara, package=cast.package) for _ in range(3)]
    for text in texts[:2]:
        phone.receive(text=text, by=cast.amara)
    with pytest.raises(NotANote, match="stays on the phone"):
        phone.receive(text=texts[2], by=cast.amara)
    phone.receive(text=texts[0], by=cast.amara)
    assert PhoneEntry.objects.count() == 2


def test_the_phones_of_a_day_are_bounded(cast, monkeypatch):
    monkeypatch.setattr(phone, "MOST_DEVICES_A_DAY", 2)
    devices = [uuid4() for _ in range(3)]
    for device in (*devices, devices[0]):
        phone.report_unsent(device=device, unsent=1, is_installed=False, by=cast.amara)
    assert set(PhoneDevice.objects.values_list("pk", flat=True)) == set(devices[:2])
