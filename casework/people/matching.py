"""Who of the people known already might be somebody who is referred or taken in. Suggested, never decided here."""

import datetime
import unicodedata
from dataclasses import dataclass, field

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, Value
from django.db.models.functions import Greatest, Lower

from casework.models import Individual

MOST = 5
# With the same date of birth a faint likeness of names is worth showing; alone, a name must be much alike.
FAINT, STRONG = 0.25, 0.7


# Letters that do not come apart into a letter and its accent.
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@dataclass(frozen=True)
class Particulars:
    """What is known of somebody to be matched."""

    full_name: str
    date_of_birth: datetime.date | None = None
    nhs_number: str = ""
    known_as: str = ""
    former_names: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Every name they may be recorded under: former ones, and the name to use with the family name."""
        family = self.full_name.split(" ")[-1]
        used = [f"{self.known_as} {family}"] if self.known_as else []
        return list(dict.fromkeys([self.full_name, *used, *self.former_names]))


def plain(text: str) -> str:
    """A name without accents, capitals and double spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def swapped(day: datetime.date | None) -> datetime.date | None:
    """The date with day and month in each other's place, where that is another date."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return datetime.date(day.year, day.day, day.month)


def likely_people(who: Particulars, among) -> list[tuple[Individual, str]]:
    """Up to five people of the queryset `among`, the likeliest first, with why each may be the same.

    A merged record stands for the primary record of its person.
    """
    sought = [Lower(Unaccent(Value(name))) for name in who.names]
    likeness = [TrigramWordSimilarity(name, "names_sought") for name in sought]
    same = Q()
    for name in sought:
        same |= Q(names_sought__trigram_word_similar=name, likeness__gte=STRONG)
    births = [day for day in (who.date_of_birth, swapped(who.date_of_birth)) if day]
    if births:
        same |= Q(date_of_birth__in=births, likeness__gte=FAINT)
    if who.nhs_number:
        same |= Q(nhs_number=who.nhs_number)
    best = likeness[0] if len(likeness) == 1 else Greatest(*likeness)
    found = among.annotate(likeness=best).filter(same).with_primary().order_by("-likeness", "pk")
    reasons: dict[Individual, str] = {}
    for person in found[: 4 * MOST]:
        if person.is_merged and not among.filter(pk=person.primary_id).exists():
            continue
        reasons.setdefault(person.primary, _why(person, who))
    strength = {"same NHS number": 0, "same date of birth": 1}
    ordered = sorted(reasons.items(), key=lambda pair: min(strength.get(why, 2) for why in pair[1].split(", ")))
    return ordered[:MOST]


def _why(person: Individual, who: Particulars) -> str:
    reasons = []
    if who.nhs_number and person.nhs_number == who.nhs_number:
        reasons.append("same NHS number")
    if person.date_of_birth == who.date_of_birth:
        reasons.append("same date of birth")
    elif person.date_of_birth == swapped(who.date_of_birth):
        reasons.append("date of birth with day and month swapped")
    names = {plain(name) for name in who.names}
    if plain(person.full_name) in names:
        reasons.append("same name")
    elif former := [name for name in person.former_names if plain(name) in names]:
        reasons.append(f"known before as {former[0]}")
    else:
        reasons.append("similar name")
    return ", ".join(reasons)
