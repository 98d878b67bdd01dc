"""Two records of one person: merged, counted once, and separated again."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from casework.models import Individual, SupportPackage
from casework.services import end_package, merge, open_package, record_admission, undo_merge
from core.dates import quarter_of
from core.errors import Refused
from reporting.indicators import INDICATORS
from tests.factories import days_ago

WHY = "The same NHS number on both letters"


@pytest.fixture
def two_records(cast) -> tuple[Individual, Individual]:
    """Return Tomasz's record, whose support has ended, and Maya's, which turns out to be the same person."""
    end_package(package=cast.other_package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    return cast.other_individual, cast.individual


def reload(individual) -> Individual:
    return Individual.objects.get(pk=individual.pk)


def test_both_histories_stay_after_a_merge(cast, two_records):
    duplicate, into = two_records
    packages = list(SupportPackage.objects.values_list("pk", "case__individual"))
    merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    assert reload(duplicate).merged_into == into
    assert list(SupportPackage.objects.values_list("pk", "case__individual")) == packages
    assert set(Individual.objects.same_person(into)) == {into, duplicate}
    assert set(Individual.objects.same_person(reload(duplicate))) == {into, duplicate}
    assert duplicate not in Individual.objects.primary()


def test_they_count_as_one_person_and_two_packages(cast, two_records):
    period = quarter_of(days_ago(1))
    before = len(INDICATORS["supported"].rows(cast.tameside, period))
    merge(duplicate=two_records[0], into=two_records[1], reason=WHY, by=cast.ben)
    assert len(INDICATORS["supported"].rows(cast.tameside, period)) == before - 1


def test_a_merge_is_undone_with_a_reason(cast, two_records):
    duplicate, into = two_records
    row = merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    with pytest.raises(Refused, match="why"), transaction.atomic():
        undo_merge(merge=row, reason=" ", by=cast.ben)
    undone = undo_merge(merge=row, reason="Two cousins", by=cast.dana)
    assert (reload(duplicate).merged_into, undone.undone_by, undone.undone_reason) == (None, cast.dana, "Two cousins")
    with pytest.raises(Refused, match="already been undone"), transaction.atomic():
        undo_merge(merge=row, reason="Again", by=cast.ben)
    merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)


def test_two_open_packages_in_one_contract_cannot_be_merged(cast):
    with pytest.raises(Refused, match="open package in Support at home"), transaction.atomic():
        merge(duplicate=cast.other_individual, into=cast.individual, reason=WHY, by=cast.ben)


def test_packages_in_two_contracts_may_both_be_open(cast):
    merge(duplicate=cast.links_individual, into=cast.individual, reason=WHY, by=cast.ben)
    assert reload(cast.links_individual).is_merged


@pytest.mark.parametrize("which", ["itself", "no reason", "merged", "chain"])
def test_what_cannot_be_merged(cast, two_records, which):
    duplicate, into = two_records
    third = cast.links_individual
    if which == "itself":
        arguments = {"duplicate": into, "into": into}
    elif which == "no reason":
        arguments = {"duplicate": duplicate, "into": into, "reason": " "}
    elif which == "merged":
        merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
        arguments = {"duplicate": third, "into": duplicate}
    else:
        merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
        arguments = {"duplicate": into, "into": third}
    with pytest.raises(Refused), transaction.atomic():
        merge(**{"reason": WHY, "by": cast.ben, **arguments})


def test_nothing_new_begins_under_the_merged_record(cast, two_records):
    duplicate, into = two_records
    merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    with pytest.raises(Refused, match=into.reference), transaction.atomic():
        open_package(individual=duplicate, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben)


def test_no_second_package_begins_beside_the_one_under_the_merged_record(cast, two_records):
    """Given an open package under the merged record; then no second one is opened."""
    ended, supported = two_records
    merge(duplicate=supported, into=ended, reason=WHY, by=cast.ben)
    with pytest.raises(Refused, match="already has an open package in this contract"), transaction.atomic():
        open_package(individual=ended, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben)
    assert (
        open_package(
            individual=ended, contract=cast.links, starts_on=cast.today, minutes_a_week=60, by=cast.nadia
        ).ended_on
        is None
    )


def test_a_stay_in_hospital_under_either_record_holds_the_package(cast, two_records):
    """Given a stay under the merged record; then the package under the primary record is on hold."""
    duplicate, into = two_records
    record_admission(
        individual=duplicate, hospital="Stonefield Hospital", kind="acute", admitted_on=days_ago(3), by=cast.amara
    )
    assert not cast.package.holds.exists()
    row = merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    assert cast.package.holds.get().admitted_on == days_ago(3)
    undo_merge(merge=row, reason="Two cousins", by=cast.ben)
    assert not cast.package.holds.exists()


def test_who_merges_again_reads_why_the_records_were_separated(cast, client, two_records):
    duplicate, into = two_records
    row = merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    undo_merge(merge=row, reason="Two cousins", by=cast.dana)
    client.force_login(cast.ben)
    for record in two_records:
        page = " ".join(client.get(reverse("person_merge", args=[record.pk])).text.split())
        assert f"{duplicate.reference} and {into.reference} were merged on" in page
        assert "Two cousins" in page


def test_the_minimum_age_counts_from_the_birth_of_the_primary_record(cast, two_records):
    """Given a merged record with a birth that is too late; then the start of its package may change, and not below."""
    duplicate, into = two_records
    Individual.objects.filter(pk=duplicate.pk).update(date_of_birth=cast.today)
    merge(duplicate=duplicate, into=into, reason=WHY, by=cast.ben)
    packages = SupportPackage.objects.filter(pk=cast.other_package.pk)
    starts_on = packages.get().starts_on
    packages.update(starts_on=starts_on - datetime.timedelta(days=1))
    check_now()
    Individual.objects.filter(pk=into.pk).update(date_of_birth=cast.today)

    def start_on_the_first_day():
        with transaction.atomic():
            packages.update(starts_on=starts_on)
            check_now()

    with pytest.raises(IntegrityError, match="minimum age"):
        start_on_the_first_day()


def check_now() -> None:
    """Check what the database otherwise checks at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
