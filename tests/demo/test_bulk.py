"""The crowd: people by the thousand, the same for the same seed, as the services and sweeps would have left them."""

import os

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.hospital.suspensions import recompute
from casework.models import Individual, SupportPackage, Suspension
from casework.services import end_expired_suspensions
from core import clock
from core.duties import lapse_ended
from demo.bulk.gathering import ORDER, add_people
from referrals.models import Referral
from reviews.services import raise_updates
from tests.architecture import RANK

pytestmark = pytest.mark.django_db

FEW, MANY = 50, 10_000 if os.environ.get("SOAK") else 500
LISTS = (("people", "ben"), ("people", "gwen"), ("referrals", "ben"))


def everything() -> dict[str, list]:
    """The rows of every table of the house by key, as text; keys of through tables are the database's own."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in RANK and model in ORDER:
            fields = [field.attname for field in model._meta.concrete_fields if not field.generated]
            found[model._meta.label] = sorted(map(str, model.objects.values_list(*fields)))
    return found


def held_days() -> list:
    return sorted(Suspension.objects.values_list("package", "from_on", "until_on", "last_held_on"))


def test_the_same_seed_makes_the_same_rows(cast):
    made = []
    for _ in range(2):
        with transaction.atomic():
            add_people(people=30, seed=7)
            made.append(everything())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert len(made[0]["visits.Visit"]) > 300


def test_what_the_sweeps_would_do_is_done_already(cast):
    """Given a crowd; then no sweep finds anything to raise, lapse or end, and its holds follow from its spells."""
    sweeps = (raise_updates, lapse_ended, end_expired_suspensions)
    for sweep in sweeps:
        sweep(on=clock.today())

    add_people(people=200, seed=3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end of the transaction is asked now

    assert [sweep(on=clock.today()) for sweep in sweeps] == [0, 0, 0]
    before = held_days()
    for individual in Individual.objects.filter(hospital_spells__isnull=False):
        recompute(individual)
    assert before
    assert held_days() == before


def test_people_are_admitted_by_the_terms(cast):
    add_people(people=100, seed=11)

    accepted = Referral.objects.filter(package__isnull=False)
    assert accepted.count() == 100
    for package in SupportPackage.objects.filter(case__contract=cast.tameside).select_related("case__individual"):
        born_on = package.case.individual.date_of_birth
        assert born_on.replace(year=born_on.year + cast.terms.minimum_age) <= package.starts_on


def counts(cast) -> dict:
    """(page, who) → how many questions the database is asked, the second time."""
    found = {}
    for page, who in LISTS:
        client = Client()
        client.force_login(getattr(cast, who))
        client.get(reverse(page))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(page)).status_code == 200
        found[page, who] = len(captured)
    return found


def test_lists_ask_as_often_whatever_the_number_of_people(cast):
    """Given a few people, then many more than a page holds; the lists ask the database as often, at most ten times."""
    add_people(people=FEW, seed=1, visits=2)
    few = counts(cast)
    add_people(people=MANY - FEW, seed=2, visits=2)

    assert counts(cast) == few
    assert max(few.values()) <= 10
