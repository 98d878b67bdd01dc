"""Whoever rings is searched for among ten thousand people by indexes, and not row by row."""

import re

import pgtrigger
import pytest
from django.db import connection

from casework.people.search import find_people
from casework.people.search_close import search_close

PEOPLE = 10_000
MAKE_PEOPLE = """
    INSERT INTO casework_individual
        (id, recorded_at, revision, reference, full_name, known_as, former_names, nhs_verified_how, visit_warning,
         access_notes, worker_gender_wish, worker_language_wish)
    SELECT gen_random_uuid(), now(), 1, 'T-' || number, 'Person ' || md5(number::text), '', '{{}}', '', '', '', '', ''
      FROM generate_series(1, {number}) AS number
"""
MAKE_RELATIONSHIPS = """
    INSERT INTO casework_relationship
        (id, recorded_at, individual_id, kind, name, telephone, email, note, contact_safety, knows_of_support, from_on,
         struck_reason)
    SELECT gen_random_uuid(), now(), id, 'family', 'Close to ' || md5(reference), '0' || (1632000000 + row_number()
           OVER ()), '', '', 'not asked', 'not known', date '2026-01-01', ''
      FROM casework_individual
     WHERE starts_with(reference, 'T-')
"""


@pytest.fixture
def ten_thousand(cast):
    with connection.cursor() as cursor:
        with pgtrigger.ignore():  # no history
            cursor.execute(MAKE_PEOPLE.format(number=PEOPLE))
            cursor.execute(MAKE_RELATIONSHIPS)
        cursor.execute("ANALYZE casework_individual, casework_relationship")
    return cast


def plan_of(queryset) -> str:
    return queryset.explain(analyze=True)


def milliseconds(plan: str) -> float:
    return float(re.search(r"Execution Time: ([\d.]+) ms", plan)[1])


@pytest.mark.parametrize("words", ["Ursula Brandt", "O'Brien", "01632 960188", "960188"])
def test_who_is_close_is_found_by_an_index(ten_thousand, words):
    plan = plan_of(search_close(ten_thousand.ben, words).relationships)
    print(words, milliseconds(plan), "ms")
    assert "Seq Scan on casework_relationship" not in plan, plan


def test_who_is_close_is_found_among_them(ten_thousand, django_assert_max_num_queries):
    close = ten_thousand.individual.relationships.model.objects
    row = close.create(
        individual=ten_thousand.individual,
        kind="family",
        name="Ursula Brandt",
        telephone="01632 960188",
        from_on=ten_thousand.today,
        recorded_by=ten_thousand.ben,
    )
    for words in ("ursula brandt", "01632 960188"):
        assert list(search_close(ten_thousand.ben, words).relationships) == [row]
    assert find_people(ten_thousand.ben, "Maya Lindqvist") == [ten_thousand.individual]
