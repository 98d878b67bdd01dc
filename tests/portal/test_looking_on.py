"""Somebody who looks on, or opens the tab list, does not read what a person would not tell them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import ProfileAnswer
from casework.profile.enums import PRIVATE, ProfileQuestion
from casework.services import change_contact_point, record_contact_point, record_profile_answer
from core import clock
from plans.models import Comment
from plans.services import write_to_us

pytestmark = pytest.mark.django_db


def page_of(cast, name: str, *args) -> str:
    client = Client()
    client.force_login(cast.maya)
    return client.get(reverse(name, args=args)).content.decode()


def tab_of(text: str) -> str:
    return " ".join(re.search(r"<title>(.*?)</title>", text, re.S)[1].split())


def test_private_answers_are_closed_and_have_plain_headings(cast):
    record_profile_answer(
        individual=cast.individual,
        question=ProfileQuestion.FORENSIC,
        answered="given",
        codes=["prison"],
        words="",
        how="in the portal",
        asked_on=clock.today(),
        by=cast.maya,
    )
    page = page_of(cast, "my_profile")
    assert "Forensic" not in page
    open_text = re.sub(r"<details class=\"govuk-details cw-private\">.*?</details>", "", page, flags=re.S)
    assert "I was in prison" in page
    assert "prison" not in open_text
    assert page.count("cw-private") == len(PRIVATE)
    assert "Who reads it: our managers. Your workers read it only if they need to know." in page
    assert " open" not in re.search(r"<details class=\"govuk-details cw-private\"([^>]*)>", page)[1]


@pytest.mark.parametrize("question", ProfileQuestion)
def test_each_question_has_the_same_tab(cast, question):
    page = page_of(cast, "my_answer", question.slug)
    assert tab_of(page) == "About me – My pages"
    assert question.to_person in page
    assert "Who reads it:" in page


def test_tabs_do_not_repeat_goals_numbers_and_subjects(cast):
    wording = cast.plan.goal_wordings.first()
    point = record_contact_point(
        individual=cast.individual, kind="telephone", value="07700 900113", is_safe=True, note="", by=cast.maya
    )
    for name, pk in (
        ("my_goal_comment", wording.pk),
        ("my_goal_rate", wording.pk),
        ("own_contact_remove", point.pk),
    ):
        tab = tab_of(page_of(cast, name, pk))
        assert wording.words not in tab
        assert "07700" not in tab


def test_removing_a_number_says_which_of_two(cast):
    points = [
        record_contact_point(
            individual=cast.individual, kind=kind, value="07700 900113", is_safe=True, note="", by=cast.maya
        )
        for kind in ("telephone", "text")
    ]
    headings = [re.search(r"<h1[^>]*>(.*?)</h1>", page_of(cast, "own_contact_remove", point.pk))[1] for point in points]
    assert len(set(headings)) == 2


def test_without_a_safe_way_the_page_asks_how(cast):
    for point in list(cast.individual.contact_points.all()):
        change_contact_point(
            point=point, kind=point.kind, value=point.value, is_safe=False, note=point.note, by=cast.maya
        )
    if not cast.individual.contact_points.exists():
        record_contact_point(
            individual=cast.individual, kind="text", value="07700 900113", is_safe=False, note="", by=cast.maya
        )
    assert "Then how can we reach you?" in page_of(cast, "own_details")
    record_contact_point(
        individual=cast.individual, kind="letter", value="1 Mill Lane", is_safe=True, note="", by=cast.maya
    )
    assert "Then how can we reach you?" not in page_of(cast, "own_details")


def test_who_rates_and_reads_is_on_the_page_of_the_rating(cast):
    page = page_of(cast, "my_goal_rate", cast.plan.goal_wordings.first().pk)
    assert "You give the score." in page
    assert "can read it" in page


def test_who_reads_answers_and_messages_is_true(cast):
    """Given the sentences "Who reads it" and "Your keyworker cannot"; then a keyworker may read neither."""
    for model in (ProfileAnswer, Comment):
        assert not model.objects.visible_to(cast.priya).exists()
    write_to_us(package=cast.package, words="I feel low", by=cast.maya)
    assert not Comment.objects.visible_to(cast.priya).exists()
    assert Comment.objects.visible_to(cast.amara).exists()
    assert "Your keyworker at the Council cannot." in page_of(cast, "my_message_write")
