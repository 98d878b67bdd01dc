"""Updates and reviews in a person's timeline."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from reviews.enums import ReviewState, UpdateState
from reviews.models import KeyworkerUpdate, Review


def _updates(individual: Individual, user: User) -> QuerySet[KeyworkerUpdate]:
    """The updates sent that `user` may read."""
    updates = KeyworkerUpdate.objects.allowing(user, Permission.READ_UPDATE)
    return updates.filter(package__case__individual=individual)


def _reviews(individual: Individual, user: User) -> QuerySet[Review]:
    """The reviews that took place and whose outcome `user` may read."""
    reviews = Review.objects.visible_to(user).outcome_readable_by(user).filter(conducted_on__isnull=False)
    return reviews.filter(package__case__individual=individual)


def _review_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Review on {line.day('on'):%-d %B %Y}",
        body=line.columns["outcome"],
        href=reverse("person_reviews", args=[line.person_id]),
        pill=ReviewState(line.columns["state"]),
    )


def _update_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title="Update sent to the keyworker",
        by=line.by,
        href=reverse("update", args=[line.columns["id"]]),
        pill=UpdateState(line.columns["state"]),
    )


SOURCES = [
    timeline_source(_updates, _update_entry, at="submitted_at", by="submitted_by", id="id", state="state"),
    timeline_source(
        _reviews,
        _review_entry,
        at=Coalesce("shared_at", "recorded_at"),
        on="conducted_on",
        outcome="outcome",
        state="state",
    ),
]
