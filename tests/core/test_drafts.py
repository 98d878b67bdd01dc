"""Tasks after commit, drafts, files and references."""

import datetime
import hashlib
import logging
import re

import pytest
from celery import current_app
from django.core.files.base import ContentFile

from core import clock, documents, drafts, sweeps, tasks_after_commit
from core.models import Document, FormDraft
from core.models.draft import SAVED_FOR
from core.references import ReferencePrefix

MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.django_db
def test_enqueuing_without_redis_does_no_harm(django_capture_on_commit_callbacks, caplog):
    """Given no Redis; when a task is enqueued after the commit; then only a warning is logged."""
    before = current_app.conf.broker_write_url, current_app.conf.broker_url
    current_app.conf.broker_url = current_app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    current_app.amqp._producer_pool = None
    current_app._pool = None
    try:
        with (
            caplog.at_level(logging.WARNING, "core.tasks_after_commit"),
            django_capture_on_commit_callbacks(execute=True) as callbacks,
        ):
            tasks_after_commit.enqueue("core.tasks.send_messages")
        assert len(callbacks) == 1
        assert "waits for the next sweep" in caplog.text
    finally:
        current_app.conf.broker_write_url, current_app.conf.broker_url = before
        current_app.amqp._producer_pool = None
        current_app._pool = None


@pytest.mark.django_db
def test_nothing_is_enqueued_without_a_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tasks_after_commit.enqueue("core.tasks.send_messages")
    assert len(callbacks) == 1, "enqueue() waits for the commit"


KEY = "visit_log:8f14e45f-ceea-467f-a8a5-5f6f3a3a3a3a"


def test_a_draft_is_kept_per_user_and_form(cast):
    drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "She was"})
    drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "She was well"})
    (text,) = drafts.saved_drafts(user=cast.amara, key=KEY)
    assert text.fields == {"notes": "She was well"}
    assert not drafts.saved_drafts(user=cast.lewis, key=KEY)
    assert str(text.about_ids[0]) == KEY.partition(":")[2]


def test_a_draft_is_deleted_when_its_form_is_saved(cast):
    drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "She was"})
    drafts.save_draft(user=cast.lewis, key=KEY, fields={"notes": "His"})
    drafts.discard(user=cast.amara, key=KEY)
    assert not drafts.saved_drafts(user=cast.amara, key=KEY)
    assert drafts.saved_drafts(user=cast.lewis, key=KEY)


def test_two_windows_keep_separate_drafts(cast):
    """Given the same form in two windows; then each has its draft and saving one leaves the other."""
    drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "In the first"}, window_id="a1")
    drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "In the second"}, window_id="b2")
    assert [text.fields["notes"] for text in drafts.saved_drafts(user=cast.amara, key=KEY)] == [
        "In the second",
        "In the first",
    ]
    drafts.discard(user=cast.amara, key=KEY, window_ids={"b2"})
    assert [text.window_id for text in drafts.saved_drafts(user=cast.amara, key=KEY)] == ["a1"]


def test_a_continued_draft_is_replaced_unless_its_window_is_still_used(cast):
    """Given a draft continued in a new window; then it replaces the old one unless the old window typed on."""
    old = drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "Half"}, window_id="a1")
    drafts.save_draft(
        user=cast.amara,
        key=KEY,
        fields={"notes": "Whole"},
        window_id="b2",
        continued_from=drafts.continuation_token(old),
    )
    assert [text.window_id for text in drafts.saved_drafts(user=cast.amara, key=KEY)] == ["b2"]
    draft = drafts.saved_drafts(user=cast.amara, key=KEY)[0]
    with clock.frozen_at(draft.saved_at + MINUTE):
        drafts.save_draft(user=cast.amara, key=KEY, fields={"notes": "Whole and more"}, window_id="b2")
        drafts.save_draft(
            user=cast.amara,
            key=KEY,
            fields={"notes": "Other"},
            window_id="c3",
            continued_from=drafts.continuation_token(draft),
        )
        assert {text.window_id for text in drafts.saved_drafts(user=cast.amara, key=KEY)} == {"b2", "c3"}


