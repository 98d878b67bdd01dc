"""How complete the profile is, by contract: counted in SQL, nothing inferred, small numbers not shown (R67)."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.enums import Permission
from accounts.models import User
from casework.models import AccessNeed, Circumstance, NoAccessNeeds, ProfileAnswer, SupportPackage
from casework.particulars.enums import ANSWERS, CircumstanceQuestion, NoAnswer
from casework.people.primary import about_same_person, primary_first, primary_of
from casework.profile.enums import LISTS, RESTRICTED, Answered, ProfileQuestion
from contracts.models import Contract

NEEDS_LABELS = {"needs": "Has access needs", "none": "Asked: none"}
# A category with fewer people is not named: somebody could be recognised.
LEAST_SHOWN = 5
# The same whether there are any: the list does not say which answers somebody gave.
OTHERS = ("Other answers", "not named")


@dataclass(frozen=True)
class QuestionCoverage:
    """How many of the people gave which kind of answer to one question, of the profile or of their circumstances."""

    question: ProfileQuestion | CircumstanceQuestion
    given: int
    prefers_not: int
    not_known: int
    not_asked: int
    categories: list[tuple[str, str]]  # label, number of people; the last row is OTHERS


@dataclass(frozen=True)
class NeedsCoverage:
    """How many of the people were asked about access needs, and how many were not."""

    asked: int
    not_asked: int
    categories: list[tuple[str, str]]  # with needs, and asked and without, as for a question


@dataclass(frozen=True)
class ContractCoverage:
    contract: Contract
    people: int
    questions: list[QuestionCoverage]
    needs: NeedsCoverage


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
    questions = [_coverage(each, count, kinds[each], codes[each]) for each in ProfileQuestion]
    questions += _circumstances(people, count, day)
    return ContractCoverage(contract, count, questions, _needs_coverage(people, count))


def _circumstances(people: QuerySet, count: int, day: datetime.date) -> list[QuestionCoverage]:
    """Return the answers about accommodation, work and carers on `day`.

    The primary record's counts first, as the record's page does.
    """
    rows = Circumstance.objects.on(day).annotate(person=primary_of("individual")).filter(person__in=people)
    order = [primary_first("individual"), F("from_on").desc(), F("pk").asc()]
    place = Window(RowNumber(), partition_by=[F("person"), F("question")], order_by=order)
    of_each = Circumstance.objects.filter(pk__in=rows.order_by().annotate(place=place).filter(place=1).values("pk"))
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    counted = of_each.order_by().values_list("question", "answer").annotate(number=Count("pk"))
    for question, answer, number in counted:
        numbers[question][answer] = number
    return [_circumstance(each, count, numbers[each]) for each in CircumstanceQuestion]


def _circumstance(question: CircumstanceQuestion, people: int, numbers: dict[str, int]) -> QuestionCoverage:
    prefers_not, not_known = (numbers.pop(each, 0) for each in (NoAnswer.NOT_SAID, NoAnswer.NOT_KNOWN))
    given = sum(numbers.values())
    return QuestionCoverage(
        question=question,
        given=given,
        prefers_not=prefers_not,
        not_known=not_known,
        not_asked=people - given - prefers_not - not_known,
        categories=_shown(dict(ANSWERS[question].choices), given, numbers),
    )


def _needs_coverage(people: QuerySet, count: int) -> NeedsCoverage:
    """Return how many of these people (primary ids) have access needs, and how many were asked and have none (R66)."""
    with_needs = _people_of(AccessNeed, people)
    without = _people_of(NoAccessNeeds, people).exclude(person__in=with_needs)
    numbers = {"needs": with_needs.distinct().count(), "none": without.distinct().count()}
    asked = sum(numbers.values())
    codes = {code: number for code, number in numbers.items() if number}
    return NeedsCoverage(asked, count - asked, _shown(NEEDS_LABELS, asked, codes))


def _people_of(model: type[AccessNeed] | type[NoAccessNeeds], people: QuerySet) -> QuerySet:
    """Return those of the people (primary ids) about whom there is such a row, not about a carer of theirs."""
    rows = model.objects.filter(relationship=None).annotate(person=primary_of("individual"))
    return rows.filter(person__in=people).order_by().values("person")


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
    return _shown(LISTS[question].labels, given, codes)


def _shown(labels: dict[str, str], given: int, codes: dict[str, int]) -> list[tuple[str, str]]:
    """Return the label and number of each category that LEAST_SHOWN people or more chose, in the order of the list.

    The others have one row together, so that a name in the list tells of nobody. None while fewer than LEAST_SHOWN
    people answered. A single small number could be found from the total, so the next smallest is not shown either.
    """
    if given < LEAST_SHOWN:
        return []
    small = {code for code, number in codes.items() if number < LEAST_SHOWN}
    others = sorted(set(codes) - small, key=lambda code: codes[code])
    hidden = small | set(others[:1]) if len(small) == 1 else small
    rows = [(label, str(codes[code])) for code, label in labels.items() if code in codes and code not in hidden]
    return [*rows, OTHERS]
