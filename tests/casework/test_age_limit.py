"""A person who passes the age limit during support is flagged. Support continues."""

import datetime

import pytest

from casework.age_limit.rules import passed_limit_on
from casework.models import Individual, SupportPackage

DAY = datetime.timedelta(days=1)


def get_package(cast, package):
    return SupportPackage.objects.with_age_limit(cast.today).get(pk=package.pk)


def set_birth_date(cast, on):
    Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=on)
    return get_package(cast, cast.package)


@pytest.mark.parametrize(("days", "flagged"), [(0, True), (1, False), (-30, True), (-59, True), (-60, False)])
def test_the_flag_appears_on_the_birthday(cast, days, flagged):
    """Given a birthday in some days, sixty days into support; then the package is flagged from that day."""
    turned_on = cast.today + days * DAY
    turned_on = turned_on if turned_on.month != 2 or turned_on.day != 29 else turned_on - DAY
    package = set_birth_date(cast, turned_on.replace(year=turned_on.year - 66))
    assert (passed_limit_on(package, cast.today) is not None) is flagged
    assert package.ended_on is None


def test_born_on_the_29th_of_february(cast):
    package = set_birth_date(cast, datetime.date(1960, 2, 29))
    SupportPackage.objects.filter(pk=package.pk).update(starts_on=datetime.date(2025, 6, 1))
    package = get_package(cast, package)
    assert passed_limit_on(package, cast.today) == datetime.date(2026, 3, 1)


def test_a_contract_without_a_limit_flags_nobody(cast):
    Individual.objects.filter(pk=cast.links_individual.pk).update(date_of_birth=datetime.date(1931, 1, 1))
    assert passed_limit_on(get_package(cast, cast.links_package), cast.today) is None
