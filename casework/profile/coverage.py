"""How complete the profile is, by contract: counted in SQL, nothing inferred, small numbers not shown (R67)."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet

from accounts.enums import Permission
from accounts.models import User
from casework.models import ProfileAnswer, SupportPackage
from casework.people.primary import about_same_person, primary_of
from casework.profile.enums import LISTS, RESTRICTED, Answered, ProfileQuestion
from contracts.models import Contract

# A category with fewer people is not shown: somebody could be recognised.
LEAST_SHOWN = 5


@dataclass(frozen=True)
class QuestionCoverage:
    """How many of the people gave which kind of answer to one question."""

    question: ProfileQuestion
    given: int
    prefers_not: int
    not_known: int
    not_asked: int
    categories: list[tuple[str, str]]  # label, number of people or "fewer than 5"


@dataclass(frozen=True)
class ContractCoverage:
    contract: Contract
    people: int
    questions: list[QuestionCoverage]


def coverage_of(contract: Contract, user: User, day: datetime.date) -> ContractCoverage:
    """Return the answers about the people whom the contract supports on `day`, without those hidden from `user`.

    Merged records are one person, and the newest answer of any of them counts.
    """
    packages = SupportPackage.objects.allowing(user, Permission.EDIT_PERSON).filter(case__contract=contract).on(day)
    people = packages.order_by().values(person=primary_of("case__individual")).distinct()
    answers = _newest_of(people)
    kinds: dict[str, dict[str, int]] = defaultdict(dict)
    for question, answered, number in answers.values_list("question", "answered").annotate(number=Count("pk")):
        kinds[question][answered] = number
    codes = _people_by_code(answers)
    count = people.count()
    return ContractCoverage(
        contract, count, [_coverage(each, count, kinds[each], codes[each]) for each in ProfileQuestion]
    )


def _newest_of(people: QuerySet) -> QuerySet[ProfileAnswer]:
    """Return the newest answer of each of these people (primary ids) to each question."""
    of_people = ProfileAnswer.objects.annotate(person=primary_of("individual")).filter(person__in=people)
    of_person = ProfileAnswer.objects.filter(about_same_person("individual", "individual"))
    newer = of_person.filter(
        Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk")),
        question=OuterRef("question"),
    )
    return of_people.filter(~Exists(newer)).order_by()


def _people_by_code(answers: QuerySet[ProfileAnswer]) -> dict[str, dict[str, int]]:
    """Return question → code → number of people, without the restricted questions."""
    codes = answers.exclude(question__in=RESTRICTED).annotate(
        code=Func(F("codes"), function="unnest", output_field=CharField())
    )
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for question, code, number in codes.values_list("question", "code").annotate(number=Count("pk")):
        people[question][code] = number
    return people


def _coverage(question: ProfileQuestion, people: int, kinds: dict[str, int], codes: dict[str, int]) -> QuestionCoverage:
    given, prefers_not, not_known = (
        kinds.get(each, 0) for each in (Answered.GIVEN, Answered.PREFERS_NOT, Answered.NOT_KNOWN)
    )
    return QuestionCoverage(
        question=question,
        given=given,
        prefers_not=prefers_not,
        not_known=not_known,
        not_asked=people - given - prefers_not - not_known,
        categories=_categories(question, given, codes),
    )


def _categories(question: ProfileQuestion, given: int, codes: dict[str, int]) -> list[tuple[str, str]]:
    """Return the label and number of each category that somebody chose, in the order of the list.

    None while fewer than LEAST_SHOWN people answered. A single small number could be found from the total, so the next
    smallest is not shown either.
    """
    if given < LEAST_SHOWN:
        return []
    small = {code for code, number in codes.items() if number < LEAST_SHOWN}
    others = sorted(set(codes) - small, key=lambda code: codes[code])
    hidden = small | set(others[:1]) if len(small) == 1 else small
    labels = LISTS[question].labels
    return [
        (label, "not shown" if code in hidden else str(codes[code])) for code, label in labels.items() if code in codes
    ]
