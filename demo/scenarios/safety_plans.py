"""Safety plans: written after a contact in a crisis, reviewed after the next; one a draft, one to be reviewed now."""

from typing import Any

from casework.models import SupportPackage
from core import clock
from demo.scheduler import Scenario
from demo.text import safety_plans as words
from demo.world import DAY, Support, World, at
from risk import services
from risk.models import SafetyPlan
from risk.safety_plans.enums import SafetyPlanReader
from risk.safety_plans.rules import plans_to_review, without_safety_plan
from visits import services as visits

REVIEW_AFTER = DAY * 120
# Whose story is its own: the duty after a crisis stays for them.
APART = ("shanice", "colette")


def start_safety_plans(world: World) -> None:
    """Start the plans of Maya, of Shanice (a draft) and of Colette (to be reviewed), and those after a crisis."""
    world.begin(_shared_plan(world, "maya", 210))
    world.begin(_versions(world, "nasreen", (150, 130, 100, 70, 50, 30)))
    world.begin(_draft(world, "shanice", 2))
    world.begin(_to_review(world, "colette", 90, 1))
    world.begin(_after_each_crisis(world))


def _write(world: World, support: Support) -> SafetyPlan:
    chance = world.chance("safety plan", support.character.key, clock.today())
    plan = services.begin_safety_plan(individual=support.individual, by=support.lead_user)
    texts = {name: world.pick_text(chance, texts, support) for name, texts in words.SECTIONS.items()}
    return services.write_safety_plan(plan=plan, revision=plan.revision, by=support.lead_user, **texts)


def _make_live(world: World, support: Support) -> SafetyPlan:
    return services.make_safety_plan_live(
        plan=_write(world, support),
        made_with=f"{support.name} and {support.lead_user.full_name}",
        made_on=clock.today(),
        review_on=clock.today() + REVIEW_AFTER,
        by=support.lead_user,
    )


def _shared_plan(world: World, key: str, ago: int) -> Scenario:
    """A plan that the keyworker may read and workers have on their phone, with two copies and a document."""
    yield at(world.ago(ago), 14, 5)
    support = world.supports[key]
    if support.is_over(clock.today()):
        return
    plan, by = _make_live(world, support), support.lead_user
    for reader in SafetyPlanReader:
        services.decide_safety_sharing(
            individual=support.individual, reader=reader, is_given=True, how="At the visit", by=by
        )
    yield at(world.ago(ago - 3), 10, 40)
    for name, how, agreed_how in words.COPIES:
        services.record_copy(plan=plan, name=name, how=how, agreed_how=agreed_how, given_on=clock.today(), by=by)
    services.record_advance_choice(
        individual=support.individual,
        kind="statement",
        dated_on=world.ago(ago + 20),
        held_by="The GP surgery",
        where="With her notes",
        note="She wants her sister with her if she goes into hospital.",
        until_on=None,
        by=by,
    )


def _versions(world: World, key: str, days: tuple[int, ...]) -> Scenario:
    """Somebody who wants no plan, has one, no longer wants it, and has a second; a draft discarded, and a mistake."""
    unwanted, first, ended, second, _, mistaken = days
    for ago in days:
        yield at(world.ago(ago), 13, 25)
        support = world.supports[key]
        if support.is_over(clock.today()):
            return
        by = support.lead_user
        if ago in (first, second):
            _make_live(world, support)
        elif ago == ended:
            plan = SafetyPlan.objects.in_force().of_person(support.individual).get()
            services.end_safety_plan(plan=plan, reason=words.NO_LONGER_WANTED, by=by)
        elif ago == mistaken:
            plan = _make_live(world, support)
            services.strike_safety_plan(plan=plan, reason=words.MISTAKEN, by=by)
        else:
            is_unwanted = ago == unwanted
            reason = words.UNWANTED if is_unwanted else words.DROPPED
            services.drop_safety_plan(plan=_write(world, support), is_unwanted=is_unwanted, reason=reason, by=by)


def _draft(world: World, key: str, ago: int) -> Scenario:
    yield at(world.ago(ago), 15, 35)
    support = world.supports[key]
    if not support.is_over(clock.today()):
        _write(world, support)


def _to_review(world: World, key: str, ago: int, rang_ago: int) -> Scenario:
    """A plan from months ago; then the person rings in tears, and nobody has reviewed it since."""
    yield at(world.ago(ago), 11, 15)
    support = world.supports[key]
    if support.is_over(clock.today()):
        return
    _make_live(world, support)
    yield at(world.ago(rang_ago), 16, 20)
    if support.is_over(clock.today()):
        return
    visits.log_contact(
        package=support.package,
        at=at(clock.today(), 15, 50),
        with_whom="person",
        how="call",
        minutes=25,
        about=words.RANG_IN_TEARS.format(name=support.name),
        was_crisis=True,
        urgency="noticed",
        by=support.lead_user,
    )


def _after_each_crisis(world: World) -> Scenario:
    """Every evening the lead worker has written or reviewed what a contact in a crisis asked for by the next day."""
    day = world.starts_on
    while day < world.today:
        yield at(day, 18, 25)
        supports = {
            support.package.pk: support
            for key, support in world.supports.items()
            if key not in APART and support.lead is not None and not support.is_over(day)
        }
        due_by = day + DAY
        missing: Any = without_safety_plan(SupportPackage.objects.filter(pk__in=supports), day)
        for package in missing.filter(safety_plan_due_on__lte=due_by).order_by("case__individual__full_name", "pk"):
            _make_live(world, supports[package.pk])
        people = {support.individual.pk: support for support in supports.values()}
        due: Any = plans_to_review(SafetyPlan.objects.filter(individual__in=people), day)
        for plan in due.filter(due_on__lte=due_by).order_by("individual__full_name", "pk"):
            support = people[plan.individual_id]
            chance = world.chance("safety review", support.character.key, day)
            services.confirm_safety_plan(
                plan=plan,
                note=world.pick_text(chance, words.REVIEWED, support),
                review_on=day + REVIEW_AFTER,
                by=support.lead_user,
            )
        day += DAY
