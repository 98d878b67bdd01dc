"""A worker who has not checked in as safe reads it as the first thing on their home page, and it is counted."""

import pytest
from django.urls import reverse

from accounts.walls import raise_wall
from tests.dashboard.test_home import begin_overdue_check, open_home, page_of, sentences, urgent_of
from tests.visits.escalation_builders import make_shift
from tests.visits.test_alerts import log
from visits.models import LoneWorkingCheck
from visits.services import confirm_safe


@pytest.fixture(autouse=True)
def on_call(cast):
    return make_shift(cast.tameside, cast.omar, hours=24 * 9)


def test_their_own_overdue_check_is_the_first_row_and_counted(cast):
    """Given an alert and an own overdue check; then the check comes first, and its page is one press away."""
    log(cast)
    begin_overdue_check(cast)
    check = LoneWorkingCheck.objects.get()
    page = open_home(cast.amara)
    first, *rest = page.context["urgent"].first_now
    assert (first.sentence, first.time.words) == ("Check in as safe", "25 minutes overdue")
    assert first.href == reverse("lone_working_check", args=[check.pk])
    assert "Check in as safe" not in sentences(rest), "each thing once"
    now = len(page.context["urgent"].now)
    assert ("1 thing needs someone now" if now == 1 else f"{now} things need someone now") in page_of(cast.amara)
    assert "Check in as safe" in page_of(cast.amara, "duties")


def test_it_ends_when_they_check_in(cast):
    begin_overdue_check(cast)
    confirm_safe(check=LoneWorkingCheck.objects.get(), by=cast.amara)
    assert "Check in as safe" not in page_of(cast.amara)


@pytest.mark.parametrize("who", ["ben", "omar", "lewis"])
def test_it_is_the_worker_of_the_visit_who_checks_in(cast, who):
    begin_overdue_check(cast)
    assert "Check in as safe" not in sentences(urgent_of(getattr(cast, who)).now)


def test_behind_a_wall_it_names_nobody(cast):
    begin_overdue_check(cast)
    raise_wall(user=cast.amara, record_id=cast.individual.pk, reason="Her cousin", by=cast.dana)
    (row,) = [row for row in urgent_of(cast.amara).now if row.sentence == "Check in as safe"]
    assert row.person == ""
    assert cast.individual.initials not in row.detail
