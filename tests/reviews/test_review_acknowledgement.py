"""A shared review waits for its acknowledgement: chased by the terms, then a duty of managers, or reported (T4.8)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Individual, Question
from casework.services import end_package, open_package, record_death
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from reviews import services
from reviews.models import Review
from tests.factories import ReviewFactory
from tests.reviews.updates import DAY, make_update, send, terms_with

REPORT = {"reader_name": "Priya Shah", "report_method": "telephone", "answer": "She agrees to more hours."}


def on(day):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


def make_shared(cast, terms=None, **columns) -> Review:
    """Return a review that took place and was shared today."""
    terms = terms or terms_with(cast, acknowledge_days=5)
    review = ReviewFactory(package=cast.package, terms=terms, due_on=columns.pop("due_on", cast.today))
    services.conduct_review(
        review=review, conducted_on=clock.today(), outcome="Go on", participants="Maya", by=cast.amara
    )
    return services.share_review(review=review, by=cast.amara)


def reminders(review) -> list:
    rows = Message.objects.filter(key__startswith=f"review-unread:{review.pk}", channel="in app")
    return sorted(message.to.full_name for message in rows)


def to_ask(user, day) -> list:
    return [item for item in duty_items(user, day) if item.kind == "review-not-acknowledged"]


def correct(cast, review, outcome="Stop") -> Review:
    review.refresh_from_db()
    return services.correct_review(
        review=review,
        revision=review.revision,
        conducted_on=review.conducted_on,
        outcome=outcome,
        participants="Maya",
        reason="Slip",
        by=cast.amara,
    )


# Chased, then a duty


def test_the_keyworker_is_reminded_once_and_then_it_is_a_duty_of_managers(cast):
    review = make_shared(cast)
    sent_on = cast.today
    services.chase_acknowledgements(on=sent_on + 4 * DAY)
    assert reminders(review) == []
    assert services.chase_acknowledgements(on=sent_on + 5 * DAY) == 1
    assert services.chase_acknowledgements(on=sent_on + 6 * DAY) == 0
    assert reminders(review) == [cast.priya.full_name]
    assert to_ask(cast.ben, sent_on + 9 * DAY) == []
    duty = to_ask(cast.ben, sent_on + 10 * DAY)[0]
    assert (duty.due_on, duty.href) == (sent_on + 10 * DAY, reverse("review", args=[review.pk]))
    assert to_ask(cast.amara, sent_on + 10 * DAY) == []


def test_without_such_a_term_nobody_is_reminded(cast):
    review = make_shared(cast, terms=terms_with(cast, acknowledge_days=None))
    services.chase_acknowledgements(on=cast.today + 60 * DAY)
    assert reminders(review) == []
    assert to_ask(cast.ben, cast.today + 60 * DAY) == []


def test_a_review_that_is_not_shared_or_is_acknowledged_waits_for_nobody(cast):
    terms = terms_with(cast, acknowledge_days=5)
    ReviewFactory(package=cast.package, terms=terms, due_on=cast.today - 90 * DAY)
    shared = make_shared(cast, terms=terms)
    services.acknowledge_review(review=shared, by=cast.priya)
    late = cast.today + 60 * DAY
    assert services.chase_acknowledgements(on=late) == 0
    assert to_ask(cast.ben, late) == []


def test_the_newest_shared_review_replaces_those_before(cast):
    terms = terms_with(cast, acknowledge_days=5)
    before = make_shared(cast, terms=terms)
    with on(cast.today + DAY):
        newest = make_shared(cast, terms=terms, due_on=cast.today + DAY)
    assert [duty.argument for duty in to_ask(cast.ben, cast.today + 60 * DAY)] == [newest.pk]
    services.chase_acknowledgements(on=cast.today + 60 * DAY)
    assert (reminders(before), reminders(newest)) == ([], [cast.priya.full_name])


def test_a_correction_counts_from_the_day_it_was_sent(cast):
    review = make_shared(cast)
    with on(cast.today + 9 * DAY):
        correct(cast, review)
    assert to_ask(cast.ben, cast.today + 18 * DAY) == []
    assert to_ask(cast.ben, cast.today + 19 * DAY)[0].due_on == cast.today + 19 * DAY


def test_after_a_death_nobody_asks(cast):
    make_shared(cast)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    assert services.chase_acknowledgements(on=cast.today + 60 * DAY) == 0
    assert to_ask(cast.ben, cast.today + 60 * DAY) == []


def test_after_the_end_of_support_nobody_asks_and_the_page_says_so(cast, client):
    review = make_shared(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert services.chase_acknowledgements(on=cast.today + 60 * DAY) == 0
    assert to_ask(cast.ben, cast.today + 60 * DAY) == []
    client.force_login(cast.ben)
    page = client.get(reverse("review", args=[review.pk])).text
    assert "Support has ended, so the keyworker is not asked again." in page
    client.force_login(cast.priya)
    page = client.get(reverse("review", args=[review.pk])).text
    assert "Support has ended, so the keyworker is not asked again." in page
    assert "For you to acknowledge" not in page


def test_many_are_one_row_that_says_when_they_were_asked_again(cast, client):
    """Given one review of each of three packages; then the home page has one row, and the list each with its day."""
    terms = terms_with(cast, acknowledge_days=5)
    person = Individual.objects.create(full_name="Iris Calloway", date_of_birth=datetime.date(1980, 4, 4))
    third = open_package(
        individual=person, contract=cast.tameside, starts_on=cast.today - 60 * DAY, minutes_a_week=60, by=cast.ben
    )
    for package in (cast.package, cast.other_package, third):
        shared_at = clock.instant_on(cast.today - 20 * DAY, datetime.time(12))
        columns = {"state": "shared", "conducted_on": cast.today - 20 * DAY, "met_on": cast.today - 20 * DAY}
        ReviewFactory(package=package, terms=terms, due_on=cast.today - 20 * DAY, shared_at=shared_at, **columns)
    services.chase_acknowledgements(on=cast.today)
    client.force_login(cast.ben)
    (row,) = [row for row in client.get(reverse("home")).context["rows"] if row.kind == "review-not-acknowledged"]
    assert (row.label, row.person) == ("3 reviews not acknowledged", "3 people")
    listed = client.get(row.href)
    assert len(listed.context["rows"]) == 3
    assert all("Asked again" in each.note for each in listed.context["rows"] if "Maya" in each.person)


def test_a_review_that_took_place_is_a_duty_to_share_until_it_is_shared(cast):
    """Given a review of today; then its worker and manager share it within a week, also once support has ended."""
    review = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    services.conduct_review(review=review, conducted_on=cast.today, outcome="On", participants="Maya", by=cast.amara)

    def to_share(user) -> list:
        return [item for item in duty_items(user, cast.today) if item.kind == "review-to-share"]

    for user in (cast.amara, cast.ben):
        (duty,) = to_share(user)
        assert (duty.due_on, duty.href) == (cast.today + 7 * DAY, reverse("review", args=[review.pk]))
    assert to_share(cast.priya) == []
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert len(to_share(cast.ben)) == 1
    services.share_review(review=review, by=cast.ben)
    assert to_share(cast.ben) == []


def test_a_wall_hides_the_duty(cast):
    make_shared(cast)
    raise_wall(user=cast.ben, record_id=cast.individual.pk, reason="Her cousin", by=cast.dana)
    assert to_ask(cast.ben, cast.today + 60 * DAY) == []


# By the keyworker


def test_the_keyworker_acknowledges_once(cast):
    review = make_shared(cast)
    services.acknowledge_review(review=review, by=cast.priya)
    with pytest.raises(NotPossible, match="already"):
        services.acknowledge_review(review=review, by=cast.priya)


# By report


def test_what_the_council_said_is_recorded_corrected_and_withdrawn(cast, client):
    review = make_shared(cast)
    client.force_login(cast.ben)
    day = {"reported_on_day": cast.today.day, "reported_on_month": cast.today.month}
    sent = {**REPORT, **day, "reported_on_year": cast.today.year}
    response = client.post(reverse("review_acknowledged", args=[review.pk]), sent)
    assert response.url == reverse("review", args=[review.pk])
    review.refresh_from_db()
    recorded = (review.acknowledged_by, review.acknowledged_how, review.acknowledged_on, review.reply)
    assert recorded == ("Priya Shah", "telephone", cast.today, REPORT["answer"])
    assert REPORT["answer"] in client.get(reverse("review", args=[review.pk])).text
    assert to_ask(cast.ben, cast.today + 60 * DAY) == []
    services.record_review_acknowledgement(
        review=review, **REPORT | {"reader_name": "Prya"}, reported_on=cast.today, by=cast.ben
    )
    assert Review.objects.get().acknowledged_by == "Prya", "a slip is corrected by saving it again"
    services.withdraw_review_acknowledgement(review=review, reason="Another person", by=cast.ben)
    review.refresh_from_db()
    assert (review.is_unacknowledged, review.reply) == (True, "")
    assert len(to_ask(cast.ben, cast.today + 60 * DAY)) == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reader_name": " "}, "who has read it"),
        ({"report_method": ""}, "how they told us"),
        ({"answer": " "}, "what they said"),
        ({"reported_on": -1}, "from the day it was sent"),
        ({"reported_on": 1}, "until today"),
    ],
)
def test_a_report_needs_who_how_when_and_what_they_said(cast, changed, message):
    review = make_shared(cast)
    columns = {"reported_on": 0, **REPORT, **changed}
    columns["reported_on"] = cast.today + columns["reported_on"] * DAY
    with pytest.raises(Refused, match=message), transaction.atomic():
        services.record_review_acknowledgement(review=review, by=cast.ben, **columns)


def test_nobody_read_a_review_before_it_was_shared_or_corrected(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    with pytest.raises(NotPossible), transaction.atomic():
        services.record_review_acknowledgement(review=review, **REPORT, reported_on=cast.today, by=cast.ben)
    review = make_shared(cast)
    with on(cast.today + 3 * DAY):
        correct(cast, review)
        with pytest.raises(Refused, match="day it was sent"), transaction.atomic():
            services.record_review_acknowledgement(
                review=review, **REPORT, reported_on=cast.today + 2 * DAY, by=cast.ben
            )


def test_what_the_keyworker_did_themselves_staff_neither_change_nor_withdraw(cast):
    review = make_shared(cast)
    with pytest.raises(NotPossible, match="nobody has"), transaction.atomic():
        services.withdraw_review_acknowledgement(review=review, reason="Slip", by=cast.ben)
    services.acknowledge_review(review=review, by=cast.priya)
    with pytest.raises(NotPossible), transaction.atomic():
        services.withdraw_review_acknowledgement(review=review, reason="Slip", by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        services.record_review_acknowledgement(review=review, **REPORT, reported_on=cast.today, by=cast.ben)


# A later one replaces it


def test_an_outcome_that_a_later_one_replaces_says_so_to_both_sides(cast, client):
    """Given two shared reviews, and two updates sent; then only the newest is to acknowledge, and each page says so."""
    terms = terms_with(cast, acknowledge_days=5)
    with clock.frozen_at(clock.now() - 9 * DAY):
        earlier, older = make_shared(cast, terms=terms, due_on=cast.today - 9 * DAY), send(cast, make_update(cast))
    later = make_shared(cast, terms=terms)
    newest = send(cast, make_update(cast, due_on=cast.today + 30 * DAY))

    def text(user, name, row) -> str:
        client.force_login(user)
        return " ".join(client.get(reverse(name, args=[row.pk])).text.split())

    for user in (cast.ben, cast.priya):
        assert "replaces it: only that one is to acknowledge" in text(user, "review", earlier)
        assert "replaces it: only that one is to acknowledge" in text(user, "update", older)
        assert "It replaces the earlier outcome that no one has acknowledged." in text(user, "review", later)
    for name, row in (("review", earlier), ("update", older)):
        assert reverse(f"{name}_acknowledge", args=[row.pk]) not in text(cast.priya, name, row)
    for address in (reverse("home"), f"{reverse('updates')}?status=to+acknowledge"):
        page = client.get(address).text
        assert reverse("update", args=[newest.pk]) in page
        assert reverse("update", args=[older.pk]) not in page, address
    services.acknowledge_review(review=later, by=cast.priya)
    assert "replaces it" in text(cast.ben, "review", earlier), "nobody has read it, and nobody is asked to"


# Counted apart


def test_managers_read_how_many_of_those_sent_are_acknowledged(cast, client):
    """Given two updates sent and one acknowledged, and a review that waits; then each figure leads to its rows."""
    terms = terms_with(cast, acknowledge_days=5)
    for ago, is_read in ((50, True), (8, False)):
        update = send(cast, make_update(cast, terms=terms, due_on=cast.today - ago * DAY))
        if is_read:
            services.acknowledge_update(update=update, by=cast.priya)
    make_shared(cast, terms=terms)
    client.force_login(cast.ben)
    response = client.get(reverse("updates_late"))
    counts = [response.context[name] for name in ("updates_count", "reviews_count")]
    assert [(row.sent, row.acknowledged, row.waiting) for row in counts] == [(2, 1, 1), (1, 0, 1)]
    assert [row.package for row in response.context["unread_reviews"].rows] == [cast.package]
    assert [row.state for row in response.context["unread"].rows] == ["sent"]
    waiting = client.get(response.context["updates_waiting_href"]).context["updates"]
    assert [row.state for row in waiting] == ["sent"]


def test_managers_of_another_contract_count_none_of_these(cast, client):
    make_shared(cast)
    client.force_login(cast.nadia)
    assert client.get(reverse("updates_late")).context["reviews_count"].sent == 0


# With words


def test_the_keyworker_acknowledges_with_a_reply_that_staff_read(cast, client):
    review = make_shared(cast)
    client.force_login(cast.priya)
    client.post(reverse("review_acknowledge", args=[review.pk]), {"reply": "Please ring her aunt too."})
    review.refresh_from_db()
    assert (review.reply, review.acknowledged_how, review.is_reported) == (
        "Please ring her aunt too.",
        "casework",
        False,
    )
    rows = Message.objects.filter(key__startswith=f"review-acknowledged:{review.pk}", channel="in app")
    assert [message.to for message in rows] == [cast.amara]
    client.force_login(cast.amara)
    assert "Please ring her aunt too." in client.get(reverse("review", args=[review.pk])).content.decode()


def test_without_words_nobody_gets_a_message_and_a_second_reply_becomes_a_question(cast, client):
    review = make_shared(cast)
    client.force_login(cast.priya)
    client.post(reverse("review_acknowledge", args=[review.pk]))
    assert not Message.objects.filter(key__startswith=f"review-acknowledged:{review.pk}").exists()
    client.post(reverse("review_acknowledge", args=[review.pk]), {"reply": "And another thing"})
    review.refresh_from_db()
    assert (review.acknowledged_by, review.reply) == (cast.priya.full_name, "")
    question = Question.objects.get(about_id=review.pk)
    assert (question.words, question.asked_by, question.about_kind) == (
        "And another thing",
        cast.priya,
        "package-review",
    )


# A reply is a duty


def replies(user, on=None) -> list:
    return [item.label for item in duty_items(user, on or clock.today()) if item.kind == "review-reply"]


def test_a_reply_that_asks_for_an_answer_is_a_duty_until_it_has_one(cast):
    review = make_shared(cast)
    with pytest.raises(Refused, match="what you want to know"):
        services.acknowledge_review(review=review, needs_answer=True, by=cast.priya)
    services.acknowledge_review(review=review, reply="Who starts on Monday?", needs_answer=True, by=cast.priya)
    assert replies(cast.amara) == ["Reply to a review: answer it"]
    client = Client()
    client.force_login(cast.amara)
    client.get(reverse("review", args=[review.pk]))
    assert replies(cast.amara) == ["Reply to a review: answer it"], "reading is not answering"
    address = reverse("review_reply_answer", args=[review.pk])
    client.post(address, {"answer": "On Monday, the new one"})
    assert replies(cast.amara) == []
    message = Message.objects.get(key__startswith=f"review-answered:{review.pk}", channel="in app")
    assert message.to == cast.priya
    page = client.get(reverse("review", args=[review.pk])).content.decode()
    assert "Correct the answer" in page
    client.post(address, {"answer": "On Tuesday"})
    client.force_login(cast.priya)
    page = client.get(reverse("review", args=[review.pk])).content.decode()
    assert "On Tuesday" in page
    assert "the new one" not in page


def test_a_reply_is_read_once_by_one_of_the_workers(cast):
    review = make_shared(cast)
    services.acknowledge_review(review=review, reply="Thank you", by=cast.priya)
    assert replies(cast.amara) == ["Reply to a review: read it"]
    Message.objects.filter(key__startswith="review-acknowledged", to=cast.amara).update(read_at=clock.now())
    assert replies(cast.amara) == []


def test_a_reply_that_staff_record_reaches_the_worker(cast):
    review = make_shared(cast)
    services.record_review_acknowledgement(
        review=review, **REPORT, reported_on=cast.today, needs_answer=True, by=cast.ben
    )
    rows = Message.objects.filter(key__startswith=f"review-acknowledged:{review.pk}", channel="in app")
    assert [row.to for row in rows] == [cast.amara]
    assert replies(cast.amara) == ["Reply to a review: answer it"]
    correct(cast, review)
    assert replies(cast.amara) == [], "a correction asks for a new acknowledgement"


# Shared with the person


def test_the_person_hears_that_there_is_an_outcome_and_of_a_correction(cast):
    review = make_shared(cast)
    rows = Message.objects.filter(key__startswith=f"review-to-read:{review.pk}", channel="in app")
    (message,) = rows
    assert (message.to, message.path) == (cast.maya, reverse("my_reviews"))
    assert "Go on" not in message.subject + message.body
    send_messages()
    client = Client()
    client.force_login(cast.maya)
    assert ("my_reviews", "Reviews") in client.get(reverse("me")).context["news"]
    correct(cast, review)
    assert [row.to for row in rows.all()] == [cast.maya] * 2


def test_without_pages_of_their_own_staff_read_how_the_person_learns_it(cast):
    review = make_shared(cast)
    client = Client()
    client.force_login(cast.amara)
    address = reverse("review", args=[review.pk])
    words = "no pages of their own here"
    assert words not in client.get(address).content.decode()
    Individual.objects.filter(pk=cast.individual.pk).update(user=None)
    assert words in client.get(address).content.decode()
    client.force_login(cast.priya)
    assert words not in client.get(address).content.decode()