def test_a_draft_expires_after_twenty_eight_days(cast):
    drafts.save_draft(user=cast.amara, key=KEY, fields={})
    saved_at = FormDraft.objects.get().saved_at
    with clock.frozen_at(saved_at + SAVED_FOR - MINUTE):
        assert drafts.saved_drafts(user=cast.amara, key=KEY)
        assert drafts.discard_old() == 0
    with clock.frozen_at(saved_at + SAVED_FOR + MINUTE):
        assert not drafts.saved_drafts(user=cast.amara, key=KEY)
        assert drafts.discard_old() == 1


@pytest.mark.parametrize("key", ["visit_log", KEY, "plan_comment_section.good_days", "return_section.10"])
def test_valid_form_keys(key):
    assert drafts.KEY.match(key)


@pytest.mark.parametrize(
    "key", ["", "Visits", "visit_log:1", "visits/../log", KEY + "x", "a b", "visit_log\n", "a:" + "-" * 36]
)
def test_invalid_form_keys(key):
    assert not drafts.KEY.match(key)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\plan.pdf", "plan.pdf"),
        ("pl\u202ean\x00.pdf", "plan.pdf"),
        ("", "file"),
        ("\u200b\x07", "file"),
        ("Größe & Gewicht.docx", "Größe & Gewicht.docx"),
    ],
)
def test_file_names_are_cleaned(name, clean):
    assert documents.clean_name(name) == clean


def test_file_names_stay_short_and_keep_their_extension():
    assert documents.clean_name("x" * 300 + ".pdf") == "x" * 110 + ".pdf"
    assert len(documents.clean_name("y" * 300)) == 120


def test_a_file_is_kept_privately_with_its_fingerprint(cast):
    content = b"%PDF-1.7 the Council's plan" * 5000
    document = documents.store(
        file=ContentFile(content, name="a/b/Plan.pdf"), title="Plan", content_type="application/pdf", by=cast.rui
    )
    document = Document.objects.get(pk=document.pk)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, document.file_name, document.recorded_by) == (len(content), "Plan.pdf", cast.rui)
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}", document.file.name), "the path must not contain the name"
    with document.file.open("rb") as file:
        assert file.read() == content


@pytest.mark.django_db
def test_a_file_is_served_as_an_attachment(settings):
    document = documents.store_bytes(content=b"words", file_name="Ü.txt", title="T", content_type="text/plain", by=None)
    response = documents.respond(document)
    assert b"".join(response.streaming_content) == b"words"
    response.close()
    assert response["Content-Disposition"].startswith("attachment")
    settings.PRIVATE_ACCEL = "/private/"
    behind_proxy = documents.respond(document)
    assert behind_proxy["X-Accel-Redirect"] == "/private/" + document.file.name
    assert behind_proxy["Content-Disposition"].startswith("attachment")
    assert behind_proxy.content == b""


def test_references_are_random_and_unambiguous():
    new_reference = ReferencePrefix("R")
    references_made = {new_reference() for _ in range(200)}
    assert len(references_made) == 200
    assert all(re.fullmatch(r"R(-[2-9A-HJKMNP-TV-Z]{4}){2}", reference) for reference in references_made), (
        references_made
    )


@pytest.mark.parametrize("accel", ["", "/private/"])
@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "text/javascript", "application/xhtml+xml"])
def test_a_file_is_never_sent_as_something_that_runs(cast, settings, accel, content_type):
    """Given a file stored with the type of a page; then it is sent as an attachment of no known type."""
    settings.PRIVATE_ACCEL = accel
    file = ContentFile(b"<script>alert(1)</script>", name="letter.html")
    document = documents.store(file=file, title="Letter", content_type=content_type, by=cast.rui)
    response = documents.respond(document)
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    response.close()


@pytest.mark.django_db
def test_messages_of_one_sweep_start_one_task(monkeypatch, django_capture_on_commit_callbacks):
    """Given ten rows that each queue a message; then sending starts once, at the end, and what is urgent at once."""
    started = []
    monkeypatch.setattr(current_app, "send_task", lambda name, *arguments, **options: started.append(name))

    def act(row: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            tasks_after_commit.enqueue("core.tasks.send_messages", may_wait=True)
            if row == 3:
                tasks_after_commit.enqueue("core.tasks.send_urgent_messages")
        return 1

    assert sweeps.each(range(10), act) == 10
    assert started == ["core.tasks.send_urgent_messages", "core.tasks.send_messages"]
