"""Support in crisis, distress or self-harm: somebody says who needs to know, and reaches the on-call senior (R06)."""

import datetime
import json
from uuid import uuid4

import pytest
from django.urls import reverse

from core import clock
from core.errors import Refused
from core.models import Message
from plans.models import GoalWording
from tests.factories import HOUR, at_ten, days_ago
from tests.visits.phone_notes import note, send
from visits import services
from visits.log.forms.contact import ContactEntryForm
from visits.log.forms.visit import LogForm
from visits.models import Alert, ContactEntry, Escalation, PhoneEntry, Visit

REASON = "She told her nurse herself while I was there"


@pytest.fixture(autouse=True)
def morning():
    """Given that it is half past nine: the visits of these tests ended within the last day, also of 25 hours."""
    with clock.frozen_at(clock.instant_on(clock.today(), datetime.time(9, 30))):
        yield


def answers(**changed) -> dict:
    day = days_ago(1)
    return {
        "id": str(uuid4()),
        "did_happen": "yes",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "started": "10:00",
        "ended": "11:00",
        "kind": "face to face",
        "notes": "She talked about hurting herself.",
        "support_kinds": ["crisis"],
        **changed,
    }


def form_of(**changed) -> LogForm:
    return LogForm(answers(**changed), goals=GoalWording.objects.none())


def log(cast, **changed) -> Visit:
    start = at_ten(days_ago(1))
    columns = {"outcome": "yes", "kind": "face to face", "notes": "She talked.", "support_kinds": ["crisis"]}
    times = {"started_at": start, "ended_at": start + HOUR}
    who = {"id": uuid4(), "package": cast.package, "worker": cast.worker, "by": cast.amara}
    return services.log_visit(**{**who, **times, **columns, **changed})


def post(client, user, name, pk, **data):
    client.force_login(user)
    return client.post(reverse(name, args=[pk]), data)


# The form


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, "crisis_urgency"),
        ({"crisis_urgency": "nobody"}, "nobody_reason"),
        ({"crisis_urgency": "nobody", "nobody_reason": " "}, "nobody_reason"),
        ({"crisis_urgency": "sometime"}, "crisis_urgency"),
        ({"crisis_urgency": "nobody", "nobody_reason": REASON, "sign": "relapse"}, "urgency"),
    ],
)
def test_who_needs_to_know_is_asked(changed, field):
    assert list(form_of(**changed).errors) == [field]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "stored"),
    [
        ({"crisis_urgency": "now"}, ("crisis", "now", "")),
        ({"crisis_urgency": "today", "nobody_reason": REASON}, ("crisis", "today", "")),
        ({"crisis_urgency": "noticed"}, ("crisis", "noticed", "")),
        ({"crisis_urgency": "nobody", "nobody_reason": REASON}, ("", "nobody", REASON)),
        ({"sign": "relapse", "urgency": "today"}, ("relapse", "today", "")),
        ({"sign": "relapse", "urgency": "noticed", "crisis_urgency": "now"}, ("relapse", "now", "")),
        ({"support_kinds": ["money"], "crisis_urgency": "nobody", "nobody_reason": REASON}, ("", "", "")),
    ],
)
def test_what_the_answers_store(changed, stored):
    """The more urgent of two answers counts; that nobody needs to know of no crisis is no answer."""
    form = form_of(**changed)
    assert form.is_valid(), form.errors
    columns = form.cleaned_data["columns"]
    assert (columns["change_noticed"], columns["urgency"], columns["nobody_reason"]) == stored


def test_the_question_is_under_the_kind_of_support_and_its_group_opens_with_the_error(cast, client):
    page = post(client, cast.amara, "visit_log", cast.package.pk, **answers()).content.decode()
    assert "choose who needs to know" in page
    assert '<details class="govuk-details" open><summary' in page
    assert page.index('value="crisis"') < page.index('name="crisis_urgency"') < page.index('name="mood"')
    assert not Visit.objects.exists()


