"""Views of a plan: complete, with a fixed number of queries, and equal in every format."""

import datetime
import io
from dataclasses import replace

import pypdf
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.measures.pairs import pairs
from plans.models import GoalRating, GoalWording, MeasureScore, Participant, SupportPlan
from plans.services import (
    abandon,
    achieve,
    add_goal,
    agree,
    change_goal,
    comment,
    make_pdf,
    offer,
    pause,
    rate,
    replace_goal,
    request_pdf,
    set_rating_preference,
    start,
    strike_measure,
    strike_rating,
    take_measure,
    tick_step,
    write,
)
from plans.support_plan.differences import compare_versions
from plans.support_plan.easy_read import PICTURES, SHOWN_BY, as_sentence, picture_for, split_sentences, to_easy_read
from plans.support_plan.plan_view import load_plan_view
from plans.support_plan.sections import WRITTEN, PlanSection

DAY = datetime.timedelta(days=1)


def write_goal(cast, plan, words, **more) -> GoalWording:
    columns = {
        "life_domain": cast.life_domains[0],
        "outcomes": [],
        "no_outcome_reason": "Her own",
        "steps": ["One step"],
        **more,
    }
    return add_goal(plan=plan, words=words, by=cast.amara, **columns)


def make_versions(cast, number: int, goals: int) -> SupportPlan:
    """Make Maya's plan in `number` versions, the last with `goals` goals, each rated and commented on."""
    plan = cast.plan
    while plan.version < number:
        plan = start(package=cast.package, by=cast.amara)
        for place in range(goals - plan.goal_wordings.count() if plan.version == number else 0):
            write_goal(cast, plan, f"Goal {place}")
        offer(plan=plan, by=cast.amara)
        agree(plan=plan, how="portal", by=cast.maya)
    for wording in plan.goal_wordings.all():
        rate(wording=wording, value=4, rated_on=cast.today, rated_by="person", by=cast.amara)
        comment(plan=plan, wording=wording, words="About it", by=cast.maya)
    return plan


@pytest.mark.parametrize(
    ("page", "user"),
    [("person_plan", "amara"), ("plan_changes", "amara"), ("my_plan", "maya"), ("my_plan_easy_read", "maya")],
)
def test_the_number_of_queries_does_not_grow_with_goals_or_versions(cast, client, page, user):
    """Given two goals in two versions, then twenty in five; then the page needs the same number of queries (R11)."""
    path = reverse(page, args=[cast.individual.pk] if page.startswith(("person", "plan")) else [])
    client.force_login(getattr(cast, user))
    make_versions(cast, 2, 2)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    make_versions(cast, 5, 20)
    with CaptureQueriesContext(connection) as many:
        assert "Goal 17" in client.get(path).text
    assert len(many) == len(few)


def test_a_goal_keeps_its_ratings_across_versions(cast):
    """Given ratings before and after a new version; then the goal shows both, the first as baseline."""
    rate(wording=cast.wording, value=3, rated_on=cast.today - DAY, rated_by="person", by=cast.amara)
    plan = make_versions(cast, 3, 1)
    (goal,) = load_plan_view(plan).goals
    assert [rating.value for rating in goal.ratings] == [3, 4]
    assert (goal.first_rating.value, goal.last_rating.value) == (3, 4)
    assert GoalRating.objects.count() == 2


def test_a_step_done_is_done_in_the_draft_too(cast):
    """Given a draft; when a step of the plan in force is done; then it is done in the draft too."""
    draft = start(package=cast.package, by=cast.amara)
    tick_step(step=cast.wording.steps.first(), done_on=cast.today, by=cast.amara)
    assert [step.done_on for step in draft.goal_wordings.get().steps.all()] == [cast.today, None]


