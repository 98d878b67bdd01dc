"""The person reads their own details and changes what is theirs; staff hear of it, and messages follow at once."""

import pytest
from django.urls import reverse

from casework.models import Address, ContactPoint, Individual, RecordAccess
from casework.people.safety_facts import facts_of
from casework.services import merge, record_contact_point, record_gp, record_relationship
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages

NUMBER = "07700 900321"


def text_of(client, user, name: str = "own_details") -> str:
    client.force_login(user)
    return client.get(reverse(name)).text


def own_number(cast, **changed) -> ContactPoint:
    columns = {"kind": "text", "value": NUMBER, "is_safe": True, "note": "Her brother may answer", **changed}
    return record_contact_point(individual=cast.individual, by=cast.amara, **columns)


def test_the_page_has_what_is_theirs_and_no_note_of_staff(cast, client):
    own_number(cast)
    days = {"from_on": cast.today, "until_on": None, "by": cast.amara, "individual": cast.individual}
    record_relationship(kind="friend", name="Jo Marsh", telephone="01632 960555", note="Owes her money", **days)
    gp = {"surgery": "Lock Street Surgery", "doctor": "", "telephone": "", "address": "", "practice_code": ""}
    record_gp(**gp, **days)
    html = text_of(client, cast.maya)
    for text in ("14 Canal Row, Ashton, OL6 0XX", NUMBER, "Safe to use", "Lock Street Surgery", "Jo Marsh (friend)"):
        assert text in html, text
    for text in ("Her brother may answer", "01632 960555", "Owes her money", "Tomasz", "Denton"):
        assert text not in html, text
    assert reverse("own_details") in text_of(client, cast.maya, "me")
    assert RecordAccess.objects.filter(recorded_by=cast.maya, path=reverse("own_details")).exists()


@pytest.mark.parametrize(("name", "status"), [("tomasz", 404), ("rosa", 404), ("amara", 404), ("priya", 404)])
def test_nobody_else_changes_them(cast, client, name, status):
    point = own_number(cast)
    client.force_login(getattr(cast, name))
    assert client.get(reverse("own_contact", args=[point.pk])).status_code == status


def test_a_number_that_they_call_unsafe_gets_no_text_that_waits(cast, client):
    """Given a text in the queue; when the person says that the number is not safe; then it is not sent."""
    cast.maya.telephone = NUMBER
    cast.maya.save()
    point = own_number(cast)
    columns = {"subject": "S", "body": "B", "individual_id": cast.individual.pk}
    (safe,) = queue_message(cast.maya, key="first", channels=["text"], **columns)
    send_messages()
    (waiting,) = queue_message(cast.maya, key="second", channels=["text"], **columns)
    client.force_login(cast.maya)
    answer = client.post(
        reverse("own_contact", args=[point.pk]), {"kind": "text", "value": "+44 7700 900321", "is_safe": "no"}
    )
    assert answer.url == reverse("own_details")
    send_messages()
    safe.refresh_from_db()
    waiting.refresh_from_db()
    assert (safe.state, waiting.state) == ("sent", "withheld")
    point.refresh_from_db()
    assert (point.is_safe, point.note) == (False, "Her brother may answer"), "the note of staff stays"


def test_a_move_counts_at_once_and_the_worker_hears_of_it_once_a_day(cast, client):
    client.force_login(cast.maya)
    sent = {"kind": "home", "lines": "2 Quay Street", "area": "Hyde", "postcode": "SK14 2AB"}
    sent |= {"from_on_day": cast.today.day, "from_on_month": cast.today.month, "from_on_year": cast.today.year}
    assert client.post(reverse("own_move"), sent).url == reverse("own_details")
    assert [place.lines for place in facts_of(cast.individual).places] == ["2 Quay Street"]
    assert Address.objects.get(lines="2 Quay Street").recorded_by == cast.maya
    revision = Individual.objects.get(pk=cast.individual.pk).revision
    client.post(reverse("own_name"), {"known_as": "May", "revision": revision})
    assert Individual.objects.get(pk=cast.individual.pk).known_as == "May"
    messages = Message.objects.filter(key__startswith="own-details:", channel="in app")
    (message,) = messages
    assert message.to == cast.amara
    assert "Quay" not in message.body
    assert "Maya" not in message.subject + message.body
    assert message.path == reverse("person_details", args=[cast.individual.pk])


def test_what_staff_change_is_no_news_to_them(cast):
    own_number(cast)
    assert not Message.objects.filter(key__startswith="own-details:").exists()


def test_a_number_of_a_merged_record_is_theirs(cast, client):
    duplicate = Individual.objects.create(full_name="Maja L", recorded_by=cast.ben)
    point = record_contact_point(
        individual=duplicate, kind="telephone", value="01632 960777", is_safe=True, note="", by=cast.ben
    )
    merge(duplicate=duplicate, into=cast.individual, reason="One person", by=cast.ben)
    assert "01632 960777" in text_of(client, cast.maya)
    client.post(reverse("own_contact_remove", args=[point.pk]), {})
    point.refresh_from_db()
    assert (point.struck_by, point.struck_reason) == (cast.maya, "Removed by the person")
