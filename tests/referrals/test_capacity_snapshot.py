"""The lines of the workers add up to the figures of a capacity notice, whatever the hours, limits and obstacles."""

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st

from casework.allocation.capacity import Load
from design import formatting
from referrals.capacity_snapshot import figure_rows, snapshot_of

MINUTES = st.integers(0, 60 * 60)
LOADS = st.builds(
    Load,
    worker=st.sampled_from(["Amara Okafor", "Lewis Hart", "Tess Novak"]),
    contracted=MINUTES,
    committed=MINUTES,
    people=st.integers(0, 9),
    obstacles=st.sampled_from([(), ("Induction not complete",), ("Away (annual leave)", "No DBS check recorded")]),
    ceiling=st.none() | MINUTES,
    away=MINUTES,
    free_in_all=st.none() | st.integers(-60 * 60, 60 * 60),
)
PARTS = {
    "contracted": "Contracted hours a week",
    "away": "Average weekly absence, next four weeks",
    "allocated": "Hours allocated to people",
    "free": "Free hours (available staff)",
}
DAY = datetime.date(2026, 11, 30)


def minutes_in(words: str) -> int:
    """Return the minutes of "1 h 30 min", "45 min" or "6 h"."""
    units = {"h": 60, "min": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+) (h|min)", words))


def part_of(line: str, name: str) -> int:
    """Return the minutes of one part of a worker's line; 0 where the line has no such part."""
    parts = re.sub(r" \(.*", "", line.partition(": ")[2]).split(", ", 5)
    found = [part for part in parts if re.fullmatch(rf"[\d hmin]+ {name}", part)]
    return minutes_in(found[0]) if found else 0


@given(loads=st.lists(LOADS, max_size=6))
def test_the_lines_sum_to_the_figures_and_the_figures_add_up(loads):
    snapshot = snapshot_of(loads, wanted=0, on=DAY, waiting=0)
    rows = dict(figure_rows(snapshot))
    for name, label in PARTS.items():
        total = sum(part_of(line, name) for line in snapshot.lines)
        assert rows[label] == formatting.hours(total), name
    left = sum(minutes_in(m[1]) for line in snapshot.lines if (m := re.search(r"([\d hmin]+) left, for no one", line)))
    over = sum(minutes_in(m[1]) for line in snapshot.lines if (m := re.search(r"([\d hmin]+) too many", line)))
    (label,) = [label for label in rows if "no one new" in label or "beyond" in label]
    rest = minutes_in(rows[label]) * (-1 if "beyond" in label else 1)
    assert rest == left - over
    assert snapshot.contracted - snapshot.away - snapshot.committed - rest == snapshot.free
    assert snapshot.most_free <= snapshot.free
