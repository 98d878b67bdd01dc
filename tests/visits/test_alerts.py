"""What a visit noticed: who is told, how often, who takes it on; and who is called when it cannot wait."""

import datetime
import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.walls import raise_wall
from contracts.services import appoint
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from tests.factories import HOUR, at_ten, days_ago
from tests.visits.escalation_builders import on_call
from visits import services
from visits.lone_working.contact_order import contact_options, next_option
from visits.models import Alert, Escalation

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


def log(cast, urgency="today", **changed):
    start = at_ten(days_ago(1))
    columns = {
        "id": uuid4(),
        "package": cast.package,
        "worker": cast.worker,
        "started_at": start,
        "ended_at": start + HOUR,
        "outcome": "yes",
        "kind": "face to face",
        "notes": "We cooked lentils.",
        "change_noticed": "relapse",
        "change_description": "She sleeps by day.",
        "urgency": urgency,
        "by": cast.amara,
    }
    return services.log_visit(**columns | changed)


def notified(prefix, channel="in app") -> list:
    messages = Message.objects.filter(key__startswith=prefix, channel=channel).order_by("recorded_at", "key")
    return [message.to for message in messages.select_related("to")]


# Alerts


def test_what_was_only_noticed_interrupts_nobody(cast):
    before = Message.objects.count()
    log(cast, "noticed")
    assert Message.objects.count() == before
    assert not Alert.objects.exists()


def test_today_is_told_to_keyworker_and_managers_in_neutral_words(cast):
    log(cast)
    assert set(notified("alert:")) == {cast.priya, cast.ben, cast.dana}
    message = Message.objects.filter(key__startswith="alert:").first()
    assert "sleeps" not in message.subject + message.body
    assert "Maya" not in message.subject + message.body


def test_repeats_join_and_are_told_once_a_day(cast):
    """Given something to be told; when two more visits notice something that day and one the next; then one stands."""
    for _ in range(3):
        log(cast)
    assert len(notified("alert:")) == 3
    with clock.frozen_at(clock.now() + DAY):
        log(cast)
    alert = Alert.objects.get()
    assert alert.alert_visits.count() == 4
    assert len(notified("alert:")) == 6


def test_whoever_takes_it_on_hears_of_what_joins_alone(cast):
    log(cast)
    alert = services.accept_alert(alert=Alert.objects.get(), by=cast.priya)
    with clock.frozen_at(clock.now() + DAY):
        log(cast)
    assert notified("alert:")[3:] == [cast.priya]
    services.close_alert(alert=alert, done="Rang her and her sister", by=cast.priya)
    log(cast)
    assert Alert.objects.not_closed().get() != alert