def test_the_service_refuses_too(cast):
    with pytest.raises(Refused, match="choose who needs to know"):
        log(cast)
    with pytest.raises(Refused, match="why nobody else needs to know"):
        log(cast, urgency="nobody")


def test_a_correction_asks_too(cast, client):
    visit = log(cast, support_kinds=["money"])
    sent = answers(revision=visit.revision, reason="I forgot it")
    page = post(client, cast.amara, "visit_correct", visit.pk, **sent).content.decode()
    assert "choose who needs to know" in page
    post(client, cast.amara, "visit_correct", visit.pk, **sent, crisis_urgency="today")
    visit.refresh_from_db()
    assert (visit.support_kinds, visit.change_noticed, visit.urgency) == (["crisis"], "crisis", "today")
    assert Alert.objects.get().level == "today"


# After saving


def test_after_saving_the_visit_offers_the_on_call_senior_in_one_press(cast, client):
    sent = answers(crisis_urgency="today")
    response = post(client, cast.amara, "visit_log", cast.package.pk, **sent)
    visit = Visit.objects.get()
    assert response.url == reverse("visit", args=[visit.pk])
    assert Alert.objects.get().package == cast.package
    page = client.get(response.url).content.decode()
    call = reverse("call_from_visit", args=[visit.pk])
    assert page.count(f'action="{call}"') == 1
    assert "Alert the on-call senior" in page
    assert client.post(call).status_code == 302
    assert Escalation.objects.get().visit == visit
    page = client.get(response.url).content.decode()
    assert "Open the call for help" in page
    assert f'action="{call}"' not in page


def test_act_now_calls_at_once(cast, client):
    response = post(client, cast.amara, "visit_log", cast.package.pk, **answers(crisis_urgency="now"))
    assert response.url == reverse("escalation", args=[Escalation.objects.get().pk])


def test_nobody_with_a_reason_alerts_nobody_and_the_page_says_why(cast, client):
    sent = answers(crisis_urgency="nobody", nobody_reason=REASON)
    response = post(client, cast.amara, "visit_log", cast.package.pk, **sent)
    assert not Alert.objects.exists()
    page = client.get(response.url).content.decode()
    assert REASON in page
    assert "Alert the on-call senior" in page, "the mind may change"


def test_another_visit_offers_no_second_button(cast, client):
    visit = log(cast, support_kinds=["money"])
    client.force_login(cast.amara)
    page = client.get(reverse("visit", args=[visit.pk])).content.decode()
    assert "Alert the on-call senior" not in page
    assert "Call for help" in page


def test_who_only_reads_the_visit_is_offered_nothing(cast, client):
    visit = log(cast, change_noticed="crisis", urgency="noticed")
    client.force_login(cast.sunita)
    assert "Alert the on-call senior" not in client.get(reverse("visit", args=[visit.pk])).content.decode()


# From a phone


def test_a_note_from_a_phone_is_stored_and_asks(cast, client):
    """Nobody is alerted by a note that asks, so the managers hear of it as well as its author."""
    client.force_login(cast.amara)
    answer = send(client, note(cast.amara, package=cast.package, support_kinds=["crisis"]))[0]
    assert (answer["kept"], answer["asks"]) == (True, True)
    assert "choose who needs to know" in answer["words"]
    entry = PhoneEntry.objects.with_question().get()
    assert not Visit.objects.exists()
    asked = Message.objects.filter(key__startswith=f"phone-asks:{entry.pk}")
    assert {message.to for message in asked} == {cast.amara, cast.omar, cast.ben, cast.dana}
    assert all("about a crisis" in message.body for message in asked)


def test_another_note_that_asks_goes_to_its_author_only(cast, client):
    client.force_login(cast.amara)
    send(client, note(cast.amara, package=cast.package, support_kinds=["money"], ended=["ten to"]))
    assert {message.to for message in Message.objects.filter(key__startswith="phone-asks:")} == {cast.amara}


