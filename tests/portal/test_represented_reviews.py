"""A representative asks for a review where the person lets them, and learns its date (T4.7)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.consent.enums import ConsentPurpose
from casework.models import RecordAccess, Representative
from casework.services import end_package, record_death
from core import clock
from core.errors import NotPossible
from core.models import Message
from plans.models import AnswerDuty
from reviews.models import Review
from reviews.services import arrange_review, ask_as_representative, ask_for_review
from tests.casework.consent_builders import give_consent, stop_consent

ADDRESS = "my_people_reviews"
WORDS = {"reason": "More hours at weekends", "urgency": "soon"}


def page_of(user, name=ADDRESS):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name))


@pytest.fixture
def consent(cast):
    return give_consent(cast.representative, ConsentPurpose.ASK_REVIEW, cast.maya)


def ask(cast, **changed) -> Review:
    columns = {"package": cast.package, "representative": cast.representative, "by": cast.rosa, **WORDS, **changed}
    return ask_as_representative(**columns)


def arrange(cast, review) -> Review:
    meets_at = clock.instant_on(cast.today + datetime.timedelta(days=5), datetime.time(14))
    return arrange_review(
        review=review, revision=review.revision, meets_at=meets_at, meeting_place="The library", by=cast.amara
    )


def test_a_representative_asks_in_their_own_pages_and_workers_learn_of_it(cast, consent):
    client = Client()
    client.force_login(cast.rosa)
    assert reverse(ADDRESS) in client.get(reverse("me")).text
    sent = client.post(reverse(ADDRESS), {"about": str(cast.representative.pk), **WORDS}, follow=True)
    assert "We will tell you the date" in sent.text
    review = Review.objects.get()
    asked = (review.asked_by, review.requester_name, review.asked_how, review.reason, review.package)
    assert asked == ("representative", cast.rosa.full_name, "casework", WORDS["reason"], cast.package)
    assert review.is_to_answer
    assert AnswerDuty.objects.outstanding().get().comment.words == WORDS["reason"], "read and answered as a message"
    told = Message.objects.filter(key__startswith=f"review-requested:{review.pk}", channel="in app")
    assert [message.to for message in told] == [cast.amara]
    assert RecordAccess.objects.filter(recorded_by=cast.rosa, path=reverse(ADDRESS)).exists()


def test_the_person_reads_who_asked(cast, consent):
    ask(cast)
    assert f"{cast.rosa.full_name} asked for it" in page_of(cast.maya, "my_reviews").text


def test_they_learn_the_date_and_nothing_else(cast, consent):
    review = arrange(cast, ask(cast))
    assert review.answered_how == "casework"
    message = Message.objects.get(to=cast.rosa, key__startswith=f"review-arranged:{review.pk}", channel="in app")
    assert message.path == reverse(ADDRESS)
    text = page_of(cast.rosa).text
    assert "The library" in text
    assert WORDS["reason"] not in text


def test_they_read_the_days_suggested_and_how_to_answer(cast, consent):
    review = ask(cast)
    arrange_review(review=review, revision=review.revision, proposals="Monday at 10am", by=cast.amara)
    message = Message.objects.get(to=cast.rosa, key__startswith=f"review-suggested:{review.pk}", channel="in app")
    assert message.path == reverse(ADDRESS)
    text = page_of(cast.rosa).text
    assert "Monday at 10am" in text
    assert "Which day suits you?" in text
    assert reverse("tell_us") in text
    stop_consent(consent, cast.maya)
    review.refresh_from_db()
    arrange_review(review=review, revision=review.revision, proposals="Tuesday at 2pm", by=cast.amara)
    assert Message.objects.filter(to=cast.rosa, key__startswith="review-suggested", channel="in app").count() == 1


@pytest.mark.parametrize("purpose", [each for each in ConsentPurpose if each != ConsentPurpose.ASK_REVIEW])
def test_consent_to_something_else_is_none_to_this(cast, purpose):
    if purpose != ConsentPurpose.SEE_PLAN:  # which Rosa has
        give_consent(cast.representative, purpose, cast.maya)
    assert page_of(cast.rosa).status_code == 404
    assert reverse(ADDRESS) not in page_of(cast.rosa, "me").text
    with pytest.raises(NotPossible):
        ask(cast)


def test_once_consent_stopped_they_neither_ask_nor_read_the_date(cast, consent):
    review = ask(cast)
    stop_consent(consent, cast.maya)
    assert page_of(cast.rosa).status_code == 404
    with pytest.raises(NotPossible):
        ask(cast)
    review = arrange(cast, review)
    assert not Message.objects.filter(to=cast.rosa, key__startswith="review-arranged").exists()
    assert review.is_to_answer, "staff tell them, or not"


def test_reviews_that_others_asked_for_are_not_shown(cast, consent):
    arrange(cast, ask_for_review(package=cast.package, asked_by="person", by=cast.maya))
    own = ask_for_review(
        package=cast.package, asked_by="representative", asked_how="telephone", requester_name="Rosa", by=cast.amara
    )
    arrange(cast, own)
    assert "The library" not in page_of(cast.rosa).text


def test_nobody_asks_about_another_person(cast, consent):
    with pytest.raises(NotPossible):
        ask(cast, package=cast.other_package)
    with pytest.raises(NotPossible):
        ask(cast, by=cast.maya)


def test_a_representative_of_two_chooses_whom(cast, consent):
    second = Representative.objects.create(
        individual=cast.other_individual, user=cast.rosa, relation="Friend", from_on=cast.today, recorded_by=cast.ben
    )
    give_consent(second, ConsentPurpose.ASK_REVIEW, cast.tomasz)
    client = Client()
    client.force_login(cast.rosa)
    assert "Choose who it is about" in client.post(reverse(ADDRESS), WORDS).text
    client.post(reverse(ADDRESS), {"about": str(second.pk), **WORDS})
    assert Review.objects.get().package == cast.other_package


@pytest.mark.parametrize("why", ["ended", "died", "wall"])
def test_without_support_or_behind_a_wall_there_is_nothing_to_ask(cast, consent, why):
    if why == "ended":
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known")
        assert page_of(cast.rosa).url == reverse("me")
        with pytest.raises(NotPossible):
            ask(cast)
        return
    if why == "died":
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    else:
        raise_wall(user=cast.rosa, record_id=cast.individual.pk, reason="A dispute", by=cast.dana)
    assert page_of(cast.rosa).status_code == 404


def test_they_take_back_what_they_asked_for(cast, consent):
    review = ask(cast)
    client = Client()
    client.force_login(cast.rosa)
    address = reverse("my_people_review_withdraw", args=[review.pk])
    assert address in client.get(reverse(ADDRESS)).text
    client.post(address)
    review.refresh_from_db()
    assert review.state == "expired"
    assert client.post(address).status_code == 404


def test_who_opens_the_form_to_ask_has_read_no_reviews_and_the_access_log_says_so(cast, consent):
    page_of(cast.rosa)
    text = page_of(cast.maya, "my_access_log").text
    assert "the page where they can ask for a review" in text
    assert "your reviews and reports" not in text
