"""A plan to agree names what is new since the plan agreed before, above its buttons; scores are read in words."""

import io
import re
from html import unescape

import pytest
from django.urls import reverse
from pypdf import PdfReader

from plans.goals.scores import IN_WORDS
from plans.models import SupportPlan
from plans.services import (
    achieve,
    add_goal,
    agree,
    change_goal,
    decline,
    make_pdf,
    offer,
    rate,
    request_pdf,
    set_rating_preference,
    start,
    write,
)
from reviews.models import ReviewGoal
from tests.factories import ReviewFactory

PAGES = ("my_agree", "my_plan", "my_plan_easy_read")


def page_of(client, user, name: str, *args, query: str = "") -> str:
    client.force_login(user)
    return " ".join(client.get(reverse(name, args=args) + query).text.split())


def links_of(html: str) -> dict[str, str]:
    """Return the links of the list "What is new" by their words."""
    part = re.split("<h2|<form|</section>", html.partition(">What is new</h2>")[2])[0]
    links = re.findall(r'<a class="govuk-link" href="([^"]*)">(.*?)</a>', part)
    return {unescape(words).strip(): unescape(href) for href, words in links}


def named_on(client, cast, plan, name: str) -> dict[str, str]:
    args = [plan.pk] if name == "my_agree" else []
    return links_of(page_of(client, cast.maya, name, *args))


@pytest.fixture
def new_plan(cast) -> SupportPlan:
    """Given the plan that Maya agreed; then the next one changes a text and a goal, and adds one of each."""
    draft = start(package=cast.package, by=cast.amara)
    write(plan=draft, revision=draft.revision, matters_to_me="My sister.", good_days="Sun.", by=cast.amara)
    wording = draft.goal_wordings.get()
    goal = {"life_domain": wording.life_domain, "outcomes": list(wording.outcomes.all())}
    change_goal(
        wording=wording, revision=1, words="I want to cook for two", why="", steps=["Shop"], **goal, by=cast.amara
    )
    add_goal(plan=draft, words="I want a cat", steps=["Ask the landlord"], **goal, by=cast.amara)
    return offer(plan=draft, by=cast.amara)


def test_each_section_and_goal_that_is_new_is_named_with_a_link_to_its_place(cast, client, new_plan):
    changed, new = new_plan.goal_wordings.order_by("position")
    words = {
        "“What matters to me” was changed": "matters_to_me",
        "“A good day” was added": "good_days",
        "Changed goal: “I want to cook for two”": f"goal-{changed.pk}",
        "New goal: “I want a cat”": f"goal-{new.pk}",
    }
    whole = f"{reverse('my_plan')}?version={new_plan.version}&full=yes"
    assert named_on(client, cast, new_plan, "my_plan") == {text: f"#{place}" for text, place in words.items()}
    assert named_on(client, cast, new_plan, "my_agree") == {text: f"{whole}#{place}" for text, place in words.items()}
    plan_page = page_of(client, cast.maya, "my_plan", query=f"?version={new_plan.version}&full=yes")
    for place in words.values():
        assert f'id="{place}"' in plan_page


def test_it_is_named_above_the_buttons(cast, client, new_plan):
    agree_page = page_of(client, cast.maya, "my_agree", new_plan.pk)
    assert agree_page.index("What is new</h2>") < agree_page.rindex("I agree with this plan")
    for name, question in (("my_plan", "Is this plan right for you?"), ("my_plan_easy_read", "Is it right for you?")):
        page = page_of(client, cast.maya, name)
        assert page.index("What is new</h2>") < page.index(f"{question}</h2>"), name


def test_easy_read_names_it_in_simple_words(cast, client, new_plan):
    changed, new = new_plan.goal_wordings.order_by("position")
    words = {
        "What is important to me": "matters_to_me",
        "My good days": "good_days",
        "I want to cook for two": f"goal-{changed.pk}",
        "I want a cat": f"goal-{new.pk}",
    }
    easy = f"{reverse('my_plan_easy_read')}?version={new_plan.version}"
    assert named_on(client, cast, new_plan, "my_plan_easy_read") == {text: f"#{place}" for text, place in words.items()}
    cast.maya.easy_read = True
    cast.maya.save(update_fields=["easy_read"])
    assert named_on(client, cast, new_plan, "my_agree") == {text: f"{easy}#{place}" for text, place in words.items()}
    page = page_of(client, cast.maya, "my_plan_easy_read", query=f"?version={new_plan.version}")
    for place in words.values():
        assert f'id="{place}"' in page


