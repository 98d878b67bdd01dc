"""The home page of the Council's duty team: whom to ring, and what was sent to them."""

import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from contracts.models import Post
from core import clock
from core.models import Message
from core.tasks import send_messages
from tests.visits.test_alerts import log
from visits.models import Alert, Escalation, EscalationStep
from visits.services import begin_escalation, call_without_visit, close_escalation, record_ringing
from workforce.models import OnCallShift
from workforce.on_call.numbers import numbers_on_call
from workforce.on_call.rota import on_call_now


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.get(reverse("home")).content.decode().split())


def test_the_duty_team_reads_who_is_on_call_with_the_number(cast):
    now = clock.now()
    User.objects.filter(pk=cast.omar.pk).update(telephone="07700 900321")
    OnCallShift.objects.create(
        contract=cast.tameside,
        user=cast.omar,
        starts_at=now - datetime.timedelta(hours=1),
        ends_at=now + datetime.timedelta(hours=1),
    )
    page = page_of(cast.duty)
    assert "On call now:" in page
    assert str(cast.omar) in page
    assert "07700 900321" in page
    assert reverse("notifications") in page
    assert "nothing to do" not in page


def test_who_is_on_call_for_two_contracts_is_named_once(cast):
    """Given Omar and Ben with posts in two contracts, and Omar on call for both; then Ben reads the name once."""
    now = clock.now()
    for post in Post.objects.filter(user__in=[cast.omar, cast.ben]):
        Post.objects.create(user=post.user, role=post.role, contract=cast.links, from_on=post.from_on)
    for contract in (cast.tameside, cast.links):
        OnCallShift.objects.create(
            contract=contract,
            user=cast.omar,
            starts_at=now - datetime.timedelta(hours=1),
            ends_at=now + datetime.timedelta(hours=1),
        )
    page = page_of(cast.ben)
    assert page.count("On call now:") == 1
    assert page.count("Omar Farouk until") == 1


def test_who_answers_is_the_same_on_every_page_while_nobody_is_on_the_rota(cast):
    """Given nobody on the rota; then no page says that somebody is on call, and each names the same to ring."""
    User.objects.filter(pk=cast.omar.pk).update(telephone="07700 900321")
    for user in (cast.duty, cast.ben, cast.omar):
        with during_the_day():
            page = page_of(user)
        assert "No one is on call now. Ring:" in page, user
        assert "Omar Farouk" in page
        assert "On call now:" not in page
    assert [line.name for line in numbers_on_call(cast.tameside)] == ["On-call senior, Omar Farouk"]
    Post.objects.filter(user=cast.omar).update(until_on=clock.today())
    managers = {f"Manager, {user.full_name}" for user in on_call_now(cast.tameside).users if user.telephone}
    assert {line.name for line in numbers_on_call(cast.tameside)} <= managers


def during_the_day():
    return clock.frozen_at(clock.instant_on(clock.today(), datetime.time(12)))


def at_night():
    """The clock at 02:20: the service opens at eight."""
    return clock.frozen_at(clock.instant_on(clock.today(), datetime.time(2, 20)))


def test_at_night_the_page_says_when_somebody_answers_and_names_999(cast):
    with at_night():
        page = page_of(cast.duty)
    assert "No one answers until 8am. If someone is in danger, ring 999 or 111." in page
    assert "No one is on call now." not in page
    with at_night():
        OnCallShift.objects.create(
            contract=cast.tameside,
            user=cast.omar,
            starts_at=clock.now() - datetime.timedelta(hours=1),
            ends_at=clock.now() + datetime.timedelta(hours=1),
        )
        page = page_of(cast.duty)
    assert "On call now:" in page, "somebody on the rota answers at any hour"
    assert "No one answers" not in page


def test_an_alert_at_night_says_when_to_ring_and_the_task_leads_to_the_numbers_of_now(cast):
    with at_night():
        log(cast, "now")
    body = Message.objects.get(key__startswith="alert:", channel="in app", to=cast.duty).body
    assert f"No one answers until 8am. Ring the service then on {cast.tameside.telephone}." in body
    send_messages()
    page = page_of(cast.duty)
    assert "Ring who is on call: the number is on this page." in page
    assert body not in page, "who was on call when it was sent may have gone home"


def test_nobody_else_reads_it(cast):
    for user in (cast.amara, cast.ben, cast.priya):
        assert "Who to ring" not in page_of(user)


# Calls for help in which the duty team was rung

CALLS = "Calls for help in which you were rung"


