"""A worker is killed half-way and Redis is emptied: every task is still done, once."""

import datetime
import time

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from casework.models import Case, Individual, SupportPackage
from core import clock
from core.models import Message, StateChange
from core.models.message import MessageState
from core.tasks import send_messages
from reviews.models import KeyworkerUpdate
from scheduler import sweeps
from tests.cast import assemble
from tests.processes import celery_worker, kill

PACKAGES = 150
PATIENCE = 180


def make_due_packages(cast) -> None:
    """Make packages whose first update is due in a week."""
    start = clock.today() - datetime.timedelta(days=35)
    people = Individual.objects.bulk_create(
        Individual(full_name=f"Person {n}", date_of_birth=datetime.date(1990, 1, 1)) for n in range(PACKAGES)
    )
    cases = Case.objects.bulk_create(
        Case(individual=person, contract=cast.tameside, opened_on=start) for person in people
    )
    SupportPackage.objects.bulk_create(SupportPackage(case=case, starts_on=start) for case in cases)


def wait_until(condition, what: str) -> None:
    """Poll until the condition is true. Fail after three minutes with the message."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"timed out: {what}"
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_and_an_empty_redis_lose_nothing():
    """Given many updates to raise; when the worker is killed and Redis emptied; then the next sweep does the rest."""
    cast = assemble()
    make_due_packages(cast)
    expected = PACKAGES + 2  # Maya's and Tomasz's are due as well
    with celery_worker() as worker:
        current_app.send_task("scheduler.tasks.run_sweep", ["raise keyworker updates"])
        wait_until(lambda: KeyworkerUpdate.objects.count() > 5, "the worker raised the first updates")
        kill(worker)
    count = KeyworkerUpdate.objects.count()
    assert 5 < count < expected, f"the worker should be killed half-way, but had raised {count} of {expected}"
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()

    sweeps.tick(on=clock.today())

    assert KeyworkerUpdate.objects.count() == expected
    assert KeyworkerUpdate.objects.values("package").distinct().count() == expected
    assert StateChange.objects.filter(record_kind="reviews.KeyworkerUpdate", verb="raise").count() == expected
    messages = Message.objects.filter(key__startswith="update-raised:", channel="in app")
    assert messages.count() == messages.values("to", "key").distinct().count()


@pytest.mark.django_db(transaction=True)
def test_messages_of_a_killed_worker_are_sent_by_the_next(tmp_path, settings):
    """Given a full outbox; when the worker is killed while sending; then each message is sent under one reference."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    cast = assemble()
    Message.objects.all().update(state=MessageState.SENT, sent_at=clock.now())
    Message.objects.bulk_create(
        Message(key=f"k{n}", to=cast.ben, channel="email", address=cast.ben.email, subject=f"S{n}", body="B")
        for n in range(300)
    )
    unsent = Message.objects.filter(key__startswith="k")
    with celery_worker() as worker:
        current_app.send_task("core.tasks.send_messages")
        wait_until(lambda: unsent.filter(state=MessageState.SENT).count() > 5, "the worker sent the first messages")
        kill(worker)
    assert unsent.exclude(state=MessageState.SENT).exists(), "the worker should be killed half-way"

    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=10)):
        send_messages()

    assert not unsent.exclude(state=MessageState.SENT).exists()
    references = set()
    for file in tmp_path.iterdir():
        references |= {line for line in file.read_text().splitlines() if line.startswith("Message-ID:")}
    assert len(references) == 300


@pytest.mark.django_db(transaction=True)
def test_two_ticks_on_one_day_act_once():
    """Given a finished tick; when it runs again; then nothing is done twice."""
    cast = assemble()
    first = sweeps.tick(on=clock.today())
    second = sweeps.tick(on=clock.today())
    assert first["raise keyworker updates"] == 2
    assert second["raise keyworker updates"] == 0
    assert KeyworkerUpdate.objects.filter(package=cast.package).count() == 1
