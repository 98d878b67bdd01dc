"""Answers of the profile are recorded and withdrawn; managers decide whether workers need a restricted one."""

import datetime
from collections.abc import Sequence

from accounts.models import User
from casework.models import Individual, NeedToKnow, ProfileAnswer
from casework.profile.enums import LISTS, Answered, ProfileQuestion
from casework.profile.models import ANSWER_MISSING, NEED_TO_KNOW_REASON_MISSING
from core import clock
from core.errors import Refused
from core.verbs import verb


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

    Raises Refused for a future day, an answer without content, codes that the question's list does not have, and
    several where it takes one.
    """
    answers = LISTS[ProfileQuestion(question)]
    if asked_on > clock.today():
        raise Refused("The date can’t be in the future.", field="asked_on")
    if answered != Answered.GIVEN:
        codes, words = (), ""
    elif not codes and not words:
        raise Refused(ANSWER_MISSING, field="words")
    if set(codes) - set(answers.labels) or (len(codes) > 1 and not answers.is_multiple):
        raise Refused("Choose an answer from the list.", field="codes")
    if "none" in codes and len(codes) > 1:
        raise Refused("Choose “None” or the others, not both.", field="codes")
    return ProfileAnswer.objects.create(
        individual=individual,
        question=question,
        answered=answered,
        codes=list(codes),
        words=words,
        list_version=answers.version,
        how=how,
        asked_on=asked_on,
        recorded_by=by,
    )


@verb
def withdraw_profile_answer(*, answer: ProfileAnswer, reason: str, by: User) -> ProfileAnswer:
    """Withdraw an answer that was recorded by mistake: the one before it counts again.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    answer = ProfileAnswer.with_struck.get_locked(answer.pk)
    answer.strike(by=by, reason=reason)
    return answer


@verb
def let_workers_know(*, individual: Individual, question: str, reason: str, by: User) -> NeedToKnow:
    """Let the workers of this person read the answer to a restricted question. Raises Refused without a reason."""
    if not reason:
        raise Refused(NEED_TO_KNOW_REASON_MISSING, field="reason")
    return NeedToKnow.objects.create(individual=individual, question=question, reason=reason, recorded_by=by)


@verb
def end_need_to_know(*, need: NeedToKnow, reason: str, by: User) -> NeedToKnow:
    """End that the workers may read it, at once. Raises NotPossible if it has ended, and Refused without a reason."""
    need = NeedToKnow.with_struck.get_locked(need.pk)
    need.strike(by=by, reason=reason)
    return need
