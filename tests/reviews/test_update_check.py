"""A manager checks an update where the terms ask for it: written, checked, sent. Only sending meets the duty."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.services import suspend_access
from casework.duties import duty_items
from core.errors import NotPossible, Refused
from core.models import Message
from reviews.services import (
    check_update,
    send_update_back,
    send_update_to_check,
    submit_update,
    withdraw_from_check,
    write_update,
)
from tests.reviews.updates import WRITTEN, make_update, saved, terms_with


@pytest.fixture
def update(cast):
    """Given a written update under terms that ask for a check."""
    return make_update(cast, terms=terms_with(cast, update_needs_check=True))


def kinds(cast, who) -> list[str]:
    return [item.kind for item in duty_items(getattr(cast, who), cast.today) if "update" in item.kind]


def test_it_is_not_sent_without_the_check(cast, update):
    with pytest.raises(Refused, match="manager checks"), transaction.atomic():
        submit_update(update=update, by=cast.amara)
    send_update_to_check(update=update, by=cast.amara)
    with pytest.raises(NotPossible), transaction.atomic():
        submit_update(update=saved(update), by=cast.amara)
    assert saved(update).met_on is None
    check_update(update=saved(update), by=cast.ben)
    assert saved(update).met_on is None, "the check is not the sending"
    submit_update(update=saved(update), by=cast.amara)
    assert (saved(update).state, saved(update).met_on) == ("sent", cast.today)


def test_whose_turn_it_is(cast, update):
    assert (kinds(cast, "amara"), kinds(cast, "ben")) == (["keyworker-update"], ["keyworker-update"])
    send_update_to_check(update=update, by=cast.amara)
    assert (kinds(cast, "amara"), kinds(cast, "ben")) == ([], ["update-to-check"])
    check_update(update=saved(update), by=cast.ben)
    assert (kinds(cast, "amara"), kinds(cast, "ben")) == (["keyworker-update"], ["keyworker-update"])


def test_the_managers_are_asked_and_the_question_is_settled(cast, update):
    send_update_to_check(update=update, by=cast.amara)
    asked = Message.objects.filter(key__startswith=f"update-to-check:{update.pk}", channel="in app")
    assert {message.to for message in asked} == {cast.ben, cast.dana}
    check_update(update=saved(update), by=cast.ben)
    assert not asked.unread().exists()


def test_it_is_sent_back_with_a_word(cast, update, client):
    send_update_to_check(update=update, by=cast.amara)
    with pytest.raises(Refused, match="what should change"), transaction.atomic():
        send_update_back(update=saved(update), reason=" ", by=cast.ben)
    send_update_back(update=saved(update), reason="Say how she travels", by=cast.ben)
    client.force_login(cast.amara)
    page = client.get(reverse("update", args=[update.pk])).content.decode()
    assert "Say how she travels" in page
    assert "Send to a manager to check" in page
    message = Message.objects.get(key__startswith=f"update-checked:{update.pk}", channel="in app")
    assert message.to == cast.amara
    assert "travels" not in message.body


def test_what_was_checked_is_what_is_sent(cast, update):
    """Given a checked update; then it is changed only after it is taken back, and must be checked again."""
    send_update_to_check(update=update, by=cast.amara)
    check_update(update=saved(update), by=cast.ben)
    columns = {**WRITTEN, "what_changed": "", "next_weeks": ""}
    with pytest.raises(Refused, match="Withdraw it"), transaction.atomic():
        write_update(update=saved(update), revision=saved(update).revision, by=cast.amara, **columns)
    withdraw_from_check(update=saved(update), by=cast.amara)
    write_update(update=saved(update), revision=saved(update).revision, by=cast.amara, **columns)
    with pytest.raises(Refused, match="manager checks"), transaction.atomic():
        submit_update(update=saved(update), by=cast.amara)


def test_without_the_term_there_is_no_check(cast):
    update = make_update(cast)
    with pytest.raises(NotPossible, match="asks for no check"), transaction.atomic():
        send_update_to_check(update=update, by=cast.amara)
    submit_update(update=update, by=cast.amara)
    assert saved(update).state == "sent"


def test_the_pages_of_the_check(cast, update, client):
    client.force_login(cast.amara)
    client.post(reverse("update_send", args=[update.pk]))
    assert saved(update).state == "written"
    path = reverse("update_check", args=[update.pk])
    assert client.get(path).status_code == 403
    client.force_login(cast.ben)
    assert "Enter what should change" in client.post(path, {"outcome": "back"}).content.decode()
    assert client.post(path, {"outcome": "checked"}).status_code == 302
    assert saved(update).state == "checked"


def test_a_suspended_manager_is_not_asked(cast, update):
    suspend_access(user=cast.ben, reason="Left", by=cast.alan)
    send_update_to_check(update=update, by=cast.amara)
    asked = Message.objects.filter(key__startswith=f"update-to-check:{update.pk}", channel="in app")
    assert {message.to for message in asked} == {cast.dana}
