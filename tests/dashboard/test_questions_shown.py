"""The question is shown where it is answered, in full."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from plans.services import comment
from referrals.services import ask
from reviews.services import submit_update, write_update
from tests.factories import UpdateFactory
from tests.pages.world import refer
from tests.visits.test_alerts import log
from visits.models import Alert
from visits.services import accept_alert

LONG = "Which of the two addresses is right? " * 12 + "And since when?"


@pytest.fixture
def page_of(client):
    """Return a function that opens a page as a user and returns its text before the form."""

    def text_of(user, name, *args) -> str:
        client.force_login(user)
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        text = response.content.decode().partition('id="main"')[2]
        return text.partition("<form")[0]

    return text_of


def test_a_question_about_a_referral(cast, page_of):
    referral = refer(cast.tameside, cast.rui)
    ask(referral=referral, question=LONG, by=cast.ben)
    text = page_of(cast.rui, "referral_answer", referral.pk)
    assert LONG in text
    assert cast.ben.full_name in text


def test_a_change_that_an_alert_is_about(cast, page_of):
    visit = log(cast)
    alert = Alert.objects.get()
    accept_alert(alert=alert, by=cast.ben)
    assert escape(visit.change_description) in page_of(cast.ben, "alert_close", alert.pk)


def test_an_update_that_the_keyworker_replies_to(cast, page_of):
    update = UpdateFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    texts = {"how_it_is": LONG, "progress": "She cooks", "what_changed": "", "next_weeks": "Can she have a review?"}
    update = write_update(update=update, revision=update.revision, by=cast.amara, **texts)
    submit_update(update=update, by=cast.amara)
    page = page_of(cast.priya, "update_acknowledge", update.pk)
    assert [text for text in texts.values() if text not in page] == []


def test_a_message_of_the_person(cast, page_of):
    duty = comment(plan=cast.plan, words=LONG, by=cast.maya).answer_duty
    assert LONG in page_of(cast.amara, "comment_answer", duty.pk)
