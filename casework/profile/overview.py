"""The profile of one person, as far as a user may read it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Individual, NeedToKnow, ProfileAnswer
from casework.profile.enums import LISTS, RESTRICTED, ProfileQuestion


@dataclass
class ProfileRow:
    """A question with its answer and the earlier ones. Without an answer nobody has asked."""

    question: ProfileQuestion
    why: str
    answer: ProfileAnswer | None = None
    earlier: list[ProfileAnswer] = field(default_factory=list)
    need_to_know: NeedToKnow | None = None

    @property
    def is_restricted(self) -> bool:
        return self.question.is_restricted


def questions_for(user: User, individual: Individual) -> list[ProfileQuestion]:
    """Return the questions about this person that `user` may read and ask: a restricted one only where they may."""
    if can(user, Permission.READ_RESTRICTED_PROFILE, individual):
        return list(ProfileQuestion)
    needed = set(NeedToKnow.objects.filter(individual=individual).values_list("question", flat=True))
    return [each for each in ProfileQuestion if each not in RESTRICTED or each in needed]


def profile_rows(questions: list[ProfileQuestion], answers: Any) -> list[ProfileRow]:
    """Return a row for each of `questions`, from the `answers` of one person that the user may read."""
    rows = {each.value: ProfileRow(each, LISTS[each].why) for each in questions}
    asked = answers.filter(question__in=rows).select_related("recorded_by")
    for answer in asked.order_by("-recorded_at", "-pk"):
        row = rows[answer.question]
        if row.answer is None:
            row.answer = answer
        else:
            row.earlier.append(answer)
    return list(rows.values())


def question_named(slug: str) -> ProfileQuestion:
    """Return the question of an address. Raises Http404 for one that is unknown."""
    question = next((each for each in ProfileQuestion if each.slug == slug), None)
    if question is None:
        raise Http404
    return question


def initial_of(newest: ProfileAnswer | None, question: ProfileQuestion) -> dict[str, Any]:
    """Return the newest answer as initial values of the form."""
    if newest is None:
        return {}
    codes = newest.codes if LISTS[question].is_multiple else (newest.codes or [""])[0]
    return {"answered": newest.answered, "codes": codes, "words": newest.words}
