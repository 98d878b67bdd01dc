"""Invariants of a provider's records: true at every moment, after any actions in any order."""

import datetime
from collections import Counter, defaultdict

from django.db import connection

from casework.models import Allocation, Hold, SupportPackage
from core.dates import age_on
from core.models import StateChange
from referrals.models import Referral
from tests.architecture import models as house_models
from tests.dashboard.hold_oracle import expected_holds

DAY = datetime.timedelta(days=1)
LEAST_AGE, HOLD_DAYS = 18, 28
LATEST = DAY * 60  # nothing is recorded for a day further ahead

TABLES = sorted(model._meta.db_table for model in house_models() if model is not Hold)
COUNT = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in TABLES)


def check_deferred_constraints() -> None:
    """Check deferred constraints immediately."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def count_rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return dict(cursor.fetchall())


def one_open_package_per_person_and_contract(provider):
    counts = Counter(
        (individual.primary_id, package.case.contract_id)
        for package in SupportPackage.objects.open().select_related("case__individual")
        for individual in [package.case.individual]
    )
    assert max(counts.values()) == 1


def at_most_one_lead_a_day(provider):
    leads = defaultdict(list)
    for row in Allocation.objects.filter(kind="lead"):
        leads[row.package_id].append((row.from_on, row.until_on or datetime.date.max))
    for spans in leads.values():
        spans.sort()
        assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))


def holds_match_the_rule(provider):
    by_person = defaultdict(list)
    for person in provider.people():
        by_person[person.primary_id].append(person)
    recorded = defaultdict(list)
    for row in Hold.objects.all():
        recorded[row.package_id].append((row.from_on, row.until_on, row.admitted_on, row.last_held_on))
    for people in by_person.values():
        expected = expected_holds(people, hold_days=HOLD_DAYS, horizon=provider.day + LATEST)
        for package, rows in expected.items():
            assert sorted(recorded[package]) == rows


def ended_packages_have_no_open_rows(provider):
    for package in provider.packages().filter(state="ended").prefetch_related("allocations", "weekly_hours", "strands"):
        for row in (*package.allocations.all(), *package.weekly_hours.all(), *package.strands.all()):
            has_begun = row.from_on < package.ended_on
            assert not has_begun or (row.until_on and row.until_on <= package.ended_on), f"{row!r} outlasts it"


def state_matches_its_history(provider):
    histories = defaultdict(list)
    for move in StateChange.objects.filter(record_kind__in=["referrals.Referral", "casework.SupportPackage"]):
        histories[move.record_id].append(move)
    for record in (*Referral.objects.all(), *SupportPackage.objects.all()):
        history = histories[record.pk]
        assert history[-1].to_state == record.state
        assert [move.from_state for move in history] == ["", *(move.to_state for move in history[:-1])]


def accepted_referral_has_one_package(provider):
    accepted = Referral.objects.filter(state="accepted").values_list("package", flat=True)
    assert None not in accepted
    assert len(set(accepted)) == len(accepted)
    assert not Referral.objects.exclude(state="accepted").exclude(package=None).exists()
    assert provider.packages().count() == len(accepted)


def nobody_is_supported_before_eighteen(provider):
    for package in provider.packages().select_related("case__individual"):
        assert age_on(package.case.individual.date_of_birth, package.starts_on) >= LEAST_AGE


def nothing_is_deleted(provider):
    before, provider.rows = provider.rows, count_rows()
    assert {table for table, count in provider.rows.items() if count < before[table]} == set()


CHECKS = [
    one_open_package_per_person_and_contract,
    at_most_one_lead_a_day,
    holds_match_the_rule,
    ended_packages_have_no_open_rows,
    state_matches_its_history,
    accepted_referral_has_one_package,
    nobody_is_supported_before_eighteen,
    nothing_is_deleted,
]
