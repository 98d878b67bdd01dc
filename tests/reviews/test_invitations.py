"""Who is invited to a review: whoever has an account gets a message, the others are named for staff to tell."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.consent.enums import ConsentPurpose
from core import clock
from core.models import Message
from reviews.models import Review
from reviews.services import arrange_review, ask_for_review
from tests.casework.consent_builders import give_consent, stop_consent

WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def consent(cast):
    return give_consent(cast.representative, ConsentPurpose.ASK_REVIEW, cast.maya)


@pytest.fixture
def review(cast):
    return ask_for_review(package=cast.package, asked_by="provider", by=cast.amara)


def arrange(cast, review, *, weeks=1, by=None, **columns) -> Review:
    row = Review.objects.get(pk=review.pk)
    meets_at = clock.now() + weeks * WEEK if weeks else None
    moved = {"moved_reason": "A cold"} if row.meets_at else {}
    return arrange_review(
        review=row, revision=row.revision, meets_at=meets_at, by=by or cast.amara, **{**moved, **columns}
    )


def messages(review, kind="arranged") -> list:
    rows = Message.objects.filter(key__startswith=f"review-{kind}:{review.pk}:", channel="in app")
    return sorted(message.to.full_name for message in rows)


def names(*users) -> list[str]:
    return sorted(user.full_name for user in users)


def page_of(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_whoever_has_an_account_gets_the_date_and_the_others_are_named(cast, consent, review):
    arrange(cast, review, representatives=[cast.representative], invited="Ada, her aunt", by=cast.ben)
    assert messages(review) == names(cast.maya, cast.priya, cast.rosa, cast.amara), "each once"
    message = Message.objects.get(to=cast.rosa, key__startswith="review-arranged", channel="in app")
    assert message.path == reverse("my_people_reviews")
    assert "invited to" in message.subject
    for page in (page_of(cast.rosa, "my_people_reviews"), page_of(cast.rosa, "me")):
        assert "invited" in page
    page = page_of(cast.amara, "review", review.pk)
    assert f"{cast.rosa.full_name}, Ada, her aunt" in page
    assert "The representatives get a message. Tell the others yourself." in " ".join(page.split())
    assert f"{cast.rosa.full_name}, Ada, her aunt" in page_of(cast.maya, "my_reviews")


def test_whoever_arranges_it_gets_no_message(cast, review):
    arrange(cast, review)
    assert messages(review) == names(cast.maya, cast.priya)


def test_a_representative_who_is_not_invited_learns_nothing(cast, consent, review):
    arrange(cast, review)
    assert cast.rosa.full_name not in messages(review)
    assert "We meet on" not in page_of(cast.rosa, "my_people_reviews")


def test_who_is_invited_later_gets_the_date_and_nobody_else_a_second_message(cast, consent, review):
    arranged = arrange(cast, review)
    before = messages(review)
    columns = {"moved_reason": "", "representatives": [cast.representative]}
    arrange_review(review=arranged, revision=arranged.revision, meets_at=arranged.meets_at, by=cast.amara, **columns)
    assert messages(review) == sorted([*before, cast.rosa.full_name])


def test_a_move_reaches_who_is_invited_as_long_as_the_person_lets_them(cast, consent, review):
    arrange(cast, review, representatives=[cast.representative])
    arrange(cast, review, weeks=2)
    assert messages(review).count(cast.rosa.full_name) == 2
    stop_consent(consent, cast.maya)
    arrange(cast, review, weeks=3)
    assert messages(review).count(cast.rosa.full_name) == 2
    assert messages(review).count(cast.maya.full_name) == 3


def test_the_form_offers_the_representatives_whom_the_person_lets_ask(cast, consent, review):
    client = Client()
    client.force_login(cast.amara)
    address = reverse("review_arrange", args=[review.pk])
    form = client.get(address).context["form"]
    assert [str(row) for row in form.fields["representatives"].queryset] == [str(cast.representative)]
    client.post(address, {"representatives": [str(cast.representative.pk)], "revision": 1})
    assert list(Review.objects.get().invited_representatives.all()) == [cast.representative]
    stop_consent(consent, cast.maya)
    assert "representatives" not in client.get(address).context["form"].fields


def test_a_wall_keeps_the_date_from_a_representative(cast, consent, review):
    raise_wall(record_id=cast.individual.pk, user=cast.rosa, reason="The person asked", by=cast.dana)
    arrange(cast, review, representatives=[cast.representative])
    assert "We meet on" not in page_of(cast.rosa, "my_people_reviews")


def test_who_was_invited_and_is_no_more_is_on_the_page_of_changes(cast, consent, review):
    """Given a representative who is invited and then not; then the changes say who did each."""
    arranged = arrange(cast, review, representatives=[cast.representative])
    columns = {"moved_reason": "", "representatives": []}
    arrange_review(review=arranged, revision=arranged.revision, meets_at=arranged.meets_at, by=cast.ben, **columns)
    client = Client()
    client.force_login(cast.ben)
    changes = client.get(reverse("record_changes", args=["review", review.pk])).context["changes"]
    invitations = [(change.by, change.lines) for change in changes if change.title == "Invitation to the review"]
    name = cast.rosa.full_name
    assert [lines for _, lines in invitations] == [[f"Removed: {name}"], [f"Added: {name}"]]
    assert invitations[0][0] == str(cast.ben)


def test_each_who_is_invited_is_named_once_with_who_tells_them(cast, consent, review):
    """Given a representative and somebody else; then each name is there once, and staff read whom they tell."""
    arrange(cast, review, representatives=[cast.representative], invited="Joan Ali, aunt")
    page = " ".join(page_of(cast.amara, "review", review.pk).split("</h1>")[1].split())
    assert (page.count("Joan Ali"), page.count(cast.rosa.full_name)) == (1, 1)
    assert page.count("ell the others yourself") == 1
    arranged = Review.objects.get(pk=review.pk)
    columns = {"moved_reason": "", "representatives": [], "invited": "Joan Ali, aunt"}
    arrange_review(review=arranged, revision=arranged.revision, meets_at=arranged.meets_at, by=cast.amara, **columns)
    page = page_of(cast.amara, "review", review.pk)
    assert "They get no message: tell them yourself." in page
    assert "Tell the others" not in page
