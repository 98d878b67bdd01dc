"""A sent update or a recorded review is corrected: the reader is alerted, and what it said first stays on file."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from core import clock
from core.dates import Period
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from reporting import indicators
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.corrections import correct_review, withdraw_review
from reviews.services import acknowledge_update, ask_for_review, conduct_review, share_review, submit_update
from reviews.updates.corrections import correct_update
from tests.factories import UpdateFactory

DAY = datetime.timedelta(days=1)
REASON = "That was her sister"
TEXTS = {"how_it_is": "She is well.", "progress": "She cooks.", "what_changed": "", "next_weeks": ""}


@pytest.fixture
def update(cast) -> KeyworkerUpdate:
    """Given an update that was sent to Priya."""
    update = UpdateFactory(package=cast.package, terms=cast.terms, how_it_is="She moved.", progress="She cooks.")
    return submit_update(update=update, by=cast.amara)


def correct(cast, update, **changed) -> KeyworkerUpdate:
    arguments = {**TEXTS, "revision": update.revision, "reason": REASON, "by": cast.amara, **changed}
    with transaction.atomic():
        return correct_update(update=KeyworkerUpdate.objects.get(pk=update.pk), **arguments)


def test_the_corrected_update_is_shown_with_the_first_version(cast, update, client):
    correct(cast, update)
    version = update.versions.get()
    assert (version.content["how_it_is"], version.reason, version.recorded_by) == ("She moved.", REASON, cast.amara)
    for user in (cast.priya, cast.amara):
        client.force_login(user)
        page = client.get(reverse("update", args=[update.pk])).content.decode()
        for words in ("She is well.", "She moved.", REASON):
            assert words in page


def test_the_keyworker_is_alerted_each_time(cast, update):
    correct(cast, update)
    update.refresh_from_db()
    correct(cast, update, how_it_is="She is very well.")
    messages = Message.objects.filter(key__startswith=f"update-corrected:{update.pk}", channel="in app")
    assert [message.to for message in messages] == [cast.priya, cast.priya]


def test_when_it_was_sent_and_read_does_not_change(cast, update):
    acknowledge_update(update=update, by=cast.priya, answer="Thank you")
    before = (update.submitted_at, update.met_on, "acknowledged", "Thank you")
    corrected = correct(cast, update)
    assert (corrected.submitted_at, corrected.met_on, corrected.state, corrected.answer) == before


def test_an_update_that_was_not_sent_is_written_not_corrected(cast):
    with pytest.raises(NotPossible):
        correct(cast, UpdateFactory(package=cast.package, terms=cast.terms))


def test_two_corrections_at_once_show_both(cast, update):
    correct(cast, update)
    with pytest.raises(Conflict):
        correct(cast, update, how_it_is="Something else")


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"how_it_is": "She moved."}, "not changed"), ({"progress": " "}, "progress"), ({"reason": " "}, "reason")],
)
def test_a_correction_that_is_none_is_refused(cast, update, changed, words):
    with pytest.raises(Refused, match=words):
        correct(cast, update, **changed)


# Reviews


@pytest.fixture
def review(cast) -> Review:
    """Given a review that was recorded for yesterday and not shared yet."""
    review = ask_for_review(package=cast.package, due_on=cast.today + 6 * DAY, asked_by="person", by=cast.amara)
    return conduct_review(
        review=review, conducted_on=cast.today - DAY, outcome="Go on", participants="Maya", by=cast.amara
    )


def correct_it(cast, review, **changed) -> Review:
    review = Review.objects.get(pk=review.pk)
    columns = {"conducted_on": cast.today, "outcome": "Stop", "participants": "Maya and Priya"}
    arguments = {**columns, "revision": review.revision, "reason": REASON, "by": cast.amara, **changed}
    with transaction.atomic():
        return correct_review(review=review, **arguments)


def conducted(cast, day) -> int:
    return len(indicators.reviews_conducted(cast.tameside, Period(day, day + DAY)).rows())


def test_a_review_that_did_not_take_place_is_due_again_and_in_no_figure(cast, review):
    assert conducted(cast, cast.today - DAY) == 1
    withdrawn = withdraw_review(review=review, reason=REASON, by=cast.amara)
    assert (withdrawn.state, withdrawn.met_on, withdrawn.outcome) == ("due", None, "")
    assert conducted(cast, cast.today - DAY) == 0
    assert review.versions.get().content["outcome"] == "Go on"
    conduct_review(review=withdrawn, conducted_on=cast.today, outcome="Go on", participants="Maya", by=cast.amara)


def test_a_corrected_review_counts_on_its_right_day(cast, review):
    correct_it(cast, review)
    assert [conducted(cast, day) for day in (cast.today - DAY, cast.today)] == [0, 1]
    assert not Message.objects.filter(key__startswith="review-corrected:").exists(), "nobody has read it"


def test_the_correction_of_a_shared_review_is_visible_to_the_keyworker(cast, review, client):
    share_review(review=review, by=cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_review(review=review, reason=REASON, by=cast.amara)
    correct_it(cast, review)
    message = Message.objects.get(key__startswith=f"review-corrected:{review.pk}", channel="in app")
    assert message.to == cast.priya
    client.force_login(cast.priya)
    page = client.get(reverse("person_reviews", args=[cast.individual.pk])).content.decode()
    for words in ("Stop", "Go on", REASON):
        assert words in page


def test_the_keyworker_reads_no_correction_before_the_outcome_is_shared(cast, review, client):
    correct_it(cast, review)
    client.force_login(cast.priya)
    page = client.get(reverse("person_reviews", args=[cast.individual.pk])).content.decode()
    assert "Go on" not in page
    assert REASON not in page


def test_a_corrected_day_is_not_in_the_future(cast, review):
    with pytest.raises(Refused, match="future"):
        correct_it(cast, review, conducted_on=clock.today() + DAY)
