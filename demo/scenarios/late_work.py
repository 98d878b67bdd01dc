"""Every Monday a manager settles what others left undone: the service runs well, and only the last days have some."""

from contextlib import suppress

from core import clock
from core.errors import Refused
from demo.scenarios.updates import conduct_late_review
from demo.scheduler import Scenario
from demo.text import visits as words
from demo.world import DAY, WEEK, World, at
from reviews.models import Review
from reviews.package_reviews.enums import ReviewState
from visits import services
from visits.models import PlannedVisit

LEFT_FOR = DAY * 8


def settle_weekly(world: World) -> Scenario:
    """Cancel visits that nobody logged, and conduct reviews that nobody conducted, once they are a week late."""
    monday = world.starts_on + DAY * (7 - world.starts_on.weekday())
    while monday <= world.today:
        yield at(monday, 0, 3) if monday == world.today else at(monday, 17, 40)
        before = clock.today() - LEFT_FOR
        for planned in PlannedVisit.objects.not_logged().filter(local_on__lt=before).order_by("starts_at", "pk"):
            with suppress(Refused):  # while the worker has not checked in as safe
                services.cancel_planned(planned=planned, reason=words.NEVER_LOGGED, by=world.users["manager"])
        supports = {support.package.pk: support for support in world.supports.values() if support.lead}
        reviews = Review.objects.filter(state=ReviewState.DUE, due_on__lt=before, package__in=supports)
        for review in reviews.order_by("due_on", "pk"):
            world.begin(conduct_late_review(world, supports[review.package_id], review))
        monday += WEEK
