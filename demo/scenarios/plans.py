"""Support plans: written together, offered, talked over, agreed or not; goals rated, reached, abandoned."""

import datetime
import random
from collections.abc import Generator
from typing import Any

from accounts.models import User
from casework.models import AgreedOutcome
from core import clock
from demo.scheduler import Scenario
from demo.text import plans as words
from demo.text.goals import OWN_GOAL, Wish
from demo.world import DAY, WEEK, Aim, Support, World, at
from plans import services
from plans.enums import AnswerMethod, ParticipantRole, RatedBy
from plans.models import GoalWording, SupportPlan
from plans.support_plan.sections import PlanSection

HOURS = datetime.timedelta(hours=1)
HALF_A_YEAR = WEEK * 26
# A signature drawn with a finger.
SIGNED = "M60 130 L90 60 L110 140 L140 70 L150 120 L190 100 L210 130 M230 120 L300 90 L340 125 L420 105"
HOW: tuple[dict[str, Any], ...] = (
    {"how": AnswerMethod.IN_PERSON, "statement": "Yes, that's my plan."},
    {"how": AnswerMethod.SIGNATURE, "signature": SIGNED},
    {"how": AnswerMethod.TELEPHONE, "statement": "You can put down that I agree."},
)


def run_plan(world: World, support: Support) -> Scenario:
    """The first plan and its later versions."""
    character, chance = support.character, world.chance("plan", support.character.key)
    if support.package.starts_on > world.today:
        return
    days = [world.ago(ago) for ago in character.plan_days]
    begun_on = days[0] if days else support.package.starts_on + DAY * chance.randint(5, 12)
    yield at(begun_on, 16, chance.randint(0, 50))
    if support.is_over(begun_on):
        return
    plan = _write_first_version(world, support, begun_on, chance)
    if character.course == "draft":
        return
    offered_on = days[1] if len(days) > 1 else begun_on + DAY * chance.randint(4, 10)
    yield at(offered_on, 17, chance.randint(0, 50))
    if support.is_over(offered_on):
        return
    services.offer(plan=plan, by=support.lead_user)
    if character.course == "offered":
        return
    if not days and chance.random() < 0.2:
        yield at(offered_on + DAY * 2, 10, chance.randint(0, 50))
        yield from _take_offer_back(world, support, plan)
    answered_on = days[2] if len(days) > 2 else clock.today() + DAY * chance.randint(2, 9)
    yield at(answered_on, 12, chance.randint(0, 50))
    if support.is_over(answered_on):
        return
    if character.course == "declined":
        answer: dict[str, Any] = {"how": AnswerMethod.IN_PERSON, "statement": "No, not like this."}
        services.decline(plan=plan, reason=words.DECLINED, by=support.lead_user, **answer)
        return
    _agree(world, support, plan, is_first=True)
    second_on = character.second_plan
    if second_on is not None:
        yield at(world.ago(second_on + 8), 16, 20)
        _drop_a_draft(support)
        yield at(world.ago(second_on), 15, chance.randint(0, 50))
        yield from _write_next_version(world, support)


def _write_first_version(world: World, support: Support, begun_on: datetime.date, chance: random.Random) -> SupportPlan:
    """Write the draft of the first plan: sections, participants and goals."""
    plan = services.start(package=support.package, by=support.lead_user)
    services.write(
        plan=plan,
        revision=plan.revision,
        by=support.lead_user,
        own_words=[PlanSection.MATTERS_TO_ME, PlanSection.BAD_DAYS],
        **{section: world.pick_text(chance, texts, support) for section, texts in words.SECTIONS.items()},
    )
    _add_participants(world, support, plan, chance)
    for wish in support.wishes[: 1 if support.character.course == "draft" else None]:
        _add(support, plan, wish, target_on=_target(world, support, begun_on))
    return plan


def _add_participants(world: World, support: Support, plan: SupportPlan, chance: random.Random) -> None:
    """Add the person, and sometimes somebody else."""
    how = world.pick_text(chance, words.TOOK_PART, support)
    services.add_participant(plan=plan, role=ParticipantRole.PERSON, how=how, by=support.lead_user)
    if chance.random() < 0.4:
        role, name, how = chance.choice(words.PARTICIPANTS)
        services.add_participant(plan=plan, role=role, name=name, how=how, by=support.lead_user)


def _target(world: World, support: Support, day: datetime.date) -> datetime.date:
    """Return half a year from `day`; later where no later version of the plan sets another date."""
    target_on = day + HALF_A_YEAR
    while support.character.second_plan is None and target_on < world.today:
        target_on += HALF_A_YEAR
    return target_on


def _set_new_targets(plan: SupportPlan, by: User) -> None:
    """In a new version every goal that continues gets another target date."""
    for wording in plan.goal_wordings.active():
        services.change_goal(
            wording=wording,
            revision=wording.revision,
            outcomes=list(wording.outcomes.all()),
            steps=[step.text for step in wording.steps.not_dropped()],
            target_on=clock.today() + HALF_A_YEAR + WEEK * 10,
            by=by,
        )


