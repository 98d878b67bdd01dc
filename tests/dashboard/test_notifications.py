"""A notification that asks for something is read when that is done, or when its reader has opened its page."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import Allocation
from casework.services import (
    answer_readmission,
    declare_relation,
    end_allocation,
    end_package,
    record_admission,
    record_discharge,
    warn_of_holds,
    withdraw_relation,
)
from contracts.services import restore_account, suspend_account
from core import clock
from core.duties import expire_ended
from core.messages import queue_message, settle
from core.middleware import ReadingWritesNothingMiddleware, ReadingWroteError
from core.models import Message
from core.tasks import send_messages
from dashboard.home.notifications import unread_messages
from plans.models import AnswerDuty
from plans.services import answer_otherwise, comment
from referrals.services import answer as answer_referral
from referrals.services import ask, withdraw
from reviews.models import KeyworkerUpdate
from reviews.services import acknowledge_update, submit_update, write_update
from reviews.updates.notifications import notify_update_raised
from risk.services import begin_risk, put_in_force
from tests.casework.import_builders import PERSON, import_sheets
from tests.factories import UpdateFactory
from tests.referrals.referral_builders import send_referral
from tests.risk.test_assessments import make_assessment
from tests.visits.test_alerts import log
from tests.visits.test_rota import make_recurring_visit
from visits.models import Alert
from visits.notifications import notify_unplannable
from visits.services import accept_alert, close_alert, plan_visit

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def unread(user) -> list[str]:
    """Return the first words of the keys of the notifications on the home page of `user`, after all were sent.

    Without the message about the plan that the cast has agreed.
    """
    send_messages()
    events = {message.key.split(":")[0] for message in unread_messages(user)}
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
    assert "Not read" not in client.get(reverse("notifications")).text
    assert "unread" not in client.get(reverse("home")).text


def test_a_page_opened_before_the_notification_leaves_it_unread(cast):
    referral = send_referral(cast)
    client = Client()
    client.force_login(cast.ben)
    client.get(reverse("referral", args=[referral.pk]))
    with clock.frozen_at(clock.now() + DAY):
        ask(referral=referral, question="Since when?", by=cast.ben)
        answer_referral(referral=referral, words="Since May", by=cast.priya)
        assert unread(cast.ben) == ["referral-received"]


# What asks for something and leads to a general page


def open_page(user, name: str, *arguments) -> None:
    client = Client()
    client.force_login(user)
    assert client.get(reverse(name, args=arguments)).status_code == 200


def declare_that_amara_knows_her(cast):
    return declare_relation(
        user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Neighbour", by=cast.amara
    )


def test_a_worker_is_to_be_reassigned_until_they_are(cast):
    """Given Amara, who knows Maya; when Ben opens the package, and when her allocation ends; then only that is it."""
    declare_that_amara_knows_her(cast)
    open_page(cast.ben, "package", cast.package.pk)
    assert "relation" in unread(cast.ben)
    allocation = Allocation.objects.get(worker__user=cast.amara, package=cast.package)
    end_allocation(allocation=allocation, until_on=cast.today + DAY, reason="She knows her", by=cast.ben)
    assert "relation" not in unread(cast.ben) + unread(cast.dana)


def test_nobody_is_to_be_reassigned_once_the_connection_is_withdrawn_or_support_has_ended(cast):
    relation = declare_that_amara_knows_her(cast)
    assert "relation" in unread(cast.ben)
    withdraw_relation(relation=relation, reason="Somebody else of that name", by=cast.ben)
    assert "relation" not in unread(cast.ben)
    declare_that_amara_knows_her(cast)
    assert "relation" in unread(cast.ben)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert "relation" not in unread(cast.ben)


def admit(cast, *, days_ago: int, discharged: int | None = None):
    return record_admission(
        individual=cast.individual,
        hospital="Tameside General",
        kind="general",
        admitted_on=cast.today - days_ago * DAY,
        discharged_on=None if discharged is None else cast.today - discharged * DAY,
        by=cast.ben,
    )


def test_a_second_hospital_stay_asks_until_the_decision_is_recorded(cast):
    admit(cast, days_ago=9, discharged=6)
    spell = admit(cast, days_ago=2)
    open_page(cast.ben, "person_hospital", cast.individual.pk)
    assert "readmission" in unread(cast.ben)
    answer_readmission(spell=spell, is_same=False, said_by="Priya, today", by=cast.ben)
    assert "readmission" not in unread(cast.ben)


def test_the_warning_that_a_hold_ends_stays_until_the_person_is_discharged(cast):
    spell = admit(cast, days_ago=0)
    with clock.frozen_at(clock.now() + 22 * DAY):
        assert warn_of_holds(on=clock.today()) == 1
        open_page(cast.ben, "person_hospital", cast.individual.pk)
        assert {"held", "hold-warning"} <= set(unread(cast.ben))
        record_discharge(spell=spell, discharged_on=clock.today(), by=cast.ben)
        assert not {"held", "hold-warning"} & set(unread(cast.ben))


def test_a_visit_is_to_be_planned_by_hand_until_it_is(cast):
    recurring_visit = make_recurring_visit(cast, from_on=cast.today)
    day = cast.today + 3 * DAY
    for one in (day, day + DAY):
        notify_unplannable(recurring_visit, one)
    open_page(cast.ben, "person_rota", cast.individual.pk)
    assert "not made" in unread(cast.ben)
    starts_at = clock.instant_on(day, datetime.time(15))
    plan_visit(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=cast.ben)
    open_for = Message.objects.unread().filter(to=cast.ben, channel="in app", key__startswith="not made:")
    assert [message.key.split(":")[2] for message in open_for] == [str(day + DAY)]


def test_a_plan_waits_for_its_answer_after_the_person_has_opened_it(cast):
    queue_message(
        cast.maya,
        key="plan-offered:1",
        subject="Something is ready for you to read",
        body="Sign in to read it.",
        path=reverse("my_plan"),
        individual_id=cast.individual.pk,
        about=[cast.plan.pk],
    )
    open_page(cast.maya, "my_plan")
    assert "plan-offered" in unread(cast.maya)


def test_pressing_a_notification_reads_it(cast):
    declare_that_amara_knows_her(cast)
    send_messages()
    message = Message.objects.get(to=cast.ben, channel="in app", key__startswith="relation:")
    client = Client()
    client.force_login(cast.ben)
    client.post(reverse("message_read", args=[message.pk]))
    assert "relation" not in unread(cast.ben)


def test_the_home_page_asks_for_unread_messages_only(cast):
    """The access log grows with every page: what was read is stored with the message."""
    sql = str(unread_messages(cast.ben).query)
    assert "recordaccess" not in sql
    assert '"read_at" IS NULL' in sql


def test_opening_a_page_may_mark_a_message_as_read_and_queue_none(cast, rf):
    message = Message.objects.filter(channel="in app").first()

    def queue_one(_request):
        queue_message(cast.ben, key="k", subject="S", body="B")

    def read_one(_request):
        return Message.objects.filter(pk=message.pk).update(read_at=clock.now())

    assert ReadingWritesNothingMiddleware(read_one)(rf.get("/")) == 1
    with pytest.raises(ReadingWroteError):
        ReadingWritesNothingMiddleware(queue_one)(rf.get("/"))


def test_what_asks_to_sign_a_risk_assessment_is_read_once_a_newer_one_replaces_it(cast):
    make_assessment(cast)
    assert unread(cast.amara).count("risk-in-force") == 1
    first = Message.objects.get(key__startswith="risk-in-force:", to=cast.amara, channel="in app")
    draft = begin_risk(individual=cast.individual, by=cast.amara)
    put_in_force(assessment=draft, review_on=cast.today + 30 * DAY, by=cast.ben)
    (waiting,) = Message.objects.unread().filter(key__startswith="risk-in-force:", to=cast.amara, channel="in app")
    assert waiting != first


def test_what_asks_to_take_on_work_is_read_once_the_worker_has_access_again(cast):
    suspend_account(user=cast.amara, reason="Inquiry", by=cast.ben)
    assert "access-suspended" in unread(cast.dana)
    restore_account(user=cast.amara, by=cast.ben)
    assert [key for key in unread(cast.dana) if key.startswith("access-")] == ["access-restored"]


def test_what_asks_to_import_a_checked_file_is_read_once_the_import_begins(cast):
    import_sheets(cast, {"people": [PERSON]})
    assert [key for key in unread(cast.ben) if key.startswith("import-")] == ["import-done"]