def ring_duty_team(escalation: Escalation, by: User, **changed) -> EscalationStep:
    columns = {"contact": "duty team", "began_at": clock.now(), "outcome": "answered", "conversation": "They come out."}
    return record_ringing(escalation=escalation, by=by, **columns | changed)


def test_the_duty_team_reads_the_calls_in_which_it_was_rung(cast):
    """Given a call in which the team was rung; then it reads when, the reference, who rang and whether it is over."""
    assert CALLS not in page_of(cast.duty)
    escalation = begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    record_ringing(
        escalation=escalation, contact="manager", began_at=clock.now(), outcome="no answer", number="1", by=cast.amara
    )
    assert CALLS not in page_of(cast.duty), "somebody else was rung"
    ring_duty_team(escalation, cast.ben)
    page = page_of(cast.duty)
    for words in (CALLS, cast.package.reference, str(cast.ben), "Being dealt with"):
        assert words in page
    for hidden in ("Maya", "Lindqvist", "They come out", str(escalation.pk)):
        assert hidden not in page
    close_escalation(escalation=escalation, done="The worker is at home.", by=cast.ben)
    page = page_of(cast.duty)
    assert "Closed" in page
    assert "The worker is at home" not in page
    assert CALLS not in page_of(cast.priya)


def test_a_call_that_waits_and_an_alert_to_ring_about_are_urgent(cast):
    """Given a call that nobody deals with, and an alert; then both are for now until they are dealt with or read."""
    assert "Nothing is urgent now." in page_of(cast.duty)
    escalation = begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    ring_duty_team(escalation, cast.amara, outcome="no answer", conversation="")
    log(cast, "today")
    send_messages()
    page = page_of(cast.duty)
    assert "2 things need someone now" in page
    assert f"no one deals with it yet: {cast.package.reference}" in page
    assert f"Please ring about {cast.package.reference} today" in page
    assert "Maya" not in page
    close_escalation(escalation=escalation, done="The worker is at home.", by=cast.ben)
    Message.objects.filter(to=cast.duty).update(read_at=clock.now())
    assert "Nothing is urgent now." in page_of(cast.duty)


def test_a_ringing_in_vain_and_a_call_at_no_visit_are_listed_as_well(cast):
    escalation = call_without_visit(contract=cast.tameside, place="Ashton market", by=cast.amara)
    ring_duty_team(escalation, cast.amara, outcome="no answer", conversation="")
    page = page_of(cast.duty)
    assert "Not at a visit" in page
    assert "No answer" in page
    assert "Ashton market" not in page


def test_calls_of_other_contracts_of_earlier_weeks_and_behind_walls_are_not_listed(cast):
    other = call_without_visit(contract=cast.links, by=cast.gwen)
    ring_duty_team(other, cast.nadia)
    early = call_without_visit(contract=cast.tameside, by=cast.lewis)
    ring_duty_team(early, cast.ben, began_at=clock.now() - datetime.timedelta(days=7, minutes=1))
    assert CALLS not in page_of(cast.duty)
    ring_duty_team(begin_escalation(package=cast.package, cause="pressed", by=cast.amara), cast.ben)
    assert CALLS in page_of(cast.duty)
    raise_wall(record_id=cast.individual.pk, user=cast.duty, reason="Cousins", by=cast.sunita)
    assert CALLS not in page_of(cast.duty)


def test_the_list_is_bounded_and_its_queries_do_not_grow(cast):
    escalation = call_without_visit(contract=cast.tameside, by=cast.amara)

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            page_of(cast.duty)
        return len(context)

    ring_duty_team(escalation, cast.ben)
    page_of(cast.duty)
    few = queries()
    for number in range(11):
        ring_duty_team(escalation, cast.ben if number % 2 else cast.omar)
    assert queries() == few
    page = page_of(cast.duty)
    assert page.count("Not at a visit") == 10
    assert "first 10 of 12" in page


# What the team records of its own calls


def post(user: User, page: str, pk, at=None, **data) -> int:
    """Post the form of a call that `user` made now, or at another instant; the status of the answer."""
    at = (at or clock.now()).astimezone(clock.LONDON)
    day = {f"rang_on_{part}": getattr(at, part) for part in ("day", "month", "year")}
    client = Client()
    client.force_login(user)
    call = {**day, "began": f"{at:%H:%M}", "rang_by": user.full_name}
    return client.post(reverse(page, args=[pk]), call | data).status_code


