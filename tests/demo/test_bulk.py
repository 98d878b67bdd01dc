"""Bulk data: people by the thousand, the same for the same seed, as services and sweeps would have left them."""

import os

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import FileField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.hospital.hold_calculation import recompute
from casework.models import Hold, Individual, SupportPackage
from casework.services import end_expired_holds
from core import clock
from core.duties import expire_ended
from demo.bulk.gathering import ORDER, add_people
from referrals.models import Referral
from reviews.services import raise_updates
from tests.architecture import RANK

pytestmark = pytest.mark.django_db

FEW, MANY = 50, 10_000 if os.environ.get("SOAK") else 500
LISTS = (("people", "ben"), ("people", "gwen"), ("referrals", "ben"))


def read_all_rows() -> dict[str, list]:
    """Return the rows of every table by key, as text. Through tables have keys made by the database, files no name."""
    rows = {}
    for model in apps.get_models():
        if model._meta.app_label in RANK and model in ORDER:
            columns = (field for field in model._meta.concrete_fields if not field.generated)
            fields = [field.attname for field in columns if not isinstance(field, FileField)]
            rows[model._meta.label] = sorted(map(str, model.objects.values_list(*fields)))
    return rows


def list_holds() -> list:
    return sorted(Hold.objects.values_list("package", "from_on", "until_on", "last_held_on"))


def test_the_same_seed_makes_the_same_rows(cast):
    results = []
    for _ in range(2):
        with transaction.atomic():
            add_people(people=30, seed=7)
            results.append(read_all_rows())
            transaction.set_rollback(True)

    assert results[0] == results[1]
    assert len(results[0]["visits.Visit"]) > 300


def test_no_sweep_finds_anything_to_do(cast):
    """Given the bulk data; then no sweep raises, closes or ends anything, and holds follow from spells."""
    sweeps = (raise_updates, expire_ended, end_expired_holds)
    for sweep in sweeps:
        sweep(on=clock.today())

    add_people(people=200, seed=3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # check deferred constraints

    assert [sweep(on=clock.today()) for sweep in sweeps] == [0, 0, 0]
    before = list_holds()
    for individual in Individual.objects.filter(hospital_spells__isnull=False):
        recompute(individual)
    assert before
    assert list_holds() == before


def test_people_are_accepted_by_the_terms(cast):
    add_people(people=100, seed=11)

    accepted = Referral.objects.filter(package__isnull=False)
    assert accepted.count() == 100
    for package in SupportPackage.objects.filter(case__contract=cast.tameside).select_related("case__individual"):
        born_on = package.case.individual.date_of_birth
        assert born_on.replace(year=born_on.year + cast.terms.minimum_age) <= package.starts_on


def count_queries(cast) -> dict:
    """Return (page, user) → the number of queries of the second request."""
    query_counts = {}
    for page, who in LISTS:
        client = Client()
        client.force_login(getattr(cast, who))
        client.get(reverse(page))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(page)).status_code == 200
        query_counts[page, who] = len(captured)
    return query_counts


def test_the_number_of_queries_of_lists_does_not_grow_with_people(cast):
    """Given a few people, then many more than one page; then lists need the same number of queries, at most eleven.

    One of them asks for an open call for help of the user.
    """
    add_people(people=FEW, seed=1, visits=2)
    few = count_queries(cast)
    add_people(people=MANY - FEW, seed=2, visits=2)

    assert count_queries(cast) == few
    assert max(few.values()) <= 11
