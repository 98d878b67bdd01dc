"""Alerts from visits: who is notified, how often, who accepts; and who is called in an escalation."""

import datetime
import re
import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from contracts.services import appoint, save_provider
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.vetoes import may_send
from plans.models import GoalWording
from tests.factories import HOUR, at_ten, days_ago
from tests.visits.escalation_builders import make_shift
from visits import services
from visits.log.forms.visit import LogForm
from visits.lone_working.recipients import contact_options, next_option
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


def users_notified(prefix, channel="in app") -> list:
    messages = Message.objects.filter(key__startswith=prefix, channel=channel).order_by("recorded_at", "key")
    return [message.to for message in messages.select_related("to")]


# Alerts


def test_the_form_asks_about_changes_before_what_is_folded_away():
    layout = LogForm(goals=GoalWording.objects.none()).layout_fields()
    first_fold = next(place for place, each in enumerate(layout) if "<details" in str(getattr(each, "html", "")))
    assert [layout.index(name) < first_fold for name in ("sign", "sign_words", "urgency")] == [True, True, True]


def test_a_change_only_noticed_alerts_nobody(cast):
    before = Message.objects.count()
    log(cast, "noticed")
    assert Message.objects.count() == before
    assert not Alert.objects.exists()


def test_urgent_today_sends_neutral_messages_to_keyworker_team_and_managers(cast):
    log(cast)
    assert set(users_notified("alert:")) == {cast.priya, cast.ben, cast.dana, cast.duty}
    for message in Message.objects.filter(key__startswith="alert:"):
        assert "sleeps" not in message.subject + message.body
        assert "Maya" not in message.subject + message.body


def test_repeated_alerts_join_and_are_sent_once_a_day(cast):
    """Given an alert; when three more visits notice something within a day; then they join the open alert."""
    for _ in range(3):
        log(cast)
    assert len(users_notified("alert:")) == 4
    with clock.frozen_at(clock.now() + DAY):
        log(cast)
    alert = Alert.objects.get()
    assert alert.alert_visits.count() == 4
    assert len(users_notified("alert:")) == 8


def test_managers_and_the_keyworker_who_accepted_are_notified_of_joining_visits(cast):
    log(cast)
    alert = services.accept_alert(alert=Alert.objects.get(), by=cast.priya)
    with clock.frozen_at(clock.now() + DAY):
        log(cast)
    assert set(users_notified("alert:")[4:]) == {cast.priya, cast.ben, cast.dana}
    services.close_alert(alert=alert, done="Rang her and her sister", by=cast.priya)
    alert = Alert.objects.get()
    services.accept_alert(alert=alert, by=cast.ben)
    services.close_alert(alert=alert, done="Visits twice a week", by=cast.ben)
    log(cast)
    assert Alert.objects.not_closed().get() != alert


