"""Sweeps over many packages: two workers share what is due, each update is raised once, an idle round is short."""

import datetime
import os
import time
from contextlib import ExitStack

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from casework.models import Allocation, Case, Individual, KeyworkerTerm, SupportPackage
from core import clock
from core.models import Message, MessageState
from reviews.models import KeyworkerUpdate
from reviews.services import packages_to_update
from scheduler import sweeps
from tests.cast import assemble
from tests.operations.test_kill import wait_until
from tests.processes import celery_scheduler, celery_worker, kill
from workforce.models import Worker

PACKAGES = int(os.environ.get("PACKAGES", 10_000))
DAY = datetime.timedelta(days=1)
PATIENCE = 1200  # seconds
ROUNDS = int(os.environ.get("ROUNDS", 20))
PACKAGES_OF_ROUNDS = 2_000  # fifty updates a day


def make_packages(cast, number: int) -> None:
    """Make packages that began one after another in the last forty days, each with a lead worker and a keyworker."""
    today = clock.today()
    people = Individual.objects.bulk_create(
        Individual(full_name=f"Person {n}", date_of_birth=datetime.date(1990, 1, 1)) for n in range(number)
    )
    starts = [today - (n % 40) * DAY for n in range(number)]
    cases = Case.objects.bulk_create(
        Case(individual=person, contract=cast.tameside, opened_on=start)
        for person, start in zip(people, starts, strict=True)
    )
    KeyworkerTerm.objects.bulk_create(
        KeyworkerTerm(individual=person, user=cast.priya, from_on=start)
        for person, start in zip(people, starts, strict=True)
    )
    packages = SupportPackage.objects.bulk_create(SupportPackage(case=case, starts_on=case.opened_on) for case in cases)
    lead = Worker.objects.get(user=cast.amara)
    Allocation.objects.bulk_create(
        Allocation(package=package, worker=lead, kind="lead", from_on=package.starts_on) for package in packages
    )


def wait_until_ready(number: int) -> None:
    """Wait until so many workers answer."""
    wait_until(lambda: len(current_app.control.ping(timeout=1)) >= number, "the workers start")


def share_updates() -> tuple[int, float]:
    """Ask the workers each minute for what is due today, as beat does, until they have raised it. Return how many
    updates they raised, and in how many seconds.
    """
    due, before, begun_at = packages_to_update(clock.today()).count(), KeyworkerUpdate.objects.count(), time.monotonic()
    minutes, seconds = 0, 0.0
    while KeyworkerUpdate.objects.count() < before + due:
        seconds = time.monotonic() - begun_at
        assert seconds < PATIENCE, "the workers should raise what is due"
        if seconds >= 60 * minutes:
            current_app.send_task("scheduler.tasks.run_sweep", ["raise keyworker updates"])
            minutes += 1
        time.sleep(0.1)
    return due, time.monotonic() - begun_at


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_two_workers_share_a_sweep_of_many_packages(settings):
    """Given packages of which a third waits for an update, as after weeks without a server, then a day's more; then
    two workers raise each once, and a round with nothing to do is short.
    """
    cast = assemble()
    make_packages(cast, PACKAGES)
    for words, shift in (("after weeks without a server", 0 * DAY), ("on an ordinary day", DAY)):
        settings.CLOCK_SHIFT = shift
        with celery_worker("casework") as one, celery_worker("urgent,casework") as other:
            wait_until_ready(2)
            raised, seconds = share_updates()
            for worker in (one, other):
                kill(worker)
        Message.objects.update(state=MessageState.SENT, sent_at=clock.now())  # an ordinary day begins with none queued
        with Redis.from_url(settings.REDIS_URL) as redis:
            redis.flushdb()
        print(f"\n{PACKAGES} packages, {words}: {raised} updates in {seconds:.1f} s")
    begun_at = time.monotonic()
    sweeps.SWEEPS["raise keyworker updates"].run(on=clock.today())
    print(f"nothing due: {time.monotonic() - begun_at:.2f} s")
    assert KeyworkerUpdate.objects.values("package").distinct().count() == KeyworkerUpdate.objects.count()
    messages = Message.objects.filter(key__startswith="update-raised:", channel="in app")
    assert messages.count() == messages.values("to", "key").distinct().count() == KeyworkerUpdate.objects.count()


def kill_half_way(due: int, before: int) -> int:
    """Start four workers, kill them when a fifth of the updates is raised, and empty Redis. Return how many are."""
    with ExitStack() as stack:
        workers = [stack.enter_context(celery_worker(name=f"worker-{number}")) for number in range(4)]
        wait_until_ready(4)
        for _ in range(2):  # once for each scheduler, which would start it within a minute
            current_app.send_task("scheduler.tasks.run_sweep", ["raise keyworker updates"])
        wait_until(lambda: KeyworkerUpdate.objects.count() >= before + due // 5, "the workers raise the first updates")
        for worker in workers:
            kill(worker)
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()
    return KeyworkerUpdate.objects.count() - before


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_schedulers_and_killed_workers_do_everything_once(settings, tmp_path):
    """Given two schedulers and four workers, day after day; when the workers are killed during the sweep and Redis is
    emptied; then other workers raise the rest: each update once, and one message of each.
    """
    cast = assemble()
    make_packages(cast, PACKAGES_OF_ROUNDS)
    sweeps.SWEEPS["raise keyworker updates"].run(on=clock.today())
    half_done = 0
    for number in range(ROUNDS):
        settings.CLOCK_SHIFT = (number + 1) * DAY
        due, before = packages_to_update(clock.today()).count(), KeyworkerUpdate.objects.count()
        with ExitStack() as stack:
            for name in ("one", "two"):
                (folder := tmp_path / f"{number}-{name}").mkdir()
                stack.enter_context(celery_scheduler(str(folder)))
            half_done += 0 < kill_half_way(due, before) < due
            others = [stack.enter_context(celery_worker(name=name)) for name in ("five", "six")]
            current_app.send_task("scheduler.tasks.run_sweep", ["raise keyworker updates"])
            wait_until(lambda total=before + due: KeyworkerUpdate.objects.count() >= total, "the rest is raised")
            for worker in others:
                kill(worker)
        assert not packages_to_update(clock.today()).exists()
    raised = KeyworkerUpdate.objects.count()
    print(f"\n{ROUNDS} rounds, {half_done} of them killed half-way: {raised} updates")
    assert KeyworkerUpdate.objects.values("package", "due_on").distinct().count() == raised
    messages = Message.objects.filter(key__startswith="update-raised:")
    assert messages.count() == messages.values("to", "key", "channel").distinct().count()
    assert half_done > ROUNDS // 2, "most rounds should be killed half-way"
