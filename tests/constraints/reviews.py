"""Breaking the rules of keyworker updates and reviews."""

import datetime

from core import clock
from reviews.models import (
    Connection,
    ConnectionsMap,
    KeyworkerUpdate,
    MapDomain,
    Review,
    ReviewGoal,
    ReviewPdf,
    ReviewVersion,
    StepNotNeeded,
    UpdatePdf,
    UpdateVersion,
)
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


def make_sent_update(cast):
    return UpdateFactory(
        package=cast.package, terms=cast.terms, state="sent", submitted_at=clock.now(), submitted_by=cast.amara
    )


@breaks("update_figures_frozen")
def _(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, figures={})


@breaks("update_may_pass_on")
def _(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, person_says="I want to move.")


@breaks("update_reported")
def _(cast):
    update_row(KeyworkerUpdate, make_sent_update(cast), reader_name="Priya")


@breaks("update_answered")
def _(cast):
    update_row(KeyworkerUpdate, make_sent_update(cast), our_answer="Yes")


@breaks("update_needs_answer")
def _(cast):
    update_row(KeyworkerUpdate, make_sent_update(cast), needs_answer=True)


@breaks("update_pdf_once")
def _(cast):
    update = make_sent_update(cast)
    for _ in range(2):
        UpdatePdf.objects.create(update=update)


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


@breaks("review_follows_once")
def _(cast):
    before = ReviewFactory(package=cast.package, terms=cast.terms)
    for day in (cast.today, cast.today + DAY):
        ReviewFactory(package=cast.package, terms=cast.terms, due_on=day, follows=before)


@breaks("review_hours")
def _(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, hours_change="up")


def make_step(cast, **columns) -> StepNotNeeded:
    review = columns.pop("review", None) or ReviewFactory(package=cast.package, terms=cast.terms)
    values = {"step": "end", "reason": "Better already", "recorded_by": cast.ben}
    return StepNotNeeded.objects.create(review=review, **values | columns)


@breaks("step_not_needed_once")
def _(cast):
    make_step(cast, review=make_step(cast).review)


@breaks("step_not_needed_reason")
def _(cast):
    make_step(cast, reason="")


@breaks("step_not_needed_struck")
def _(cast):
    make_step(cast, struck_at=clock.now())


@breaks("review_acknowledged")
def _(cast):
    ReviewFactory(
        package=cast.package,
        terms=cast.terms,
        acknowledged_on=cast.today,
        acknowledged_how="telephone",
        acknowledged_by="Priya Nair",
    )


@breaks("review_answered")
def _(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, answered_on=cast.today)


@breaks("review_goal_once")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    for _ in range(2):
        ReviewGoal.objects.create(review=review, wording=cast.wording)


@breaks("review_goal_struck")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    ReviewGoal.objects.create(review=review, wording=cast.wording, struck_at=clock.now())


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
        "reviews.MapDomain": (make_domain(cast), "name", "another"),
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


def make_map(cast, **columns) -> ConnectionsMap:
    day = {"made_on": cast.today, "agreed_on": cast.today}
    row = {"package": cast.package, "worker": cast.worker, "agreed_how": "Said yes", **day, **columns}
    return ConnectionsMap.objects.create(**row)


def make_domain(cast, **columns) -> MapDomain:
    if "map" not in columns:
        columns["map"] = make_map(cast)
    return MapDomain.objects.create(**{"life_domain": cast.life_domains[0], "name": "Home", "position": 0, **columns})


def make_connection(cast, **columns) -> Connection:
    return Connection.objects.create(**{"domain": make_domain(cast), "kind": "person", "words": "A friend", **columns})


@breaks("connections_map_once_a_day")
def _(cast):
    make_map(cast)
    make_map(cast)


@breaks("connections_map_agreed")
def _(cast):
    make_map(cast, agreed_how="")


@breaks("connections_map_agreed_before")
def _(cast):
    make_map(cast, made_on=cast.today - DAY)


@breaks("connections_map_meaning")
def _(cast):
    make_map(cast, meaning="More friends")


@breaks("connections_map_struck")
def _(cast):
    make_map(cast, struck_reason="A slip")


@breaks("map_domain_once")
def _(cast):
    one = make_domain(cast)
    make_domain(cast, map=one.map)


@breaks("connection_words")
def _(cast):
    make_connection(cast, words="")


@breaks("connection_number")
def _(cast):
    make_connection(cast, number=0)


@breaks("connection_struck")
def _(cast):
    make_connection(cast, struck_reason="A slip")


STRUCK = {"struck_reason": "Another person"}


@breaks("update_struck")
def _(cast):
    update_row(KeyworkerUpdate, make_sent_update(cast), **STRUCK)


@breaks("update_struck_after_sending")
def _(cast):
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    update_row(KeyworkerUpdate, update, struck_at=clock.now(), struck_by=cast.amara, **STRUCK)


@breaks("review_struck")
def _(cast):
    shared = {"state": "shared", "conducted_on": cast.today, "met_on": cast.today, "shared_at": clock.now()}
    review = ReviewFactory(package=cast.package, terms=cast.terms, **shared)
    update_row(Review, review, **STRUCK)


@breaks("review_struck_after_sharing")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    update_row(Review, review, struck_at=clock.now(), struck_by=cast.amara, **STRUCK)


@breaks("review_reply_needs_answer")
def _(cast):
    update_row(Review, ReviewFactory(package=cast.package, terms=cast.terms), reply_needs_answer=True)


@breaks("review_reply_answered")
def _(cast):
    update_row(Review, ReviewFactory(package=cast.package, terms=cast.terms), reply_answer="Yes")


@breaks("review_pdf_once")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    for _ in range(2):
        ReviewPdf.objects.create(review=review)


@breaks("review_acknowledged_by_link")
def _(cast):
    review = ReviewFactory(
        package=cast.package,
        terms=cast.terms,
        state="shared",
        conducted_on=cast.today,
        met_on=cast.today,
        shared_at=clock.now(),
    )
    update_row(Review, review, acknowledged_on=cast.today, acknowledged_how="link", acknowledged_by="Jo Ferris")