def test_a_note_with_the_answer_becomes_a_visit(cast, client):
    client.force_login(cast.amara)
    send(client, note(cast.amara, package=cast.package, support_kinds=["crisis"], crisis_urgency=["today"]))
    assert Visit.objects.get().urgency == "today"
    assert Alert.objects.exists()


def test_the_phone_has_the_question(client):
    page = client.get(reverse("phone")).content.decode()
    assert 'name="crisis_urgency"' in page
    assert 'name="nobody_reason"' in page


# Calls, letters and meetings


def contact_answers(**changed) -> dict:
    day = clock.today()
    return {
        "with_whom": "person",
        "how": "call",
        "was_reached": "yes",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "time": "00:00",
        "about": "She rang and cried.",
        "was_crisis": "yes",
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({}, ["urgency"]),
        ({"urgency": "nobody"}, ["nobody_reason"]),
        ({"urgency": "nobody", "nobody_reason": REASON}, []),
        ({"urgency": "today"}, []),
        ({"was_crisis": "no"}, []),
        ({"was_crisis": ""}, []),
        ({"was_crisis": "no", "urgency": "now"}, ["was_crisis"]),
        ({"was_crisis": "", "urgency": "today"}, ["was_crisis"]),
        ({"was_crisis": "no", "urgency": "nobody", "nobody_reason": REASON}, []),
    ],
)
def test_a_contact_in_a_crisis_asks_who_needs_to_know(changed, errors):
    assert list(ContactEntryForm(contact_answers(**changed), parties=[]).errors) == errors


def test_a_contact_in_a_crisis_alerts_and_offers_the_on_call_senior(cast, client):
    response = post(client, cast.amara, "contact_new", cast.package.pk, **contact_answers(urgency="today"))
    entry = ContactEntry.objects.get()
    assert response.url.endswith(f"#contact-{entry.pk}")
    assert (entry.alert, entry.alert.level) == (Alert.objects.get(), "today")
    told = {message.to for message in Message.objects.filter(key__startswith="alert:")}
    assert told == {cast.priya, cast.ben, cast.dana, cast.duty}
    page = client.get(response.url).content.decode()
    call = reverse("call_from_contact", args=[entry.pk])
    assert f'action="{call}"' in page
    assert client.post(call).url == reverse("escalation", args=[Escalation.objects.get().pk])
    client.force_login(cast.ben)
    page = client.get(reverse("alert", args=[entry.alert.pk])).content.decode()
    assert "In crisis, in distress or self-harm" in page
    assert "marked as entered in error" not in page


def test_a_contact_joins_the_open_alert_and_act_now_calls(cast, client):
    log(cast, change_noticed="relapse", urgency="today")
    response = post(client, cast.amara, "contact_new", cast.package.pk, **contact_answers(urgency="now"))
    assert Alert.objects.get().level == "now"
    call = Escalation.objects.get()
    assert (call.cause, call.caller) == ("act now", cast.amara)
    assert response.url == reverse("escalation", args=[call.pk])


def test_a_contact_nobody_needs_to_know_of_alerts_nobody(cast, client):
    sent = contact_answers(urgency="nobody", nobody_reason=REASON)
    response = post(client, cast.amara, "contact_new", cast.package.pk, **sent)
    assert not Alert.objects.exists()
    assert REASON in client.get(response.url).content.decode()


def test_answers_of_the_note_are_shown_with_their_labels(cast, client):
    client.force_login(cast.amara)
    text = note(cast.amara, package=cast.package, support_kinds=["crisis"], crisis_urgency=["nobody"])
    send(client, text)
    entry = PhoneEntry.objects.with_question().get()
    assert json.loads(entry.text)["fields"]["crisis_urgency"] == ["nobody"]
    page = client.get(reverse("phone_note", args=[entry.pk])).content.decode()
    assert "No one else needs to know, because" in page
