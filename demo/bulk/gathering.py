"""Adds people in bulk to the provider that exists, in one transaction."""

from django.db import connection, transaction

from accounts.models import User
from casework.hospital.hold_calculation import recompute
from casework.models import (
    AccessNeed,
    Address,
    Allocation,
    Case,
    ContactPoint,
    CouncilDocument,
    Ending,
    HospitalSpell,
    Individual,
    KeyworkerTerm,
    PackageStrand,
    Relationship,
    SupportPackage,
    WeeklyHours,
)
from contracts.models import Post
from core import clock
from core.models import Document
from demo.bulk import support
from demo.bulk.copying import Rows
from demo.bulk.ground import grounds, shares
from demo.bulk.people import ENDED_SHARE, add_supported, add_undecided
from referrals.models import Referral
from workforce.models import ContractedHours, Worker

# The tables, each after those it points to.
ORDER = (
    User,
    Document,
    Worker,
    Worker.contracts.through,
    Worker.specialisms.through,
    ContractedHours,
    Post,
    Individual,
    Address,
    ContactPoint,
    AccessNeed,
    Relationship,
    KeyworkerTerm,
    Case,
    SupportPackage,
    WeeklyHours,
    PackageStrand,
    Allocation,
    Ending,
    CouncilDocument,
    HospitalSpell,
    Referral,
    *support.ORDER,
)
REFERRED_TO = (Individual, SupportPackage, Referral)
FIRST_SERIAL = 1000  # the serials of the characters are lower
CHUNK_SIZE = 500


def add_people(*, people: int, seed: int, visits: int = 20) -> int:
    """Add `people` supported people with `visits` visits each, and a tenth as many referrals without a package.

    Return the number of runs of support. Raises ValueError where no contract runs.
    """
    today = clock.today()
    used = (row for model in REFERRED_TO for row in model.objects.values_list("reference", flat=True))
    rows = Rows(seed, ORDER, used)
    with transaction.atomic():
        running = grounds(rows, people=round(people * (1 - ENDED_SHARE)) or 1, today=today)
        weights = shares(len(running))
        in_hospital: list[Individual] = []
        for number in range(people):
            ground = rows.chance.choices(running, weights)[0]
            run = add_supported(rows, ground, FIRST_SERIAL + number, today)
            support.add_history(rows, run, visits)
            if number % 10 == 0:
                add_undecided(rows, ground, FIRST_SERIAL + people + number, today)
            if run.was_in_hospital:
                in_hospital.append(run.individual)
            if number % CHUNK_SIZE == CHUNK_SIZE - 1:
                rows.write()
        rows.write()
        for individual in in_hospital:
            recompute(individual)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people
