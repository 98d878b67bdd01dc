"""A notification that asks for something is read when that is done, or when its reader has opened its page."""

import datetime

from django.test import Client
from django.urls import reverse

from casework.services import end_package
from core import clock
from core.duties import expire_ended
from core.messages import queue_message, settle
from core.models import Message
from core.tasks import send_messages
from dashboard import my_work
from plans.models import AnswerDuty
from plans.services import answer_otherwise, comment
from referrals.services import answer as answer_referral
from referrals.services import ask, withdraw
from reviews.models import KeyworkerUpdate
from reviews.notifications import notify_update_raised
from reviews.services import acknowledge_update, submit_update, write_update
from tests.factories import UpdateFactory
from tests.referrals.referral_builders import send_referral
from tests.visits.test_alerts import log
from visits.models import Alert
from visits.services import accept_alert, close_alert

DAY = datetime.timedelta(days=1)


def unread(user) -> list[str]:
    """Return the first words of the keys of the notifications on the home page of `user`, after all were sent.

    Without the message about the plan that the cast has agreed.
    """
    send_messages()
    events = {message.key.split(":")[0] for message in my_work.unread_messages(user)}
    return sorted(events - {"plan-agreed"})


def test_the_message_about_an_event_is_settled_for_everybody_and_no_other(cast):
    for user in (cast.ben, cast.dana):
        for key in ("alert:1", "alert:12", "alert-reminder:1"):
            queue_message(user, key=key, subject="Look", body="Now")
    settle("alert:1")
    assert unread(cast.ben) == unread(cast.dana) == ["alert", "alert-reminder"]
    assert Message.objects.unread().filter(channel="in app", key__startswith="alert:1:").count() == 0
    settle("alert:12", still_asks=lambda user: user == cast.dana)
    assert unread(cast.ben) == ["alert-reminder"]
    assert unread(cast.dana) == ["alert", "alert-reminder"]


def test_a_referral_is_read_once_somebody_has_responded_and_asks_again_with_the_answer(cast):
    referral = send_referral(cast)
    assert unread(cast.ben) == unread(cast.dana) == ["referral-received"]
    ask(referral=referral, question="Since when?", by=cast.ben)
    assert unread(cast.ben) == unread(cast.dana) == []
    assert unread(cast.priya) == ["referral-queried"]
    answer_referral(referral=referral, words="Since May", by=cast.priya)
    assert unread(cast.priya) == []
    assert unread(cast.dana) == ["referral-received"]
    withdraw(referral=referral, reason="She moved away", by=cast.priya)
    assert unread(cast.dana) == ["referral-withdrawn"]


def test_an_alert_is_read_once_it_is_closed_by_the_side_of_the_reader(cast):
    log(cast)
    alert = Alert.objects.get()
    assert "alert" in unread(cast.ben)
    assert "alert" in unread(cast.priya)
    accept_alert(alert=alert, by=cast.priya)
    assert "alert" in unread(cast.ben), "the Council's work is not the provider's"
    close_alert(alert=Alert.objects.get(), done="Saw her", by=cast.priya)
    assert "alert" not in unread(cast.priya)
    assert "alert" in unread(cast.ben)
    accept_alert(alert=Alert.objects.get(), by=cast.dana)
    close_alert(alert=Alert.objects.get(), done="Rang her", by=cast.dana)
    assert "alert" not in unread(cast.ben)


def test_a_message_from_a_person_is_read_once_it_is_answered(cast):
    comment(plan=cast.plan, words="Can we start later?", by=cast.maya)
    assert unread(cast.amara) == ["plan-comment"]
    answer_otherwise(duty=AnswerDuty.objects.get(), how="We spoke about it", by=cast.ben)
    assert unread(cast.amara) == []


def make_update(cast) -> KeyworkerUpdate:
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    notify_update_raised(update, cast.today)
    return update


def test_an_update_is_read_once_it_is_sent_and_by_the_keyworker_once_it_is_acknowledged(cast):
    update = make_update(cast)
    assert unread(cast.amara) == ["update-raised"]
    words = {"how_it_is": "Well", "progress": "Good", "what_changed": "", "next_weeks": ""}
    update = write_update(update=update, revision=update.revision, by=cast.amara, **words)
    submit_update(update=update, by=cast.amara)
    assert unread(cast.amara) == []
    assert unread(cast.priya) == ["update-sent"]
    acknowledge_update(update=KeyworkerUpdate.objects.get(), by=cast.priya)
    assert unread(cast.priya) == []
    assert unread(cast.amara) == ["update-acknowledged"]


def test_what_asks_for_a_duty_is_read_once_the_duty_is_closed_as_not_needed(cast):
    make_update(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert expire_ended(on=cast.today) == 1
    assert "update-raised" not in unread(cast.amara)


def test_a_notification_is_read_once_its_reader_has_opened_its_page(cast):
    """Given a referral that asks Ben and Dana; when Ben opens it by another way; then it is unread for Dana only."""
    referral = send_referral(cast)
    assert unread(cast.ben) == unread(cast.dana) == ["referral-received"]
    client = Client()
    client.force_login(cast.ben)
    assert client.get(reverse("referral", args=[referral.pk])).status_code == 200
    assert unread(cast.ben) == []
    assert unread(cast.dana) == ["referral-received"]
    assert referral.reference not in client.get(reverse("home")).content.decode().partition("Notifications</h2>")[2]


def test_a_page_opened_before_the_notification_leaves_it_unread(cast):
    referral = send_referral(cast)
    client = Client()
    client.force_login(cast.ben)
    client.get(reverse("referral", args=[referral.pk]))
    with clock.frozen_at(clock.now() + DAY):
        ask(referral=referral, question="Since when?", by=cast.ben)
        answer_referral(referral=referral, words="Since May", by=cast.priya)
        assert unread(cast.ben) == ["referral-received"]
