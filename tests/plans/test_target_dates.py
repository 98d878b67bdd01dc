"""A goal that is still worked on after its target date is marked wherever staff read it."""

import datetime
import functools

import pytest
from django.db import transaction
from django.urls import reverse

from core.errors import Refused
from plans.models import Goal, GoalWording, SupportPlan
from plans.services import add_goal, change_goal, start

PILL = "Past its target date"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def set_target(cast):
    def set_target(days: int) -> None:
        GoalWording.objects.filter(pk=cast.wording.pk).update(target_on=cast.today + days * DAY)

    return set_target


def pages_with_the_pill(cast, client) -> list[str]:
    client.force_login(cast.amara)
    args = {"person": [cast.individual.pk], "person_plan": [cast.individual.pk], "goals": []}
    return [name for name in args if PILL in client.get(reverse(name, args=args[name])).content.decode()]


def test_a_goal_past_its_target_date_is_marked_on_every_page(cast, client, set_target):
    set_target(-1)
    assert pages_with_the_pill(cast, client) == ["person", "person_plan", "goals"]


def test_the_target_day_itself_is_not_past(cast, client, set_target):
    set_target(0)
    assert pages_with_the_pill(cast, client) == []


@pytest.mark.parametrize("state", ["paused", "achieved"])
def test_a_goal_that_is_not_worked_on_is_not_marked(cast, client, set_target, state):
    set_target(-1)
    Goal.objects.filter(pk=cast.wording.goal_id).update(state=state, state_on=cast.today)
    assert pages_with_the_pill(cast, client) == []


def test_a_version_that_was_replaced_is_not_marked(cast, set_target):
    set_target(-1)
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="superseded")
    assert not GoalWording.objects.get(pk=cast.wording.pk).is_past_target


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (30, False)])
def test_a_new_goal_has_no_target_date_in_the_past(cast, days, is_refused):
    plan = start(package=cast.package, by=cast.amara)
    columns = {"words": "To cook", "life_domain": cast.wording.life_domain, "no_outcome_reason": "Their own idea"}
    save = functools.partial(
        add_goal,
        plan=plan,
        outcomes=[],
        steps=["Buy a pan"],
        target_on=cast.today + days * DAY,
        by=cast.amara,
        **columns,
    )
    if is_refused:
        with pytest.raises(Refused, match="in the past"), transaction.atomic():
            save()
    else:
        assert save().target_on == cast.today + days * DAY


def test_a_target_date_that_has_passed_since_stays_when_the_goal_is_changed(cast, set_target):
    set_target(-1)
    plan = start(package=cast.package, by=cast.amara)
    wording = GoalWording.objects.get(plan=plan, goal=cast.wording.goal)
    columns = {"outcomes": [], "steps": ["Walk"], "no_outcome_reason": "Their own idea", "by": cast.amara}
    change_goal(wording=wording, revision=wording.revision, target_on=wording.target_on, **columns)
    wording.refresh_from_db()
    with pytest.raises(Refused, match="in the past"), transaction.atomic():
        change_goal(wording=wording, revision=wording.revision, target_on=cast.today - 9 * DAY, **columns)
