"""A change that is described, or that somebody must know of, is never dropped: the form asks what was noticed."""

import json

import pytest
from django.urls import reverse

from plans.models import GoalWording
from tests.pages.forms import fields_of
from tests.visits.phone_notes import note, send
from tests.visits.test_crisis import answers, form_of
from visits.log.forms.change import CHANGE_MISSING
from visits.log.forms.visit import CorrectForm, LogForm
from visits.models import Alert, PhoneEntry, Visit

SIGN = CHANGE_MISSING["sign"]
WORDS = "She has not slept since Sunday"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"sign_words": WORDS}, {"sign": [SIGN]}),
        ({"urgency": "now"}, {"sign": [SIGN]}),
        ({"urgency": "today"}, {"sign": [SIGN]}),
        ({"urgency": "noticed"}, {"sign": [SIGN]}),
        ({"sign_words": WORDS, "urgency": "now"}, {"sign": [SIGN]}),
        ({"sign_words": " ", "urgency": ""}, {}),
        ({"sign": "relapse", "sign_words": WORDS, "urgency": "now"}, {}),
        ({"sign": "relapse", "sign_words": WORDS}, {"urgency": [CHANGE_MISSING["urgency"]]}),
        ({"support_kinds": ["crisis"], "crisis_urgency": "now", "sign_words": WORDS}, {}),
        (
            {
                "support_kinds": ["crisis"],
                "crisis_urgency": "nobody",
                "nobody_reason": "Her nurse was there",
                "sign_words": WORDS,
            },
            {"sign": [SIGN]},
        ),
    ],
)
def test_words_or_an_urgency_need_the_sign(changed, errors):
    assert form_of(**{"support_kinds": ["money"], **changed}).errors == errors


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{}, {"sign": "relapse", "urgency": "today"}])
def test_who_needs_to_know_of_a_crisis_needs_the_crisis(more):
    """Given the kind of support unticked after somebody was chosen; then the form asks, and drops nothing."""
    form = form_of(support_kinds=["money"], crisis_urgency="now", **more)
    assert list(form.errors) == ["support_kinds"]
    assert "tick “Support in crisis" in form.errors["support_kinds"][0]


@pytest.mark.django_db
def test_a_correction_may_say_that_there_was_no_crisis():
    """Given an entry about a crisis; when its kind is unticked; then the answer that came with it is no new one."""
    sent = answers(support_kinds=["money"], crisis_urgency="today", revision=1, reason="Another person")
    form = CorrectForm(sent, initial={"crisis_urgency": "today"}, is_free=False)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["columns"]["urgency"] == ""


@pytest.mark.django_db
def test_notice_of_a_visit_that_nobody_cancelled_is_an_error():
    missed = answers(did_happen="no", support_kinds=[], notice_minutes="2 hours")
    form = LogForm({**missed, "why_not": "no answer"}, goals=GoalWording.objects.none())
    assert list(form.errors) == ["notice_minutes"]
    assert LogForm({**missed, "why_not": "cancelled by person"}, goals=GoalWording.objects.none()).is_valid()


def test_act_now_without_a_sign_is_asked_and_nothing_typed_is_lost(cast, client):
    client.force_login(cast.amara)
    address = reverse("visit_log", args=[cast.package.pk])
    sent = answers(support_kinds=["money"], sign_words=WORDS, urgency="now", quote="I am tired", mood="Pale")
    page = client.post(address, sent).text
    assert SIGN in page
    assert not Visit.objects.exists()
    fields = fields_of(page)
    for name in ("sign_words", "quote", "mood", "notes"):
        assert fields[name].value.strip() == sent[name]
    assert client.post(address, {**sent, "sign": "relapse"}).status_code == 302
    assert (Visit.objects.get().urgency, Alert.objects.get().level) == ("now", "now")


def test_a_note_of_a_phone_asks_for_the_sign(cast, client):
    client.force_login(cast.amara)
    answer = send(client, note(cast.amara, package=cast.package, sign_words=[WORDS], urgency=["now"]))[0]
    assert (answer["kept"], answer["asks"]) == (True, True)
    assert SIGN in answer["words"]
    assert json.loads(PhoneEntry.objects.with_question().get().text)["fields"]["sign_words"] == [WORDS]


def test_the_phone_knows_both_questions(client):
    page = client.get(reverse("phone")).text
    assert "data-needed-of-change" in page
    assert SIGN in page
