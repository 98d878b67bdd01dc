"""A referral asks who the person is; what it says becomes their profile when it is accepted (R67)."""

from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import Individual
from casework.profile.enums import OPEN_QUESTIONS, RESTRICTED
from casework.services import record_profile_answer
from core.errors import Refused
from referrals.models import Referral
from referrals.parts.profile import field_of
from referrals.services import edit, start
from tests.factories import days_ago
from tests.referrals.referral_builders import accept_referral, send_referral


def given(*codes: str, words: str = "") -> dict:
    return {"answered": "given", "codes": list(codes), "words": words}


PREFERS_NOT = {"answered": "prefers not", "codes": [], "words": ""}
NOT_KNOWN = {"answered": "not known", "codes": [], "words": ""}
PROFILE = {
    "ethnicity": given("arab"),
    "impairments": given("hearing", "memory"),
    "orientation": PREFERS_NOT,
    "religion": NOT_KNOWN,
    "language": given(words="Polish"),
}
SENT = {
    "revision": "1",
    "profile_ethnicity": "arab",
    "profile_impairments": ["hearing", "memory"],
    "profile_orientation": "prefers not",
    "profile_religion": "not known",
    "profile_language": "given",
    "profile_language_words": "Polish",
}


def begin(cast) -> Referral:
    return start(contract=cast.tameside, source="Mental health team", full_name="Owen Castellan", by=cast.rui)


def profile_url(referral) -> str:
    return reverse("referral_part", args=[referral.pk, "profile"])


def page_of(client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_prefers_not_to_say_not_known_and_not_asked_stay_apart(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    assert client.post(profile_url(referral), SENT).status_code == 302
    referral.refresh_from_db()
    assert referral.profile == PROFILE
    form = page_of(client, profile_url(referral))
    for chosen in ("arab", "prefers not", "not known"):
        assert f'<option value="{chosen}" selected' in form, chosen
    assert 'value="Polish"' in form


def test_the_check_page_shows_it_with_a_link_to_change_it(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    assert (
        "Nothing entered"
        in page_of(client, reverse("referral_send", args=[referral.pk]))
        .partition("About the person")[2]
        .partition("Unpaid carer")[0]
    )
    client.post(profile_url(referral), SENT)
    check = page_of(client, reverse("referral_send", args=[referral.pk]))
    shown = check.partition("About the person")[2].partition("Unpaid carer")[0]
    for text in ("Arab", "Hearing, Memory", "Prefers not to say", "Not known", "Polish"):
        assert text in shown, text
    assert f'href="{profile_url(referral)}?from=check"' in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"profile_impairments": ["none", "hearing"]}, "Choose the answers, or that there is none"),
        ({"profile_impairments": ["prefers not", "hearing"]}, "Choose the answers, or that there is none"),
        ({"profile_language_words": ""}, "Choose an answer, or enter it in words"),
        ({"profile_ethnicity": "martian"}, "thnicity"),
    ],
)
def test_answers_that_exclude_each_other_are_refused(cast, client, changed, words):
    referral = begin(cast)
    client.force_login(cast.rui)
    page = text_of(client.post(profile_url(referral), {**SENT, **changed}))
    assert words in page.partition("govuk-error-summary")[2]
    referral.refresh_from_db()
    assert referral.profile == {}


def test_the_service_refuses_an_answer_that_the_list_does_not_have(cast):
    with pytest.raises(Refused, match="from the list"), transaction.atomic():
        edit(referral=begin(cast), part="profile", revision=1, profile={"sex": given("nonsense")}, by=cast.rui)


def test_restricted_questions_are_not_asked(cast, client):
    """A referrer does not read them (decision 48): the part has no field for them and stores none."""
    referral = begin(cast)
    client.force_login(cast.rui)
    form = page_of(client, profile_url(referral))
    assert all(field_of(question) in form for question in OPEN_QUESTIONS)
    for question in RESTRICTED:
        assert field_of(question) not in form
        assert str(question.label) not in form
    client.post(profile_url(referral), {**SENT, "profile_forensic": "prison"})
    referral.refresh_from_db()
    assert referral.profile == PROFILE


def test_the_on_call_senior_reads_the_urgent_referral_without_it(cast, client):
    referral = send_referral(cast, profile=PROFILE, asks_same_day=True)
    for user, is_shown in ((cast.ben, True), (cast.priya, True), (cast.omar, False)):
        client.force_login(user)
        page = page_of(client, reverse("referral", args=[referral.pk]))
        assert ("Polish" in page, "About the person" in page) == (is_shown, is_shown), user


def test_acceptance_makes_it_the_profile_with_its_source(cast):
    referral = send_referral(cast, profile=PROFILE)
    person = accept_referral(cast, referral).case.individual
    answers = {row.question: row for row in person.profile_answers.all()}
    columns = ("answered", "codes", "words")
    assert {key: {name: getattr(row, name) for name in columns} for key, row in answers.items()} == PROFILE
    assert {row.how for row in answers.values()} == {f"From the referral {referral.reference}"}
    assert {row.asked_on for row in answers.values()} == {cast.today}
    assert {row.recorded_by for row in answers.values()} == {cast.ben}


def test_what_the_person_was_asked_already_is_not_replaced(cast):
    """Given somebody known who was asked about ethnicity; then acceptance adds only the other answers."""
    known = Individual.objects.create(full_name="Owen Castellan", date_of_birth=days_ago(12000))
    record_profile_answer(
        individual=known,
        question="ethnicity",
        answered="prefers not",
        how="At a visit",
        asked_on=days_ago(9),
        by=cast.ben,
    )
    accept_referral(cast, send_referral(cast, profile=PROFILE), individual=known)
    assert known.profile_answers.get(question="ethnicity").how == "At a visit"
    assert known.profile_answers.count() == len(PROFILE)
