"""An exit plan from the first days, where the contract asks for one, agreed by the three parties."""

from casework.enums import Destination
from core import clock
from demo.scheduler import Scenario
from demo.text import decisions as words
from demo.world import DAY, Support, World, at
from plans import services
from plans.exit.enums import ExitParty
from plans.models import ExitPlan

WHERE_TO = (Destination.INDEPENDENCE, Destination.STEP_DOWN, Destination.DIRECT_PAYMENT)
# Nobody has written this one yet.
WITHOUT = "idris"


def plan_exit(world: World, support: Support) -> Scenario:
    """Written in the first days, agreed some weeks later; one condition is met after half a year."""
    chance = world.chance("exit", support.character.key)
    starts_on = support.package.starts_on
    written_on = starts_on + DAY * chance.randint(1, 5)
    conditions, arrangements = chance.sample(words.CONDITIONS, 3), chance.sample(words.ARRANGEMENTS, 2)
    where_to = support.character.exit[2] if support.character.exit else chance.choice(WHERE_TO)
    package, exit = support.package, support.character.exit
    expected_on = world.ago(1 - exit[1]) if exit else package.expected_last_on
    yield at(written_on, 16, chance.randint(5, 55))
    if support.is_over(clock.today()):
        return
    plan = services.write_exit_plan(
        package=support.package,
        revision=1,
        where_to=where_to,
        where_words=words.EXIT_WORDS[where_to].format(name=support.name),
        expected_on=expected_on if expected_on and expected_on > world.today else None,
        conditions=conditions,
        arrangements=arrangements,
        by=support.lead_user,
    )
    yield at(written_on + DAY * chance.randint(9, 30), 11, chance.randint(5, 55))
    if support.is_over(clock.today()):
        return
    _agree_by_all(world, support, plan)
    yield at(starts_on + DAY * chance.randint(160, 200), 15, chance.randint(5, 55))
    condition = plan.conditions.first()
    if condition is not None and not support.is_over(clock.today()):
        services.finish_exit_condition(condition=condition, by=support.lead_user)


def _agree_by_all(world: World, support: Support, plan: ExitPlan) -> None:
    keyworker = world.users[world.keyworker_key(support.character, clock.today())]
    for party, agreed_by in (
        (ExitParty.PERSON, support.individual.full_name),
        (ExitParty.COUNCIL, f"{keyworker}, keyworker"),
        (ExitParty.PROVIDER, f"{world.users['manager']}, manager"),
    ):
        services.agree_exit_plan(
            plan=plan,
            revision=plan.revision,
            party=party,
            agreed_by=agreed_by,
            agreed_on=clock.today(),
            by=support.lead_user,
        )
