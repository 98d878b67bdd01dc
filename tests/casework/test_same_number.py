"""A number that is recorded for calls and for texts: not safe for calls is not safe for texts."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import ContactPoint
from casework.people.safety_facts import facts_of
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages

NUMBER = "07700 900142"
EITHER = "we send no texts to it either"


def record(cast, kind: str, is_safe: bool | None = True, value: str = NUMBER) -> ContactPoint:
    return ContactPoint.objects.create(
        individual=cast.individual, kind=kind, value=value, is_safe=is_safe, recorded_by=cast.amara
    )


def change(cast, point: ContactPoint, is_safe: str) -> str:
    """Answer on the page of one row whether it is safe; return what the next page says."""
    client = Client()
    client.force_login(cast.amara)
    sent = {"kind": point.kind, "value": point.value, "is_safe": is_safe, "note": ""}
    address = reverse("person_contact", args=[cast.individual.pk, point.pk])
    return " ".join(client.post(address, sent, follow=True).text.split())


@pytest.mark.parametrize(("answer", "is_safe"), [(False, False), (None, True), (True, True)])
def test_a_number_that_is_not_safe_for_calls_is_not_safe_for_texts(cast, answer, is_safe):
    record(cast, "telephone", answer)
    record(cast, "text", value="+44 7700 900142")
    facts = facts_of(cast.individual)
    assert facts.is_safe_to_use("text", NUMBER) == is_safe
    (point,) = [point for point in facts.contact_points if point.is_text and point.value.endswith("900142")]
    assert point.is_unsafe != is_safe


def test_a_text_to_a_number_that_is_not_safe_for_calls_is_not_sent(cast):
    cast.maya.telephone = NUMBER
    cast.maya.save()
    call, _text = record(cast, "telephone"), record(cast, "text")
    columns = {"channels": ["text"], "subject": "S", "body": "B", "individual_id": cast.individual.pk}
    (before,) = queue_message(cast.maya, key="before", **columns)
    send_messages()
    change(cast, call, "no")
    (after,) = queue_message(cast.maya, key="after", **columns)
    send_messages()
    states = [Message.objects.get(pk=message.pk).state for message in (before, after)]
    assert states == ["sent", "withheld"]


def test_a_number_that_is_not_safe_for_texts_may_be_rung(cast):
    record(cast, "telephone")
    record(cast, "text", False)
    assert facts_of(cast.individual).is_safe_to_use("telephone", NUMBER)


def test_after_saving_it_says_which_other_row_has_the_number_and_shows_both(cast, client):
    call, text = record(cast, "telephone"), record(cast, "text")
    page = change(cast, call, "no")
    assert f"has the same number: {EITHER}" in page
    assert "The same number is not safe for calls." in page
    client.force_login(cast.amara)
    assert client.get(reverse("person", args=[cast.individual.pk])).text.count("Not safe to use") == 3, (
        "with that of the cast"
    )
    assert "we send no texts to it." in change(cast, text, "yes")
    assert EITHER not in change(cast, call, "yes")


def test_a_number_that_no_other_row_has_needs_no_further_word(cast):
    call = record(cast, "telephone")
    record(cast, "text", value="07700 900143")
    assert EITHER not in change(cast, call, "no")
