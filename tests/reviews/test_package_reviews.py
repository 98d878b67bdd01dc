"""Reviews: asked for by anybody, arranged, written up, shared and acknowledged; the next one follows."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.services import end_package, record_access_need
from contracts.models import Contract
from core import clock
from core.dates import working_day_up_to
from core.errors import NotPossible, Refused
from core.models import Message
from dashboard.home.reader import duties_of_week
from plans.models import AnswerDuty, GoalRating
from reviews import services
from reviews.models import Review, ReviewGoal
from reviews.package_reviews.models import column_text
from reviews.package_reviews.requests import due_by_urgency
from tests.factories import ReviewFactory
from tests.pages.forms import fields_of

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
WEEK = 7 * DAY


def get_page(user, name, *args, query="") -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def post(user, name, *args, **data):
    client = Client()
    client.force_login(user)
    return client.post(reverse(name, args=args), data, follow=True)


def ask(cast, **columns) -> Review:
    return services.ask_for_review(
        **{"package": cast.package, "asked_by": "person", "urgency": "weeks", "by": cast.maya} | columns
    )


def arrange(cast, review, meets_at, **columns) -> Review:
    review = Review.objects.get(pk=review.pk)
    with transaction.atomic():
        return services.arrange_review(
            review=review, revision=review.revision, meets_at=meets_at, by=cast.amara, **columns
        )


def conduct(cast, review, **columns) -> Review:
    values = {"conducted_on": cast.today, "outcome": "Go on", "participants": "Maya", "by": cast.amara} | columns
    with transaction.atomic():
        return services.conduct_review(review=Review.objects.get(pk=review.pk), **values)


def correct(cast, review, **columns) -> Review:
    review = Review.objects.get(pk=review.pk)
    values = {"conducted_on": cast.today, "outcome": "Go on", "participants": "Maya", "reason": "A slip"} | columns
    with transaction.atomic():
        return services.correct_review(review=review, revision=review.revision, by=cast.amara, **values)


def messages(key: str) -> list[str]:
    rows = Message.objects.filter(key__startswith=f"{key}:", channel="in app").order_by("to__full_name")
    return [row.to.full_name for row in rows]


# Asked for


def test_the_urgency_says_when_it_is_due(cast):
    friday = datetime.date(2026, 12, 18)
    assert due_by_urgency("soon", friday) == datetime.date(2027, 1, 6), "ten working days, over the holidays"
    assert due_by_urgency("weeks", friday) == datetime.date(2027, 1, 29)
    first, second = ask(cast), ask(cast, asked_by="carer", by=cast.amara)
    assert (first.due_on, second.due_on) == (cast.today + 6 * WEEK, cast.today + 6 * WEEK - DAY)


def test_who_asks_again_adds_to_their_request(cast):
    """Given the person asked; when they ask again and need it sooner; then it is one review, due earlier."""
    first = ask(cast, reason="My evenings")
    second = ask(cast, reason="My neighbour", urgency="soon")
    assert first.pk == second.pk
    review = Review.objects.get()
    assert review.due_on == due_by_urgency("soon", cast.today)
    for text in ("My evenings", "My neighbour"):
        assert text in review.reason
    other = ask(cast, asked_by="keyworker", by=cast.priya, reason="The hours")
    assert other.pk != first.pk, "the person reads nothing of what the keyworker writes"


def test_who_asked_takes_it_back(cast):
    review = ask(cast, reason="My evenings")
    assert reverse("my_review_withdraw", args=[review.pk]) in get_page(cast.maya, "my_reviews")
    page = post(cast.maya, "my_review_withdraw", review.pk).content.decode()
    assert "You do not want this review any more" in page
    review.refresh_from_db()
    assert (review.state, review.expired_on) == ("expired", cast.today)
    assert messages("review-withdrawn") == [cast.amara.full_name]
    with pytest.raises(NotPossible):
        services.withdraw_review_request(review=review, by=cast.maya)


def test_a_keyworker_takes_back_their_own_request_and_a_manager_any(cast):
    review = ask(cast, asked_by="keyworker", by=cast.priya)
    with pytest.raises(NotPossible, match="who asked"):
        services.withdraw_review_request(review=review, by=cast.amara)
    address = reverse("review_request_withdraw", args=[review.pk])
    assert address in get_page(cast.priya, "person_reviews", cast.individual.pk)
    assert address not in get_page(cast.amara, "person_reviews", cast.individual.pk)
    post(cast.priya, "review_request_withdraw", review.pk, reason="We spoke")
    review.refresh_from_db()
    assert review.state == "expired"
    other = ask(cast, asked_by="carer", by=cast.amara)
    assert services.withdraw_review_request(review=other, by=cast.ben, reason="Asked twice").state == "expired"


def test_a_review_that_nobody_asked_for_is_not_taken_back(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    with pytest.raises(NotPossible):
        services.withdraw_review_request(review=review, by=cast.ben)


def test_a_person_asks_on_their_own_pages_and_reads_it_there(cast):
    page = post(cast.maya, "my_review_ask", reason="My evenings", urgency="soon").content.decode()
    review = Review.objects.get()
    assert (review.asked_by, review.reason, review.asked_how, review.asked_on) == (
        "person",
        "My evenings",
        "casework",
        cast.today,
    )
    assert messages("review-requested") == [cast.amara.full_name]
    assert AnswerDuty.objects.outstanding().get().comment.words == "My evenings", "read and answered as a message"
    assert "My evenings" in page
    assert "There is no date yet" in page
    assert "My evenings" not in get_page(cast.tomasz, "my_reviews")
    assert "My evenings" in get_page(cast.amara, "person_reviews", cast.individual.pk)


def test_a_keyworker_asks_on_the_record(cast):
    assert reverse("review_ask", args=[cast.package.pk]) in get_page(cast.priya, "person_reviews", cast.individual.pk)
    post(cast.priya, "review_ask", cast.package.pk, reason="Fewer hours?", urgency="weeks", asked_by="provider")
    review = Review.objects.get()
    assert (review.asked_by, review.requester_name) == ("keyworker", cast.priya.full_name)
    assert messages("review-requested") == [cast.amara.full_name]


def test_staff_record_who_asked_and_how(cast):
    on = cast.today - 2 * DAY
    day = {"asked_on_day": on.day, "asked_on_month": on.month, "asked_on_year": on.year}
    columns = {"asked_by": "carer", "requester_name": "Ada", "asked_how": "telephone", "urgency": "weeks"}
    page = post(cast.amara, "review_ask", cast.package.pk, reason="Her breaks", **columns, **day).content.decode()
    review = Review.objects.get()
    assert (review.asked_how, review.asked_on) == ("telephone", on)
    assert review.due_on == working_day_up_to(on + 6 * WEEK)
    assert "asked for by the carer, Ada" in page
    assert messages("review-requested") == []


def test_a_request_by_phone_joins_the_own_one_and_not_that_of_somebody_else(cast):
    """Given a carer who rings twice, another carer, and the person on their pages and then by phone; then these are
    three reviews, and each has all that was asked.
    """
    for name, words in (("Ada", "Her breaks"), ("ada", "Her back"), ("Bo", "The dog")):
        ask(cast, asked_by="carer", requester_name=name, asked_how="telephone", reason=words, by=cast.amara)
    arranged = arrange(cast, ask(cast, reason="Evenings"), clock.now() + WEEK)
    again = ask(cast, asked_how="telephone", reason="Mornings too", by=cast.amara)
    assert again.pk == arranged.pk
    reasons = {(review.asked_by, review.requester_name): review.reason for review in Review.objects.all()}
    assert len(reasons) == Review.objects.count() == 3
    assert "Her breaks" in reasons["carer", "Ada"]
    assert "Her back" in reasons["carer", "Ada"]
    assert "Mornings too" in reasons["person", ""]
    day = cast.today + 30 * DAY
    named = ask(cast, asked_how="telephone", reason="On that day", due_on=day, by=cast.amara)
    assert (named.due_on, Review.objects.count()) == (day, 4)


@pytest.mark.instant("2026-11-15T10:00")  # a Sunday: six weeks later is a Sunday, too
def test_a_review_is_due_on_a_working_day(cast):
    assert ask(cast).due_on == datetime.date(2026, 12, 24), "before Sunday, Saturday and Christmas"


def test_the_form_has_the_request_the_last_ratings_and_the_hours_and_no_day_to_come(cast):
    """Given a review that was asked for and arranged for next week; then whoever writes it up reads what was asked, the
    last ratings and the hours of now, and the day of the review is empty.
    """
    review = arrange(cast, ask(cast, reason="My evenings"), clock.now() + WEEK, invited="Ada, her sister")
    page = get_page(cast.amara, "review_conduct", review.pk)
    assert "My evenings" in page
    assert "Not rated yet" in page
    assert "a week." in page
    assert fields_of(page)["conducted_on_day"].value == ""
    assert fields_of(page)["participants"].value == "", "who was invited is not who was there"
    assert "Invited: Ada, her sister. Enter who was there." in page
    Review.objects.filter(pk=review.pk).update(meets_at=clock.now() - DAY)
    assert fields_of(get_page(cast.amara, "review_conduct", review.pk))["conducted_on_day"].value


def test_the_button_to_share_a_review_comes_first_on_its_page(cast):
    review = conduct(cast, ask(cast))
    page = get_page(cast.amara, "review", review.pk)
    share = reverse("review_share", args=[review.pk])
    assert page.count(f'"{share}"') == 1
    assert page.index(share) < page.index("cw-card")
    assert page.index(share) < page.index("Go on")


def test_an_answer_of_a_review_says_what_it_compares():
    assert column_text("managing_distress", "worse") == "Worse than before"
    assert column_text("social_network", "not said") == "Prefers not to say if it is better or worse"


def test_the_person_reads_what_is_about_them_in_words_to_them():
    answers = {"social_network": "not said", "quality_of_life": "not asked", "managing_distress": "worse"}
    review = Review(own_words="Fine", is_risk_reviewed=True, risk_review_on=datetime.date(2026, 1, 1), **answers)
    rows = dict(review.write_up_to_person)
    assert list(rows.values())[:4] == ["Fine", "You did not want to say", "We did not ask", "Worse than before"]
    assert "In your own words" in rows
    assert not [label for label in rows if "isk" in label]
    assert "Risk assessment reviewed" in dict(review.write_up)


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"asked_on": 1}, "future"), ({"asked_on": -2, "due_on": -3}, "before they asked")],
)
def test_a_request_is_not_of_the_future_and_due_after_it(cast, columns, words):
    columns = {name: cast.today + days * DAY for name, days in columns.items()}
    with pytest.raises(Refused, match=words):
        ask(cast, **columns)


def test_nobody_asks_after_the_end_of_support(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    with pytest.raises(NotPossible, match="ended"):
        ask(cast)
    assert reverse("my_review_ask") not in get_page(cast.maya, "my_reviews")
    assert "Please call us" in get_page(cast.maya, "my_review_ask")


# Who asked learns the date


def kinds_of_duty(cast) -> set[str]:
    return {item.kind for item in duties_of_week(cast.amara, cast.today)}


def test_a_person_is_told_the_date_by_its_message(cast):
    review = ask(cast)
    assert "review-answer" in kinds_of_duty(cast)
    review = arrange(cast, review, clock.now() + WEEK)
    assert (review.answered_on, review.answered_how) == (cast.today, "casework")
    assert messages("review-arranged") == sorted([cast.maya.full_name, cast.priya.full_name])
    assert "review-answer" not in kinds_of_duty(cast)


def test_a_carer_is_told_by_staff(cast):
    review = ask(cast, asked_by="carer", asked_how="telephone", by=cast.amara)
    told = {"answered_on": cast.today, "answered_how": "telephone", "by": cast.amara}
    with pytest.raises(Refused, match="no date"):
        services.answer_review_request(review=review, **told)
    review = arrange(cast, review, clock.now() + WEEK)
    assert review.is_to_answer
    assert "review-answer" in kinds_of_duty(cast)
    services.answer_review_request(review=review, **told)
    assert "review-answer" not in kinds_of_duty(cast)
    assert arrange(cast, review, clock.now() + 2 * WEEK, moved_reason="She is away").is_to_answer


# Arranged


def test_once_there_is_a_date_only_who_asked_is_to_be_rung(cast):
    """Given a carer who asked by phone; then "Agree a date" until there is one, and "tell who asked" after."""

    def label() -> list[str]:
        return [item.label for item in duties_of_week(cast.amara, cast.today) if item.kind == "review-answer"]

    review = ask(cast, asked_by="carer", asked_how="telephone", requester_name="Joan")
    assert label() == ["Agree a date for the review that was asked for"]
    assert "Agree a date, and tell who asked." in get_page(cast.amara, "review", review.pk)
    arrange(cast, review, clock.now() + 3 * DAY)
    assert label() == ["Tell who asked for the review when it is"]
    page = get_page(cast.amara, "review", review.pk)
    assert "Tell who asked: they do not know the date yet." in page
    assert "Agree a date" not in page


def test_a_move_needs_a_reason_and_a_day_to_come(cast):
    review = arrange(cast, ask(cast), clock.now() + WEEK)
    with pytest.raises(Refused, match="why the review moves"):
        arrange(cast, review, clock.now() + 2 * WEEK)
    with pytest.raises(Refused, match="in the future"):
        arrange(cast, review, clock.now() - HOUR, moved_reason="Away")
    arrange(cast, review, clock.now() + 2 * WEEK, moved_reason="Away")
    assert messages("review-arranged") == sorted(2 * [cast.maya.full_name, cast.priya.full_name])
    assert "Away" in get_page(cast.amara, "record_changes", "review", review.pk)


def unread(key: str, review) -> list[str]:
    rows = Message.objects.filter(key__startswith=f"{key}:{review.pk}", channel="in app").unread()
    return sorted(row.to.full_name for row in rows)


def test_the_person_and_the_keyworker_are_asked_which_suggested_day_suits(cast):
    """Given days that are suggested; then both get a message, and again if other days are; a day ends that."""
    review = ask(cast)
    both = sorted([cast.maya.full_name, cast.priya.full_name])
    arrange(cast, review, None, proposals="Monday at 10am")
    assert unread("review-suggested", review) == both
    assert unread("review-requested", review) == [cast.amara.full_name], "there is no day yet"
    assert messages("review-arranged") == []
    arrange(cast, review, None, proposals="Monday at 10am", invited="Ada")
    assert messages("review-suggested") == both, "the same days ask nobody again"
    arrange(cast, review, None, proposals="Tuesday at 2pm")
    assert messages("review-suggested") == sorted(2 * both)
    assert unread("review-suggested", review) == both, "only the newest days wait for an answer"
    arrange(cast, review, clock.now() + WEEK, proposals="Tuesday at 2pm")
    assert unread("review-suggested", review) == []
    assert unread("review-requested", review) == []


@pytest.mark.parametrize("ending", ["no days", "withdrawn", "conducted"])
def test_nobody_is_asked_for_a_day_any_more(cast, ending):
    review = ask(cast)
    arrange(cast, review, None, proposals="Monday at 10am")
    if ending == "no days":
        arrange(cast, review, None)
    elif ending == "withdrawn":
        services.withdraw_review_request(review=review, by=cast.maya)
    else:
        conduct(cast, review)
    assert unread("review-suggested", review) == []
    assert len(messages("review-suggested")) == 2


def test_days_suggested_with_the_day_agreed_ask_nobody(cast):
    arrange(cast, ask(cast), clock.now() + WEEK, proposals="Monday at 10am")
    assert messages("review-suggested") == []
    assert messages("review-arranged") == sorted([cast.maya.full_name, cast.priya.full_name])


def test_a_suggestion_tells_no_one_behind_a_wall_and_names_no_one(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.priya, reason="Cousins", by=cast.sunita)
    review = ask(cast)
    arrange(cast, review, None, proposals="Monday at 10am, at Maya's")
    assert unread("review-suggested", review) == [cast.maya.full_name]
    for message in Message.objects.filter(key__startswith="review-suggested:"):
        for hidden in ("Monday", "Maya", "Lindqvist"):
            assert hidden not in message.subject + message.body


def test_the_person_answers_which_day_suits_in_a_message_about_the_review(cast):
    arrange(cast, ask(cast), None, proposals="Monday at 10am")
    page = get_page(cast.maya, "my_reviews")
    assert "Which day suits you?" in page
    address = reverse("my_message_write") + "?about=review"
    assert address in page
    assert "Write to us about a review" in get_page(cast.maya, "my_message_write", query="?about=review")
    client = Client()
    client.force_login(cast.maya)
    client.post(address, {"words": "Monday, please"}, follow=True)
    duty = AnswerDuty.objects.outstanding().get()
    assert (duty.comment.words, duty.comment.subject) == ("Monday, please", "a review")
    client.post(reverse("my_message_write") + "?about=anything", {"words": "Hello"}, follow=True)
    assert AnswerDuty.objects.get(comment__words="Hello").comment.subject == "support"


def test_the_keyworker_answers_which_day_suits_on_the_page_of_the_review(cast):
    review = ask(cast)
    arrange(cast, review, None, proposals="Monday at 10am")
    message = Message.objects.get(to=cast.priya, key__startswith="review-suggested:", channel="in app")
    assert message.path == reverse("review", args=[review.pk])
    page = get_page(cast.priya, "review", review.pk)
    assert "Which of these days suits you?" in page
    address = reverse("question_new", args=[cast.individual.pk]) + f"?about=package-review:{review.pk}"
    assert page.count(address) == 2, "to answer, and to ask"
    assert "Which of these days suits you?" in get_page(cast.priya, "person_reviews", cast.individual.pk)
    assert "Which of these days suits you?" not in get_page(cast.amara, "review", review.pk)


def test_a_person_reads_when_where_and_who(cast):
    place = {"meeting_kind": "elsewhere", "meeting_place": "The library", "invited": "Ada", "wishes": "In the morning"}
    arrange(cast, ask(cast, asked_by="provider", by=cast.amara), clock.now() + WEEK, **place)
    page = get_page(cast.maya, "my_reviews")
    for words in ("We meet you here: The library", "Ada", "In the morning"):
        assert words in page


def test_access_needs_are_shown_where_it_is_arranged(cast):
    record_access_need(individual=cast.individual, kind="support", words="Large print", by=cast.amara)
    assert "Large print" in get_page(cast.amara, "review_arrange", ask(cast).pk)


# Written up


def test_goals_are_gone_through_one_by_one(cast):
    goal = {"wording": cast.wording, "words": "She cooks twice a week", "rating": 7}
    review = conduct(cast, ask(cast), goals=[goal])
    rating = GoalRating.objects.get()
    assert (rating.value, rating.rated_on, rating.wording) == (7, cast.today, cast.wording)
    page = get_page(cast.amara, "person_reviews", cast.individual.pk)
    assert "She cooks twice a week" in page
    correct(cast, review, goals=[goal | {"rating": 4}])
    assert [row.value for row in GoalRating.objects.not_struck()] == [4]
    assert "She cooks twice a week (7 out of 10)" in get_page(cast.amara, "person_reviews", cast.individual.pk)


def test_a_withdrawn_review_takes_its_ratings_and_answers_back(cast):
    goal = {"wording": cast.wording, "words": "Well", "rating": 7}
    review = conduct(cast, ask(cast), goals=[goal], social_network="better", hours_change="up", hours_minutes=60)
    services.withdraw_review(review=review, reason="Not held", by=cast.amara)
    review.refresh_from_db()
    assert (review.social_network, review.hours_change, review.hours_minutes) == ("", "", None)
    assert not GoalRating.objects.not_struck().exists()
    assert not ReviewGoal.objects.exists()
    assert review.versions.get().content["goals"] == {cast.wording.words: "Well (7 out of 10)"}


def test_a_change_of_hours_needs_its_size(cast):
    review = ask(cast)
    with pytest.raises(Refused, match="by how much"):
        conduct(cast, review, hours_change="down")
    assert conduct(cast, review, hours_change="same", hours_minutes=30).hours_minutes is None


def test_what_is_written_up_by_the_form_is_read_by_those_who_may(cast):
    review = ask(cast)
    data = {
        **dict(zip(("conducted_on_day", "conducted_on_month", "conducted_on_year"), _day(cast.today), strict=True)),
        "participants": "Maya and Ada",
        "works_well": "The mornings",
        "works_badly": "The bus",
        "own_words": "I like Fridays",
        "outcome": "Two visits a week",
        "disagreement": "Ada wanted three",
        "social_network": "better",
        "quality_of_life": "same",
        "managing_distress": "not said",
        "is_risk_reviewed": "no",
        "hours_change": "up",
        "hours_minutes": "1h 30",
        "next_route": "continue",
        "changes_plan": "no",
        f"goal_{cast.wording.pk}_words": "Nearly there",
        f"goal_{cast.wording.pk}_rating": "6",
    }
    post(cast.amara, "review_conduct", review.pk, **data)
    read = ("The mornings", "The bus", "I like Fridays", "Ada wanted three", "Prefers not to say", "1 hour 30 minutes")
    assert all(words in get_page(cast.amara, "person_reviews", cast.individual.pk) for words in read)
    pages = [(cast.priya, "person_reviews", cast.individual.pk), (cast.maya, "my_reviews")]
    assert not any(words in get_page(*page) for words in read for page in pages)
    services.share_review(review=Review.objects.get(), by=cast.amara)
    for page, not_said in zip(pages, ("Prefers not to say", "You did not want to say"), strict=True):
        shared = [not_said if words == "Prefers not to say" else words for words in (*read, "Nearly there")]
        assert [words for words in shared if words not in get_page(*page)] == []


def _day(day: datetime.date) -> tuple[int, int, int]:
    return day.day, day.month, day.year


# Shared and acknowledged


def test_the_keyworker_acknowledges_and_a_correction_asks_again(cast):
    review = services.share_review(review=conduct(cast, ask(cast)), by=cast.amara)
    address = reverse("review_acknowledge", args=[review.pk])
    assert address in get_page(cast.priya, "person_reviews", cast.individual.pk)
    post(cast.priya, "review_acknowledge", review.pk)
    review.refresh_from_db()
    assert (review.acknowledged_on, review.acknowledged_by) == (cast.today, cast.priya.full_name)
    assert address not in get_page(cast.priya, "person_reviews", cast.individual.pk)
    review = correct(cast, review, outcome="Stop")
    assert (review.state, review.acknowledged_on, review.acknowledged_by) == ("shared", None, "")
    assert address in get_page(cast.priya, "person_reviews", cast.individual.pk)


# The plan


def test_a_new_version_of_the_plan_begins_with_the_review(cast):
    review = ask(cast)
    with pytest.raises(NotPossible, match="Record the review"), transaction.atomic():
        services.start_plan_from_review(review=review, by=cast.amara)
    conduct(cast, review)
    post(cast.amara, "review_plan", review.pk)
    review = Review.objects.get()
    assert (review.plan.state, review.plan.version) == ("draft", 2)
    assert "version 2 of the support plan" in get_page(cast.amara, "person_reviews", cast.individual.pk)


def test_a_version_of_the_plan_names_its_review_to_those_who_may_read_it(cast):
    review = conduct(cast, ask(cast))
    plan = services.start_plan_from_review(review=review, by=cast.amara)
    address = reverse("review", args=[review.pk])
    text = get_page(cast.amara, "person_plan", cast.individual.pk, query=f"?version={plan.version}")
    assert address in text
    assert f"review on {review.conducted_on:%-d %b %Y}" in text
    assert address not in get_page(cast.amara, "person_plan", cast.individual.pk, query="?version=1")
    raise_wall(user=cast.amara, record_id=review.pk, reason="Her cousin", by=cast.dana)
    assert address not in get_page(cast.amara, "person_plan", cast.individual.pk, query=f"?version={plan.version}")


# The next review


def raised(cast, on=None) -> list[datetime.date]:
    services.raise_reviews(on=on or cast.today)
    return [review.due_on for review in Review.objects.filter(asked_by="review").outstanding().order_by("due_on")]


def test_the_next_review_is_raised_once_for_the_day_agreed(cast):
    conduct(cast, ask(cast), next_review_on=cast.today + 10 * WEEK)
    assert raised(cast) == [cast.today + 10 * WEEK]
    assert raised(cast) == [cast.today + 10 * WEEK]


def test_after_three_weeks_off_it_is_dated_when_due(cast):
    due_on = cast.today + 2 * WEEK
    conduct(cast, ask(cast), next_review_on=due_on)
    with clock.frozen_at(clock.now() + 5 * WEEK):
        sweeps_on = clock.today()
        assert raised(cast, sweeps_on) == [due_on]
        assert Review.objects.late(sweeps_on).get().due_on == due_on


@pytest.mark.parametrize(("months", "agreed", "due"), [(6, None, "by terms"), (6, 30, "agreed"), (None, None, None)])
def test_without_a_day_agreed_the_terms_say_when(cast, months, agreed, due):
    terms = cast.terms
    terms.pk, terms._state.adding, terms.from_on, terms.review_months = None, True, cast.today - DAY, months
    terms.save()
    day = datetime.date(cast.today.year, cast.today.month, 1)
    review = conduct(cast, ask(cast), next_review_on=cast.today + agreed * DAY if agreed else None)
    expected = {"by terms": (day + 190 * DAY).month, "agreed": (cast.today + 30 * DAY).month, None: None}[due]
    assert (review.next_review_on.month if review.next_review_on else None) == expected
    assert len(raised(cast)) == (0 if due is None else 1)


def test_a_correction_moves_the_next_review_and_a_withdrawal_takes_it_back(cast):
    review = conduct(cast, ask(cast), next_review_on=cast.today + 10 * WEEK)
    raised(cast)
    review = correct(cast, review, next_review_on=cast.today + 11 * WEEK)
    assert raised(cast) == [cast.today + 11 * WEEK]
    services.withdraw_review(review=review, reason="Not held", by=cast.amara)
    assert raised(cast) == []
    conduct(cast, review, next_review_on=cast.today + 12 * WEEK)
    assert raised(cast) == [cast.today + 12 * WEEK]


def test_a_later_review_replaces_what_an_earlier_one_agreed(cast):
    conduct(cast, ask(cast), conducted_on=cast.today - 9 * DAY, next_review_on=cast.today + 10 * WEEK)
    raised(cast)
    conduct(cast, ask(cast), next_review_on=cast.today + 4 * WEEK)
    assert raised(cast) == [cast.today + 4 * WEEK]
    assert Review.objects.get(due_on=cast.today + 10 * WEEK).state == "expired"


def test_a_review_that_is_due_on_that_day_is_the_next(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + 3 * WEEK)
    conduct(cast, ask(cast), next_review_on=cast.today + 3 * WEEK)
    assert raised(cast) == []


@pytest.mark.parametrize("why", ["ended", "contract"])
def test_none_is_raised_after_support_or_the_contract(cast, why):
    conduct(cast, ask(cast), next_review_on=cast.today + 4 * WEEK)
    if why == "ended":
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    else:
        Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today - DAY)
    assert raised(cast) == []


def test_a_review_with_a_date_offers_to_change_it_and_no_empty_list_of_people(cast):
    review = ask(cast)
    arrange(cast, review, clock.now() + WEEK)
    page = get_page(cast.amara, "review", review.pk)
    assert "Change the date or the place" in page
    assert ">Arrange<" not in page
    conduct(cast, review, participants="")
    assert "Took part:" not in get_page(cast.amara, "review", review.pk)
