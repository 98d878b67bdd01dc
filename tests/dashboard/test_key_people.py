"""Who works with a person, and who is close to them, on the record; who has spare capacity, at home."""

import datetime

from django.test import Client
from django.urls import reverse

from casework.models import Allocation, Relationship
from casework.services import end_allocation
from dashboard.home.sides import worker_loads
from design import formatting
from tests.casework.test_package import allocate_worker, make_worker
from workforce.models import TrainingCourse, Worker

DAY = datetime.timedelta(days=1)


def get_record(cast) -> str:
    client = Client()
    client.force_login(cast.ben)
    return " ".join(client.get(reverse("person", args=[cast.individual.pk])).content.decode().split())


def test_a_lead_from_next_week_is_shown_with_the_day(cast):
    """Given a lead until the day before day 7, and another from then on; then the record has both."""
    begins_on = cast.today + 7 * DAY
    lead = Allocation.objects.get(package=cast.package)
    end_allocation(allocation=lead, until_on=begins_on, reason="She changes teams", by=cast.ben)
    allocate_worker(cast, make_worker(cast), from_on=begins_on)
    page = get_record(cast)
    assert (
        page.index("Amara Okafor") < page.index(f"Lead worker from {formatting.day(begins_on)}") < page.index("Quentin")
    )


def test_carers_and_advocates_of_today_are_shown(cast):
    of_maya = {"individual": cast.individual, "recorded_by": cast.ben}
    Relationship.objects.create(
        kind="advocate", name="Lee Marsh", telephone="01632 960123", from_on=cast.today, **of_maya
    )
    Relationship.objects.create(kind="carer", name="Una Past", from_on=cast.starts_on, until_on=cast.today, **of_maya)
    page = get_record(cast)
    assert "Lee Marsh" in page
    assert "01632 960123" in page
    assert "Una Past" not in page


def test_who_cannot_be_given_anybody_yet_has_no_spare_capacity(cast):
    """Given a new worker whose required training is not recorded; then their hours are not spare."""
    quentin = make_worker(cast)
    assert quentin in {load.worker for load in worker_loads(cast.ben, cast.today)}
    Worker.objects.filter(pk=quentin.pk).update(induction_completed_on=None)
    assert quentin not in {load.worker for load in worker_loads(cast.ben, cast.today)}
    TrainingCourse.objects.create(name="Moving and handling", is_required=True, recorded_by=cast.ben)
    assert worker_loads(cast.ben, cast.today) == []
