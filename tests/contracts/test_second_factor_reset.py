"""A lost second factor is reset by two people, neither of them its user; nobody takes an account over by it."""

import datetime
from functools import partial
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import change_email
from accounts.walls import raise_wall
from contracts.access.second_factor import has_second_factor, may_reset, open_resets, waiting_for
from contracts.models import Post, SecondFactorReset
from contracts.services import (
    appoint,
    ask_for_reset,
    confirm_reset,
    decline_reset,
    expire_resets,
    open_account,
    relieve,
    suspend_account,
    withdraw_reset,
)
from core import clock
from core.errors import NotPossible, Refused
from core.history import history_of
from core.models import Channel, Message
from tests.cast import PASSWORD
from tests.pages.urls import confirm_identity
from tests.races import run_together

DAY = datetime.timedelta(days=1)
SEEN, RANG = "Saw her at the office", "Rang her on the number in the staff record"


def give_app(user) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})


def ask(cast, user=None, by=None) -> SecondFactorReset:
    return ask_for_reset(user=user or cast.amara, check=SEEN, by=by or cast.ben)


def told(event: str, channel=Channel.IN_APP) -> set[User]:
    rows = Message.objects.filter(key__startswith=f"{event}:", channel=channel)
    return {message.to for message in rows.select_related("to")}


@pytest.fixture
def amara(cast):
    """Given Amara, who has an app and recovery codes."""
    give_app(cast.amara)
    return cast.amara


def test_two_people_reset_it_on_pages(cast, amara, settings):
    """Given Amara, signed in somewhere; when Ben asks and Dana confirms; then her app and codes are gone, she is signed
    out everywhere, and after the next sign-in she sets up a new one.
    """
    lost, ben, dana = Client(), Client(), Client()
    lost.force_login(amara)
    UserSession.objects.create(user=amara, ip="127.0.0.1", session_key=lost.session.session_key)
    ben.force_login(cast.ben)
    dana.force_login(cast.dana)
    confirm_identity(dana, cast.dana)
    assert "Reset a lost second factor" in ben.get(reverse("account_access", args=[amara.pk])).text
    ben.post(reverse("account_second_factor", args=[amara.pk]), {"check": SEEN})
    reset = SecondFactorReset.objects.get()
    assert "1 request to reset a lost second factor" in dana.get(reverse("account_list")).text
    assert "1 request to reset a lost second factor" not in ben.get(reverse("account_list")).text
    page = dana.get(reverse("second_factor_resets")).text
    assert SEEN in page
    assert has_second_factor(amara)
    dana.post(reverse("second_factor_confirm", args=[reset.pk]), {"check": RANG})
    reset.refresh_from_db()
    assert (reset.state, reset.recorded_by, reset.decided_by, reset.confirmed_check) == (
        "confirmed",
        cast.ben,
        cast.dana,
        RANG,
    )
    assert not has_second_factor(amara)
    assert lost.get(reverse("my_details")).status_code == 302
    settings.SECOND_FACTOR = True
    again = Client()
    again.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD})
    assert again.get("/people/").headers["Location"] == reverse("second_factor_start")


def test_who_is_told(cast, amara):
    reset = ask(cast)
    assert told("second-factor-reset") == {cast.dana, cast.alan}
    assert told("second-factor-reset-asked") == {amara}
    assert told("second-factor-reset-asked", Channel.EMAIL) == {amara}
    assert Message.objects.filter(to=cast.dana, read_at=None, key__startswith="second-factor-reset:").exists()
    confirm_reset(reset=reset, check=RANG, by=cast.dana)
    assert told("second-factor-reset-decided") == {amara, cast.ben}
    assert not Message.objects.filter(read_at=None, channel="in app", key__startswith="second-factor-reset:").exists()
    mails = Message.objects.filter(to=amara, channel=Channel.EMAIL, key__startswith="second-factor-reset-decided:")
    assert mails.get().address == amara.email
    assert "ring us at once" in mails.get().body
    for message in Message.objects.filter(key__startswith="second-factor-reset"):
        assert "Amara" not in message.subject + message.body


def test_it_is_declined_with_a_reason(cast, amara):
    reset = ask(cast)
    with pytest.raises(Refused):
        decline_reset(reset=reset, reason=" ", by=cast.dana)
    decline_reset(reset=SecondFactorReset.objects.get(), reason="The voice was not hers", by=cast.dana)
    assert told("second-factor-reset-decided") == {amara, cast.ben}
    assert has_second_factor(amara)
    ask(cast, by=cast.alan)


def test_whoever_asked_withdraws_it(cast, amara):
    reset = ask(cast)
    with pytest.raises(Refused, match="Only whoever asked"):
        withdraw_reset(reset=reset, by=cast.dana)
    withdraw_reset(reset=reset, by=cast.ben)
    assert told("second-factor-reset-decided") == {amara}
    with pytest.raises(NotPossible):
        confirm_reset(reset=SecondFactorReset.objects.get(), check=RANG, by=cast.dana)
    assert has_second_factor(amara)