def _add(support: Support, plan: SupportPlan, wish: Wish, *, target_on: datetime.date) -> GoalWording:
    """One of the person's wishes as a goal of the plan, with the Council outcome it serves, where there is one."""
    outcomes = list(AgreedOutcome.objects.filter(package=support.package, text=wish.outcome)) if wish.outcome else []
    contract = support.package.case.contract
    domains, named = list(contract.life_domains.all()), list(contract.outcomes.all())
    return services.add_goal(
        plan=plan,
        words=wish.words,
        life_domain=domains[wish.domain],
        outcomes=outcomes,
        contract_outcomes=[named[wish.contract_outcome(len(named))]],
        steps=wish.steps,
        no_outcome_reason="" if outcomes else OWN_GOAL.format(name=support.name),
        target_on=target_on,
        why=wish.why,
        how_we_know=wish.how_we_know,
        pace=wish.pace,
        needs=[wish.need],
        by=support.lead_user,
    )


def _take_offer_back(world: World, support: Support, plan: SupportPlan) -> Scenario:
    """The person wants something changed before agreeing."""
    chance = world.chance("taken back", support.character.key)
    wording = plan.goal_wordings.first()
    assert wording is not None
    text = words.QUOTE.format(name=support.name, words=world.pick_text(chance, words.COMMENTS, support))
    services.comment(plan=plan, wording=wording, words=text, by=support.lead_user)
    services.withdraw_offer(plan=plan, reason=words.REASON_TO_WITHDRAW.format(name=support.name), by=support.lead_user)
    yield clock.now() + HOURS
    steps = [step.text for step in wording.steps.all()]
    services.change_goal(
        wording=wording,
        revision=wording.revision,
        outcomes=list(wording.outcomes.all()),
        steps=steps[::-1],
        by=support.lead_user,
    )
    yield clock.now() + HOURS
    services.offer(plan=plan, by=support.lead_user)


def _agree(world: World, support: Support, plan: SupportPlan, *, is_first: bool) -> None:
    """Agree the plan; visits then work on its goals."""
    chance = world.chance("agreed", support.character.key, plan.version)
    day = clock.today()
    if support.individual.user:
        message = services.comment(plan=plan, words=words.COMMENTS[-1], by=support.individual.user)
        services.agree(plan=plan, how=AnswerMethod.PORTAL, by=support.individual.user)
        services.reply(to=message, words=words.ANSWER_TO_AGREEMENT, by=support.lead_user)
    else:
        services.agree(plan=plan, by=support.lead_user, **chance.choice(HOW))
    before = {aim.wish.words: aim.rating for aim in support.aims}
    known = {wish.words: wish for wish in world.wishes(support.character.contract)}
    support.plan, support.aims = plan, []
    for wording in plan.goal_wordings.active():
        rating = before.get(wording.words)
        if rating is None:
            rating = chance.randint(1, 4)
            services.rate(wording=wording, value=rating, rated_on=day, rated_by=RatedBy.PERSON, by=support.lead_user)
        aim = Aim(wording, known[wording.words], rating)
        support.aims.append(aim)
        world.begin(_goal_outcome(world, support, aim, is_first))


def _goal_outcome(world: World, support: Support, aim: Aim, is_first: bool) -> Scenario:
    """A goal is achieved or abandoned after some months, or continues: by the character's story, or by chance."""
    chance = world.chance("goal", support.character.key, aim.wish.words, is_first)
    draw, reached_on = chance.random(), clock.today() + WEEK * chance.randint(12, 34)
    abandoned_on = clock.today() + WEEK * chance.randint(8, 26)
    if support.character.goal_outcomes:
        outcome, day = _named_outcome(world, support, aim)
        if day <= clock.today():
            return
        if outcome in OTHER_OUTCOMES:
            yield at(day, 13, chance.randint(0, 50))
            _other_outcome(support, aim, outcome)
            return
        draw, reached_on, abandoned_on = {"reached": 0.0, "abandoned": 0.5}.get(outcome, 1.0), day, day
    if draw >= 0.55:
        yield at(clock.today() + WEEK * chance.randint(5, 12), 14, chance.randint(0, 50))
        step = aim.wording.steps.not_dropped().filter(done_on=None).first()
        if step is not None and _is_worked_on(support, aim):
            services.tick_step(step=step, done_on=clock.today(), by=support.lead_user)
        return
    yield at(reached_on if draw < 0.4 else abandoned_on, 13, chance.randint(0, 50))
    if not _is_worked_on(support, aim):
        return
    if draw < 0.4:
        _reach(support, aim, chance)
    elif (yield from _abandon(world, support, aim, chance)):
        return
    support.aims = [other for other in support.aims if other is not aim]
    if not support.aims and support.character.second_plan is None:
        yield at(clock.today() + DAY * chance.randint(10, 24), 15, chance.randint(0, 50))
        yield from _write_next_version(world, support)


