"""The person gets one message when staff decide or share something for them; it says nothing, and leads to the page."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import ConsentDecision, Individual
from casework.services import (
    decide_showing,
    merge,
    record_consent,
    record_disclosure,
    record_sharing_decision,
    stop_sharing_with,
    strike_consent,
    withdraw_sharing_decision,
)
from core import clock
from core.models import Message
from core.tasks import send_messages
from tests.casework.consent_builders import give_consent
from tests.casework.test_safety_facts import make_duplicate

DAY = datetime.timedelta(days=1)
FURTHER = "Sign in to read it."


def about_records(cast):
    """Return the messages to Maya, without that of the cast: her plan was offered."""
    return Message.objects.filter(to=cast.maya).exclude(key__startswith="plan-offered:")


def to_maya(cast) -> list[Message]:
    return list(about_records(cast).filter(channel="in app").order_by("recorded_at", "pk"))


def kinds(cast) -> list[str]:
    return [message.key.partition(":")[0] for message in to_maya(cast)]


def record(cast, purpose: str = "see visits", by=None) -> ConsentDecision:
    columns = {"purpose": purpose, "answer": "given", "how": "By phone, to Amara"}
    return record_consent(party=cast.representative, by=by or cast.amara, **columns)


def disclose(cast, **more):
    columns = {"shared_with": "The duty team", "what": "Where she was", "why": "She was not safe"}
    return record_disclosure(individual=cast.individual, shared_at=clock.now(), by=cast.amara, **{**columns, **more})


def get(user, name: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name)).text


def test_a_consent_that_staff_recorded_is_one_message_without_details(cast):
    """Given a yes that a worker wrote down; then Maya gets a message that leads to the page, without a name."""
    decision = record(cast)
    (message,) = to_maya(cast)
    assert message.key.startswith(f"consent-recorded:{decision.pk}:")
    assert (message.subject, message.body, message.path) == ("We recorded what you decided", FURTHER, "/me/sharing/")
    assert (message.individual_id, message.recorded_by) == (cast.individual.pk, cast.amara)
    assert about_records(cast).filter(channel="email").count() == 1
    strike_consent(decision=decision, reason="Another person", by=cast.amara)
    assert kinds(cast) == ["consent-recorded", "consent-struck"]


def test_stopping_everything_with_somebody_is_one_message(cast):
    give_consent(cast.representative, "see visits", cast.maya)
    assert stop_sharing_with(party=cast.representative, how="They moved away", by=cast.ben) > 1
    assert kinds(cast) == ["consent-recorded"]


def test_what_the_person_decides_themselves_is_no_message(cast):
    give_consent(cast.representative, "see visits", cast.maya)
    assert to_maya(cast) == []


def test_the_sharing_of_access_needs_is_a_consent_too(cast):
    columns = {"sharing": "consent", "how": "At a visit", "decided_on": cast.today, "equality_act": "not asked"}
    decision = record_sharing_decision(individual=cast.individual, by=cast.amara, **columns)
    withdraw_sharing_decision(decision=decision, reason="A slip", by=cast.amara)
    assert kinds(cast) == ["consent-recorded", "consent-struck"]


def test_the_account_of_another_record_of_the_person_gets_the_message(cast):
    duplicate = make_duplicate(cast)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    columns = {"sharing": "consent", "how": "At a visit", "decided_on": cast.today, "equality_act": "not asked"}
    record_sharing_decision(individual=Individual.objects.get(pk=duplicate.pk), by=cast.ben, **columns)
    assert kinds(cast) == ["consent-recorded"]


def test_what_was_shared_to_keep_somebody_safe_is_a_message_with_no_word_of_it(cast):
    disclose(cast)
    (message,) = to_maya(cast)
    assert message.key.startswith("disclosure-shown:")
    assert (message.subject, message.body) == ("There is something new for you to read", FURTHER)
    assert message.path == reverse("my_sharing")
    assert "The duty team" in get(cast.maya, "my_sharing")


def test_what_is_hidden_is_no_message_until_the_person_may_read_it(cast):
    hidden = {"hidden_reason": "Her brother reads her phone", "hidden_until": cast.today + 7 * DAY}
    disclosure = disclose(cast, **hidden)
    decide_showing(disclosure=disclosure, by=cast.ben, **hidden)
    assert to_maya(cast) == []
    for _ in range(2):
        decide_showing(disclosure=disclosure, hidden_reason="", hidden_until=None, by=cast.ben)
    assert kinds(cast) == ["disclosure-shown"]


@pytest.mark.parametrize("looks", ["default", "easy read"])
def test_the_first_page_says_that_there_is_something_new_until_it_is_read(cast, looks):
    cast.maya.easy_read = looks == "easy read"
    cast.maya.save(update_fields=["easy_read"])
    line = "There is something new for you to read:"
    assert line not in get(cast.maya, "me")
    record(cast)
    send_messages()
    assert line in get(cast.maya, "me")
    get(cast.maya, "my_sharing")
    assert line not in get(cast.maya, "me")
