"""Answers of the profile are recorded and withdrawn; managers decide whether workers need a restricted one."""

import datetime
from collections.abc import Sequence
from typing import TypedDict

from accounts.models import User
from casework.models import Individual, NeedToKnow, ProfileAnswer
from casework.profile.enums import ANSWER_MISSING, LISTS, Answered, ProfileQuestion
from casework.profile.models import NEED_TO_KNOW_REASON_MISSING
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb


class ProfileAnswerColumns(TypedDict):
    """What came of asking a question, without how and when."""

    answered: str
    codes: Sequence[str]
    words: str


def check_profile_answer(*, question: str, answered: str, codes: Sequence[str], words: str) -> None:
    """Raise Refused for an answer without content, codes that the question's list does not have, or too many."""
    answers = LISTS[ProfileQuestion(question)]
    if answered != Answered.GIVEN:
        return
    if not codes and not words:
        raise Refused(ANSWER_MISSING, field="words")
    if set(codes) - set(answers.labels) or (len(codes) > 1 and not answers.is_multiple):
        raise Refused("Choose an answer from the list.", field="codes")
    if "none" in codes and len(codes) > 1:
        raise Refused("Choose “None” or the others, not both.", field="codes")


@verb
def record_profile_answer(
    *,
    individual: Individual,
    question: str,
    answered: str,
    how: str,
    asked_on: datetime.date,
    by: User | None,
    codes: Sequence[str] = (),
    words: str = "",
) -> ProfileAnswer:
    """Record what came of asking this question (R67). It replaces the earlier answer, which stays on file.

    Raises Refused for a future day, and as `check_profile_answer` does.
    """
    if asked_on > clock.today():
        raise Refused("The date can’t be in the future.", field="asked_on")
    if answered != Answered.GIVEN:
        codes, words = (), ""
    check_profile_answer(question=question, answered=answered, codes=codes, words=words)
    return ProfileAnswer.objects.create(
        individual=individual,
        question=question,
        answered=answered,
        codes=list(codes),
        words=words,
        list_version=LISTS[ProfileQuestion(question)].version,
        how=how,
        asked_on=asked_on,
        recorded_by=by,
    )


@verb
def withdraw_profile_answer(*, answer: ProfileAnswer, reason: str, by: User) -> ProfileAnswer:
    """Withdraw an answer that was recorded by mistake: the one before it counts again.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(answer, by=by, reason=reason)


@verb
def let_workers_know(*, individual: Individual, question: str, reason: str, by: User) -> NeedToKnow:
    """Let the workers of this person read the answer to a restricted question. Raises Refused without a reason."""
    if not reason:
        raise Refused(NEED_TO_KNOW_REASON_MISSING, field="reason")
    return NeedToKnow.objects.create(individual=individual, question=question, reason=reason, recorded_by=by)


@verb
def end_need_to_know(*, need: NeedToKnow, reason: str, by: User) -> NeedToKnow:
    """End that the workers may read it, at once. Raises NotPossible if it has ended, and Refused without a reason."""
    return strike_row(need, by=by, reason=reason)