def test_changes_between_versions_are_shown_in_words(cast):
    draft = start(package=cast.package, by=cast.amara)
    draft = write(plan=draft, revision=1, matters_to_me="My bike", good_days="Up by nine", by=cast.amara)
    wording = draft.goal_wordings.get()
    change_goal(
        wording=wording,
        revision=1,
        words="I want to cook twice a week",
        pace="steady",
        outcomes=wording.outcomes.all(),
        steps=["Shop for it", {"text": "Ask my sister", "responsible": "Me", "by_on": datetime.date(2030, 5, 1)}],
        by=cast.amara,
    )
    write_goal(cast, draft, "I want a cat")
    changes = compare_versions(load_plan_view(cast.plan), load_plan_view(SupportPlan.objects.get(pk=draft.pk)))
    words = [change.words for change in changes]
    assert words == [
        "“What matters to me” was changed",
        "“A good day” was added",
        "A goal was reworded",
        "“I want to cook twice a week”: the pace changed",
        "“I want to cook twice a week”: new step: Ask my sister (Me), by 1 May 2030",
        "“I want to cook twice a week”: step removed: Choose a recipe",
        "New goal: “I want a cat”",
    ]
    assert (changes[0].before, changes[0].after) == (cast.plan.matters_to_me, "My bike")
    assert compare_versions(load_plan_view(cast.plan), load_plan_view(cast.plan)) == []


