"""What a representative reads with consent. The person's preview shows the same, by the same functions."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Case, Individual, Representative, SupportPackage
from contracts.models import Council
from core import clock, unsent
from core.models import Message
from plans.support_plan.plan_view import PlanView, load_plan_view
from reviews.connections.comparison import MapView, load_map_views
from reviews.models import Review
from reviews.package_reviews.called_off import is_called_off, with_reason
from reviews.package_reviews.requests import why_not_asked
from visits.models import PlannedVisit

MOST_TO_COME = 5  # reviews
# The pages that messages to the person lead to, besides those with counts of their own.
NEWS = {"my_reviews": "Reviews", "my_sharing": "Who can see my record", "my_access_log": "Who has looked at my record"}
WEEKS_AHEAD = datetime.timedelta(weeks=4)


def reviews_asked_for(representative: User) -> Any:
    """Return the reviews to come that this representative asked for, where the person lets them."""
    return Review.objects.asked_by_representative(representative).outstanding()


def reviews_invited_to(representative: User) -> Any:
    """Return the reviews to come to which this representative is invited, but not those that they asked for."""
    asked = reviews_asked_for(representative).values("pk")
    return Review.objects.inviting(representative).outstanding().exclude(pk__in=asked)


def reviews_called_off(representative: User) -> Any:
    """Return the reviews that do not take place, and that this representative asked for or had the date of."""
    asked = Review.objects.asked_by_representative(representative)
    invited = Review.objects.inviting(representative).filter(meets_at__isnull=False)
    reviews = Review.objects.filter(Q(pk__in=asked.values("pk")) | Q(pk__in=invited.values("pk")))
    reviews = reviews.filter(is_called_off(representative, clock.today()))
    return with_reason(reviews).annotate(has_asked=Q(pk__in=asked.values("pk")))


def own_reviews_to_come(user: User) -> list[Review]:
    """Return the person's own reviews that have a date, from today on, the next on top."""
    reviews = Review.objects.allowing(user, Permission.READ_OWN).prefetch_related("invited_representatives__user")
    return list(reviews.arranged_from(clock.start_of(clock.today()))[:MOST_TO_COME])


def represented_reviews_to_come(representative: User) -> list[Review]:
    """Return the reviews that this representative asked for or is invited to and that have a date, from today on, the
    next on top.
    """
    both = Q(pk__in=reviews_asked_for(representative).values("pk"))
    both |= Q(pk__in=reviews_invited_to(representative).values("pk"))
    reviews = Review.objects.filter(both).arranged_from(clock.start_of(clock.today()))
    return list(reviews.select_related("package__case__individual")[:MOST_TO_COME])


def plans_to_read(plans: Any) -> dict[UUID, PlanView]:
    """Return the newest of `plans` (a queryset) of each person, by the person's id."""
    rows = plans.select_related("package__case__individual").order_by("package__starts_on", "version")
    newest = {plan.package.case.individual_id: plan for plan in rows}  # the last of each person stays
    return {individual_id: load_plan_view(plan) for individual_id, plan in newest.items()}


def visits_to_read(visits: Any) -> list[PlannedVisit]:
    """Return those of `visits` (a queryset) that are to come in the next four weeks."""
    ahead = visits.ahead().filter(local_on__lt=clock.today() + WEEKS_AHEAD)
    return list(ahead.select_related("package__case"))


def visits_by_person(names: dict[UUID, str], visits: Any) -> list[tuple[str, list[PlannedVisit]]]:
    """Return the name of each person of `names` with those of `visits` (a queryset) to them in the next four weeks."""
    rows = visits_to_read(visits)
    return [(name, [row for row in rows if row.package.case.individual_id == pk]) for pk, name in names.items()]


def with_known_names(representative: User, reviews: list[Review]) -> list[tuple[str, Review]]:
    """Return each review with the name of its person that this representative knows, not one that came later."""
    if not reviews:
        return []
    rows = Representative.objects.of_user(representative)
    names = {pk: row.known_as for row in rows for pk in (row.individual.primary_id, row.individual_id)}
    people = [review.package.case.individual for review in reviews]
    known = [names.get(person.pk) or names.get(person.primary_id, "") for person in people]
    return list(zip(known, reviews, strict=True))


def maps_to_read(maps: Any) -> dict[UUID, list[MapView]]:
    """Return `maps` (a queryset) by the person's id, the newest first."""
    rows = maps.select_related("package__case__individual", "worker__user", "meaning_by")
    views: dict[UUID, list[MapView]] = {}
    for view in load_map_views(rows.order_by("package__starts_on", "made_on", "pk")):
        views.setdefault(view.map.package.case.individual_id, []).append(view)
    return views


def news_of(user: User) -> list[tuple[str, str]]:
    """Return the page and its name for each page about the record with something that the person has not read yet."""
    unread = set(Message.objects.in_app(user).unread().values_list("path", flat=True))
    return [(page, name) for page, name in NEWS.items() if reverse(page) in unread]


def unsent_count(user: User) -> int:
    """Return how many forms are not sent yet, also those from another device: other pages count only this browser's."""
    return unsent.of_user(user).count()


def package_to_review(individual: Individual) -> SupportPackage | None:
    """Return the support for which the person may ask for a review today, or None."""
    packages = SupportPackage.objects.filter(case__individual=individual).open().on(clock.today())
    package = packages.select_related("case__contract", "case__individual").order_by("-starts_on", "pk").first()
    return None if package is None or why_not_asked(package) else package


def councils_of(person: Individual) -> Any:
    """Return the councils that pay for the person's support, by name; to be asked when a page names them."""
    cases = Case.objects.filter(individual__in=Individual.objects.same_person(person))
    return Council.objects.filter(contracts__in=cases.values("contract")).distinct().order_by("name")
