"""Real workers: what is urgent does not wait for what is heavy, and a document survives a killed worker."""

import datetime
import time
from contextlib import closing

import psycopg2
import pytest
from celery import current_app
from django.db import connection

from core import clock, document_making
from core.document_making import CLAIM_LASTS
from core.messages import queue_message
from core.models import DocumentJob, Message, MessageState, SweepRun
from referrals.models import CapacityNotice
from referrals.services import NOTICE_PDF, make_pdf, send_notice
from tests.cast import assemble
from tests.operations.test_kill import wait_until
from tests.processes import celery_worker, kill

HEAVY, URGENT, EXPIRED = "raise keyworker updates", "escalate unanswered calls", "warn before a hospital hold ends"


def hold(table: str, key):
    """Lock a row in another connection, until that is closed."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    other = psycopg2.connect(**parameters)
    other.cursor().execute(f'SELECT FROM "{table}" WHERE id = %s FOR UPDATE', [str(key)])
    return closing(other)


def start(name: str, queue: str, **options) -> None:
    current_app.send_task("scheduler.tasks.run_sweep", [name], queue=queue, **options)


@pytest.mark.django_db(transaction=True)
def test_an_urgent_sweep_and_message_do_not_wait_for_a_heavy_sweep():
    """Given a sweep that is held up, and its queue full; then urgent work is done; what waited too long is not."""
    cast = assemble()
    Message.objects.all().update(state=MessageState.SENT, sent_at=clock.now())
    with celery_worker("casework"), celery_worker("urgent"):
        with hold("casework_supportpackage", cast.package.pk):
            start(HEAVY, "casework")
            wait_until(lambda: SweepRun.objects.filter(name=HEAVY).exists(), "the heavy sweep began")
            start(EXPIRED, "casework", expires=1)
            queue_message(cast.ben, key="ordinary", subject="S", body="B", channels=["in app"])
            queue_message(cast.omar, key="call:1", subject="S", body="B", channels=["in app"], is_urgent=True)
            start(URGENT, "urgent")
            wait_until(lambda: SweepRun.objects.filter(name=URGENT).exclude(finished_at=None).exists(), "urgent")
            wait_until(lambda: Message.objects.filter(is_urgent=True, state="sent").exists(), "the urgent message")
            assert SweepRun.objects.get(name=HEAVY).finished_at is None
            assert Message.objects.get(key__startswith="ordinary").state == MessageState.QUEUED
            time.sleep(1.5)
        wait_until(lambda: Message.objects.get(key__startswith="ordinary").state == "sent", "the ordinary message")
    assert not SweepRun.objects.filter(name=EXPIRED).exists(), "it expired in the queue"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_before_it_stores_a_document_leaves_it_to_the_next():
    """Given a rendered notice; when the worker is killed before it stores it; then it is made later, once."""
    cast = assemble()
    notice = send_notice(contract=cast.tameside, kind="no capacity", by=cast.ben)
    with celery_worker("casework") as worker, hold("referrals_capacitynotice", notice.pk):
        current_app.send_task(document_making.TASK, [NOTICE_PDF.key, str(notice.pk)])
        wait_until(is_waiting_for_a_row, "the worker rendered the notice and waits for its row")
        assert DocumentJob.objects.get().attempts == 1
        kill(worker)
    assert not make_pdf(notice_id=notice.pk), "the claim is respected"
    assert CapacityNotice.objects.get().pdf is None

    with clock.frozen_at(clock.now() + CLAIM_LASTS + datetime.timedelta(minutes=1)):
        assert make_pdf(notice_id=notice.pk)
        assert not make_pdf(notice_id=notice.pk)

    assert CapacityNotice.objects.get().pdf is not None
    assert not DocumentJob.objects.exists()


def is_waiting_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s",
            [connection.settings_dict["NAME"]],
        )
        return cursor.fetchone()[0] > 0