def test_a_closed_goal_shows_its_outcome(cast):
    replace_goal(wording=cast.wording, reason="It is about people now", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    write_goal(cast, draft, "I want guests", grew_from=cast.wording.goal)
    words = [change.words for change in compare_versions(load_plan_view(cast.plan), load_plan_view(draft))]
    assert words == [
        "New goal: “I want guests”",
        f"No longer in the plan: “{cast.wording.words}”: replaced by another goal",
    ]


def test_an_achieved_goal_is_good_news_for_the_person(cast):
    achieve(wording=cast.wording, reason="She cooked for us", by=cast.amara)
    draft = start(package=cast.package, by=cast.amara)
    views = load_plan_view(cast.plan), load_plan_view(draft)
    assert [change.words for change in compare_versions(*views)] == [
        f"No longer in the plan: “{cast.wording.words}”: achieved"
    ]
    assert [change.words for change in compare_versions(*views, to_person=True)] == [
        f"You did it: “{cast.wording.words}”"
    ]


def test_the_person_who_no_longer_took_part_is_addressed_as_you(cast):
    view = load_plan_view(cast.plan)
    before, after = (
        replace(view, participants=[Participant(role="person", how="Talked")]),
        replace(view, participants=[]),
    )
    words = [
        change.words
        for one, two in ((before, after), (after, before))
        for change in compare_versions(one, two, to_person=True)
    ]
    assert words == ["It no longer says that you helped to write it", "You helped to write it"]


def test_who_took_part_in_both_versions_is_not_called_new_or_gone(cast):
    """Given the person in both versions, in other words; then how they took part has changed; others came and went."""
    advocate = Participant(role="advocate", name="Wanda Prosper", how="By phone")
    sister = Participant(role="carer", name="A sister", how="By phone")
    view = load_plan_view(cast.plan)
    before = replace(view, participants=[Participant(role="person", how="Wrote half of it"), advocate])
    after = replace(view, participants=[Participant(role="person", how="Talked, I wrote"), sister])
    assert [(change.words, change.before, change.after) for change in compare_versions(before, after)] == [
        ("Took part: A sister (By phone)", "", ""),
        ("No longer listed as taking part: Wanda Prosper (By phone)", "", ""),
        ("How they took part: The person", "Wrote half of it", "Talked, I wrote"),
    ]
    assert [change.words for change in compare_versions(before, after, to_person=True)] == [
        "Helped to write it: A sister",
        "No longer listed as helping: Wanda Prosper",
    ]


def test_the_overview_of_a_person_shows_open_goals_only(cast):
    client = Client()
    client.force_login(cast.amara)

    def overview() -> str:
        page = client.get(reverse("person", args=[cast.individual.pk])).text
        return page.split("Timeline</h2>")[0]

    assert cast.wording.words in overview()
    assert "Paused" not in overview()
    pause(wording=cast.wording, reason="Away", by=cast.amara)
    assert "Paused" in overview()
    abandon(wording=GoalWording.objects.get(), reason="Changed her mind", by=cast.amara)
    assert cast.wording.words not in overview()


def test_the_easy_read_plan_carries_the_same_goals(cast, client):
    """Given goals with steps in every state; then the easy-read page has the same goals and texts."""
    plan = make_versions(cast, 2, 7)
    plan_view = load_plan_view(plan)
    easy_plan = to_easy_read(plan_view, shows_ratings=False)
    assert [goal.words for goal in easy_plan.goals] == [goal.wording.words for goal in plan_view.goals]
    steps = [[step.text for step in goal.steps] for goal in plan_view.goals]
    for goal, texts in zip(easy_plan.goals, steps, strict=True):
        lines = " ".join(line for _, line in goal.lines)
        assert [text for text in texts if text not in lines] == []
        assert lines.count("This comes next") <= 1, "of several steps, one is next"
    assert [part.heading for part in easy_plan.parts] == ["What is important to me", "How to help me"]
    client.force_login(cast.maya)
    page = client.get(reverse("my_plan_easy_read")).text
    assert all(goal.wording.words in page for goal in plan_view.goals)
    lines = sum(1 + len(part.lines) for part in easy_plan.parts) + sum(1 + len(goal.lines) for goal in easy_plan.goals)
    assert page.count("<img") == lines


@pytest.mark.parametrize(
    ("sentence", "picture"),
    [
        ("My sister rings at six.", "family"),
        ("I walk by the canal.", "walk"),
        ("Buy rice", "shop"),
        ("I take my medicine with tea.", "doctor"),
        ("Nothing here is known", "heart"),
        ("I was gardening", "garden"),
        ("I am not scared.", "sad"),
    ],
)
def test_each_sentence_gets_the_picture_of_its_first_telling_word(sentence, picture):
    assert picture_for(sentence, "heart") == picture


def test_every_picture_is_there():
    names = {*SHOWN_BY, *PICTURES.values(), *(section.picture for section in PlanSection)}
    missing = [
        name for name in sorted(names) if not (settings.BASE_DIR / "static" / "pictures" / f"{name}.svg").exists()
    ]
    assert not missing


@pytest.mark.parametrize(
    ("text", "sentence"), [("Buy rice", "Buy rice."), ("Is that all?", "Is that all?"), ("“Go.”", "“Go.”"), ("", "")]
)
def test_a_line_ends_like_a_sentence(text, sentence):
    assert as_sentence(text) == sentence


def test_easy_read_shows_every_text():
    text = "I like tea. My sister rings at six;\n\nshe is kind; she stays! Is that all?  Yes"
    lines = split_sentences(text)
    assert lines == ["I like tea.", "My sister rings at six;", "she is kind; she stays!", "Is that all?", "Yes"]
    assert " ".join(lines).split() == text.split()


def test_every_section_is_in_every_view(cast, client):
    """Every section is on the worker's page and, once written, on the person's pages and PDFs."""
    draft = start(package=cast.package, by=cast.amara)
    texts = {section.value: f"Words about {section.value}" for section in WRITTEN}
    draft = write(plan=draft, revision=1, by=cast.amara, **texts)
    offer(plan=draft, by=cast.amara)
    for user, path in (
        ("amara", reverse("person_plan", args=[cast.individual.pk]) + "?version=2"),
        ("maya", reverse("my_plan")),
        ("maya", reverse("my_plan_easy_read")),
    ):
        client.force_login(getattr(cast, user))
        page = client.get(path).text
        missing = [section.value for section in WRITTEN if f"Words about {section.value}" not in page]
        assert not missing, f"{path} does not show {missing}"


def test_what_an_agreed_plan_says_about_a_crisis_stays_readable_and_is_not_copied(cast, client):
    """Given an agreed plan from before; then it shows the text and says where it is now, and the next has none."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(in_a_crisis="Sit with me", own_words=["in_a_crisis"])
    for user, path in (("amara", reverse("person_plan", args=[cast.individual.pk])), ("maya", reverse("my_plan"))):
        client.force_login(getattr(cast, user))
        page = " ".join(client.get(path).text.split())
        assert "Sit with me" in page
        assert "says this now" in page
    draft = start(package=cast.package, by=cast.amara)
    assert (draft.in_a_crisis, draft.own_words) == ("", [])
    client.force_login(cast.amara)
    assert "in_a_crisis" not in client.get(reverse("plan_write", args=[draft.pk])).text
    changes = compare_versions(load_plan_view(SupportPlan.objects.get(pk=cast.plan.pk)), load_plan_view(draft))
    assert not [change for change in changes if "crisis" in change.words], "nothing was taken away"


@pytest.mark.parametrize(("wants", "is_shown"), [(None, False), (False, False), (True, True)])
def test_ratings_are_shown_only_if_the_person_wants_them(cast, client, wants, is_shown):
    """Given ratings of 8 and 2; then the person sees them only after choosing to."""
    rate(wording=cast.wording, value=8, rated_on=cast.today - DAY, rated_by="person", by=cast.amara)
    rate(wording=cast.wording, value=2, rated_on=cast.today, rated_by="person", by=cast.amara)
    if wants is not None:
        set_rating_preference(individual=cast.individual, wants_ratings=wants, by=cast.maya)
    client.force_login(cast.maya)
    for name in ("me", "my_plan", "my_plan_easy_read"):
        assert ("2 out of 10" in client.get(reverse(name)).text) is is_shown, name


def test_a_struck_rating_is_listed_but_not_charted(cast, client):
    rate(wording=cast.wording, value=8, rated_on=cast.today - DAY, rated_by="person", by=cast.amara)
    slip = rate(wording=cast.wording, value=2, rated_on=cast.today, rated_by="person", by=cast.amara)
    strike_rating(rating=slip, reason="A slip of the finger", by=cast.amara)
    assert [rating.value for rating in load_plan_view(cast.plan).goals[0].ratings] == [8]
    client.force_login(cast.amara)
    page = client.get(reverse("goal_ratings", args=[cast.wording.pk])).text
    assert "<del>2 out of 10</del>" in page
    assert "A slip of the finger" in page


@pytest.mark.parametrize("kind", ["full", "plain", "easy-read"])
def test_a_pdf_is_made_once_and_tagged(cast, kind):
    """Given a PDF requested twice; then one is made: tagged, in English, with the goal's words."""
    plan_pdf = request_pdf(plan=cast.plan, kind=kind, by=cast.maya)
    assert request_pdf(plan=cast.plan, kind=kind, by=cast.amara) == plan_pdf
    assert make_pdf(plan_pdf_id=plan_pdf.pk)
    assert not make_pdf(plan_pdf_id=plan_pdf.pk)
    plan_pdf.refresh_from_db()
    with plan_pdf.document.file.open("rb") as file:
        document = pypdf.PdfReader(io.BytesIO(file.read()))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"], "it is tagged"
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert cast.wording.words in text
    assert cast.individual.full_name not in plan_pdf.document.file_name


def test_measures_are_paired_and_gaps_are_left(cast):
    """Given one question answered once and one twice; then the first has no change and gaps are left empty."""
    answers = {"individual": cast.individual, "kind": "ons4", "answered_by": "person", "by": cast.amara}
    take_measure(taken_on=cast.today - 90 * DAY, happy=3, anxious=8, **answers)
    take_measure(taken_on=cast.today - 5 * DAY, happy=6, **answers)
    slip = take_measure(taken_on=cast.today, happy=0, **answers)
    strike_measure(score=slip, reason="Another person's sheet", by=cast.amara)
    happy, anxious = pairs(list(MeasureScore.objects.not_struck()))
    assert (happy.count, happy.first[1], happy.last[1], happy.change) == (2, 3, 6, 3)
    assert (anxious.count, anxious.change) == (1, None)
    assert (happy.change_words, anxious.change_words) == ("3 higher (better)", "")


def test_a_change_says_whether_it_is_better(cast):
    answers = {"individual": cast.individual, "kind": "ons4", "answered_by": "person", "by": cast.amara}
    take_measure(taken_on=cast.today - 90 * DAY, satisfied=6, happy=5, anxious=4, **answers)
    take_measure(taken_on=cast.today, satisfied=6, happy=3, anxious=7, **answers)
    words = [pair.change_words for pair in pairs(list(MeasureScore.objects.not_struck()))]
    assert words == ["No change", "2 lower (worse)", "3 higher (worse)"]
    assert "3 higher (worse)" in get_measures(cast)
    MeasureScore.objects.filter(taken_on=cast.today).update(anxious=1)
    assert "3 lower (better)" in get_measures(cast)


def get_measures(cast) -> str:
    client = Client()
    client.force_login(cast.amara)
    return client.get(reverse("person_measures", args=[cast.individual.pk])).text
