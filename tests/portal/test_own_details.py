"""The person reads their own details and changes what is theirs; staff hear of it, and messages follow at once."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from casework.models import Address, ContactPoint, Individual, RecordAccess
from casework.people.safety_facts import facts_of
from casework.services import (
    merge,
    record_address,
    record_circumstance,
    record_contact_point,
    record_gp,
    record_no_digital_contact,
    record_profile_answer,
    record_relationship,
    record_time_preference,
)
from core.message_choices import choose_messages
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages
from plans.models import Comment
from portal.views.messages import SUBJECTS

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


def test_times_and_answers_of_a_merged_record_are_theirs(cast, client):
    """Given a second record with a time and an answer; then the person reads, changes and removes them as their own."""
    duplicate = Individual.objects.create(full_name="Maja L", recorded_by=cast.ben)
    about = {"individual": duplicate, "by": cast.ben}
    days = {"from_on": cast.today, "until_on": None}
    time = record_time_preference(
        **about, **days, kind="suits", weekdays=[2], begins=None, ends=None, reason="other", words="Choir"
    )
    answer = record_profile_answer(
        **about, question="religion", answered="given", codes=["sikh"], words="", how="At a visit", asked_on=cast.today
    )
    assert "Choir" not in text_of(client, cast.maya, "my_times")
    assert client.get(reverse("my_time", args=[time.pk])).status_code == 404
    merge(duplicate=duplicate, into=cast.individual, reason="One person", by=cast.ben)
    assert "Choir" in text_of(client, cast.maya, "my_times")
    assert client.get(reverse("my_time", args=[time.pk])).status_code == 200
    assert "Sikh" in text_of(client, cast.maya, "my_profile")
    client.post(reverse("my_time_remove", args=[time.pk]), {})
    client.post(reverse("my_answer_remove", args=[answer.pk]), {})
    time.refresh_from_db()
    answer.refresh_from_db()
    assert (time.struck_by, answer.struck_by) == (cast.maya, cast.maya)


def an_address(cast, **changed) -> Address:
    columns = {"kind": "home", "lines": "2 Quay Street", "area": "Hyde", "postcode": "SK14 2AB", "note": "Her aunt's"}
    columns |= {"is_start_known": False, "from_on": cast.today, "until_on": None, **changed}
    return record_address(individual=cast.individual, by=cast.amara, **columns)


def sent_address(address: Address, **changed) -> dict[str, object]:
    first = address.from_on
    columns = {name: getattr(address, name) for name in ("kind", "lines", "area", "postcode")}
    days = {"from_on_day": first.day, "from_on_month": first.month, "from_on_year": first.year}
    return columns | days | changed


def test_an_address_is_corrected_and_the_note_of_staff_stays(cast, client):
    address = an_address(cast)
    client.force_login(cast.maya)
    html = client.get(reverse("own_address", args=[address.pk])).text
    assert "2 Quay Street" in html
    assert "aunt" not in html
    sent = sent_address(address, lines="2b Quay Street", note="Not for her to write")
    assert client.post(reverse("own_address", args=[address.pk]), sent).url == reverse("own_details")
    address.refresh_from_db()
    assert (address.lines, address.note, address.is_start_known) == ("2b Quay Street", "Her aunt's", False)
    (message,) = Message.objects.filter(key__startswith="own-details:", channel="in app")
    assert message.to == cast.amara


def test_an_address_without_a_street_asks_for_one_and_loses_nothing(cast, client):
    address = an_address(cast)
    client.force_login(cast.maya)
    sent = sent_address(address, lines="", area="", postcode="", until_on_day="x")
    html = client.post(reverse("own_address", args=[address.pk]), sent).text
    assert 'value="x"' in html
    html = client.post(reverse("own_address", args=[address.pk]), sent | {"until_on_day": ""}).text
    assert "Enter the address, the town or the postcode" in html
    address.refresh_from_db()
    assert address.lines == "2 Quay Street"


def test_an_address_that_they_remove_leaves_the_one_before(cast, client):
    before = Address.objects.get(individual=cast.individual)
    address = an_address(cast)
    client.force_login(cast.maya)
    remove = reverse("own_address_remove", args=[address.pk])
    client.post(remove, {"reason": "I never lived there"})
    address.refresh_from_db()
    before.refresh_from_db()
    assert (address.struck_by, address.struck_reason) == (cast.maya, "I never lived there")
    assert before.until_on is None
    assert Message.objects.filter(key__startswith="own-details:", to=cast.amara, channel="in app").exists()
    assert client.get(remove).url == reverse("own_details"), "it is removed already"
    assert client.get(reverse("own_address", args=[address.pk])).url == reverse("own_details")


def test_an_earlier_address_can_be_corrected_too(cast, client):
    before = Address.objects.get(individual=cast.individual)
    an_address(cast)
    html = text_of(client, cast.maya)
    assert "Earlier addresses" in html
    assert reverse("own_address", args=[before.pk]) in html


def test_an_address_of_somebody_else_is_not_there(cast, client):
    address = an_address(cast)
    for name in ("tomasz", "rosa", "amara"):
        client.force_login(getattr(cast, name))
        for page in ("own_address", "own_address_remove"):
            assert client.post(reverse(page, args=[address.pk]), {}).status_code == 404, (name, page)
    address.refresh_from_db()
    assert address.struck_at is None


def test_why_something_is_removed_need_not_be_said(cast, client):
    point = own_number(cast)
    client.force_login(cast.maya)
    client.post(reverse("own_contact_remove", args=[point.pk]), {"reason": "x" * 201})
    point.refresh_from_db()
    assert point.struck_at is None, "at most 200 characters"
    client.post(reverse("own_contact_remove", args=[point.pk]), {})
    point.refresh_from_db()
    assert point.struck_reason == "Removed by the person"


def test_a_time_is_corrected(cast, client):
    columns = {"kind": "suits", "weekdays": [0], "begins": None, "ends": None, "reason": "work", "words": ""}
    time = record_time_preference(
        individual=cast.individual, from_on=cast.today, until_on=None, by=cast.maya, **columns
    )
    client.force_login(cast.maya)
    assert reverse("my_time", args=[time.pk]) in client.get(reverse("my_times")).text
    day = {"from_on_day": cast.today.day, "from_on_month": cast.today.month, "from_on_year": cast.today.year}
    sent = {"kind": "suits", "weekdays": ["1"], "reason": "work", "words": "", **day}
    assert client.post(reverse("my_time", args=[time.pk]), sent).url == reverse("my_times")
    time.refresh_from_db()
    assert time.weekdays == [1]
    client.force_login(cast.tomasz)
    assert client.post(reverse("my_time", args=[time.pk]), sent | {"weekdays": ["2"]}).status_code == 404


def test_an_answer_about_oneself_is_removed_and_the_one_before_counts(cast, client):
    columns = {"individual": cast.individual, "question": "religion", "how": "asked", "asked_on": cast.today}
    before = record_profile_answer(answered="given", words="Quaker", by=cast.amara, **columns)
    newest = record_profile_answer(answered="given", words="Jedi", by=cast.maya, **columns)
    client.force_login(cast.tomasz)
    assert client.post(reverse("my_answer_remove", args=[newest.pk])).status_code == 404
    client.force_login(cast.maya)
    html = client.get(reverse("my_profile")).text
    assert reverse("my_answer_remove", args=[newest.pk]) in html
    client.post(reverse("my_answer_remove", args=[newest.pk]))
    newest.refresh_from_db()
    assert (newest.struck_by, newest.struck_reason) == (cast.maya, "Removed by the person")
    assert reverse("my_answer_remove", args=[before.pk]) in client.get(reverse("my_profile")).text


def details_of(client, cast) -> str:
    html = text_of(client, cast.maya)
    return " ".join(re.sub("<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def test_the_person_reads_what_only_staff_change_with_a_way_to_say_that_it_is_wrong(cast, client):
    """Given birth, NHS number and answers; then Maya reads each of them, and a message about it names what it is."""
    Individual.objects.filter(pk=cast.individual.pk).update(nhs_number="9990000018")
    columns = {"from_on": cast.today, "until_on": None, "note": "Her sister says so", "by": cast.amara}
    for question, answer in (("accommodation", "hostel"), ("employment", "voluntary"), ("has-carer", "yes")):
        record_circumstance(individual=cast.individual, question=question, answer=answer, **columns)
    text = details_of(client, cast)
    for line in (
        f"My date of birth: {cast.individual.born}",
        "My NHS number: 999 000 0018",
        "The kind of home I have: A hostel or a night shelter",
        "My work: Voluntary work only",
        "Does a friend or relative care for me? : Yes",
        "Do I care for someone? : We do not know this yet.",
    ):
        assert line.replace("? :", "?:") in text.replace("? :", "?:"), line
    assert "Her sister says so" not in text
    links = re.findall(r'href="([^"]+\?about=[^"]+)"', text_of(client, cast.maya))
    assert len(links) == 6
    for link in links:
        assert client.post(link, {"words": "This is wrong."}).status_code == 302
    about = set(Comment.objects.filter(words="This is wrong.").values_list("about", flat=True))
    assert about == {words for key, words in SUBJECTS.items() if key not in ("review", "safety-plan")}


def test_an_answer_of_another_record_counts_where_their_own_has_none(cast, client):
    duplicate = Individual.objects.create(full_name="Maya Ali", recorded_by=cast.ben)
    columns = {"from_on": cast.today, "until_on": None, "note": "", "by": cast.ben}
    record_circumstance(individual=duplicate, question="employment", answer="seeking", **columns)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert "My work: Not in paid work, looking for work" in details_of(client, cast)


def test_the_person_writes_a_note_on_their_number_and_staff_read_it_with_the_number(cast, client):
    """Given a number with a note of staff; when Maya writes hers; then staff read both, and she only hers."""
    point = own_number(cast, kind="telephone")
    client.force_login(cast.maya)
    sent = {"kind": "telephone", "value": NUMBER, "is_safe": "yes", "own_note": "After 6 pm only"}
    assert client.post(reverse("own_contact", args=[point.pk]), sent).status_code == 302
    text = details_of(client, cast)
    assert "You wrote: After 6 pm only" in text
    assert "Her brother may answer" not in text
    (fact,) = [fact for fact in facts_of(cast.individual).contact_points if fact.value == NUMBER]
    assert fact.note == "Her brother may answer. In their own words: After 6 pm only."
    client.force_login(cast.amara)
    for page in ("person", "person_details"):
        assert "After 6 pm only" in client.get(reverse(page, args=[cast.individual.pk])).text, page
    change = reverse("person_contact", args=[cast.individual.pk, point.pk])
    assert client.post(change, {"kind": "telephone", "value": NUMBER, "is_safe": "yes"}).status_code == 302
    point.refresh_from_db()
    assert (point.note, point.own_note) == ("", "After 6 pm only"), "staff do not change her words"


@pytest.mark.parametrize("has_password", [True, False])
def test_before_saving_it_says_what_an_unsafe_address_means_for_signing_in(cast, client, has_password):
    """Given the email with which Maya signs in; then the form says that codes and messages stop, and what is left."""
    if not has_password:
        cast.maya.set_unusable_password()
        cast.maya.save()
    point = ContactPoint.objects.get(individual=cast.individual, kind="email", value=cast.maya.email)
    client.force_login(cast.maya)
    for address in (reverse("own_contact", args=[point.pk]), reverse("own_contact_new")):
        text = " ".join(re.sub("<[^>]+>", " ", client.get(address).text).split())
        assert f"You sign in with {cast.maya.email}" in text
        assert "no codes to sign in" in text
        assert ("Then you can only sign in with your password." in text) == has_password
        assert ("Then you cannot sign in." in text) != has_password


@pytest.mark.parametrize(("typed", "stored"), [("sk152ab", "SK15 2AB"), (" m1  1ae", "M1 1AE"), ("", "")])
def test_a_postcode_is_stored_whole(cast, client, typed, stored):
    client.force_login(cast.maya)
    sent = {"kind": "home", "lines": "2 Quay Street", "postcode": typed}
    sent |= {"from_on_day": cast.today.day, "from_on_month": cast.today.month, "from_on_year": cast.today.year}
    assert client.post(reverse("own_move"), sent).status_code == 302
    assert Address.objects.get(lines="2 Quay Street").postcode == stored


@pytest.mark.parametrize("typed", ["sk15", "SK15 2", "12345", "OL6 0XXX", "none"])
def test_half_a_postcode_is_refused(cast, client, typed):
    client.force_login(cast.maya)
    sent = {"kind": "home", "lines": "2 Quay Street", "postcode": typed}
    sent |= {"from_on_day": cast.today.day, "from_on_month": cast.today.month, "from_on_year": cast.today.year}
    assert "Enter the whole postcode, like SK15 2AB" in client.post(reverse("own_move"), sent).text


def test_who_wants_no_messages_or_emails_reads_it_where_they_add_an_address(cast, client):
    """Given a person who chose no emails, or wants no digital contact; then the page of a new address says so."""
    assert "no emails" not in text_of(client, cast.maya, "own_contact_new")
    choose_messages(emails="none", summary_time=None, quiet_from=None, quiet_until=None, by=cast.maya)
    text = text_of(client, cast.maya, "own_contact_new")
    assert "You chose to get no emails from us." in text
    assert reverse("my_notifications") in text
    record_no_digital_contact(individual=cast.individual, reason="No phone", said_on=cast.today, by=cast.amara)
    assert "You do not want emails or texts from us." in text_of(client, cast.maya, "own_contact_new")


def test_staff_read_with_which_address_the_person_signs_in_before_they_call_it_unsafe(cast, client):
    client.force_login(cast.amara)
    point = cast.individual.contact_points.get(kind="email")
    for path in (
        reverse("person_contact_new", args=[cast.individual.pk]),
        reverse("person_contact", args=[cast.individual.pk, point.pk]),
    ):
        text = " ".join(client.get(path).text.split())
        assert f"signs in with <strong>{cast.maya.email}</strong>" in text
        assert "no codes to sign in" in text
    record_no_digital_contact(individual=cast.individual, reason="No phone", said_on=cast.today, by=cast.amara)
    assert "They want no emails or texts." in client.get(path).text
    path = reverse("person_contact_new", args=[cast.other_individual.pk])
    User.objects.filter(pk=cast.tomasz.pk).update(password="!")
    client.force_login(cast.lewis)
    assert "They have no password. Then they cannot sign in." in client.get(path).text