def test_it_expires_after_a_day(cast, amara):
    reset = ask(cast)
    with clock.frozen_at(reset.expires_at):
        with pytest.raises(NotPossible, match="expired"):
            confirm_reset(reset=reset, check=RANG, by=cast.dana)
        assert open_resets(cast.dana) == []
        assert expire_resets(on=clock.today()) == 1
        assert expire_resets(on=clock.today()) == 0
        assert told("second-factor-reset-decided") == {amara, cast.ben}
        assert has_second_factor(amara)
    with clock.frozen_at(reset.expires_at + DAY):
        ask(cast)


def test_an_expired_request_stops_no_new_one(cast, amara):
    reset = ask(cast)
    with clock.frozen_at(reset.expires_at):
        ask(cast, by=cast.dana)
    reset.refresh_from_db()
    assert reset.state == "expired"


def test_one_person_is_not_enough(cast, amara):
    reset = ask(cast)
    with pytest.raises(Refused, match="Somebody else must confirm"):
        confirm_reset(reset=reset, check=RANG, by=cast.ben)
    assert has_second_factor(amara)


def test_nobody_resets_their_own(cast):
    for user in (cast.ben, cast.dana):
        give_app(user)
    with pytest.raises(Refused, match="your own"):
        ask(cast, cast.ben, cast.ben)
    reset = ask(cast, cast.dana, cast.ben)
    with pytest.raises(Refused, match="your own"):
        confirm_reset(reset=reset, check=RANG, by=cast.dana)
    assert waiting_for(cast.dana) == []


@pytest.mark.parametrize("check", ["", "   "])
def test_each_says_how_they_checked(cast, amara, check):
    with pytest.raises(Refused, match="how you checked"):
        ask_for_reset(user=amara, check=check, by=cast.ben)
    reset = ask(cast)
    with pytest.raises(Refused, match="how you checked"):
        confirm_reset(reset=reset, check=check, by=cast.dana)


def test_a_manager_resets_no_administrator_and_nobody_with_a_role_elsewhere(cast, amara):
    give_app(cast.alan)
    assert not may_reset(cast.ben, cast.alan)
    with pytest.raises(Refused, match="do not manage"):
        ask(cast, cast.alan, cast.ben)
    appoint(user=amara, role="finance_reader", contract=cast.links, from_on=cast.today + 9 * DAY, by=cast.alan)
    with pytest.raises(Refused, match="do not manage"):
        ask(cast, by=cast.ben)
    assert may_reset(cast.alan, amara)


def test_a_role_given_meanwhile_stops_the_second_person(cast, amara):
    reset = ask(cast)
    appoint(user=amara, role="finance_reader", contract=cast.links, from_on=cast.today, by=cast.alan)
    with pytest.raises(Refused, match="do not manage"):
        confirm_reset(reset=reset, check=RANG, by=cast.dana)


def test_who_asked_must_still_manage_the_account(cast, amara):
    """Given Ben, whose account was stolen and who asked; when he is suspended; then Dana cannot confirm."""
    reset = ask(cast)
    suspend_account(user=cast.ben, reason="Stolen", by=cast.alan)
    with pytest.raises(Refused, match="Whoever asked for this"):
        confirm_reset(reset=SecondFactorReset.objects.get(), check=RANG, by=cast.dana)
    assert has_second_factor(amara)
    assert reset.state == "open"


def test_a_suspended_manager_confirms_nothing(cast, amara):
    reset = ask(cast)
    suspend_account(user=cast.dana, reason="Stolen", by=cast.alan)
    with pytest.raises(Refused, match="suspended"):
        confirm_reset(reset=reset, check=RANG, by=cast.dana)


def test_the_request_of_somebody_who_manages_nothing_is_refused(cast, amara):
    for by in (cast.tess, cast.nadia, cast.priya):
        with pytest.raises(Refused):
            ask(cast, by=by)


def test_a_person_behind_a_wall_is_on_no_list(cast):
    """Given Maya with a passkey, and Alan, who knows her; then he finds no request about her and can decide none."""
    give_app(cast.maya)
    other = User.objects.create_user("olga@people.example", "Olga Frei")
    appoint(user=other, role="administrator", contract=None, from_on=cast.today, by=None)
    reset = ask(cast, cast.maya, other)
    assert waiting_for(cast.alan) == [reset]
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Her neighbour", by=cast.sunita)
    assert open_resets(cast.alan) == []
    alan = Client()
    alan.force_login(cast.alan)
    assert alan.get(reverse("second_factor_confirm", args=[reset.pk])).status_code == 404
    with pytest.raises(Refused):
        confirm_reset(reset=reset, check=RANG, by=cast.alan)


def test_a_walled_administrator_is_not_asked(cast):
    give_app(cast.maya)
    for name in ("Olga Frei", "Piet Vos"):
        user = User.objects.create_user(f"{name.split()[0]}@people.example", name)
        appoint(user=user, role="administrator", contract=None, from_on=cast.today, by=None)
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Her neighbour", by=cast.sunita)
    ask(cast, cast.maya, User.objects.get(full_name="Olga Frei"))
    assert told("second-factor-reset") == {User.objects.get(full_name="Piet Vos")}


