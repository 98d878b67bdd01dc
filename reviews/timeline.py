"""Updates, reviews and connections maps in a person's timeline."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, timeline_source
from reviews.models import ConnectionsMap, KeyworkerUpdate, Review
from reviews.package_reviews.enums import ReviewState
from reviews.updates.enums import UpdateState


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


def _replies(answer: str, our_answer: str) -> str:
    """Return the keyworker's reply and our answer, "" before."""
    parts = (("The keyworker replied", answer), ("We answered", our_answer))
    return "\n".join(f"{label}: {words}" for label, words in parts if words)


def _update_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title="Update sent to the keyworker",
        body=_replies(line.columns["answer"], line.columns["our_answer"]),
        by=line.by,
        href=reverse("update", args=[line.columns["id"]]),
        pill=UpdateState(line.columns["state"]),
    )


def _maps(individual: Individual, user: User) -> QuerySet[ConnectionsMap]:
    """The connections maps that `user` may read."""
    return ConnectionsMap.objects.visible_to(user).filter(package__case__individual=individual)


def _map_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Connections map of {line.day('on'):%-d %B %Y}",
        by=line.by,
        href=reverse("connections_map", args=[line.columns["id"]]),
    )


SOURCES = [
    timeline_source(_maps, _map_entry, at="recorded_at", id="id", on="made_on"),
    timeline_source(
        _updates,
        _update_entry,
        at="submitted_at",
        by="submitted_by",
        id="id",
        state="state",
        answer="answer",
        our_answer="our_answer",
    ),
    timeline_source(
        _reviews,
        _review_entry,
        at=Coalesce("shared_at", "recorded_at"),
        on="conducted_on",
        outcome="outcome",
        state="state",
    ),
]
