"""The questions about who the person is, as a referral asks them: one field a question, "not asked" if left empty."""

from collections.abc import Iterator, Mapping
from typing import Any

from casework.profile.enums import LISTS, OPEN_QUESTIONS, Answered, ProfileQuestion, answer_text
from casework.services import ProfileAnswerColumns

# What is chosen instead of an answer. Nothing chosen: not asked.
NO_ANSWERS = (Answered.PREFERS_NOT, Answered.NOT_KNOWN)
Profile = Mapping[str, ProfileAnswerColumns]


def field_of(question: ProfileQuestion) -> str:
    """Return the name of the form field of a question."""
    return f"profile_{question.name.lower()}"


def words_field_of(question: ProfileQuestion) -> str:
    """Return the name of the form field with the words of a question that has no list."""
    return f"{field_of(question)}_words"


def first_values(profile: Profile) -> dict[str, Any]:
    """Return the answers as first values of the form."""
    values: dict[str, Any] = {}
    for question in OPEN_QUESTIONS:
        answer = profile.get(question.value)
        if answer is None:
            continue
        is_given = answer["answered"] == Answered.GIVEN
        chosen = list(answer["codes"]) if is_given and LISTS[question].groups else [answer["answered"]]
        values[field_of(question)] = chosen if LISTS[question].is_multiple else chosen[0]
        if not LISTS[question].groups:
            values[words_field_of(question)] = answer["words"]
    return values


def profile_of(data: Mapping[str, Any]) -> dict[str, ProfileAnswerColumns]:
    """Return the cleaned data of the form as the referral stores it, without the questions that were not asked."""
    profile: dict[str, ProfileAnswerColumns] = {}
    for question in OPEN_QUESTIONS:
        value = data.get(field_of(question))
        chosen = [value] if isinstance(value, str) else list(value or [])
        chosen = [each for each in chosen if each]
        if not chosen:
            continue
        answered = next((each for each in NO_ANSWERS if each in chosen), Answered.GIVEN)
        is_given = answered == Answered.GIVEN
        if is_given and not LISTS[question].groups and not data.get(words_field_of(question)):
            continue  # saved to be finished later
        profile[question.value] = {
            "answered": answered.value,
            "codes": chosen if is_given and LISTS[question].groups else [],
            "words": data.get(words_field_of(question), "") if is_given else "",
        }
    return profile


def rows_of_profile(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield question and answer in words, in the order of the questions."""
    for question in OPEN_QUESTIONS:
        answer = profile.get(question.value)
        if answer is not None:
            yield str(question.label), answer_text(question, **answer)
