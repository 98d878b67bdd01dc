"""Documents: each is claimed, rendered and stored by itself; failures are bounded and shown."""

import datetime

import pytest
from django.db import connection

from core import clock, document_making
from core.document_making import CLAIM_LASTS, MAXIMUM_ATTEMPTS, DocumentKind, ask_for_missing, make, make_missing
from core.errors import NotPossible
from core.models import DocumentJob
from core.sweeps import RowsFailed

MINUTE = datetime.timedelta(minutes=1)


class Shelf:
    """A kind of document whose documents are words, for tests."""

    def __init__(self):
        self.wanted, self.stored, self.broken, self.depths = ["one", "two", "three"], {}, set(), []
        self.kind = DocumentKind(
            key="word",
            label="a word",
            missing=lambda on: [word for word in self.wanted if word not in self.stored],
            render=self.render,
            store=self.store,
            reference=lambda key: key.upper(),
        )

    def render(self, key):
        self.depths.append(len(connection.savepoint_ids))
        if key in self.broken:
            raise ValueError("Maya Lindqvist wrote this")
        return key * 2

    def store(self, *, key, rendered, by):
        if key in self.stored:
            return False
        self.stored[key] = rendered
        return True


@pytest.fixture
def shelf(db, monkeypatch):
    shelf = Shelf()
    monkeypatch.setitem(document_making._kinds, "word", shelf.kind)
    return shelf


def make_broken(shelf, times: int) -> None:
    shelf.broken = {"two"}
    for _ in range(times):
        with pytest.raises(ValueError, match="Maya"):
            make(shelf.kind, "two")


def test_a_document_is_rendered_outside_any_transaction(shelf):
    depth = len(connection.savepoint_ids)
    assert make(shelf.kind, "one")
    assert shelf.depths == [depth]
    assert shelf.stored == {"one": "oneone"}
    assert not DocumentJob.objects.exists()


def test_a_failing_document_stops_no_other(shelf):
    shelf.broken = {"two"}
    with pytest.raises(RowsFailed, match="1 of 3 failed"):
        make_missing(shelf.kind, on=clock.today())
    assert set(shelf.stored) == {"one", "three"}
    job = DocumentJob.objects.get()
    assert (job.key, job.reference, job.attempts, job.claimed_at) == ("two", "TWO", 1, None)
    assert job.error.startswith("ValueError at test_document_making.py, line ")
    assert "Maya" not in job.error


def test_a_failing_document_is_given_up_after_a_few_attempts(shelf):
    make_broken(shelf, MAXIMUM_ATTEMPTS)
    assert DocumentJob.objects.get().given_up_at is not None
    tried = len(shelf.depths)
    assert not make(shelf.kind, "two")
    assert len(shelf.depths) == tried, "it is not tried again"


def test_a_claimed_document_is_left_to_its_task_until_that_must_be_dead(shelf):
    """Given a task that was killed after it claimed; then the document is made later, and once."""
    assert document_making._claim(shelf.kind, "one") is not None  # the task is killed here
    assert not make(shelf.kind, "one")
    with clock.frozen_at(clock.now() + CLAIM_LASTS + MINUTE):
        assert make(shelf.kind, "one")
        assert not make(shelf.kind, "one"), "store refuses it"
    assert not DocumentJob.objects.exists()


def test_a_document_that_kills_its_worker_is_given_up(shelf):
    now = clock.now()
    for number in range(MAXIMUM_ATTEMPTS):
        with clock.frozen_at(now + number * (CLAIM_LASTS + MINUTE)):
            assert document_making._claim(shelf.kind, "one") is not None
    with clock.frozen_at(now + MAXIMUM_ATTEMPTS * (CLAIM_LASTS + MINUTE)):
        assert not make(shelf.kind, "one")
    assert "The worker ended each time" in DocumentJob.objects.get().error


def test_the_sweep_asks_for_a_task_for_each_document(shelf, monkeypatch):
    """Given one document being made and one given up; then a task is asked for each of the others only."""
    asked = []
    monkeypatch.setattr("core.tasks_after_commit.enqueue", lambda *arguments: asked.append(arguments))
    make_broken(shelf, MAXIMUM_ATTEMPTS)
    document_making._claim(shelf.kind, "three")
    assert ask_for_missing(shelf.kind, on=clock.today()) == 1
    assert asked == [("core.tasks.make_document", "word", "one")]


def test_the_administrator_tries_a_document_again(shelf, cast, client, monkeypatch):
    asked = []
    monkeypatch.setattr("core.tasks_after_commit.enqueue", lambda *arguments: asked.append(arguments))
    make_broken(shelf, MAXIMUM_ATTEMPTS)
    job = DocumentJob.objects.get()
    client.force_login(cast.alan)
    page = client.get("/operations/").content.decode()
    assert "Documents that could not be made" in page
    assert "TWO" in page
    answer = client.post(f"/operations/documents/{job.pk}/again/", follow=True)
    assert "We are trying again" in answer.content.decode()
    assert asked == [("core.tasks.make_document", "word", "two")]
    with pytest.raises(NotPossible):
        document_making.try_again(job_id=job.pk, by=cast.alan)
    shelf.broken = set()
    assert make(shelf.kind, "two")
    assert "Documents that could not be made" not in client.get("/operations/").content.decode()
