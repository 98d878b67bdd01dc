"""Suggest which recorded person somebody referred or imported may be. Staff decide."""

import datetime
import unicodedata
from dataclasses import dataclass, field

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, Value
from django.db.models.functions import Greatest, Lower

from casework.models import Individual
from casework.people.models import IndividualQuerySet

MOST = 5
OTHER_NUMBER = "another verified NHS number"
LEAST_LETTERS = 5  # of a whole name, written together
# The similarity of names that is enough with the same date of birth, and without it.
WEAK, STRONG = 0.25, 0.7
# Letters that Unicode does not decompose into a letter and an accent.
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@dataclass(frozen=True)
class PersonToMatch:
    """The names, date of birth and NHS number of somebody who may be recorded already."""

    full_name: str
    date_of_birth: datetime.date | None = None
    nhs_number: str = ""
    known_as: str = ""
    former_names: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Every name that they may be recorded under: former names, and the name to use with the family name."""
        family = self.full_name.split(" ")[-1]
        used = [f"{self.known_as} {family}"] if self.known_as else []
        return list(dict.fromkeys([self.full_name, *used, *self.former_names]))


def plain(text: str) -> str:
    """Return a name without accents, capitals and double spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def squashed(text: str) -> str:
    """Return the letters and digits of a name: O'Brien, O Brien and OBrien are the same."""
    return "".join(c for c in text if c.isalnum())


def swap_day_and_month(day: datetime.date | None) -> datetime.date | None:
    """Return the date with day and month exchanged, or None where that is no date or the same one."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return datetime.date(day.year, day.day, day.month)


def likely_people(person: PersonToMatch, candidates: IndividualQuerySet) -> list[tuple[Individual, str]]:
    """Return up to five of `candidates`, the likeliest first, each with the reasons why it may be the same person.

    A merged record counts as the primary record of its person.
    """
    names = [Lower(Unaccent(Value(name))) for name in person.names]
    # The stubs do not allow an expression as the text to compare with.
    similarities = [TrigramWordSimilarity(name, "names_sought") for name in names]  # type: ignore[arg-type]
    is_similar = Q()
    for name in names:
        is_similar |= Q(names_sought__trigram_word_similar=name, similarity__gte=STRONG)
    for letters in map(squashed, person.names):
        if len(letters) >= LEAST_LETTERS:
            is_similar |= Q(names_sought__contains=Lower(Unaccent(Value(letters))))
    births = [day for day in (person.date_of_birth, swap_day_and_month(person.date_of_birth)) if day]
    if births:
        is_similar |= Q(date_of_birth__in=births, similarity__gte=WEAK)
    if person.nhs_number:
        is_similar |= Q(nhs_number=person.nhs_number)
    similarity = similarities[0] if len(similarities) == 1 else Greatest(*similarities)
    rows = candidates.with_primary().annotate(similarity=similarity).filter(is_similar)
    reasons: dict[Individual, str] = {}
    for individual in rows.order_by("-similarity", "pk")[: 4 * MOST]:
        if individual.is_merged and not candidates.filter(pk=individual.primary_id).exists():
            continue
        reasons.setdefault(individual.primary, _reasons(individual, person))
    strength = {"same NHS number": 0, "same date of birth": 1}

    def place(pair: tuple[Individual, str]) -> int:
        """Return where the suggestion belongs: last where a verified number says that it is somebody else."""
        return 3 if OTHER_NUMBER in pair[1] else min(strength.get(reason, 2) for reason in pair[1].split(", "))

    pairs = sorted(reasons.items(), key=place)
    return pairs[:MOST]


def _reasons(individual: Individual, person: PersonToMatch) -> str:
    reasons = []
    if person.nhs_number and individual.nhs_number == person.nhs_number:
        reasons.append("same NHS number")
    elif person.nhs_number and individual.is_nhs_verified:
        reasons.append(OTHER_NUMBER)
    if individual.date_of_birth is None:
        pass
    elif individual.date_of_birth == person.date_of_birth:
        reasons.append("same date of birth")
    elif individual.date_of_birth == swap_day_and_month(person.date_of_birth):
        reasons.append("date of birth with day and month swapped")
    names = {squashed(plain(name)) for name in person.names}
    if squashed(plain(individual.full_name)) in names:
        reasons.append("same name")
    elif former := [name for name in individual.former_names if squashed(plain(name)) in names]:
        reasons.append(f"formerly known as {former[0]}")
    else:
        reasons.append("similar name")
    return ", ".join(reasons)
