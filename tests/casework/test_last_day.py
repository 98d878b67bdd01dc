"""The last day of support and of an allocation, on their pages."""

import datetime

from django.test import Client
from django.urls import reverse

from casework.models import Allocation
from casework.services import end_package

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


def test_an_allocation_ends_after_its_last_day(cast):
    client = Client()
    client.force_login(cast.ben)
    allocation = Allocation.objects.get(package=cast.package, worker=cast.worker, until_on=None)
    address = reverse("allocation_end", args=[cast.package.pk, allocation.pk])
    answers = {**parts(cast.today + 3 * DAY), "reason": "She moves away", "confirmed": "yes"}
    assert client.post(address, answers).status_code == 302
    allocation.refresh_from_db()
    assert (allocation.until_on, allocation.last_on) == (cast.today + 4 * DAY, cast.today + 3 * DAY)