def changed_at(user) -> datetime.datetime:
    return history_of(User).filter(pgh_obj=user.pk).latest("pgh_created_at").pgh_created_at


def test_a_new_email_address_stops_it_for_seven_days(cast, amara):
    """Given an address that changed, and one that changed and changed back; then nobody resets it for seven days."""
    reset = ask(cast)
    old = amara.email
    change_email(old=old, new="thief@people.example", by=amara)
    with pytest.raises(Refused, match="email address changed"):
        confirm_reset(reset=reset, check=RANG, by=cast.dana)
    change_email(old="thief@people.example", new=old, by=amara)
    with pytest.raises(Refused, match="email address changed"):
        confirm_reset(reset=SecondFactorReset.objects.get(), check=RANG, by=cast.dana)
    withdraw_reset(reset=SecondFactorReset.objects.get(), by=cast.ben)
    with pytest.raises(Refused, match="email address changed"):
        ask(cast)
    with clock.frozen_at(changed_at(amara) + 7 * DAY - datetime.timedelta(minutes=1)), pytest.raises(Refused):
        ask(cast)
    with clock.frozen_at(changed_at(amara) + 7 * DAY):
        ask(cast)


def test_a_new_name_does_not_stop_it(cast, amara):
    User.objects.filter(pk=amara.pk).update(full_name="Amara Osei")
    ask(cast)


def test_where_nobody_else_manages_the_account_the_server_does_it(cast, amara):
    relieve(post=Post.objects.get(user=cast.dana), until_on=cast.today, by=None)
    suspend_account(user=cast.alan, reason="Stolen", by=cast.ben)
    with pytest.raises(Refused, match=r"manage.py reset_second_factor"):
        ask(cast)
    ben = Client()
    ben.force_login(cast.ben)
    page = ben.get(reverse("account_second_factor", args=[amara.pk]), follow=True)
    assert "Whoever runs the server can reset it" in page.text


def test_the_command_resets_it_and_tells_the_user_and_every_administrator(cast):
    give_app(cast.alan)
    other = User.objects.create_user("olga@people.example", "Olga Frei")
    appoint(user=other, role="administrator", contract=None, from_on=cast.today, by=None)
    output = StringIO()
    call_command("reset_second_factor", cast.alan.email.upper(), stdout=output)
    assert f"The second factor of {cast.alan.email} is deleted" in output.getvalue()
    assert not has_second_factor(cast.alan)
    assert told("second-factor-reset-on-server") == {other}
    assert told("second-factor-reset-decided", Channel.EMAIL) == {cast.alan}
    reset = SecondFactorReset.objects.get()
    assert (reset.state, reset.recorded_by, reset.decided_by) == ("confirmed", None, None)
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", cast.alan.email, stdout=output)
    with pytest.raises(CommandError, match="No account"):
        call_command("reset_second_factor", "nobody@people.example", stdout=output)


def test_the_command_ends_an_open_request(cast, amara):
    ask(cast)
    call_command("reset_second_factor", amara.email, stdout=StringIO())
    assert sorted(SecondFactorReset.objects.values_list("state", flat=True)) == ["confirmed", "withdrawn"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does(cast):
    give_app(cast.amara)
    reset = ask(cast)
    acts = [
        partial(confirm_reset, reset=SecondFactorReset.objects.get(pk=reset.pk), check=RANG, by=by)
        for by in (cast.dana, cast.alan) * 2
    ]
    answers = run_together(acts, together=4)
    assert sum(isinstance(answer, SecondFactorReset) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert not has_second_factor(cast.amara)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_does(cast):
    give_app(cast.amara)
    acts = [partial(ask_for_reset, user=cast.amara, check=SEEN, by=by) for by in (cast.ben, cast.dana)]
    answers = run_together(acts, together=2)
    assert sum(isinstance(answer, SecondFactorReset) for answer in answers) == 1
    assert SecondFactorReset.objects.count() == 1


def test_a_second_person_whom_the_first_let_in_confirms_after_seven_days(cast, amara):
    """Given an account that Alan opened; when he asks; then it confirms nothing for seven days: it may be his own."""
    role = {"role": "administrator", "contract": None, "from_on": clock.today()}
    person = {"email": "second@people.example", "full_name": "Ines Roth", "telephone": "", "identity": "He rang"}
    other = open_account(**person, **role, by=cast.alan)
    with pytest.raises(Refused, match="last seven days"):
        confirm_reset(reset=ask(cast, by=cast.alan), check=RANG, by=other)
    assert has_second_factor(amara)
    with clock.frozen_at(clock.now() + 7 * DAY + datetime.timedelta(minutes=1)):
        confirm_reset(reset=ask(cast, by=cast.alan), check=RANG, by=other)
    assert not has_second_factor(amara)
