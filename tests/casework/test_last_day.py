"""The last day of support and of an allocation, on their pages."""

import datetime

from django.test import Client
from django.urls import reverse

from casework.enums import Destination
from casework.models import Allocation
from casework.services import end_package, plan_end
from design import formatting
from plans.services import write_exit_plan

DAY = datetime.timedelta(days=1)


def parts(day: datetime.date) -> dict[str, str]:
    return {"until_on_day": str(day.day), "until_on_month": str(day.month), "until_on_year": str(day.year)}


def test_the_last_day_of_support_is_entered_and_shown(cast):
    """Given support that ends on 17 November, the last day; then 18 November is stored, and 17 November shown."""
    client = Client()
    client.force_login(cast.ben)
    page = reverse("package", args=[cast.package.pk])
    last_on = cast.today - DAY
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    text = " ".join(client.get(page).content.decode().split())
    assert "Last day of support" in text
    assert f"{last_on.day} {last_on:%b %Y}: " in text
    assert "First day without" not in text


def test_the_last_day_is_in_the_header_and_among_the_changes(cast):
    """Given support whose last day was yesterday; then no page shows today, the first day without it, as its end."""
    client = Client()
    client.force_login(cast.ben)
    last = formatting.day(cast.today - DAY)
    plan_end(package=cast.package, expected_end_on=cast.today, exit_route="independence", by=cast.ben)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert f"Ended {last}" in client.get(reverse("person", args=[cast.individual.pk])).text
    changes = client.get(reverse("record_changes", args=["support", cast.package.pk])).text
    assert f"Expected last day of support: none → {last}" in changes
    assert f"Last day of support: none → {last}" in changes


def test_the_exit_plan_names_the_expected_last_day(cast):
    """Given an expected last day; then the form of the exit plan begins with it, and the plan names it as that."""
    client = Client()
    client.force_login(cast.amara)
    last_on = cast.today + 30 * DAY
    plan_end(package=cast.package, expected_end_on=last_on + DAY, exit_route="independence", by=cast.ben)
    form = client.get(reverse("exit_write", args=[cast.package.pk])).context["form"]
    assert form.initial["expected_on"] == last_on
    write_exit_plan(
        package=cast.package,
        revision=1,
        where_to=Destination.INDEPENDENCE,
        where_words="Home",
        expected_on=last_on,
        conditions=["She cooks"],
        arrangements=[],
        by=cast.amara,
    )
    text = client.get(reverse("person_exit", args=[cast.individual.pk])).text
    assert f"The last day of support is expected to be {formatting.day(last_on)}" in text


def test_an_allocation_ends_after_its_last_day(cast):
    client = Client()
    client.force_login(cast.ben)
    allocation = Allocation.objects.get(package=cast.package, worker=cast.worker, until_on=None)
    address = reverse("allocation_end", args=[cast.package.pk, allocation.pk])
    answers = {**parts(cast.today + 3 * DAY), "reason": "She moves away", "confirmed": "yes"}
    assert client.post(address, answers).status_code == 302
    allocation.refresh_from_db()
    assert (allocation.until_on, allocation.last_on) == (cast.today + 4 * DAY, cast.today + 3 * DAY)
