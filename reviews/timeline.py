"""Updates and reviews in a person's timeline."""

from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from reviews.enums import ReviewState, UpdateState
from reviews.models import KeyworkerUpdate, Review


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """The updates sent and the reviews that took place, as far as `user` may see them."""
    updates = KeyworkerUpdate.objects.allowing(user, Permission.READ_UPDATE)
    reviews = Review.objects.visible_to(user).outcome_readable_by(user).filter(conducted_on__isnull=False)

    def review_entry(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"Review on {line.day('on'):%-d %B %Y}",
            body=line.columns["outcome"],
            href=reverse("person_reviews", args=[individual.pk]),
            pill=ReviewState(line.columns["state"]),
        )

    return [
        timeline_source(
            updates.filter(package__case__individual=individual),
            _update_entry,
            at="submitted_at",
            by="submitted_by",
            id="id",
            state="state",
        ),
        timeline_source(
            reviews.filter(package__case__individual=individual),
            review_entry,
            at=Coalesce("shared_at", "recorded_at"),
            on="conducted_on",
            outcome="outcome",
            state="state",
        ),
    ]


def _update_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title="Update sent to the keyworker",
        by=line.by,
        href=reverse("update", args=[line.columns["id"]]),
        pill=UpdateState(line.columns["state"]),
    )
