"""Breaking the rules of keyworker updates and reviews."""

import datetime

from core import clock
from reviews.models import KeyworkerUpdate, Review, ReviewVersion, UpdateVersion
from tests.constraints.registry import breaks, update_row
from tests.factories import (
    ReviewFactory,
    UpdateFactory,
)

DAY = datetime.timedelta(days=1)


@breaks("update_once")
def _(cast):
    UpdateFactory(package=cast.package, terms=cast.terms)
    UpdateFactory(package=cast.package, terms=cast.terms, state="expired")


@breaks("update_one_due")
def _(cast):
    for due_on in (cast.today, cast.today + DAY):
        UpdateFactory(package=cast.package, terms=cast.terms, due_on=due_on)


@breaks("update_submitted")
def _(cast):
    update_row(KeyworkerUpdate, UpdateFactory(package=cast.package, terms=cast.terms), state="sent")


@breaks("update_acknowledged")
def _(cast):
    update = UpdateFactory(
        package=cast.package,
        terms=cast.terms,
        state="sent",
        submitted_at=clock.now(),
        submitted_by=cast.amara,
    )
    update_row(KeyworkerUpdate, update, state="acknowledged")


@breaks("update_met_or_expired")
def _(cast):
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    update_row(KeyworkerUpdate, update, met_on=cast.today, expired_on=cast.today)


@breaks("review_once")
def _(cast):
    for _ in range(2):
        ReviewFactory(package=cast.package, terms=cast.terms)


@breaks("review_conducted")
def _(cast):
    update_row(Review, ReviewFactory(package=cast.package, terms=cast.terms), state="conducted")


@breaks("review_shared")
def _(cast):
    update_row(Review, ReviewFactory(package=cast.package, terms=cast.terms), shared_at=clock.now())


@breaks("review_met_or_expired")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    update_row(Review, review, met_on=cast.today, expired_on=cast.today)


def make_update_version(cast, **changed) -> UpdateVersion:
    update = KeyworkerUpdate.objects.first() or UpdateFactory(package=cast.package, terms=cast.terms)
    return UpdateVersion.objects.create(**{"update": update, "number": 1, "content": {}, "reason": "A slip"} | changed)


def make_review_version(cast, **changed) -> ReviewVersion:
    review = Review.objects.first() or ReviewFactory(package=cast.package, terms=cast.terms)
    return ReviewVersion.objects.create(**{"review": review, "number": 1, "content": {}, "reason": "A slip"} | changed)


def write_once_rows(cast) -> dict:
    """Return a version of each kind, with a column to change."""
    return {
        "reviews.UpdateVersion": (make_update_version(cast), "reason", "another"),
        "reviews.ReviewVersion": (make_review_version(cast), "reason", "another"),
    }


@breaks("update_version_once")
def _(cast):
    make_update_version(cast)
    make_update_version(cast)


@breaks("update_version_reason")
def _(cast):
    make_update_version(cast, reason="")


@breaks("review_version_once")
def _(cast):
    make_review_version(cast)
    make_review_version(cast)


@breaks("review_version_reason")
def _(cast):
    make_review_version(cast, reason="")
