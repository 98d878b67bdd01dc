"""An alert that somebody accepts stays on their list and the managers' until it is closed, for each side by itself."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import ContactPoint
from casework.services import end_package
from contracts.models import Post
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from design import formatting
from risk.services import decide_safety_sharing
from tests.risk.safety_plan_builders import make_safety_plan
from tests.visits.test_alerts import log, users_notified
from visits import services
from visits.models import Alert

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def alert(cast) -> Alert:
    log(cast)
    return Alert.objects.get()


def page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def is_listed(user) -> bool:
    return Alert.objects.to_close_by(user).exists() and reverse("alert", args=[Alert.objects.get().pk]) in page(
        user, "home"
    )


def fresh(alert) -> Alert:
    return Alert.objects.get(pk=alert.pk)


def test_an_accepted_alert_stays_on_the_list_of_who_accepted_it_and_of_the_managers(cast, alert):
    services.accept_alert(alert=alert, by=cast.ben)
    assert is_listed(cast.ben)
    assert is_listed(cast.dana)
    home = page(cast.dana, "home")
    assert "Ben Whitcombe has been dealing with this since" in home
    services.close_alert(alert=fresh(alert), done="Rang her sister", by=cast.ben)
    assert not is_listed(cast.ben)
    assert not is_listed(cast.dana)


def test_an_alert_that_nobody_picks_up_is_late_from_the_next_day(cast, alert):
    with clock.frozen_at(clock.now() + datetime.timedelta(days=4)):
        home = page(cast.dana, "home")
        assert "4 days waiting" in home
        assert "ot picked up yet." in home
        services.accept_alert(alert=fresh(alert), by=cast.ben)
        assert "ot picked up yet." not in page(cast.dana, "home")


def test_the_keyworker_reads_since_when_the_provider_has_not_picked_it_up(cast, alert):
    raised_at = f"{formatting.weekday(alert.recorded_at)} {formatting.time(alert.recorded_at)}"
    with clock.frozen_at(clock.now() + datetime.timedelta(days=4)):
        home = " ".join(page(cast.priya, "home").split())
        assert "ot picked up yet." in home
        assert f"Since {raised_at}" in home


def test_a_keyworker_who_accepts_does_not_end_the_duty_of_the_provider(cast, alert):
    """Given an alert; when the keyworker accepts and closes it; then the provider has still to accept and close it."""
    services.accept_alert(alert=alert, by=cast.priya)
    assert is_listed(cast.priya)
    assert is_listed(cast.ben)
    assert "I’m dealing with this" in page(cast.ben, "alert", alert.pk)
    services.close_alert(alert=fresh(alert), done="Saw her at the clinic", by=cast.priya)
    assert not is_listed(cast.priya)
    assert is_listed(cast.ben)
    assert "Saw her at the clinic" in page(cast.ben, "alert", alert.pk)
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    services.close_alert(alert=fresh(alert), done="Visits twice a week", by=cast.ben)
    assert not is_listed(cast.ben)


def test_a_provider_who_closes_does_not_end_what_the_keyworker_has_begun(cast, alert):
    services.accept_alert(alert=alert, by=cast.priya)
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    services.close_alert(alert=fresh(alert), done="Visits twice a week", by=cast.ben)
    assert is_listed(cast.priya)
    assert not is_listed(cast.ben)


def test_what_the_provider_has_closed_leaves_the_list_of_a_keyworker_who_did_not_accept_it(cast, alert):
    services.accept_alert(alert=alert, by=cast.ben)
    assert is_listed(cast.priya)
    services.close_alert(alert=fresh(alert), done="Visits twice a week", by=cast.ben)
    assert not is_listed(cast.priya)
    with pytest.raises(NotPossible, match="closed this alert"), transaction.atomic():
        services.accept_alert(alert=fresh(alert), by=cast.priya)


def test_each_side_accepts_once_and_closes_with_what_was_done(cast, alert):
    with pytest.raises(NotPossible), transaction.atomic():
        services.close_alert(alert=fresh(alert), done="Rang", by=cast.priya)
    services.accept_alert(alert=alert, by=cast.priya)
    with pytest.raises(NotPossible, match="Priya Nair"), transaction.atomic():
        services.accept_alert(alert=fresh(alert), by=cast.priya)
    with pytest.raises(Refused, match="what was done"), transaction.atomic():
        services.close_alert(alert=fresh(alert), done=" ", by=cast.priya)
    services.close_alert(alert=fresh(alert), done="Rang", by=cast.priya)
    with pytest.raises(NotPossible), transaction.atomic():
        services.close_alert(alert=fresh(alert), done="Again", by=cast.priya)


def test_the_managers_are_alerted_always_and_who_accepted_it_too(cast, alert):
    """Given an alert that the keyworker and the senior accepted; then a later visit notifies them and the managers."""
    services.accept_alert(alert=alert, by=cast.priya)
    services.accept_alert(alert=fresh(alert), by=cast.omar)
    before = len(users_notified("alert:"))
    with clock.frozen_at(clock.now() + DAY):
        log(cast)
    assert set(users_notified("alert:")[before:]) == {cast.ben, cast.dana, cast.omar, cast.priya}


def test_pages_accept_and_close_for_the_side_of_the_user(cast, alert):
    for user in (cast.priya, cast.tess):
        client = Client()
        client.force_login(user)
        client.post(reverse("alert_accept", args=[alert.pk]))
        assert "Close: record what was done" in page(user, "alert", alert.pk)
        form_page = client.get(reverse("alert_close", args=[alert.pk]))
        assert form_page.status_code == 200
    assert fresh(alert).accepted_by == cast.tess
    assert fresh(alert).council.accepted_by == cast.priya


def test_the_page_has_what_its_reader_needs_to_act(cast, alert):
    """Given an alert; then its page has the person's number, when it was raised, what helps and whom to ring.

    Only who may read visits is shown the worker's number, and only who may read risks the link to them.
    """
    ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="01632 960125", is_safe=True)
    make_safety_plan(cast.individual, cast.amara, other_help="Sit with her and ring her sister")
    risk_href = reverse("person_risk", args=[cast.individual.pk])
    for user, reads_visits in ((cast.ben, True), (cast.priya, False)):
        html = page(user, "alert", alert.pk).replace("\N{NO-BREAK SPACE}", " ")
        assert f"Raised {formatting.when(alert.recorded_at)}" in html
        assert 'href="tel:+441632960125"' in html
        assert ("Sit with her and ring her sister" in html) == reads_visits, "the keyworker only if she agrees"
        assert "On-call senior, Omar Farouk" in html
        assert (cast.amara.telephone in html) == reads_visits
        assert (f'href="{risk_href}"' in html) == reads_visits
    decide_safety_sharing(
        individual=cast.individual, reader="keyworker", is_given=True, how="At a visit", by=cast.amara
    )
    assert "Sit with her and ring her sister" in page(cast.priya, "alert", alert.pk)


def test_an_alert_is_a_duty_of_both_sides_until_each_has_closed_it(cast, alert):
    def has_duty(user, **more) -> bool:
        return "alert" in [item.kind for item in duty_items(user, cast.today, **more)]

    services.accept_alert(alert=alert, by=cast.priya)
    assert has_duty(cast.ben)
    assert has_duty(cast.priya)
    assert has_duty(cast.amara, is_reading=True, individual=cast.individual)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert has_duty(cast.ben)
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    services.close_alert(alert=fresh(alert), done="Visits twice a week", by=cast.ben)
    assert not has_duty(cast.ben)
    assert has_duty(cast.ben, is_reading=True, individual=cast.individual)
    assert has_duty(cast.priya)


# Closed by mistake


def test_an_alert_that_was_picked_up_by_mistake_waits_again(cast, client, alert):
    """Given an alert that Ben picked up; when he gives it back; then it waits again, and Dana picks it up."""
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    address = reverse("alert_release", args=[alert.pk])
    assert address in page(cast.ben, "alert", alert.pk)
    with pytest.raises(Refused, match="why nobody deals with it"), transaction.atomic():
        services.release_alert(alert=fresh(alert), reason=" ", by=cast.ben)
    client.force_login(cast.ben)
    client.post(address, {"reason": "The wrong alert"})
    assert (fresh(alert).state, fresh(alert).accepted_by) == ("open", None)
    with pytest.raises(NotPossible), transaction.atomic():
        services.release_alert(alert=fresh(alert), reason="Again", by=cast.ben)
    services.accept_alert(alert=fresh(alert), by=cast.dana)
    assert fresh(alert).accepted_by == cast.dana
    with pytest.raises(NotPossible, match="Only the provider"), transaction.atomic():
        services.release_alert(alert=fresh(alert), reason="Again", by=cast.priya)


def test_each_side_reopens_what_it_closed_by_mistake_and_the_closing_stays_on_file(cast, alert):
    """Given an alert that both sides have closed; then each side reopens its own part, with the reason."""
    for user in (cast.ben, cast.priya):
        services.accept_alert(alert=fresh(alert), by=user)
    for user, done in ((cast.ben, "Visits twice"), (cast.priya, "Saw the doctor")):
        services.close_alert(alert=fresh(alert), done=done, by=user)
        with pytest.raises(Refused, match="closed by mistake"), transaction.atomic():
            services.reopen_alert(alert=fresh(alert), reason=" ", by=user)
        client = Client()
        client.force_login(user)
        assert reverse("alert_reopen", args=[alert.pk]) in page(user, "alert", alert.pk)
        client.post(reverse("alert_reopen", args=[alert.pk]), {"reason": f"Not {done.lower()}"})
        html = page(user, "alert", alert.pk)
        assert f"<s>{done}</s>" in html
        assert f"Not {done.lower()}" in html
        with pytest.raises(NotPossible), transaction.atomic():
            services.reopen_alert(alert=fresh(alert), reason="Again", by=user)
    again = fresh(alert)
    assert (again.state, again.done, again.accepted_by) == ("accepted", "", cast.ben)
    assert (again.council.is_open, again.council.done, again.council.accepted_by) == (True, "", cast.priya)


def test_an_alert_is_not_reopened_beside_a_later_one(cast, alert):
    services.accept_alert(alert=alert, by=cast.ben)
    services.close_alert(alert=fresh(alert), done="Rang her", by=cast.ben)
    log(cast)
    assert Alert.objects.count() == 2
    with pytest.raises(NotPossible, match="There is an open alert"), transaction.atomic():
        services.reopen_alert(alert=fresh(alert), reason="Too early", by=cast.ben)


# Reminders


def remind(minutes) -> list:
    """Return who is reminded by the sweeps after so many minutes from now; the sweep runs twice."""
    before = Message.objects.filter(key__startswith="alert-reminder:", channel="in app").count()
    with clock.frozen_at(clock.now() + MINUTE * minutes):
        services.remind_of_alerts(on=clock.today())
        assert services.remind_of_alerts(on=clock.today()) == 0
    return users_notified("alert-reminder:")[before:]


def test_who_accepted_is_reminded_then_the_managers_then_once_a_day(cast, alert):
    """Given terms of 120 minutes; then the acceptor is reminded, then the managers too, then all of them daily."""
    services.accept_alert(alert=alert, by=cast.omar)
    assert remind(119) == []
    assert remind(121) == [cast.omar]
    assert remind(240) == []
    assert set(remind(242)) == {cast.omar, cast.ben, cast.dana}
    assert remind(600) == []
    assert set(remind(242 + 24 * 60 + 1)) == {cast.omar, cast.ben, cast.dana}
    services.close_alert(alert=fresh(alert), done="Visits twice a week", by=cast.omar)
    assert remind(5 * 24 * 60) == []


def test_the_managers_are_reminded_of_an_alert_that_nobody_has_accepted(cast, alert):
    services.accept_alert(alert=alert, by=cast.priya)
    reminded = remind(121)
    assert set(reminded) == {cast.ben, cast.dana, cast.priya}


def test_without_that_time_in_the_terms_nobody_is_reminded(cast):
    log(cast, package=cast.links_package, worker=cast.links_worker, by=cast.gwen)
    assert Alert.objects.count() == 1
    assert remind(3 * 24 * 60) == []


def test_somebody_who_left_or_is_walled_off_is_not_reminded(cast, alert):
    services.accept_alert(alert=alert, by=cast.omar)
    raise_wall(record_id=cast.individual.pk, user=cast.omar, reason="Cousins", by=cast.sunita)
    assert set(remind(121)) == {cast.ben, cast.dana}


def test_a_keyworker_whose_post_has_ended_is_not_reminded(cast, alert):
    services.accept_alert(alert=alert, by=cast.priya)
    Post.objects.filter(user=cast.priya).update(until_on=cast.today)
    assert set(remind(121)) == {cast.ben, cast.dana}


@pytest.mark.parametrize(
    ("provider", "council", "status"),
    [
        ("", "", "Not yet picked up"),
        ("accept", "", "Picked up"),
        ("close", "", "Closed"),
        ("", "accept", "Not yet picked up by the provider; the Council is dealing with it"),
        ("", "close", "Not yet picked up by the provider; closed by the Council"),
        ("accept", "accept", "Picked up by the provider; the Council is dealing with it"),
        ("close", "accept", "Closed by the provider; the Council is dealing with it"),
        ("close", "close", "Closed by the provider; closed by the Council"),
    ],
)
def test_the_page_says_one_thing_of_each_side(cast, alert, provider, council, status):
    """Given what each side did; then the page and the duty say the same of it."""
    for user, did in ((cast.priya, council), (cast.ben, provider)):
        if did:
            services.accept_alert(alert=fresh(alert), by=user)
        if did == "close":
            services.close_alert(alert=fresh(alert), done="Rang her", by=user)
    text = " ".join(page(cast.ben, "alert", alert.pk).split())
    assert f">{status}</strong>" in text
    notes = [item.note for item in duty_items(cast.priya, clock.today(), is_reading=True) if item.kind == "alert"]
    if provider == "close" and notes:
        assert "The provider has closed it." in notes[0]
        assert "Ben Whitcombe has been dealing" not in notes[0]


# Two managers, two windows


def send(client, user, name: str, alert, **data) -> str:
    """Post a form of the alert as `user`, and return the page that follows."""
    client.force_login(user)
    return client.post(reverse(name, args=[alert.pk]), data, follow=True).content.decode()


def test_the_second_of_two_managers_learns_who_deals_with_it(cast, client, alert):
    """Given the alert open in two windows; when Ben picks it up; then Dana reads so, and Ben deals with it still."""
    assert "You’re dealing with this alert" in send(client, cast.ben, "alert_accept", alert)
    page_of_dana = send(client, cast.dana, "alert_accept", alert)
    assert "Your change was not saved." in page_of_dana
    assert cast.ben.full_name in page_of_dana
    assert fresh(alert).accepted_by == cast.ben


def test_an_alert_given_back_in_one_window_is_not_closed_or_given_back_in_another(cast, client, alert):
    """Given Ben's two windows; when he gives it back in one and Dana picks it up; then what he sends from the other is
    refused with what he wrote, and Dana deals with it still.
    """
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    send(client, cast.ben, "alert_release", alert, reason="I am in court")
    for name, data in (
        ("alert_release", {"reason": "Sent twice"}),
        ("alert_close", {"done": "Rang her sister"}),
    ):
        html = send(client, cast.ben, name, alert, **data)
        assert "Your change was not saved." in html
        assert next(iter(data.values())) in html, "what was typed is there to copy"
    assert (fresh(alert).state, fresh(alert).done) == ("open", "")
    send(client, cast.dana, "alert_accept", alert)
    assert fresh(alert).accepted_by == cast.dana


def test_an_alert_that_is_closed_is_not_given_back(cast, client, alert):
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    send(client, cast.dana, "alert_close", alert, done="Visits twice a week")
    html = send(client, cast.ben, "alert_release", alert, reason="Not mine")
    assert "“Closed”" in html
    assert cast.dana.full_name in html
    closed = fresh(alert)
    assert (closed.state, closed.done, closed.closed_by) == ("closed", "Visits twice a week", cast.dana)


def test_an_alert_that_dana_picked_up_since_is_not_given_back_by_an_old_form(cast, client, alert):
    """Given Ben's form to give it back; when a colleague gave it back and Dana has it; then his form takes it from
    nobody.
    """
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    client.force_login(cast.ben)
    opened = {"accepted_at": fresh(alert).accepted_at.isoformat()}
    services.release_alert(alert=fresh(alert), reason="Ben is ill", by=cast.dana)
    services.accept_alert(alert=fresh(alert), by=cast.dana)
    html = send(client, cast.ben, "alert_release", alert, **opened, reason="I am in court")
    assert cast.dana.full_name in html
    assert fresh(alert).accepted_by == cast.dana
    assert "I am in court" in html


def test_the_reason_it_was_given_back_is_on_its_page(cast, client, alert):
    services.accept_alert(alert=fresh(alert), by=cast.ben)
    send(client, cast.ben, "alert_release", alert, reason="I am in court")
    html = page(cast.dana, "alert", alert.pk)
    assert "I am in court" in html
    assert cast.ben.full_name in html
