import datetime
import threading

import pytest
from django.conf import settings

from core import clock
from tests import instant, processes

UTC = datetime.UTC


def utc(*parts) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (utc(2027, 1, 31, 23, 59), datetime.date(2027, 1, 31)),
        (utc(2027, 7, 31, 22, 59), datetime.date(2027, 7, 31)),
        (utc(2027, 7, 31, 23, 0), datetime.date(2027, 8, 1)),  # summer: London is an hour ahead
        (utc(2027, 3, 28, 0, 30), datetime.date(2027, 3, 28)),
        (utc(2027, 10, 30, 23, 30), datetime.date(2027, 10, 31)),
    ],
)
def test_a_day_is_the_date_in_london(instant, day):
    assert clock.day_of(instant) == day
    with clock.frozen_at(instant):
        assert clock.today() == day


def test_an_instant_is_found_from_local_time():
    winter, summer, nine = datetime.date(2027, 1, 4), datetime.date(2027, 6, 4), datetime.time(9)
    assert clock.instant_on(winter, nine) == utc(2027, 1, 4, 9)
    assert clock.instant_on(summer, nine) == utc(2027, 6, 4, 8)


def test_a_time_that_does_not_exist_is_refused():
    """Given the night on which the clocks go forward; then half past one does not exist."""
    with pytest.raises(ValueError, match="01:30 does not exist on 2027-03-28"):
        clock.instant_on(datetime.date(2027, 3, 28), datetime.time(1, 30))


def test_a_repeated_time_means_the_first():
    """Given the night on which the clocks go back; then half past one means the earlier one."""
    assert clock.instant_on(datetime.date(2027, 10, 31), datetime.time(1, 30)) == utc(2027, 10, 31, 0, 30)


def test_the_day_of_a_clock_change_has_another_length():
    def day_length(day):
        midnight = datetime.time(0)
        return clock.instant_on(day + datetime.timedelta(days=1), midnight) - clock.instant_on(day, midnight)

    assert day_length(datetime.date(2027, 3, 28)) == datetime.timedelta(hours=23)
    assert day_length(datetime.date(2027, 10, 31)) == datetime.timedelta(hours=25)
    assert day_length(datetime.date(2027, 6, 1)) == datetime.timedelta(hours=24)


def test_the_clock_is_frozen_for_one_block_only():
    outer, inner = utc(2026, 5, 1, 10), utc(2026, 6, 1, 10)
    with clock.frozen_at(outer):
        with clock.frozen_at(inner):
            assert clock.now() == inner
        assert clock.now() == outer
    assert clock.now().year != 2026 or abs(clock.now() - outer) > datetime.timedelta(0)
    assert clock.now().tzinfo == UTC


def test_the_clock_is_restored_after_an_error():
    before = clock.now()
    with pytest.raises(RuntimeError), clock.frozen_at(utc(1999, 1, 1)):
        raise RuntimeError
    assert clock.now() >= before


# The test clock


@pytest.fixture
def another_instant(monkeypatch):
    """Set another test instant and restore the usual one afterwards."""

    def set_instant(text: str) -> None:
        monkeypatch.setenv("CASEWORK_TEST_INSTANT", text)
        instant.set_clock()

    yield set_instant
    monkeypatch.undo()
    instant.set_clock()


def test_time_runs_on_from_the_test_instant(another_instant):
    another_instant("2026-12-31T23:30")
    first, second = clock.now(), clock.now()

    assert utc(2026, 12, 31, 23, 30) <= first < second < utc(2026, 12, 31, 23, 31)


def test_an_offset_names_the_second_of_a_repeated_time():
    first, second = instant.parse("2026-10-25T01:30"), instant.parse("2026-10-25T01:30+00:00")
    assert second - first == datetime.timedelta(hours=1)


def test_other_threads_and_processes_begin_at_the_same_instant(another_instant, db):
    """Given a thread that serves pages and a started process; then both begin at the test instant."""
    another_instant("2027-07-01T00:30")
    days = []
    thread = threading.Thread(target=lambda: days.append(clock.today()))
    thread.start()
    thread.join()
    shift = datetime.timedelta(seconds=float(processes.environment()["CLOCK_SHIFT"]))

    assert days == [datetime.date(2027, 7, 1)]
    assert shift == settings.CLOCK_SHIFT
