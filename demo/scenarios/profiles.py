"""Who people are, in their own answers: asked in the first weeks, some rather later, some never."""

from casework import services
from casework.profile.enums import LISTS, Answered, ProfileQuestion
from core import clock
from demo.scheduler import Scenario
from demo.world import DAY, World, at

RESULTS = (Answered.GIVEN, Answered.PREFERS_NOT, Answered.NOT_KNOWN)
SHARES = (88, 9, 3)
LANGUAGES = ("English", "English", "English", "Urdu", "Polish", "Bengali")


def ask_everybody(world: World) -> Scenario:
    """Every two weeks the workers ask whoever began since, four questions out of five."""
    day, asked = world.starts_on + 14 * DAY, set()
    while day < world.today:
        yield at(day, 14, 35)
        for key, support in list(world.supports.items()):
            if support.lead and key not in asked and not support.is_over(day):
                asked.add(key)
                _ask(world, key)
        day += 14 * DAY


def _ask(world: World, key: str) -> None:
    support, chance = world.supports[key], world.chance("profile", key)
    for question, answers in LISTS.items():
        is_asked = chance.random() < 0.8
        answered = chance.choices(RESULTS, SHARES)[0]
        codes = [chance.choice(list(answers.labels))] if answers.labels else []
        if is_asked:
            services.record_profile_answer(
                individual=support.individual,
                question=question,
                answered=answered,
                codes=codes,
                words="" if codes else chance.choice(LANGUAGES),
                how="In person, at a visit",
                asked_on=clock.today(),
                by=support.lead_user,
            )


def let_workers_know(world: World, key: str, ago: int) -> Scenario:
    """A manager lets the workers of one person read what they drink and use."""
    yield at(world.ago(ago), 11, 5)
    if key in world.supports:
        services.let_workers_know(
            individual=world.supports[key].individual,
            question=ProfileQuestion.SUBSTANCES,
            reason="They go to the pub quiz together and plan the evening with this in mind.",
            by=world.users["manager"],
        )
