"""What users choose about emails: none, a daily summary, quiet hours; and what is sent whatever they chose."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from accounts.walls import raise_wall
from core import clock, message_choices, message_summaries, tasks
from core.errors import Refused
from core.messages import mark_read, queue_email, queue_message
from core.models import Message, MessageChoice
from tests.visits.escalation_builders import make_shift
from visits.services import begin_escalation

MINUTE = datetime.timedelta(minutes=1)
SEVEN, HALF_EIGHT, TEN = datetime.time(7), datetime.time(7, 30), datetime.time(22)


@pytest.fixture
def cast(cast):
    """Given the cast with an empty outbox."""
    Message.objects.update(state="withheld", reason="not of this test")
    return cast


def choose(user, **chosen) -> MessageChoice:
    columns = {"emails": "each", "summary_time": None, "quiet_from": None, "quiet_until": None}
    return message_choices.choose_messages(by=user, **columns | chosen)


def notify(user, number=1, **more) -> None:
    queue_message(user, key=f"event:{number}", subject="Something happened", body="Sign in.", **more)


def send_all() -> None:
    while message := tasks.claim():
        tasks.deliver(message)


def london(day: str, time: str) -> datetime.datetime:
    return clock.instant_on(datetime.date.fromisoformat(day), datetime.time.fromisoformat(time))


# No emails


def test_who_wants_no_emails_gets_the_notification_in_casework_only(cast):
    choose(cast.ben, emails="none")
    notify(cast.ben)
    notify(cast.dana)
    send_all()
    assert [sent.to for sent in mail.outbox] == [[cast.dana.email]]
    assert Message.objects.in_app(cast.ben).unread().count() == 1


# Quiet hours


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        (("2026-12-01", "21:59"), ("2026-12-01", "21:59")),
        (("2026-12-01", "22:00"), ("2026-12-02", "07:00")),
        (("2026-12-02", "00:00"), ("2026-12-02", "07:00")),
        (("2026-12-02", "06:59"), ("2026-12-02", "07:00")),
        (("2026-12-02", "07:00"), ("2026-12-02", "07:00")),
        # The night in which the clocks go forward is an hour shorter, the one in which they go back an hour longer.
        (("2027-03-27", "23:00"), ("2027-03-28", "07:00")),
        (("2027-10-30", "23:00"), ("2027-10-31", "07:00")),
    ],
)
def test_quiet_hours_over_midnight(at, ends):
    choice = MessageChoice(quiet_from=TEN, quiet_until=SEVEN)
    assert message_choices.end_of_quiet_hours(choice, london(*at)) == london(*ends)


def test_the_hours_of_a_night_in_which_the_clocks_change():
    choice = MessageChoice(quiet_from=TEN, quiet_until=SEVEN)
    lengths = []
    for day in ("2027-03-27", "2027-03-20", "2027-10-30"):
        at = london(day, "22:00")
        lengths.append((message_choices.end_of_quiet_hours(choice, at) - at) // datetime.timedelta(hours=1))
    assert lengths == [8, 9, 10]


@pytest.mark.parametrize(
    ("until", "at", "ends"),
    [
        # 01:30 does not exist on 28 March 2027: it is 02:30.
        ("01:30", "2027-03-28T00:30Z", "2027-03-28T01:30Z"),
        # 01:30 comes twice on 31 October 2027: quiet hours end the first time, and do not begin again.
        ("01:30", "2027-10-31T00:15Z", "2027-10-31T00:30Z"),
        ("01:30", "2027-10-31T01:15Z", "2027-10-31T01:15Z"),
    ],
)
def test_quiet_hours_that_end_while_the_clocks_change(until, at, ends):
    choice = MessageChoice(quiet_from=TEN, quiet_until=datetime.time.fromisoformat(until))
    end = message_choices.end_of_quiet_hours(choice, datetime.datetime.fromisoformat(at))
    assert end == datetime.datetime.fromisoformat(ends)


def test_quiet_hours_within_a_day():
    choice = MessageChoice(quiet_from=datetime.time(12), quiet_until=datetime.time(14))
    assert message_choices.end_of_quiet_hours(choice, london("2026-12-01", "13:00")) == london("2026-12-01", "14:00")
    assert message_choices.end_of_quiet_hours(choice, london("2026-12-01", "14:00")) == london("2026-12-01", "14:00")


def test_an_email_in_quiet_hours_is_sent_when_they_end(cast):
    choose(cast.ben, quiet_from=TEN, quiet_until=SEVEN)
    with clock.frozen_at(london("2026-12-01", "23:00")):
        notify(cast.ben)
        send_all()
        assert mail.outbox == []
        assert Message.objects.in_app(cast.ben).unread().count() == 1, "in Casework at once"
    with clock.frozen_at(london("2026-12-02", "07:00")):
        send_all()
    assert [sent.to for sent in mail.outbox] == [[cast.ben.email]]


# Daily summary


def summaries_at(day: str, time: str) -> list:
    """Run the sweep and the worker; return the subjects of the emails sent so far."""
    with clock.frozen_at(london(day, time)):
        message_summaries.send_summaries(on=clock.today())
        send_all()
    return [sent.subject for sent in mail.outbox]


def test_one_summary_a_day_counts_what_was_not_read(cast):
    """Given five notifications, one of which is read; then one email says that there are four, once."""
    choose(cast.ben, emails="summary", summary_time=HALF_EIGHT)
    for number in range(5):
        with clock.frozen_at(london("2026-12-01", f"1{number}:00")):
            notify(cast.ben, number, individual_id=cast.individual.pk)
            send_all()
    mark_read(message=Message.objects.in_app(cast.ben).first(), by=cast.ben)
    assert summaries_at("2026-12-02", "07:29") == []
    assert summaries_at("2026-12-02", "07:30") == ["You have 4 new notifications in Casework"]
    assert summaries_at("2026-12-02", "07:31") == ["You have 4 new notifications in Casework"]
    assert summaries_at("2026-12-03", "07:30") == ["You have 4 new notifications in Casework"]
    (sent,) = mail.outbox
    assert sent.to == [cast.ben.email]
    for hidden in ("Maya", cast.package.reference, str(cast.individual.pk), "Something happened"):
        assert hidden not in sent.subject + sent.body
    assert not Message.objects.filter(key__startswith="event:", channel="email", state="sent").exists()


def test_where_everything_was_read_there_is_no_summary(cast):
    choose(cast.ben, emails="summary", summary_time=HALF_EIGHT)
    with clock.frozen_at(london("2026-12-01", "12:00")):
        notify(cast.ben)
        send_all()
    mark_read(message=Message.objects.in_app(cast.ben).get(), by=cast.ben)
    assert summaries_at("2026-12-02", "08:00") == []


def test_a_summary_does_not_count_what_a_wall_hides(cast):
    choose(cast.ben, emails="summary", summary_time=HALF_EIGHT)
    with clock.frozen_at(london("2026-12-01", "12:00")):
        notify(cast.ben, 1, about=[cast.package.pk])
        notify(cast.ben, 2)
    raise_wall(record_id=cast.package.pk, user=cast.ben, reason="Named", by=cast.sunita)
    assert summaries_at("2026-12-02", "08:00") == ["You have 1 new notification in Casework"]
    assert Message.objects.get(key=f"event:1:{cast.ben.pk}:email").state == "withheld"


def test_a_summary_is_sent_at_its_time_of_day_on_both_sides_of_a_clock_change(cast):
    choice = MessageChoice(emails="summary", summary_time=HALF_EIGHT)
    for day, after in (("2027-03-27", "2027-03-28"), ("2027-10-30", "2027-10-31")):
        assert message_choices.next_summary(choice, london(day, "08:00")) == london(after, "07:30")
        assert message_choices.next_summary(choice, london(day, "07:30")) == london(after, "07:30")
        assert message_choices.next_summary(choice, london(day, "07:00")) == london(day, "07:30")


def test_who_stops_emails_gets_no_summary_of_what_waited(cast):
    choose(cast.ben, emails="summary", summary_time=HALF_EIGHT)
    with clock.frozen_at(london("2026-12-01", "12:00")):
        notify(cast.ben)
    choose(cast.ben, emails="none")
    assert summaries_at("2026-12-02", "08:00") == []


# What takes no notice of choices


@pytest.mark.parametrize("exception", [{"is_urgent": True}, {"is_always_sent": True}])
@pytest.mark.parametrize(
    "chosen",
    [
        {"emails": "none"},
        {"emails": "summary", "summary_time": HALF_EIGHT},
        {"quiet_from": datetime.time(0), "quiet_until": datetime.time(23, 59)},
    ],
)
def test_what_is_urgent_or_always_sent_is_emailed_at_once(cast, exception, chosen):
    choose(cast.ben, **chosen)
    notify(cast.ben, **exception)
    send_all()
    assert [sent.to for sent in mail.outbox] == [[cast.ben.email]]


def test_a_call_for_help_reaches_somebody_who_chose_nothing_but_silence(cast):
    """Given Omar with all choices off; then the call for help is texted at once, and the sign-in mail is sent."""
    choose(cast.omar, emails="none", quiet_from=datetime.time(0), quiet_until=datetime.time(23, 59))
    make_shift(cast.tameside, cast.omar)
    begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    queue_email(cast.omar.email, key="sign-in:1", subject="Your code", body="A code", user=cast.omar)
    send_all()
    sent = Message.objects.filter(to=cast.omar, state="sent").values_list("channel", flat=True)
    assert sorted(sent) == ["email", "in app", "text"]


# The page


def test_a_user_chooses_on_their_own_page(cast, client):
    """Given Maya in the portal; when she asks for a summary; then it is saved, and shown again."""
    client.force_login(cast.maya)
    assert reverse("my_notifications") in client.get(reverse("my_details")).text
    answers = {"emails": "summary", "summary_time": "7.30am", "quiet_from": "22", "quiet_until": "7"}
    response = client.post(reverse("my_notifications"), answers)
    assert response.status_code == 302
    choice = MessageChoice.objects.get(user=cast.maya)
    assert (choice.emails, choice.summary_time) == ("summary", HALF_EIGHT)
    assert (choice.quiet_from, choice.quiet_until) == (TEN, SEVEN)
    page = client.get(reverse("my_notifications")).text
    assert 'value="07:30"' in page
    client.post(reverse("my_notifications"), {"emails": "each"})
    choice.refresh_from_db()
    assert (choice.emails, choice.summary_time, choice.quiet_from, choice.quiet_until) == ("each", None, None, None)


@pytest.mark.parametrize(("name", "has_list"), [("maya", False), ("rosa", False), ("amara", True), ("priya", True)])
def test_only_who_has_a_list_of_notifications_may_choose_no_emails(cast, client, name, has_list):
    client.force_login(getattr(cast, name))
    assert (client.get(reverse("notifications")).status_code == 200) == has_list
    page = client.get(reverse("my_notifications")).text
    assert ("You can also read each notification" in page) == has_list
    assert ("No emails" in page) == has_list
    client.post(reverse("my_notifications"), {"emails": "none"})
    assert MessageChoice.objects.exists() == has_list


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"emails": "summary"}, "Enter the time of day for the summary."),
        ({"emails": "each", "quiet_from": "22"}, "Enter when quiet hours start and when they end, or neither."),
        ({"emails": "each", "quiet_from": "7", "quiet_until": "7"}, "Quiet hours must end at another time"),
    ],
)
def test_a_choice_with_a_part_missing_is_refused(cast, client, answers, words):
    client.force_login(cast.ben)
    assert words in client.post(reverse("my_notifications"), answers).text
    assert not MessageChoice.objects.exists()


def test_the_service_refuses_a_summary_without_a_time_and_half_of_quiet_hours(cast):
    with pytest.raises(Refused, match="time of day"):
        choose(cast.ben, emails="summary")
    with pytest.raises(Refused, match="quiet hours"):
        choose(cast.ben, quiet_from=TEN)


def test_who_has_no_email_address_is_not_asked_about_emails(cast, client):
    cast.maya.email = ""
    cast.maya.save(update_fields=["email"])
    client.force_login(cast.maya)
    page = client.get(reverse("my_notifications")).text
    assert "we send you no emails" in page
    assert reverse("change_email") in page
    assert 'name="emails"' not in page
