"""Matching people already known: by every name, with and without accents, by birth and by NHS number."""

import datetime

import pytest

from casework.models import Individual
from casework.people.matching import PersonToMatch, likely_people, swap_day_and_month
from casework.people.search import find_people
from casework.services import merge

BORN = datetime.date(1987, 5, 4)


@pytest.fixture
def zoe(cast) -> Individual:
    return Individual.objects.create(
        full_name="Zoë Hałas-Brennan",
        known_as="Bren",
        former_names=["Zoë Pemberton"],
        date_of_birth=BORN,
        nhs_number="9990000026",
        recorded_by=cast.ben,
    )


def matches(**particulars) -> list:
    return likely_people(PersonToMatch(**particulars), Individual.objects.all())


@pytest.mark.parametrize(
    ("particulars", "why"),
    [
        ({"full_name": "zoe halas-brennan"}, "same name"),
        ({"full_name": "Zoe Halas Brenan", "date_of_birth": BORN}, "same date of birth, similar name"),
        ({"full_name": "Zoe Pemberton"}, "formerly known as Zoë Pemberton"),
        ({"full_name": "Zo Other", "former_names": ["Zoe Pemberton"]}, "formerly known as Zoë Pemberton"),
        ({"full_name": "X Y", "nhs_number": "9990000026"}, "same NHS number, similar name"),
        (
            {"full_name": "Zoe Halas", "date_of_birth": datetime.date(1987, 4, 5)},
            "date of birth with day and month swapped, similar name",
        ),
    ],
)
def test_a_match_has_its_reason(zoe, particulars, why):
    assert matches(**particulars) == [(zoe, why)]


def test_a_dissimilar_person_is_not_matched(zoe):
    assert matches(full_name="Idris Farah", date_of_birth=datetime.date(1987, 5, 5)) == []


def test_an_nhs_number_outranks_a_name(cast, zoe):
    twin = Individual.objects.create(full_name="Zoë Hałas-Brennan", date_of_birth=datetime.date(1950, 1, 1))
    ordered = [person for person, _ in matches(full_name="Zoe Halas-Brennan", nhs_number="9990000026")]
    assert ordered == [zoe, twin]


def test_a_merged_record_counts_as_the_primary_one(cast, zoe):
    """Given two merged records; when the duplicate's name is searched; then the primary record is suggested."""
    other = Individual.objects.create(full_name="Bryony Castle", date_of_birth=BORN)
    merge(duplicate=other, into=zoe, reason="Same NHS number on both letters", by=cast.ben)
    assert [person for person, _ in matches(full_name="Bryony Castle")] == [zoe]
    without = Individual.objects.exclude(pk=zoe.pk)
    assert likely_people(PersonToMatch(full_name="Bryony Castle"), without) == []


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (datetime.date(1987, 5, 4), datetime.date(1987, 4, 5)),
        (datetime.date(1987, 5, 5), None),
        (datetime.date(1987, 5, 13), None),
        (None, None),
    ],
)
def test_a_swapped_day_and_month_is_matched(day, other):
    assert swap_day_and_month(day) == other


SPELLINGS = ["O'Brien", "O’Brien", "OBrien", "O Brien", "o-brien"]


@pytest.mark.parametrize("recorded", ["Niamh O'Brien", "Niamh OBrien", "Niamh O Brien", "Niamh Ng'ang'a-O'Brien"])
@pytest.mark.parametrize("sought", SPELLINGS)
def test_a_name_is_found_however_it_is_punctuated(cast, recorded, sought):
    niamh = Individual.objects.create(full_name=recorded, date_of_birth=BORN, recorded_by=cast.ben)
    Individual.objects.filter(pk=cast.individual.pk).update(full_name=recorded)
    assert cast.individual in find_people(cast.ben, sought)
    assert (niamh, "same date of birth, same name") in matches(
        full_name=recorded.replace("O'Brien", sought).replace("OBrien", sought).replace("O Brien", sought),
        date_of_birth=BORN,
    )


def test_short_words_are_not_written_together(cast):
    Individual.objects.filter(pk=cast.individual.pk).update(full_name="Gabe Long")
    assert find_people(cast.ben, "a b") == []