def test_a_manager_behind_a_wall_is_not_told(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Cousins", by=cast.sunita)
    log(cast, "now")
    assert cast.ben not in [*notified("alert:"), *notified("call:")]
    assert cast.dana in notified("alert:")


def test_beyond_two_a_day_one_message_says_that_more_stand(cast):
    """Given five people about whom something is to be told today; then a manager has two messages, and one more."""
    for number, package in enumerate([cast.package, cast.other_package, *_more_packages(cast, 3)]):
        log(cast, package=package, notes=str(number), worker=cast.worker)
    mine = Message.objects.filter(to=cast.ben, channel="in app", key__startswith="alert")
    assert mine.filter(key__startswith="alert:").count() == 2
    assert mine.filter(key__startswith="alert-more:").count() == 1
    assert Alert.objects.open().count() == 5


def _more_packages(cast, count):
    from_links = []
    for number in range(count):
        individual = type(cast.individual).objects.create(
            full_name=f"Person {number}", date_of_birth=datetime.date(1980, 1, 1)
        )
        case = type(cast.package.case).objects.create(
            individual=individual, contract=cast.tameside, opened_on=cast.starts_on
        )
        from_links.append(type(cast.package).objects.create(case=case, starts_on=cast.starts_on))
    return from_links


# Act now, and the press


def call(cast, **more) -> Escalation:
    return services.call_for_help(package=cast.package, cause="pressed", by=cast.amara, **more)


def test_act_now_calls_the_on_call_senior_by_text_message(cast):
    on_call(cast.tameside, cast.omar)
    log(cast, "now")
    assert notified("call:", "text") == [cast.omar]
    body = Message.objects.get(key__startswith="call:", channel="text").body
    assert cast.amara.telephone in body
    assert "Maya" not in body


def test_act_now_is_closed_only_after_a_conversation(cast):
    """Given act now; when it was accepted, but nobody was spoken to; then it cannot be closed; after that it can."""
    log(cast, "now")
    escalation = Escalation.objects.get()
    services.answer_call(escalation=escalation, by=cast.omar)
    with pytest.raises(Refused, match="telephone conversation"), transaction.atomic():
        services.close_escalation(escalation=escalation, done="All well", by=cast.omar)
    ringing = {"contact": "on call", "began_at": clock.now(), "outcome": "answered", "by": cast.omar}
    with pytest.raises(Refused, match="what was said"), transaction.atomic():
        services.record_ringing(escalation=escalation, **ringing)
    services.record_ringing(escalation=escalation, conversation="Amara stays with her", **ringing)
    assert services.close_escalation(escalation=escalation, done="All well", by=cast.omar).state == "closed"
    with pytest.raises(NotPossible), transaction.atomic():
        services.record_ringing(escalation=escalation, conversation="Again", **ringing)


def test_two_presses_are_one_call_and_after_an_answer_it_calls_anew(cast):
    first = call(cast)
    assert call(cast) == first
    assert len(notified("call:", "text")) == 1
    services.answer_call(escalation=first, by=cast.omar)
    with clock.frozen_at(clock.now() + MINUTE):
        assert call(cast).state == "open"
    assert len(notified("call:", "text")) == 2


def test_a_press_and_a_silence_are_told_while_a_call_runs_for_something_else(cast):
    """Given act now that nobody answers for an hour; when a worker presses, and is silent; then each rings at once."""
    on_call(cast.tameside, cast.omar)
    log(cast, "now")
    now = clock.now()
    for minutes in (10, 20, 40, 60):
        with clock.frozen_at(now + MINUTE * (minutes + 0.1)):
            services.advance_escalations(on=clock.today())
    for minute, cause, words in ((61, "pressed", "calls for help"), (63, "overdue", "has not said")):
        before = len(notified("call:", "text"))
        with clock.frozen_at(now + MINUTE * minute):
            call_again = {"package": cast.package, "cause": cause, "caller": cast.lewis, "by": cast.lewis}
            assert services.call_for_help(**call_again).cause == "act now"
            services.call_for_help(**call_again)
        assert notified("call:", "text")[before:] == [cast.omar]
        last = Message.objects.filter(key__startswith="call:", channel="text").order_by("recorded_at").last()
        assert words in last.body
    escalation = Escalation.objects.get()
    joined = escalation.steps.filter(outcome="joined")
    assert [(step.user, step.conversation) for step in joined] == [
        (cast.lewis, "A worker called for help"),
        (cast.lewis, "A worker has not said that they are safe"),
    ]
    assert escalation.round == 1
    services.answer_call(escalation=escalation, by=cast.omar)
    assert set(notified("call-answered:")) == {cast.amara, cast.lewis}


def test_where_nobody_stands_on_the_rota_everybody_in_the_post_is_called_and_told_so(cast):
    appoint(user=cast.tess, role="on_call_senior", contract=cast.tameside, from_on=cast.today, by=None)
    call(cast)
    assert set(notified("call:", "text")) == {cast.omar, cast.tess}
    assert "Nobody stands on the on-call rota" in Message.objects.filter(key__startswith="call:").first().body


def test_nobody_answers_so_the_managers_are_called_and_round_it_goes_until_somebody_does(cast):
    """Given a call; then the managers after ten minutes, the senior again after twenty; after an answer nobody."""
    on_call(cast.tameside, cast.omar)
    now = clock.now()
    escalation = call(cast)
    expected = [[], [cast.ben, cast.dana], [], [cast.omar]]
    for minutes, people in zip((9, 10, 19, 20), expected, strict=True):
        before = len(notified("call:", "text"))
        with clock.frozen_at(now + MINUTE * (minutes + 0.1)):
            services.advance_escalations(on=clock.today())
        assert set(notified("call:", "text")[before:]) == set(people), f"after {minutes} minutes"
    with clock.frozen_at(now + HOUR):
        services.answer_call(escalation=Escalation.objects.get(), by=cast.dana)
        assert services.advance_escalations(on=clock.today()) == 0
    assert [step.outcome for step in escalation.steps.all()][-1] == "taken"


def test_a_senior_behind_a_wall_or_who_calls_themself_is_not_called(cast):
    on_call(cast.tameside, cast.omar)
    raise_wall(record_id=cast.individual.pk, user=cast.omar, reason="Cousins", by=cast.sunita)
    call(cast)
    assert set(notified("call:", "text")) == {cast.ben, cast.dana}


def test_the_page_leads_from_the_senior_to_the_duty_team(cast):
    """Given a call; when each who was rung does not answer; then the next stands in large words, the Council last."""
    on_call(cast.tameside, cast.omar)
    escalation, rung = call(cast), []
    in_vain = {"escalation": escalation, "began_at": clock.now(), "outcome": "no answer", "by": cast.amara}
    while (option := next_option(contact_options(escalation))).contact != "duty team":
        rung.append(option.name)
        services.record_ringing(contact=option.contact, number=option.number, **in_vain)
    assert rung == ["Omar Farouk", "Ben Whitcombe", "Dana Kowalska"]
    assert option.number == cast.council.duty_team_telephone


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_call_once(cast):
    on_call(cast.tameside, cast.omar)
    call(cast)
    before, ready = len(notified("call:", "text")), threading.Barrier(2)
    later = clock.now() + MINUTE * 11

    def sweep():
        try:
            ready.wait(10)
            with clock.frozen_at(later):
                services.advance_escalations(on=clock.today())
        finally:
            connection.close()

    sweeps = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join(30)
    assert len(notified("call:", "text")) == before + 2
    assert Escalation.objects.get().round == 2
