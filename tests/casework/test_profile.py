"""The profile of a person: asked and never guessed, restricted where it must be, counted without names (R67)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.models import NeedToKnow, ProfileAnswer, RecordAccess
from casework.profile.coverage import LEAST_SHOWN, OTHERS, _categories, coverage_of
from casework.profile.enums import LISTS, ProfileQuestion
from casework.services import (
    end_need_to_know,
    let_workers_know,
    merge,
    record_circumstance,
    record_no_access_needs,
    record_profile_answer,
    withdraw_profile_answer,
)
from core.errors import Refused
from tests.casework.test_safety_facts import make_duplicate

DAY = datetime.timedelta(days=1)
CANARY = "Served two years in Strangeways"


def record(cast, question="religion", individual=None, by=None, **values) -> ProfileAnswer:
    columns = {"answered": "given", "how": "At a visit", "asked_on": cast.today, **values}
    if columns["answered"] == "given" and not columns.get("words"):
        columns.setdefault("codes", [next(iter(LISTS[question].labels), "")])
    return record_profile_answer(
        individual=individual or cast.individual, question=question, by=by or cast.amara, **columns
    )


def restricted(cast) -> ProfileAnswer:
    return record(cast, "forensic", codes=["prison"], words=CANARY, by=cast.ben)


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).text


def profile_of(cast, user) -> str:
    return get_page(user, "person_profile", cast.individual.pk)


# Answers


def test_the_lists_have_the_answers_of_the_census():
    ethnicity = LISTS[ProfileQuestion.ETHNICITY]
    assert (len(ethnicity.groups), len(ethnicity.labels)) == (5, 19)
    assert len(LISTS[ProfileQuestion.IMPAIRMENTS].labels) == 11
    assert set(LISTS) == set(ProfileQuestion)
    longest = max(len(code) for answers in LISTS.values() for code in answers.labels)
    assert longest <= ProfileAnswer._meta.get_field("codes").base_field.max_length


@pytest.mark.parametrize(
    ("answered", "text"),
    [("given", "Sikh"), ("prefers not", "Prefers not to say"), ("not known", "Not known"), ("not asked", "Not asked")],
)
def test_four_results_of_asking_stay_apart(cast, answered, text):
    assert record(cast, answered=answered, codes=["sikh"]).text == text
    assert ProfileAnswer.objects.get().answered == answered


def test_without_an_answer_nothing_is_stored_and_the_page_says_not_asked(cast):
    assert profile_of(cast, cast.amara).count("Not asked") == len(ProfileQuestion) - 2
    assert not ProfileAnswer.objects.exists()


def test_the_newest_answer_counts_and_a_withdrawn_one_gives_way(cast):
    record(cast, codes=["hindu"])
    newer = record(cast, codes=["buddhist"])
    page = profile_of(cast, cast.amara)
    assert page.index("Buddhist") < page.index("Hindu"), "the earlier one is below"
    withdraw_profile_answer(answer=newer, reason="Said by his brother", by=cast.amara)
    page = profile_of(cast, cast.amara)
    assert page.index("Hindu") < page.index("Said by his brother")


@pytest.mark.parametrize(
    "values",
    [
        {"codes": [], "words": ""},
        {"codes": ["pagan"]},
        {"codes": ["sikh", "hindu"]},
        {"question": "impairments", "codes": ["none", "vision"]},
        {"asked_on": datetime.date(2100, 1, 1)},
    ],
)
def test_an_answer_that_cannot_be_is_refused(cast, values):
    with pytest.raises(Refused), transaction.atomic():
        record(cast, **values)


def test_several_impairments_in_words(cast):
    answer = record(cast, "impairments", codes=["vision", "memory"], words="Since the accident")
    assert answer.text == "Vision, Memory: Since the accident"


# Restricted answers


@pytest.mark.parametrize(
    ("name", "reads"), [("amara", False), ("tess", True), ("ben", True), ("dana", True), ("sunita", True)]
)
def test_a_restricted_answer_is_absent_for_workers_and_read_by_those_who_answer_for_it(cast, name, reads):
    answer = restricted(cast)
    user = cast.everybody()[name]
    assert (CANARY in profile_of(cast, user)) is reads
    assert ("Forensic history" in profile_of(cast, user)) is reads
    assert ProfileAnswer.objects.visible_to(user).filter(pk=answer.pk).exists() is reads


def test_no_page_tells_a_worker_of_it(cast, client):
    """Given restricted answers, old, new and withdrawn; then no page of the record has them, and the forms are 404."""
    old = restricted(cast)
    withdraw_profile_answer(answer=restricted(cast), reason=CANARY, by=cast.ben)
    client.force_login(cast.amara)
    pages = ("person", "person_details", "person_profile", "person_access_needs", "person_access_log")
    for name in pages:
        text = client.get(reverse(name, args=[cast.individual.pk])).text
        assert CANARY not in text, name
        assert "orensic" not in text, name
    for question in ("forensic", "substances", "no-such"):
        assert client.get(reverse("person_profile_answer", args=[cast.individual.pk, question])).status_code == 404
    withdraw = reverse("person_profile_withdraw", args=[cast.individual.pk, old.pk])
    assert client.get(withdraw).status_code == 404
    changes = reverse("record_changes", args=["person", cast.individual.pk])
    assert CANARY not in client.get(changes).text


def test_a_manager_lets_the_workers_know_and_ends_it(cast):
    restricted(cast)
    need = let_workers_know(individual=cast.individual, question="forensic", reason="They drive him", by=cast.ben)
    assert CANARY in profile_of(cast, cast.amara)
    assert "Alcohol and drugs" not in profile_of(cast, cast.amara)
    assert not ProfileAnswer.objects.visible_to(cast.lewis).exists(), "only those who work with the person"
    assert not ProfileAnswer.objects.visible_to(cast.priya).exists()
    end_need_to_know(need=need, reason="A bus pass", by=cast.ben)
    assert CANARY not in profile_of(cast, cast.amara)
    assert NeedToKnow.with_struck.get().struck_reason == "A bus pass"
    with pytest.raises(Refused):
        let_workers_know(individual=cast.individual, question="forensic", reason="", by=cast.ben)


def test_the_council_and_the_on_call_senior_read_no_profile(cast, client):
    record(cast)
    for user, status in ((cast.priya, 403), (cast.omar, 403), (cast.lewis, 404), (cast.kofi, 404), (cast.farah, 404)):
        client.force_login(user)
        assert client.get(reverse("person_profile", args=[cast.individual.pk])).status_code == status, user
        assert not ProfileAnswer.objects.visible_to(user).exists()


# The person's own page


def test_the_person_sees_and_corrects_all_of_it_and_may_rather_not_say(cast, client):
    restricted(cast)
    client.force_login(cast.maya)
    page = client.get(reverse("my_profile")).text
    assert CANARY in page
    assert page.count("Why we ask") == len(ProfileQuestion)
    address = reverse("my_answer", args=["forensic"])
    assert CANARY in client.get(address).text
    assert client.post(address, {"answered": "prefers not", "words": CANARY}).status_code == 302
    newest = ProfileAnswer.objects.filter(question="forensic").first()
    assert (newest.answered, newest.words, newest.recorded_by) == ("prefers not", "", cast.maya)
    assert "Prefers not to say" in profile_of(cast, cast.ben)
    assert client.post(address, {"answered": "not asked"}).status_code == 200, "they were asked just now"
    assert client.get(reverse("my_answer", args=["no-such"])).status_code == 404
    client.force_login(cast.rosa)
    assert client.get(reverse("my_profile")).status_code == 404
    client.force_login(cast.tomasz)
    assert CANARY not in client.get(reverse("my_profile")).text


def test_a_worker_asks_a_question_on_the_page(cast, client):
    client.force_login(cast.amara)
    address = reverse("person_profile_answer", args=[cast.individual.pk, "ethnicity"])
    page = client.get(address).text
    assert "Gypsy or Irish Traveller" in page
    assert "treat all people fairly" in page
    day = cast.today
    sent = {"answered": "given", "how": "At a visit", "asked_on_day": day.day, "asked_on_month": day.month}
    sent |= {"asked_on_year": day.year}
    assert client.post(address, sent).status_code == 200
    assert client.post(address, {**sent, "codes": "roma"}).status_code == 302
    assert ProfileAnswer.objects.get().codes == ["roma"]
    assert RecordAccess.objects.filter(path=address).exists()


# Coverage


def coverage(cast, question, user=None):
    part = coverage_of(cast.tameside, user or cast.ben, cast.today)
    return next(each for each in part.questions if each.question == question)


def numbers(cast, question="religion", **more) -> tuple[int, int, int, int]:
    row = coverage(cast, question, **more)
    return row.given, row.prefers_not, row.not_known, row.not_asked


def test_coverage_counts_each_person_once_by_the_newest_answer_of_any_record(cast):
    people = coverage_of(cast.tameside, cast.ben, cast.today).people
    assert numbers(cast) == (0, 0, 0, people)
    record(cast, codes=["sikh"])
    record(cast, answered="prefers not")
    assert numbers(cast) == (0, 1, 0, people - 1)
    duplicate = make_duplicate(cast)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    record(cast, individual=duplicate, answered="not known", by=cast.ben)
    assert numbers(cast) == (0, 0, 1, people - 1)
    record(cast, individual=cast.other_individual, answered="not asked", by=cast.ben)
    assert numbers(cast) == (0, 0, 1, people - 1)
    record(cast, individual=cast.links_package.case.individual, by=cast.nadia)
    assert numbers(cast) == (0, 0, 1, people - 1), "another contract"


def test_coverage_counts_accommodation_work_and_carers(cast):
    """Given an answer under each record of one person, and one of somebody who prefers not to say."""
    duplicate = make_duplicate(cast)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    columns = {"question": "is-carer", "from_on": cast.today, "until_on": None, "note": "", "by": cast.ben}
    for person, answer in ((cast.individual, "yes"), (duplicate, "no"), (cast.other_individual, "not said")):
        record_circumstance(individual=person, answer=answer, **columns)
    coverage = coverage_of(cast.tameside, cast.ben, cast.today)
    rows = {row.question: row for row in coverage.questions}
    carers = rows["is-carer"]
    assert (carers.given, carers.prefers_not, carers.not_known, carers.not_asked) == (1, 1, 0, coverage.people - 2)
    assert {"accommodation", "employment", "has-carer"} < set(rows)


def test_coverage_counts_who_was_asked_about_access_needs(cast):
    """Given a need, of one record of the person and of the other; then one was asked, then two."""
    people = coverage_of(cast.tameside, cast.ben, cast.today).people
    columns = {"asked_on": cast.today, "how": "At a visit", "by": cast.amara}
    record_no_access_needs(individual=cast.individual, **columns)
    duplicate = make_duplicate(cast)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    needs = coverage_of(cast.tameside, cast.ben, cast.today).needs
    assert (needs.asked, needs.not_asked, needs.categories) == (1, people - 1, [])
    record_no_access_needs(individual=cast.other_individual, **columns | {"by": cast.ben})
    needs = coverage_of(cast.tameside, cast.ben, cast.today).needs
    assert (needs.asked, needs.not_asked) == (2, people - 2)


@pytest.mark.parametrize(
    ("given", "codes", "shown"),
    [
        (4, {"sikh": 4}, []),
        (5, {"sikh": 5}, [("Sikh", "5")]),
        (9, {"sikh": 4, "hindu": 5}, []),
        (16, {"sikh": 4, "hindu": 5, "muslim": 7}, [("Muslim", "7")]),
        (12, {"sikh": 4, "hindu": 3, "muslim": 5}, [("Muslim", "5")]),
    ],
)
def test_small_groups_are_not_shown_nor_found_from_the_total(given, codes, shown):
    others = [OTHERS] if given >= LEAST_SHOWN else []
    assert _categories(ProfileQuestion.RELIGION, given, codes) == [*shown, *others]


def test_coverage_is_for_managers(cast, client):
    for user, status in ((cast.ben, 200), (cast.amara, 403), (cast.priya, 404), (cast.sunita, 403)):
        client.force_login(user)
        assert client.get(reverse("profile_coverage")).status_code == status, user