def test_a_walled_manager_is_not_notified(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Cousins", by=cast.sunita)
    log(cast, "now")
    assert cast.ben not in [*users_notified("alert:"), *users_notified("call:")]
    assert cast.dana in users_notified("alert:")


def test_after_two_alerts_a_day_one_message_says_there_are_more(cast):
    """Given five alerts today; then a manager gets two messages and one that says there are more."""
    for number, package in enumerate([cast.package, cast.other_package, *more_packages(cast, 3)]):
        log(cast, package=package, notes=str(number), worker=cast.worker)
    mine = Message.objects.filter(to=cast.ben, channel="in app", key__startswith="alert")
    assert mine.filter(key__startswith="alert:").count() == 2
    assert mine.filter(key__startswith="alert-more:").count() == 1
    assert Alert.objects.open().count() == 5


def more_packages(cast, count):
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


# Escalations


def begin_escalation(cast, **more) -> Escalation:
    return services.begin_escalation(package=cast.package, cause="pressed", by=cast.amara, **more)


def test_act_now_sends_a_text_message_to_the_on_call_senior(cast):
    make_shift(cast.tameside, cast.omar)
    log(cast, "now")
    assert users_notified("call:", "text") == [cast.omar]
    body = Message.objects.get(key__startswith="call:", channel="text").body
    assert cast.amara.telephone in body
    assert "Maya" not in body


def test_act_now_is_closed_only_after_a_conversation(cast):
    """Given an act-now alert that was accepted; then it can be closed only after a conversation."""
    log(cast, "now")
    escalation = Escalation.objects.get()
    services.answer_escalation(escalation=escalation, by=cast.omar)
    with pytest.raises(Refused, match="phone conversation"), transaction.atomic():
        services.close_escalation(escalation=escalation, done="All well", by=cast.omar)
    ringing = {"contact": "on call", "began_at": clock.now(), "outcome": "answered", "by": cast.omar}
    with pytest.raises(Refused, match="what was said"), transaction.atomic():
        services.record_ringing(escalation=escalation, **ringing)
    services.record_ringing(escalation=escalation, conversation="Amara stays with her", **ringing)
    assert services.close_escalation(escalation=escalation, done="All well", by=cast.omar).state == "closed"
    with pytest.raises(NotPossible), transaction.atomic():
        services.record_ringing(escalation=escalation, conversation="Again", **ringing)


def test_two_presses_make_one_call_and_a_press_after_an_answer_calls_again(cast):
    first = begin_escalation(cast)
    assert begin_escalation(cast) == first
    assert len(users_notified("call:", "text")) == 1
    services.answer_escalation(escalation=first, by=cast.omar)
    with clock.frozen_at(clock.now() + MINUTE):
        assert begin_escalation(cast).state == "open"
    assert len(users_notified("call:", "text")) == 2


def test_a_press_and_a_lost_contact_are_notified_during_another_escalation(cast):
    """Given an unanswered escalation; when a worker presses or loses contact; then each sends a message at once."""
    make_shift(cast.tameside, cast.omar)
    log(cast, "now")
    now = clock.now()
    for minutes in (10, 20, 40, 60):
        with clock.frozen_at(now + MINUTE * (minutes + 0.1)):
            services.advance_escalations(on=clock.today())
    for minute, cause, words in ((61, "pressed", "has asked for help"), (63, "overdue", "has not checked in")):
        before = len(users_notified("call:", "text"))
        with clock.frozen_at(now + MINUTE * minute):
            call_again = {"package": cast.package, "cause": cause, "caller": cast.lewis, "by": cast.lewis}
            assert services.begin_escalation(**call_again).cause == "act now"
            services.begin_escalation(**call_again)
        assert users_notified("call:", "text")[before:] == [cast.omar]
        last = Message.objects.filter(key__startswith="call:", channel="text").order_by("recorded_at").last()
        assert words in last.body
    escalation = Escalation.objects.get()
    joined_steps = escalation.steps.filter(outcome="joined")
    assert [(step.user, step.cause) for step in joined_steps] == [
        (cast.lewis, "pressed"),
        (cast.lewis, "overdue"),
    ]
    assert escalation.round == 1
    services.answer_escalation(escalation=escalation, by=cast.omar)
    assert set(users_notified("call-answered:")) == {cast.amara, cast.lewis}


def test_without_an_on_call_rota_every_senior_is_called(cast):
    appoint(user=cast.tess, role="on_call_senior", contract=cast.tameside, from_on=cast.today, by=None)
    begin_escalation(cast)
    assert set(users_notified("call:", "text")) == {cast.omar, cast.tess}
    assert "No one is on the on-call rota" in Message.objects.filter(key__startswith="call:").first().body


def test_without_an_answer_the_managers_are_called_and_the_round_repeats(cast):
    """Given an escalation; then managers are called after ten minutes, the senior again after twenty."""
    make_shift(cast.tameside, cast.omar)
    now = clock.now()
    escalation = begin_escalation(cast)
    expected = [[], [cast.ben, cast.dana], [], [cast.omar]]
    for minutes, people in zip((9, 10, 19, 20), expected, strict=True):
        before = len(users_notified("call:", "text"))
        with clock.frozen_at(now + MINUTE * (minutes + 0.1)):
            services.advance_escalations(on=clock.today())
        assert set(users_notified("call:", "text")[before:]) == set(people), f"after {minutes} minutes"
    with clock.frozen_at(now + HOUR):
        services.answer_escalation(escalation=Escalation.objects.get(), by=cast.dana)
        assert services.advance_escalations(on=clock.today()) == 0
    assert [step.outcome for step in escalation.steps.all()][-1] == "taken"


def test_a_walled_senior_is_not_called(cast):
    make_shift(cast.tameside, cast.omar)
    raise_wall(record_id=cast.individual.pk, user=cast.omar, reason="Cousins", by=cast.sunita)
    begin_escalation(cast)
    assert set(users_notified("call:", "text")) == {cast.ben, cast.dana}


def test_where_walls_hide_the_person_from_everybody_they_are_called_without_the_record(cast, client):
    """Given a wall between Maya and everybody who could be called; then the worker is helped and Maya stays hidden."""
    make_shift(cast.tameside, cast.omar)
    for user in (cast.omar, cast.ben, cast.dana):
        raise_wall(record_id=cast.individual.pk, user=user, reason="Cousins", by=cast.sunita)
    escalation = begin_escalation(cast)
    assert users_notified("call:", "text") == [cast.omar]
    messages = Message.objects.filter(key__startswith="call:")
    for message in messages:
        assert (message.individual_id, message.about_ids, message.path) == (None, [], "")
        assert may_send.objections(message) == []
        text = message.subject + message.body
        assert cast.amara.telephone in text, "the worker in danger can be rung"
        assert "Ask another senior or manager to open “On call” in Casework. If you reach no one, ring 999." in text
        for hidden in (cast.package.reference, "Maya", "Lindqvist", "Amara", str(escalation.pk)):
            assert hidden not in text
    client.force_login(cast.omar)
    assert client.get(reverse("escalation", args=[escalation.pk])).status_code == 404
    with clock.frozen_at(clock.now() + 11 * MINUTE):
        services.advance_escalations(on=clock.today())
    assert set(users_notified("call:", "text")[1:]) == {cast.ben, cast.dana}
    services.close_escalation(escalation=Escalation.objects.get(), done="The worker is at home.", by=cast.tess)
    over = Message.objects.filter(key__startswith="call-over:")
    assert {message.to for message in over} == {cast.omar, cast.ben, cast.dana}
    assert not any(cast.package.reference in message.subject or message.about_ids for message in over)


def test_each_contact_who_does_not_answer_leads_to_the_next(cast):
    """Given an escalation; when a contact does not answer; then the page shows the next one, the Council last."""
    make_shift(cast.tameside, cast.omar)
    escalation, names = begin_escalation(cast), []
    in_vain = {"escalation": escalation, "began_at": clock.now(), "outcome": "no answer", "by": cast.amara}
    while (option := next_option(contact_options(escalation))).contact != "duty team":
        names.append(option.name)
        services.record_ringing(contact=option.contact, number=option.number, **in_vain)
    assert names == ["Omar Farouk", "Ben Whitcombe", "Dana Kowalska"]
    assert option.number == cast.council.duty_team_telephone


def test_without_a_number_of_anybody_the_providers_own_are_rung(cast):
    """Given nobody on call and no manager with a number; then the provider's numbers come before the duty team's."""
    User.objects.exclude(pk=cast.amara.pk).update(telephone="")
    save_provider(
        revision=1,
        by=cast.alan,
        name="Larkfield Support",
        telephone="01632 960100",
        email="office@larkfield.example",
        office_hours="9am to 5pm",
        out_of_hours_telephone="01632 960101",
        out_of_hours="in the evening",
        crisis_numbers=[],
    )
    options = contact_options(begin_escalation(cast))
    assert [(option.name, option.number) for option in options[:2]] == [
        ("Larkfield Support", "01632 960101"),
        ("Larkfield Support", "01632 960100"),
    ]
    assert options[-1].contact == "duty team"


def test_the_page_of_a_call_tells_everybody_whom_to_ring(cast):
    """Given a call for help; then the worker reads the senior's number, the senior the worker's, also once accepted."""
    make_shift(cast.tameside, cast.omar)
    escalation = begin_escalation(cast)
    assert first_heading(cast.amara, escalation) == "Ring Omar Farouk"
    assert first_heading(cast.omar, escalation) == "A worker called for help: ring Amara Okafor"
    services.answer_escalation(escalation=escalation, by=cast.omar)
    assert first_heading(cast.omar, escalation) == "You are dealing with this"
    assert first_heading(cast.amara, escalation) == "Omar Farouk is dealing with this"
    assert "tel:+447700900103" in get_escalation(cast.amara, escalation)


def get_escalation(user, escalation) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("escalation", args=[escalation.pk])).content.decode()


def first_heading(user, escalation) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", get_escalation(user, escalation), re.DOTALL)[1].strip()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_call_once(cast):
    make_shift(cast.tameside, cast.omar)
    begin_escalation(cast)
    before, ready = len(users_notified("call:", "text")), threading.Barrier(2)
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
    assert len(users_notified("call:", "text")) == before + 2
    assert Escalation.objects.get().round == 2
