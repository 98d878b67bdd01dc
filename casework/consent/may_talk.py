"""What the person said about talking with somebody close, from the newest decision under each of their records."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casework.consent.enums import ConsentAnswer, MayTalk


@dataclass(frozen=True)
class TalkDecision:
    """The newest decision about talking with somebody close, of one record. `name` is in small letters."""

    name: str
    is_given: bool
    decided_at: datetime.datetime


def newest_decisions(rows: Iterable[dict[str, Any]], day: datetime.date) -> tuple[TalkDecision, ...]:
    """Return the newest decision about each of those close to the person. The newest rows come first.

    A "yes" counts only while they are close to the person, on `day`; a "no" counts longer.
    """
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        newest.setdefault(row["pk"], row)
    return tuple(_decision(row) for row in newest.values() if not _is_given(row) or _is_close(row, day.isoformat()))


def _decision(row: dict[str, Any]) -> TalkDecision:
    decided_at = datetime.datetime.fromisoformat(row["decided_at"])
    return TalkDecision(row["name"].casefold(), _is_given(row), decided_at)


def _is_given(row: dict[str, Any]) -> bool:
    return bool(row["answer"] == ConsentAnswer.GIVEN)


def _is_close(row: dict[str, Any], on: str) -> bool:
    return row["from_on"] <= on and (row["until_on"] is None or row["until_on"] > on)


def may_talk(name: str, decisions: Iterable[TalkDecision], merged_at: datetime.datetime | None) -> MayTalk:
    """Return what the decisions about everybody called `name` say together.

    A "no" under one record counts for all of them, until the person agrees again: later than that "no" and than the
    merge (decision 13).
    """
    about = [decision for decision in decisions if decision.name == name.casefold()]
    if not about:
        return MayTalk.NOT_ASKED
    refused_at = max((decision.decided_at for decision in about if not decision.is_given), default=None)
    agreed_at = max((decision.decided_at for decision in about if decision.is_given), default=None)
    if agreed_at is None:
        return MayTalk.NO
    if refused_at is None or (agreed_at > refused_at and (merged_at is None or agreed_at > merged_at)):
        return MayTalk.YES
    return MayTalk.NO
