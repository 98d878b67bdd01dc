"""A shared review and a sent update about somebody else are struck through: out of every count, on file for audit."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.code_links.validity import why_ended
from casework.services import end_package, record_death
from contracts.models import Council
from core import clock
from core.dates import Period
from core.errors import NotPossible, Refused
from core.models import Message, UnsentForm
from dashboard.home.reader import duties_of_week
from plans.models import GoalRating
from reporting import indicators
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.goals import goals_to_review
from reviews.services import (
    acknowledge_review,
    acknowledge_update,
    ask_for_review,
    conduct_review,
    correct_review,
    raise_reviews,
    raise_updates,
    send_update_link,
    share_review,
    strike_review,
    strike_update,
)
from reviews.updates.pdf_service import UPDATE_PDF, request_update_pdf
from tests.reviews.updates import make_update, send, terms_with

DAY = datetime.timedelta(days=1)
REASON = "This is about Tomasz"


def shared_review(cast, **columns) -> Review:
    """Return a review that the keyworker asked for and that was shared today, with a rating of each goal."""
    review = ask_for_review(package=cast.package, asked_by="keyworker", reason="His plans", by=cast.priya)
    goals = [{"wording": wording, "words": "Well", "rating": 6} for wording in goals_to_review(review)]
    texts = {"outcome": "He moves to Leeds", "participants": "Tomasz", "goals": goals, **columns}
    conduct_review(review=review, conducted_on=cast.today, by=cast.amara, **texts)
    share_review(review=review, by=cast.amara)
    return Review.objects.get(pk=review.pk)


@pytest.fixture
def update(cast) -> KeyworkerUpdate:
    """Given an update that was sent to Priya four days late."""
    terms = terms_with(cast, acknowledge_days=5)
    return send(cast, make_update(cast, terms=terms, due_on=cast.today - 4 * DAY, how_it_is="He moved to Leeds."))


def strike(cast, record, **changed):
    service, name = (strike_review, "review") if isinstance(record, Review) else (strike_update, "update")
    with transaction.atomic():
        return service(**{name: record, "reason": REASON, "by": cast.amara, **changed})


def kinds_of_duty(cast, user) -> set[str]:
    return {item.kind for item in duties_of_week(user, cast.today) if item.individual_id == cast.individual.pk}


def messages(key: str) -> list[Message]:
    return list(Message.objects.filter(key__startswith=key, channel="in app").order_by("key"))


def status(client, user, name, *args) -> int:
    client.force_login(user)
    return client.get(reverse(name, args=args)).status_code


# A review


def test_a_struck_review_is_due_again_as_it_was_asked_for(cast):
    """Given a review that the keyworker asked for; when it is about another; then the request waits as before."""
    review = shared_review(cast, next_review_on=cast.today + 90 * DAY)
    raise_reviews(on=cast.today)
    ahead = Review.objects.get(follows=review)
    struck = strike(cast, review)
    assert (struck.state, struck.struck_reason, struck.struck_by) == ("shared", REASON, cast.amara)
    again = Review.objects.get(state="due", due_on=review.due_on)
    assert (again.asked_by, again.asked_on, again.reason) == ("keyworker", cast.today, "His plans")
    assert (again.terms, again.recorded_by, again.meets_at) == (review.terms, cast.priya, None)
    ahead.refresh_from_db()
    assert ahead.expired_on == cast.today, "the next review that it agreed"
    assert raise_reviews(on=cast.today) == 0
    conduct_review(review=again, conducted_on=cast.today, outcome="Hers", participants="Maya", by=cast.amara)
    assert Review.objects.filter(outcome="Hers").count() == 1


def test_a_struck_review_is_in_no_figure_and_neither_are_its_ratings(cast):
    review = shared_review(cast, social_network="worse")
    today = Period(cast.today, cast.today + DAY)

    def figures() -> list[int]:
        counted = (indicators.reviews_conducted, indicators.reviews_shared)
        answers = Review.objects.last_answers(cast.tameside, today, "social_network", ["worse"])
        return [*(len(figure(cast.tameside, today).rows()) for figure in counted), answers.count()]

    ratings = GoalRating.objects.not_struck().filter(rated_on=cast.today).count()
    assert figures() == [1, 1, 1]
    strike(cast, review)
    assert figures() == [0, 0, 0]
    assert GoalRating.objects.not_struck().filter(rated_on=cast.today).count() < max(ratings, 1)
    assert Review.with_struck.get(pk=review.pk).outcome == "He moves to Leeds", "on file for audit"


def test_the_keyworker_and_the_person_get_a_message_without_details_and_read_it_no_more(cast, client):
    review = shared_review(cast)
    strike(cast, review)
    told = messages(f"review-struck:{review.pk}") + messages(f"review-struck-own:{review.pk}")
    assert [message.to for message in told] == [cast.priya, cast.maya]
    for message in told:
        for words in (REASON, "Leeds", cast.individual.full_name):
            assert words not in message.subject + message.body
    assert not Message.objects.filter(key__startswith=f"review-shared:{review.pk}", read_at=None, channel="in app")
    assert "review-to-acknowledge" not in kinds_of_duty(cast, cast.priya)
    assert status(client, cast.priya, "review", review.pk) == 404
    for user, page in ((cast.priya, "person_reviews"), (cast.maya, "my_reviews")):
        client.force_login(user)
        args = [cast.individual.pk] if page == "person_reviews" else []
        html = client.get(reverse(page, args=args)).content.decode()
        assert "Leeds" not in html
        assert REASON not in html


def test_staff_read_on_the_record_what_was_struck_with_who_and_why(cast, client, update):
    review = shared_review(cast)
    for record, name in ((review, "review"), (update, "update")):
        strike(cast, record)
        client.force_login(cast.ben)
        listed = client.get(reverse("person_reviews", args=[cast.individual.pk])).content.decode()
        page = client.get(reverse(name, args=[record.pk])).content.decode()
        for words in ("Entered in error", REASON, cast.amara.full_name):
            assert words in listed
            assert words in page
        assert "Leeds" in page, "for whoever looks into it"
        for action in ("correct", "strike", "acknowledged"):
            assert reverse(f"{name}_{action}", args=[record.pk]) not in page


def test_a_form_that_was_open_says_that_the_review_was_struck(cast):
    """Given two windows; when one strikes the review; then what the other saves is refused, and nothing is lost."""
    review = shared_review(cast)
    open_elsewhere = Review.objects.get(pk=review.pk)
    strike(cast, review)
    for save in (
        lambda: strike(cast, open_elsewhere),
        lambda: acknowledge_review(review=open_elsewhere, by=cast.priya),
        lambda: correct_review(
            review=open_elsewhere,
            revision=open_elsewhere.revision,
            conducted_on=cast.today,
            outcome="Stays",
            participants="Maya",
            reason="A slip",
            by=cast.amara,
        ),
    ):
        with pytest.raises((NotPossible, Review.DoesNotExist)), transaction.atomic():
            save()
    assert Review.with_struck.get(pk=review.pk).outcome == "He moves to Leeds"


def test_only_a_shared_review_is_struck_and_with_a_reason(cast):
    review = ask_for_review(package=cast.package, asked_by="provider", by=cast.ben)
    with pytest.raises(NotPossible, match="Only a shared review"):
        strike(cast, review)
    conduct_review(review=review, conducted_on=cast.today, outcome="Go on", participants="Maya", by=cast.amara)
    with pytest.raises(NotPossible, match="Withdraw this one"):
        strike(cast, review)
    share_review(review=review, by=cast.amara)
    with pytest.raises(Refused):
        strike(cast, review, reason=" ")
    strike(cast, review)


@pytest.mark.parametrize("how", ["the end of support", "death"])
def test_nothing_is_due_again_after(cast, how, update):
    review = shared_review(cast)
    if how == "death":
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    else:
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    for record in (review, update):
        strike(cast, type(record).objects.get(pk=record.pk))
    assert not Review.objects.filter(state="due").exists()
    assert not KeyworkerUpdate.objects.not_sent().filter(package=cast.package, expired_on=None).exists()


# An update


def test_a_struck_update_is_due_again_on_its_day(cast, update):
    """Given an update sent late; when it is about another; then one is due on the old day."""
    strike(cast, update)
    again = KeyworkerUpdate.objects.not_sent().get(package=cast.package)
    assert (again.due_on, again.terms, again.how_it_is) == (update.due_on, update.terms, "")
    raise_updates(on=cast.today)
    assert KeyworkerUpdate.objects.not_sent().filter(package=cast.package).count() == 1
    assert "keyworker-update" in kinds_of_duty(cast, cast.amara)
    period = Period(update.due_on, update.due_on + DAY)
    assert len(indicators.updates_due(cast.tameside, period).rows()) == 1, "the struck one is not counted as well"


def test_the_update_that_is_raised_already_is_brought_forward(cast, update):
    raised = make_update(cast, due_on=cast.today + 38 * DAY)
    strike(cast, update)
    raised.refresh_from_db()
    assert raised.due_on == update.due_on
    assert KeyworkerUpdate.objects.not_sent().filter(package=cast.package).count() == 1


def test_an_update_that_a_later_one_followed_is_not_due_again(cast):
    first = send(cast, make_update(cast, due_on=cast.today - 50 * DAY), on=cast.today - 50 * DAY)
    send(cast, make_update(cast, due_on=cast.today - 8 * DAY))
    strike(cast, first)
    assert not KeyworkerUpdate.objects.not_sent().filter(package=cast.package).exists()


def test_whoever_got_the_update_gets_a_message_and_no_link_or_copy_opens_it(cast, client, update):
    Council.objects.update(email_domains="council.example")
    update, address = KeyworkerUpdate.objects.get(pk=update.pk), "jo.ferris@council.example"
    link = send_update_link(update=update, name="Ana", email=address, last_on=cast.today + 5 * DAY, by=cast.amara)
    request_update_pdf(update=update, by=cast.amara)
    assert UPDATE_PDF.missing(cast.today)
    acknowledge_update(update=update, by=cast.priya, answer="Who is this?", needs_answer=True)
    strike(cast, KeyworkerUpdate.objects.get(pk=update.pk))
    (message,) = messages(f"update-struck:{update.pk}")
    assert message.to == cast.priya
    assert REASON not in message.body
    assert why_ended(link) == "The update was marked as entered in error."
    assert UPDATE_PDF.missing(cast.today) == []
    assert status(client, cast.priya, "update", update.pk) == 404
    assert "update-reply" not in kinds_of_duty(cast, cast.amara)
    client.force_login(cast.priya)
    assert str(update.pk) not in client.get(reverse("updates")).content.decode()


def test_only_a_sent_update_is_struck_and_once(cast, update):
    with pytest.raises(NotPossible, match="Send the update first"):
        strike(cast, make_update(cast, due_on=cast.today + 30 * DAY))
    with pytest.raises(Refused):
        strike(cast, update, reason="")
    strike(cast, update)
    with pytest.raises(NotPossible, match="already marked"):
        strike(cast, update)


def test_the_forms_strike_them(cast, client, update):
    review = shared_review(cast)
    client.force_login(cast.ben)
    for record, name in ((review, "review_strike"), (update, "update_strike")):
        answer = client.post(reverse(name, args=[record.pk]), {"reason": REASON}, follow=True)
        assert "Marked as entered in error." in answer.content.decode()
        assert type(record).with_struck.get(pk=record.pk).struck_by == cast.ben
    assert clock.today() == cast.today


# What somebody was writing meanwhile


@pytest.mark.parametrize(
    ("name", "page", "field"),
    [("priya", "update_acknowledge", "answer"), ("amara", "update_answer", "our_answer")],
)
def test_what_somebody_was_writing_about_it_is_not_lost(cast, client, update, name, page, field):
    """Given a reply, and an answer, half written; when the update is struck through; then they can be copied."""
    acknowledge_update(update=update, answer="Thank you", by=cast.priya)
    strike(cast, update)
    client.force_login(getattr(cast, name))
    answer = client.post(reverse(page, args=[update.pk]), {field: "She rang me about the bus", "form_name": "Reply"})
    assert answer.status_code == 404
    assert "What you wrote was not sent." in answer.text
    assert "He moved to Leeds" not in answer.text, "what it said about somebody else is gone"
    assert reverse("unsent_forms") in answer.text
    assert "She rang me about the bus" in client.get(reverse("unsent_forms")).text
    assert "Not sent yet: 1 form" in " ".join(client.get(reverse("updates")).text.split())


def test_a_page_that_is_not_there_and_took_no_words_stores_nothing(cast, client, update):
    strike(cast, update)
    client.force_login(cast.priya)
    address = reverse("update_acknowledge", args=[update.pk])
    for answer in (client.get(address), client.post(address, {"answer": " "})):
        assert answer.status_code == 404
        assert "was not sent" not in answer.text
    assert not UnsentForm.objects.exists()
