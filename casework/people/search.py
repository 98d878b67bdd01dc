"""Find a person by what somebody on the telephone says: a name, a reference, a number or a date of birth."""

import datetime
import re
from uuid import UUID

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from accounts.models import User
from casework.enums import ContactKind
from casework.models import ContactPoint, CouncilReference, Individual
from casework.people.matching import squashed
from casework.people.search_columns import telephone_digits
from design.fields import DayField

MOST_MATCHES = 20
NHS_NUMBER_DIGITS = 10
LEAST_TELEPHONE_DIGITS = 6
LEAST_LETTERS = 3  # of a name written together, as OBrien


def find_people(user: User, words: str) -> list[Individual]:
    """Return up to 20 people whom `user` may find, the most alike first; of a merged record its primary record.

    `words` is a name, present or former, with or without its punctuation and spaces; our reference or a council's; a
    telephone number or the end of one, six digits or more; an NHS number; or a date of birth, as 27/3/1986, 27 March
    1986 or 1986-03-27.
    """
    findable = Individual.objects.findable_by(user)
    of_council = CouncilReference.objects.filter(reference__iexact=words.strip()).values("individual")
    is_like = Q(reference__iexact=words) | Q(pk__in=of_council) | is_named(words)
    digits = digits_of(words)
    if len(digits) == NHS_NUMBER_DIGITS:
        is_like |= Q(nhs_number=digits)
    if len(digits) >= LEAST_TELEPHONE_DIGITS:
        is_like |= Q(pk__in=_with_telephone(digits))
    if born_on := _date(words):
        is_like |= Q(date_of_birth=born_on)
    rows = findable.filter(is_like).annotate(likeness=likeness(words)).order_by("-likeness", "pk")[:MOST_MATCHES]
    primary_ids = list(dict.fromkeys(person.primary_id for person in rows))
    return sorted(findable.filter(pk__in=primary_ids), key=lambda person: primary_ids.index(person.pk))


def is_named(words: str) -> Q:
    """Return a Q for the rows whose `names_sought` has these words, with or without their punctuation and spaces."""
    normal_words = Lower(Unaccent(Value(words)))
    has_name = Q(names_sought__contains=normal_words) | Q(names_sought__trigram_word_similar=normal_words)
    if len(squashed(words)) >= LEAST_LETTERS:
        has_name |= Q(names_sought__contains=Lower(Unaccent(Value(squashed(words)))))
    return has_name


def likeness(words: str) -> TrigramWordSimilarity:
    """Return the expression for how like the words the `names_sought` of a row are."""
    normal_words = Lower(Unaccent(Value(words)))
    return TrigramWordSimilarity(normal_words, "names_sought")  # type: ignore[arg-type]  # takes expressions, too


def digits_of(words: str) -> str:
    """Return the digits of a number written with spaces, dots, brackets or hyphens; nothing for other words.

    The code of the United Kingdom becomes the 0 that is dialled within it.
    """
    if not re.fullmatch(r"\+?[0-9 .()\-]+", words.strip()):
        return ""
    digits = re.sub(r"\D", "", words)
    return re.sub("^(0044|44)0?", "0", digits) if words.strip().startswith(("+44", "0044")) else digits


def ending_with(digits: str) -> Q:
    """Return a Q for the rows whose number, as `digits_backwards`, ends with these digits."""
    return Q(digits_backwards__startswith=digits.removeprefix("0")[::-1])


def _with_telephone(digits: str) -> QuerySet[ContactPoint, UUID]:
    """Return the ids of the people whose number ends with `digits`, however it was written."""
    numbers = ContactPoint.objects.filter(kind__in=[ContactKind.TELEPHONE, ContactKind.TEXT])
    points = numbers.annotate(digits_backwards=telephone_digits("value"))
    return points.filter(ending_with(digits)).values_list("individual", flat=True)


def _date(words: str) -> datetime.date | None:
    """Return the date that `words` writes as day, month, year or as year-month-day; None if it writes none."""
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", words.strip()):
        parts = words.strip().split("-")[::-1]
    else:
        parts = re.split(r"[ ./\-]+", words.strip())
    try:
        return DayField(required=False).clean(parts) if len(parts) == 3 else None
    except ValidationError:
        return None
