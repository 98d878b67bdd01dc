"""The outcomes a contract names, and the goals that serve them (R42)."""

import datetime

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from contracts.services import stop_offering
from plans.goals.forms import ChangeGoalForm, GoalForm
from plans.models import Goal
from plans.services import achieve, add_goal, change_goal, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(cast):
    """The outcome that Maya's goal serves."""
    return cast.tameside.outcomes.first()


def rows_of(user, contract) -> dict[str, list[str]]:
    """Return the figures of the page for `user`, by outcome."""
    client = Client()
    client.force_login(user)
    context = client.get(reverse("contract_outcomes", args=[contract.pk])).context
    counted = [*context["rows"], ("none", context["without"])]
    return {
        str(outcome): [count[key] if count else 0 for key in ("worked_on", "achieved", "people")]
        for outcome, count in counted
    }


def test_a_goal_keeps_the_outcomes_of_the_contract_in_the_next_version(cast, first):
    draft = start(package=cast.package, by=cast.amara)

    (wording,) = draft.goal_wordings.all()
    assert list(wording.contract_outcomes.all()) == [first]


def test_a_goal_can_serve_another_outcome(cast, first):
    draft = start(package=cast.package, by=cast.amara)
    (wording,) = draft.goal_wordings.all()
    other = cast.tameside.outcomes.last()
    unchanged = {"outcomes": wording.outcomes.all(), "steps": ["One"], "by": cast.amara}

    change_goal(wording=wording, revision=1, contract_outcomes=[other], **unchanged)
    assert list(wording.contract_outcomes.all()) == [other]

    wording.refresh_from_db()
    change_goal(wording=wording, revision=wording.revision, words="Cook", **unchanged)
    assert list(wording.contract_outcomes.all()) == [other], "not asked, not changed"


def test_the_form_offers_what_the_contract_offers_and_what_was_chosen(cast, first):
    stop_offering(row=first, by=cast.alan)
    form = {"package": cast.package, "contract": cast.tameside}

    assert first not in GoalForm(**form).fields["contract_outcomes"].queryset
    changed = ChangeGoalForm(**form, initial={"contract_outcomes": [first.pk], "revision": 1})
    assert first in changed.fields["contract_outcomes"].queryset

    for row in cast.tameside.outcomes.exclude(pk=first.pk):
        stop_offering(row=row, by=cast.alan)
    assert "contract_outcomes" not in GoalForm(**form).fields


def test_goals_are_counted_once_for_each_outcome(cast, first):
    """Given one goal in two versions; then it counts once, as worked on, then as achieved."""
    other = cast.tameside.outcomes.last()
    assert rows_of(cast.ben, cast.tameside) == {str(first): [1, 0, 1], str(other): [0, 0, 0], "none": [0, 0, 0]}

    draft = start(package=cast.package, by=cast.amara)
    add_goal(
        plan=draft,
        words="Swim",
        life_domain=cast.life_domains[0],
        outcomes=[],
        no_outcome_reason="Her own",
        steps=["Go"],
        by=cast.amara,
    )
    assert rows_of(cast.ben, cast.tameside)["none"] == [0, 0, 0], "a draft does not count"

    achieve(wording=cast.wording, reason="She cooked", by=cast.amara)
    assert rows_of(cast.ben, cast.tameside)[str(first)] == [0, 1, 1]


def test_goals_of_people_behind_a_wall_are_not_counted(cast, first):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)

    assert rows_of(cast.ben, cast.tameside)[str(first)] == [0, 0, 0]
    assert rows_of(cast.dana, cast.tameside)[str(first)] == [1, 0, 1]


def test_an_outcome_leads_to_the_plans_of_its_goals(cast, first):
    client = Client()
    client.force_login(cast.ben)

    page = client.get(reverse("contract_outcome_goals", args=[cast.tameside.pk, first.pk]))

    assert reverse("person_plan", args=[cast.individual.pk]) in page.content.decode()
    assert "cook" not in page.content.decode(), "the words are in the plan, whose opening is logged"


def test_the_form_says_whether_employment_is_for_another_programme(cast):
    def hint() -> str:
        contract = type(cast.tameside).objects.get(pk=cast.tameside.pk)
        return GoalForm(package=cast.package, contract=contract).fields["life_domain"].help_text

    assert hint() == ""
    for is_missing, words in ((True, "from us"), (False, "refer people who want a job to it")):
        with pgtrigger.ignore("contracts.Terms:terms_written_once"):
            cast.tameside.terms.update(no_placement_programme=is_missing)
        assert words in hint()


def test_the_period_is_chosen_and_goes_along_to_the_goals(cast, first, client):
    """Given a goal achieved four months ago; then three months leave it out, and six count it."""
    Goal.objects.filter(pk=cast.wording.goal_id).update(
        state="achieved", state_on=cast.today - datetime.timedelta(days=120)
    )
    client.force_login(cast.ben)
    address = reverse("contract_outcomes", args=[cast.tameside.pk])
    for months, count in (("3", 0), ("6", 1), ("", 1), ("nothing", 1)):
        page = client.get(address, {"period": months})
        rows = dict(page.context["rows"])
        assert (rows[first] or {"achieved": 0})["achieved"] == count, months
    goals = reverse("contract_outcome_goals", args=[cast.tameside.pk, first.pk])
    assert f"{goals}?period=6" in client.get(address, {"period": "6"}).text
    assert client.get(goals, {"period": "3"}).context["goals"].rows == []