def test_what_is_gone_is_named_too(cast, client):
    """Given a goal that was reached, and a text that was taken out; then both are named with where to read of them."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(bad_days="Rain.")
    achieve(wording=cast.wording, reason="She cooked for us", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    write(plan=draft, revision=draft.revision, bad_days="", by=cast.amara)
    goal = {"life_domain": cast.life_domains[0], "outcomes": [], "no_outcome_reason": "Her own"}
    add_goal(plan=draft, words="I want a cat", steps=["Ask the landlord"], **goal, by=cast.amara)
    plan = offer(plan=draft, by=cast.amara)
    named = named_on(client, cast, plan, "my_plan")
    assert named["“A bad day” was removed"] == "#bad_days"
    assert named[f"You did it: “{cast.wording.words}”"] == "#gone"
    page = page_of(client, cast.maya, "my_plan")
    assert 'id="bad_days"' in page
    assert 'id="gone"' in page
    easy = named_on(client, cast, plan, "my_plan_easy_read")
    all_changes = f"{reverse('my_changes')}?version={plan.version}"
    assert easy["Not in the plan any more: My bad days"] == all_changes
    assert easy[f"You did it: “{cast.wording.words}”"] == all_changes


def test_a_plan_with_the_same_texts_and_goals_says_so(cast, client):
    plan = offer(plan=start(package=cast.package, by=cast.amara), by=cast.amara)
    for name in ("my_agree", "my_plan"):
        assert named_on(client, cast, plan, name) == {}
        page = page_of(client, cast.maya, name, *([plan.pk] if name == "my_agree" else []))
        assert "The texts and goals are the same as in the plan you agreed on" in page


@pytest.mark.parametrize("name", PAGES)
def test_a_first_plan_names_nothing(cast, client, name):
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    args = [cast.plan.pk] if name == "my_agree" else []
    assert "What is new" not in page_of(client, cast.maya, name, *args)


@pytest.mark.parametrize("name", ["my_plan", "my_plan_easy_read"])
def test_a_plan_that_is_agreed_names_nothing(cast, client, new_plan, name):
    agree(plan=new_plan, how="portal", by=cast.maya)
    assert "What is new" not in page_of(client, cast.maya, name)


def test_whoever_changes_their_mind_reads_it_too(cast, client, new_plan):
    decline(plan=new_plan, how="portal", by=cast.maya)
    assert "New goal: “I want a cat”" in named_on(client, cast, new_plan, "my_agree")


# Scores


def test_each_score_has_its_words():
    assert sorted(IN_WORDS) == list(range(11))
    assert (IN_WORDS[0], IN_WORDS[10]) == ("very bad", "just how you want it")


def test_the_person_reads_a_score_in_words(cast, client):
    """Given scores of 2 and 7; then her pages say what they mean, and staff read numbers."""
    rate(wording=cast.wording, value=2, rated_on=cast.today, rated_by="worker", by=cast.amara)
    rate(wording=cast.wording, value=7, rated_on=cast.today, rated_by="person", by=cast.maya)
    set_rating_preference(individual=cast.individual, wants_ratings=True, by=cast.maya)
    page = page_of(client, cast.maya, "my_plan")
    assert "<strong>7 out of 10 (good)</strong>" in page
    assert "First rated 2 out of 10 (not good)" in page
    assert "7 means: good." in page_of(client, cast.maya, "my_plan_easy_read")
    staff_page = page_of(client, cast.amara, "person_plan", cast.individual.pk)
    assert "<strong>7 out of 10</strong>" in staff_page


@pytest.mark.parametrize("wants", [True, False])
def test_a_review_has_the_score_in_words_if_the_person_wants_scores(cast, client, wants):
    rating = rate(wording=cast.wording, value=7, rated_on=cast.today, rated_by="person", by=cast.maya)
    set_rating_preference(individual=cast.individual, wants_ratings=wants, by=cast.maya)
    days = {"conducted_on": cast.today, "shared_at": rating.recorded_at}
    review = ReviewFactory(package=cast.package, terms=cast.terms, state="shared", **days)
    ReviewGoal.objects.create(review=review, wording=cast.wording, words="She cooks", rating=rating)
    page = page_of(client, cast.maya, "my_reviews")
    assert "She cooks" in page
    assert ("7 out of 10 (good)" in page) is wants


def test_the_plain_pdf_says_a_score_in_words(cast):
    rate(wording=cast.wording, value=7, rated_on=cast.today, rated_by="person", by=cast.maya)
    set_rating_preference(individual=cast.individual, wants_ratings=True, by=cast.maya)
    plan_pdf = request_pdf(plan=cast.plan, kind="plain", by=cast.maya)
    make_pdf(plan_pdf_id=plan_pdf.pk)
    plan_pdf.refresh_from_db()
    with plan_pdf.document.file.open("rb") as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
    assert "7 out of 10 (good)" in " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", ["my_goal_rate", "my_agree"])
def test_each_choice_of_a_score_has_words(cast, client, name):
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="offered", answered_on=None, answered_how="")
    page = page_of(client, cast.maya, name, cast.wording.pk if name == "my_goal_rate" else cast.plan.pk)
    for value, words in IN_WORDS.items():
        assert f">{value}: {words}</option>" in page
