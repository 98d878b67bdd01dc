"""The person asks to move or cancel a visit, and reads the answer; a worker says that they are late."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.models import ContactPoint
from casework.services import record_admission
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from design.templatetags.formats import tel
from plans.models import AnswerDuty
from plans.services import escalate_unread_comments
from tests.casework.consent_builders import give_consent
from visits.models import PlannedVisit, VisitRequest
from visits.rota.request_rules import is_soon
from visits.services import (
    answer_visit_request,
    arrive,
    ask_about_visit,
    cancel_planned,
    move_planned,
    plan_visit,
    tell_late,
    withdraw_visit_request,
)

pytestmark = pytest.mark.django_db
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
WORDS = "I am seeing my sister"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user, name, *args) -> str:
    return " ".join(signed_in(user).get(reverse(name, args=args)).content.decode().split())


def plan(cast, days: int = 2, hour: int = 10) -> PlannedVisit:
    starts_at = clock.instant_on(cast.today + days * DAY, datetime.time(hour))
    return plan_visit(
        package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=cast.amara
    )


@pytest.fixture
def planned(cast) -> PlannedVisit:
    return plan(cast)


def ask(cast, planned, kind="move", **more) -> VisitRequest:
    return ask_about_visit(planned=planned, kind=kind, by=cast.maya, **more)


def test_the_person_asks_and_it_is_a_duty_of_who_supports_them(cast, planned):
    client = signed_in(cast.maya)
    assert reverse("my_visit_ask", args=[planned.pk]) in page_of(cast.maya, "my_visits")
    sent = {"kind": "move", "wished": "Friday morning", "words": WORDS}
    page = client.post(reverse("my_visit_ask", args=[planned.pk]), sent, follow=True).content.decode()
    assert "Sent. We read it within 4 hours." in page
    assert "Not answered yet" in page
    request = VisitRequest.objects.get()
    assert (request.kind, request.wished, request.outcome) == ("move", "Friday morning", "")
    for user in (cast.amara, cast.tess, cast.omar, cast.ben):
        labels = [item.label for item in duty_items(user, cast.today) if item.kind == "comment"]
        assert [label.partition(",")[0] for label in labels] == [f"Message to answer about {request.message.about}"]
    answer_page = reverse("visit_request", args=[request.pk])
    leading = signed_in(cast.amara).get(reverse("comment_answer", args=[request.message.answer_duty.pk]))
    assert (leading.status_code, leading["Location"]) == (302, answer_page)
    text = page_of(cast.amara, "visit_request", request.pk)
    assert "Friday morning" in text
    assert WORDS in text


def test_nobody_needs_a_reason(cast, planned):
    sent = {"kind": "cancel", "wished": "", "words": ""}
    assert signed_in(cast.maya).post(reverse("my_visit_ask", args=[planned.pk]), sent).status_code == 302
    assert VisitRequest.objects.get().message.words == "Please cancel this visit."


def test_unread_it_escalates(cast, planned):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        ask(cast, planned)
    with clock.frozen_at(ten + 4 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 1


def test_one_request_about_a_visit_waits_at_a_time(cast, planned):
    request = ask(cast, planned)
    with pytest.raises(NotPossible, match="already"):
        ask(cast, planned, kind="cancel")
    answer_visit_request(visit_request=request, outcome="stays", words="", is_answered_here=True, by=cast.amara)
    ask(cast, planned, kind="cancel")


def test_a_visit_that_has_begun_or_is_cancelled_takes_no_request(cast, planned):
    with clock.frozen_at(planned.starts_at), pytest.raises(NotPossible, match="has started"):
        ask(cast, planned)
    cancel_planned(planned=planned, reason="Ill", by=cast.amara)
    with pytest.raises(NotPossible, match="not planned"):
        ask(cast, planned)


def test_it_is_moved_first_and_then_answered(cast, planned):
    request = ask(cast, planned)
    with pytest.raises(Refused, match="Move the visit first"):
        answer_visit_request(visit_request=request, outcome="moved", words="", is_answered_here=True, by=cast.amara)
    later = planned.starts_at + DAY
    move_planned(planned=planned, starts_at=later, ends_at=later + HOUR, reason="She asked", by=cast.amara)
    answer_visit_request(
        visit_request=request, outcome="moved", words="See you then.", is_answered_here=True, by=cast.amara
    )
    assert not AnswerDuty.objects.outstanding().exists()
    page = page_of(cast.maya, "my_visits")
    assert "The visit was moved." in page
    assert "The visit was moved. See you then." in page_of(cast.maya, "my_conversation", request.message_id)
    with pytest.raises(NotPossible, match="already answered"):
        answer_visit_request(visit_request=request, outcome="stays", words="", is_answered_here=True, by=cast.ben)


def test_it_is_cancelled_first_and_then_answered(cast, planned):
    request = ask(cast, planned, kind="cancel")
    with pytest.raises(Refused, match="Cancel the visit first"):
        answer_visit_request(visit_request=request, outcome="cancelled", words="", is_answered_here=True, by=cast.amara)
    cancel_planned(planned=planned, reason="She asked", by=cast.amara)
    with pytest.raises(Refused, match="not planned any more"):
        answer_visit_request(visit_request=request, outcome="stays", words="", is_answered_here=True, by=cast.amara)
    client = signed_in(cast.amara)
    sent = {"outcome": "cancelled", "way": "otherwise", "words": "Rang her at noon"}
    assert client.post(reverse("visit_request", args=[request.pk]), sent).status_code == 302
    assert AnswerDuty.objects.get().how == "The visit was cancelled. Rang her at noon"
    assert "The visit was cancelled" in page_of(cast.amara, "visit_request", request.pk)


def test_a_visit_that_is_soon_asks_to_call_as_well(cast):
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(10))):
        soon, later = plan(cast, days=0, hour=12), plan(cast, days=1, hour=12)
        assert (is_soon(soon), is_soon(later)) == (True, False)
        assert "Please call us." in page_of(cast.maya, "my_visit_ask", soon.pk)
        assert "We may not read this in time" not in page_of(cast.maya, "my_visit_ask", later.pk)
        sent = {"kind": "cancel", "wished": "", "words": ""}
        answer = signed_in(cast.maya).post(reverse("my_visit_ask", args=[soon.pk]), sent, follow=True)
        text = answer.content.decode()
        assert "Please call us too." in text
        assert tel(cast.tameside.telephone) in text[: text.index("Please call us too.")]


def test_staff_record_what_was_asked_by_telephone(cast, planned):
    client = signed_in(cast.omar)
    sent = {"kind": "move", "wished": "Any morning", "words": "", "way": "telephone"}
    assert client.post(reverse("visit_asked", args=[planned.pk]), sent).status_code == 302
    request = VisitRequest.objects.get()
    assert request.message.way == "telephone"
    assert AnswerDuty.objects.outstanding().exists()
    assert "You asked: Move this visit" in page_of(cast.maya, "my_visits")


def test_nobody_asks_about_the_visit_of_somebody_else(cast, planned):
    for user in (cast.tomasz, cast.rosa, cast.amara):
        assert signed_in(user).get(reverse("my_visit_ask", args=[planned.pk])).status_code == 404


def test_the_keyworker_reads_no_requests(cast, planned):
    """Given a request, whose words are between Maya and staff; then Priya, who reads visits, cannot read it."""
    row = ask(cast, planned)
    assert PlannedVisit.objects.visible_to(cast.priya).filter(pk=planned.pk).exists()
    assert not VisitRequest.objects.visible_to(cast.priya).exists()
    assert VisitRequest.objects.visible_to(cast.amara).get() == row
    assert signed_in(cast.priya).get(reverse("visit_request", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("name", ["me", "my_visits"])
def test_easy_read_has_the_way_to_ask_and_to_write(cast, planned, name):
    cast.maya.easy_read = True
    cast.maya.save(update_fields=["easy_read"])
    page = page_of(cast.maya, name)
    assert reverse("my_visit_ask", args=[planned.pk]) in page
    assert reverse("my_message_write") in page


def test_a_representative_reads_no_requests(cast, planned):
    give_consent(cast.representative, "see visits", cast.maya)
    ask(cast, planned, words=WORDS)
    page = page_of(cast.rosa, "my_visits")
    assert "Amara Okafor" in page
    assert "You asked" not in page
    assert "Ask to move" not in page


# Running late


@pytest.fixture
def today(cast) -> PlannedVisit:
    """A visit of today at noon."""
    return plan(cast, days=0, hour=12)


def test_the_person_reads_who_comes_and_that_they_are_late(cast, today):
    with clock.frozen_at(today.starts_at - HOUR):
        assert "with Amara Okafor" in page_of(cast.maya, "me")
        assert "Running late" not in page_of(cast.maya, "me")
        client = signed_in(cast.amara)
        assert reverse("visit_late", args=[today.pk]) in page_of(cast.amara, "visit_briefing", today.pk)
        assert client.post(reverse("visit_late", args=[today.pk]), {"minutes": "20"}).status_code == 302
    with clock.frozen_at(today.starts_at + datetime.timedelta(minutes=5)):
        text = page_of(cast.maya, "me")
        assert "about 20 minutes late" in text, "also after the planned start"
        assert "about 20 minutes late" in page_of(cast.maya, "my_visits")


@pytest.mark.parametrize(("is_safe", "state"), [(True, "sent"), (False, "withheld")])
def test_the_message_is_neutral_and_goes_only_where_it_is_safe(cast, today, is_safe, state):
    ContactPoint.objects.filter(individual=cast.individual, kind="text").update(is_safe=is_safe)
    with clock.frozen_at(today.starts_at - HOUR):
        tell_late(planned=today, minutes=20, by=cast.amara)
        send_messages()
    message = Message.objects.get(to=cast.maya, channel="text")
    assert message.state == state
    assert not [word for word in ("visit", "support", "Amara", "Maya") if word in message.subject + message.body]


def test_it_is_taken_back_and_ends_with_the_arrival_and_a_move(cast, today):
    with clock.frozen_at(today.starts_at - HOUR):
        tell_late(planned=today, minutes=20, by=cast.amara)
        tell_late(planned=today, minutes=0, by=cast.amara)
        assert "Running late" not in page_of(cast.maya, "me")
        tell_late(planned=today, minutes=30, by=cast.amara)
        later = today.starts_at + 3 * HOUR
        today.refresh_from_db()
        moved = move_planned(planned=today, starts_at=later, ends_at=later + HOUR, reason="Car", by=cast.amara)
        assert moved.late_minutes is None
        tell_late(planned=moved, minutes=30, by=cast.amara)
    with clock.frozen_at(later + datetime.timedelta(minutes=30)):
        arrive(planned=moved, by=cast.amara)
        assert "Running late" not in page_of(cast.maya, "my_visits")
        with pytest.raises(NotPossible):
            tell_late(planned=moved, minutes=30, by=cast.amara)


def test_only_on_the_day_and_by_a_known_time(cast, planned, today):
    with pytest.raises(NotPossible):
        tell_late(planned=planned, minutes=20, by=cast.amara)
    with pytest.raises(Refused):
        tell_late(planned=today, minutes=7, by=cast.amara)


def test_nobody_is_late_for_a_visit_on_hold(cast, today):
    """Given a hospital stay from yesterday; then no page offers to say that the worker is late."""
    with clock.frozen_at(today.starts_at - HOUR):
        yesterday = today.local_on - datetime.timedelta(days=1)
        record_admission(
            individual=cast.individual, hospital="Tameside General", kind="mental", admitted_on=yesterday, by=cast.ben
        )
        link = reverse("visit_late", args=[today.pk])
        assert link not in page_of(cast.amara, "visit_briefing", today.pk)
        assert link not in page_of(cast.amara, "visits")
        with pytest.raises(NotPossible, match="on hold"):
            tell_late(planned=today, minutes=20, by=cast.amara)


def test_a_second_request_is_not_offered_while_one_is_open(cast, planned):
    """Given a request; then the page offers no second one, and who comes there anyway reads it in plain words."""
    asked = ask(cast, planned)
    page = page_of(cast.maya, "my_visits")
    assert reverse("my_visit_ask", args=[planned.pk]) not in page
    assert "Take it back" in page
    answer = signed_in(cast.maya).get(reverse("my_visit_ask", args=[planned.pk]), follow=True)
    assert "You asked already. We have not answered yet." in answer.content.decode()
    assert "Answer that one first" not in answer.content.decode()
    withdraw_visit_request(visit_request=asked, by=cast.maya)
    assert reverse("my_visit_ask", args=[planned.pk]) in page_of(cast.maya, "my_visits")


@pytest.mark.parametrize(("wished", "is_open"), [("", False), ("Friday. I feel low", True)])
def test_the_person_takes_a_request_back(cast, planned, wished, is_open):
    """What they wrote in their own words is still read and answered; a bare request needs no answer any more."""
    request = ask(cast, planned, wished=wished)
    page = signed_in(cast.maya).post(reverse("my_visit_request_withdraw", args=[request.pk]), follow=True)
    text = page.content.decode()
    assert "You took it back. The visit stays as planned." in text
    request.refresh_from_db()
    assert request.outcome == "withdrawn"
    assert AnswerDuty.objects.outstanding().exists() is is_open
    assert ("Not answered yet" in page_of(cast.maya, "my_messages")) is is_open
    for name, args in (("my_messages", []), ("my_conversation", [request.message_id])):
        assert "You took it back." in page_of(cast.maya, name, *args)
    assert "Withdrawn" not in page_of(cast.maya, "my_visits")
    assert ask(cast, planned).is_waiting
    with pytest.raises(NotPossible):
        withdraw_visit_request(visit_request=request, by=cast.maya)


def test_staff_do_not_answer_that_it_was_taken_back(cast, planned):
    request = ask(cast, planned)
    with pytest.raises(Refused):
        answer_visit_request(visit_request=request, outcome="withdrawn", words="", by=cast.amara, is_answered_here=True)
    assert "Withdrawn" not in page_of(cast.amara, "visit_request", request.pk)