def test_the_team_records_its_call_and_managers_read_it_while_the_call_still_waits(cast):
    """Given a call for help in which the team was rung; when it reaches the senior; then the call is still open."""
    escalation = begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    step = ring_duty_team(escalation, cast.amara, outcome="no answer", conversation="")
    address = reverse("team_rang_in_call", args=[step.pk])
    assert address in page_of(cast.duty)
    answered = {"contact": "on call", "name": "Omar", "outcome": "answered"}
    assert post(cast.duty, "team_rang_in_call", step.pk, **answered) == 200, "what was said is missing"
    assert post(cast.duty, "team_rang_in_call", step.pk, **answered, conversation="He drives there now.") == 302
    escalation.refresh_from_db()
    assert escalation.is_open
    client = Client()
    client.force_login(cast.ben)
    page = client.get(reverse("escalation", args=[escalation.pk])).content.decode()
    assert "He drives there now." in page
    assert str(cast.duty) in page
    close_escalation(escalation=escalation, done="The worker is at home.", by=cast.ben)
    assert address not in page_of(cast.duty)
    assert post(cast.ben, "team_rang_in_call", step.pk, **answered, conversation="Hm") == 404


def test_open_calls_come_before_closed_ones(cast):
    closed = call_without_visit(contract=cast.tameside, by=cast.lewis)
    still_open = call_without_visit(contract=cast.tameside, by=cast.amara)
    for escalation, minutes in ((still_open, 30), (closed, 5)):
        ring_duty_team(escalation, cast.ben, began_at=clock.now() - datetime.timedelta(minutes=minutes))
    close_escalation(escalation=closed, done="Safe.", by=cast.ben)
    page = page_of(cast.duty)
    listed = page[page.index(CALLS) :]
    assert listed.index("Record that you rang") < listed.index(">Closed<")


def test_the_team_records_that_it_rang_about_an_alert_and_managers_read_it(cast):
    """Given an alert; when nobody answered, the team is still asked to ring; after an answer nobody of it is."""
    log(cast, "today")
    send_messages()
    message = Message.objects.in_app(cast.duty).get(key__startswith="alert:")
    assert post(cast.duty, "team_rang_about_alert", message.pk, contact="manager", outcome="no answer") == 302
    assert "1 thing needs someone now" in page_of(cast.duty)
    said = {"contact": "manager", "outcome": "answered", "conversation": "She visits this afternoon."}
    assert post(cast.duty, "team_rang_about_alert", message.pk, **said) == 302
    page = page_of(cast.duty)
    assert "Nothing is urgent now." in page
    assert "Manager: answered." in page
    assert "She visits this afternoon." in page
    alert = Alert.objects.get()
    assert (alert.state, alert.council) == ("open", None)
    client = Client()
    client.force_login(cast.ben)
    page = client.get(reverse("alert", args=[alert.pk])).content.decode()
    assert "She visits this afternoon." in page
    assert "Manager: no answer." in page
    for user in (cast.ben, cast.priya):
        assert post(user, "team_rang_about_alert", message.pk, **said) == 404
    raise_wall(record_id=cast.individual.pk, user=cast.duty, reason="Cousins", by=cast.sunita)
    assert post(cast.duty, "team_rang_about_alert", message.pk, **said) == 404


def test_the_team_records_when_and_who_of_it_rang_never_in_the_future(cast):
    """Given an alert and a call for help; then a call of two hours ago by a colleague is recorded as such."""
    log(cast, "today")
    send_messages()
    message = Message.objects.in_app(cast.duty).get(key__startswith="alert:")
    escalation = begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    step = ring_duty_team(escalation, cast.amara, outcome="no answer", conversation="")
    earlier = clock.now() - datetime.timedelta(hours=2)
    said = {"contact": "manager", "outcome": "answered", "conversation": "She goes there.", "rang_by": "Ana Reyes"}
    for page, pk in (("team_rang_about_alert", message.pk), ("team_rang_in_call", step.pk)):
        assert post(cast.duty, page, pk, at=clock.now() + datetime.timedelta(hours=1), **said) == 200, "in the future"
        assert post(cast.duty, page, pk, **said | {"rang_by": ""}) == 200, "nobody rang"
        assert post(cast.duty, page, pk, at=earlier, **said) == 302
    when = f"{earlier.astimezone(clock.LONDON):%-d %B %Y at %H:%M}"
    assert f"Ana Reyes rang on {when}. She goes there." in page_of(cast.duty)
    rung = escalation.steps.get(recorded_by=cast.duty)
    assert rung.began_at == earlier.replace(second=0, microsecond=0)
    assert rung.conversation == "Ana Reyes of the duty team rang. She goes there."
