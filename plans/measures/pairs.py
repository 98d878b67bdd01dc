"""The questions, and the first and last result of each measure in the same version."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plans.enums import ONS4_QUESTIONS, MeasureKind
from plans.models import MeasureScore

# Lowest and highest score, both inclusive, from the publishers.
RANGES: dict[str, tuple[Decimal, Decimal]] = {
    MeasureKind.DIALOG: (Decimal(1), Decimal(7)),
    MeasureKind.REQOL: (Decimal(0), Decimal(40)),
    MeasureKind.SWEMWBS: (Decimal(7), Decimal(35)),
    MeasureKind.RECOVERY_STAR: (Decimal(1), Decimal(10)),
}

# The four personal wellbeing questions of the Office for National Statistics, under the Open Government Licence v3.0.
QUESTIONS = {
    "satisfied": "Overall, how satisfied are you with your life nowadays?",
    "worthwhile": "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
    "happy": "Overall, how happy did you feel yesterday?",
    "anxious": "Overall, how anxious did you feel yesterday?",
}
LOWER_IS_BETTER = QUESTIONS["anxious"]  # of every other question and measure, more is better
ENDS = "0 is “not at all”, 10 is “completely”"
SOURCE = "Office for National Statistics, personal wellbeing questions, Open Government Licence v3.0"


@dataclass(frozen=True)
class Pair:
    """The first and the last result (day, value) of one measure or question; the same result if there is only one."""

    label: str
    first: tuple[datetime.date, Decimal | int]
    last: tuple[datetime.date, Decimal | int]
    count: int

    @property
    def change(self) -> Decimal | int | None:
        """The last value minus the first; None if there is only one."""
        return self.last[1] - self.first[1] if self.count > 1 else None

    @property
    def change_words(self) -> str:
        """The change in words, such as "3 higher (worse)"; "" if there is only one result."""
        if self.change is None:
            return ""
        if not self.change:
            return "No change"
        is_better = (self.change < 0) == (self.label == LOWER_IS_BETTER)
        return f"{abs(self.change)} {'higher' if self.change > 0 else 'lower'} ({'better' if is_better else 'worse'})"


def pairs(scores: Iterable[MeasureScore]) -> list[Pair]:
    """Return a pair for each measure and question, from `scores` in the order of their days. Gaps are left out."""
    results: dict[str, list[tuple[datetime.date, Decimal | int]]] = {}
    for score in scores:
        for label, value in _values(score):
            results.setdefault(label, []).append((score.taken_on, value))
    return [Pair(label, values[0], values[-1], len(values)) for label, values in results.items()]


def _values(score: MeasureScore) -> list[tuple[str, Decimal | int]]:
    if score.kind == MeasureKind.ONS4:
        answers = [(QUESTIONS[name], getattr(score, name)) for name in ONS4_QUESTIONS]
        return [(label, value) for label, value in answers if value is not None]
    if score.score is None:  # the database refuses such a row
        return []
    return [(f"{score.get_kind_display()}, {score.version}", score.score)]
