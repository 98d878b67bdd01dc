"""The sections of an update that come from the records: figures with the rows behind them, and lines of text.

Until the update is sent they are computed each time; at sending they are saved with it and do not change.
"""

import datetime
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class UpdateFigure:
    """One figure: `ids` are the rows counted, of the kind `rows`; "" where there is no list behind it."""

    key: str
    label: str
    value: str
    rows: str = ""
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class UpdateSection:
    title: str
    figures: list[UpdateFigure] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RecordSections:
    """The sections, and the days that they cover, both inclusive."""

    from_on: datetime.date
    last_on: datetime.date
    sections: list[UpdateSection]

    def figure(self, key: str) -> UpdateFigure | None:
        """Return the figure with this key that has rows behind it, or None."""
        figures = (figure for section in self.sections for figure in section.figures)
        return next((figure for figure in figures if figure.key == key and figure.rows), None)

    def without(self, ids: Collection[str]) -> "RecordSections":
        """Return the sections without the figures that are about one of these rows, and without those left empty."""
        sections = []
        for section in self.sections:
            figures = [figure for figure in section.figures if not {*figure.ids} & {*ids}]
            if figures or section.lines:
                sections.append(replace(section, figures=figures))
        return replace(self, sections=sections)

    def to_json(self) -> dict[str, Any]:
        """Return what is saved with the update."""
        days = {"from_on": self.from_on.isoformat(), "last_on": self.last_on.isoformat()}
        return {**days, "sections": [asdict(section) for section in self.sections]}

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> "RecordSections":
        """Return what `to_json` saved."""
        sections = [
            UpdateSection(each["title"], [UpdateFigure(**figure) for figure in each["figures"]], each["lines"])
            for each in saved["sections"]
        ]
        from_on, last_on = (datetime.date.fromisoformat(saved[name]) for name in ("from_on", "last_on"))
        return cls(from_on, last_on, sections)


def texts_of_ids(ids: list[UUID]) -> list[str]:
    """Return the ids as they are saved."""
    return [str(pk) for pk in ids]