def _named_outcome(world: World, support: Support, aim: Aim) -> tuple[str, datetime.date]:
    """Return what the character's story says of the goal, and the day; "" for a goal that it does not name."""
    outcomes = {
        wish: (outcome, world.ago(ago))
        for place, ago, outcome in support.character.goal_outcomes
        for wish in support.wishes[place : place + 1]
    }
    return outcomes.get(aim.wish, ("", world.today))


def _reach(support: Support, aim: Aim, chance: random.Random) -> None:
    """Rate the goal highly and record that it was reached."""
    aim.rating = max(aim.rating, chance.choice((8, 8, 9)))
    by, day = support.lead_user, clock.today()
    services.rate(wording=aim.wording, value=aim.rating, rated_on=day, rated_by=RatedBy.PERSON, by=by)
    services.achieve(wording=aim.wording, reason=words.ACHIEVED.format(name=support.name), by=by)


def _abandon(
    world: World, support: Support, aim: Aim, chance: random.Random
) -> Generator[datetime.datetime, None, bool]:
    """Abandon the goal; some are reopened after five weeks. Return True if it is worked on again."""
    services.abandon(
        wording=aim.wording, reason=world.pick_text(chance, words.REASONS_TO_ABANDON, support), by=support.lead_user
    )
    if chance.random() < 0.25:
        yield at(clock.today() + WEEK * 5, 13, chance.randint(0, 50))
        if _is_worked_on(support, aim):
            services.reopen(wording=aim.wording, reason=words.REASON_TO_REOPEN, by=support.lead_user)
            return True
    return False


OTHER_OUTCOMES = {
    "paused": services.pause,
    "partly": services.achieve_partly,
    "changed": services.replace_goal,
}


def _other_outcome(support: Support, aim: Aim, outcome: str) -> None:
    """Pause the goal, achieve it in part, or change it into another; no later visit works on it."""
    if _is_worked_on(support, aim):
        OTHER_OUTCOMES[outcome](wording=aim.wording, reason=words.OUTCOME_REASONS[outcome], by=support.lead_user)
        support.aims = [other for other in support.aims if other is not aim]


def _is_worked_on(support: Support, aim: Aim) -> bool:
    return not support.is_over(clock.today()) and any(other is aim for other in support.aims)


def _drop_a_draft(support: Support) -> None:
    """Start a new version too early, and drop it."""
    if not support.is_over(clock.today()):
        plan = services.start(package=support.package, by=support.lead_user)
        services.drop_draft(plan=plan, reason=words.DROPPED.format(name=support.name), by=support.lead_user)


def _write_next_version(world: World, support: Support) -> Scenario:
    """Write and agree a new version: the changes, and one new goal."""
    chance = world.chance("again", support.character.key, clock.today())
    if support.is_over(clock.today()):
        return
    plan = services.start(package=support.package, by=support.lead_user)
    services.write(
        plan=plan,
        revision=plan.revision,
        by=support.lead_user,
        matters_to_me=f"{plan.matters_to_me}\n{chance.choice(words.SECOND_TIME)}",
    )
    _add_participants(world, support, plan, chance)
    used = set(GoalWording.objects.filter(plan__package=support.package).values_list("words", flat=True))
    fresh = [wish for wish in world.wishes(support.character.contract) if wish.words not in used]
    _set_new_targets(plan, support.lead_user)
    # Half a year: where that has passed by now, the goal is marked as past its target date.
    _add(support, plan, chance.choice(fresh), target_on=clock.today() + HALF_A_YEAR)
    yield at(clock.today() + DAY * chance.randint(2, 6), 17, chance.randint(0, 50))
    if support.is_over(clock.today()):
        return
    services.offer(plan=plan, by=support.lead_user)
    yield at(clock.today() + DAY * chance.randint(2, 8), 12, chance.randint(0, 50))
    if not support.is_over(clock.today()):
        _agree(world, support, plan, is_first=False)


def comment_on_goals(world: World, key: str) -> Scenario:
    """The person with a sign-in and the worker write to each other about the goals, the last time yesterday evening."""
    conversations = (
        (
            150,
            "Can we do the guitar first for a bit? The bus can wait.",
            "Of course. We'll start with it next time.",
        ),
        (47, "I played for Rosa on Sunday. Two songs.", "Two! Brilliant. Shall we ask your neighbour next?"),
        (1, "I'm not sure about the group next week. Can you come in with me?", ""),
    )
    for ago, words_of_person, answer in conversations:
        yield at(world.ago(ago), 20, 40)  # too late to be read the same day
        support = world.supports[key]
        person = support.individual.user
        if support.plan is None or not support.aims or person is None:
            return
        wording = support.aims[0].wording
        asked = services.comment(plan=support.plan, wording=wording, words=words_of_person, by=person)
        if answer:
            yield at(world.ago(ago - 1), 9, 15)
            services.reply(to=asked, words=answer, by=support.lead_user)
