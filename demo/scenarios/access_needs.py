"""What people need to read, hear and take part: asked about at the start, reviewed every year."""

from casework import services
from casework.access_needs.duties import awaiting_review
from casework.models import AccessNeed
from core import clock
from demo.scheduler import Scenario
from demo.world import DAY, World, at

NEEDS = {
    "maya": (
        ("contact", "text", "before anybody rings"),
        ("adjustment", "same worker", ""),
        ("adjustment", "longer time", "a break after half an hour"),
    ),
    "tomasz": (("format", "large print", "16 point"), ("contact", "letter", "")),
    "parveen": (("professional", "interpreter", "Urdu, a woman"),),
}
SHARING = {"maya": "consent", "tomasz": "refused"}


def ask_about_needs(world: World, key: str, ago: int) -> Scenario:
    """The worker asks what helps, and whether other services may know."""
    yield at(world.ago(ago), 15, 25)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    for kind, code, words in NEEDS[key]:
        services.record_access_need(
            individual=support.individual, kind=kind, code=code, words=words, by=support.lead_user
        )
    if key in SHARING:
        services.record_sharing_decision(
            individual=support.individual,
            sharing=SHARING[key],
            how="In person, at a visit",
            decided_on=clock.today(),
            equality_act="yes",
            by=support.lead_user,
        )


def ask_without_needs(world: World, key: str, ago: int) -> Scenario:
    """The worker asks what helps, and nothing is needed."""
    yield at(world.ago(ago), 11, 10)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    services.record_no_access_needs(
        individual=support.individual, asked_on=clock.today(), how="In person, at a visit", by=support.lead_user
    )


def review_needs(world: World) -> Scenario:
    """Every two weeks the needs that are due are reviewed; those that became due since wait."""
    day = world.starts_on + 370 * DAY
    while day < world.today - 5 * DAY:
        yield at(day, 16, 45)
        supports = {support.individual.pk: support for support in world.supports.values() if support.lead}
        for need in awaiting_review(AccessNeed.objects.all(), clock.today()):
            support = supports.get(need.individual_id)
            if support is not None:
                services.confirm_access_needs(
                    individual=support.individual, review_on=clock.today() + 365 * DAY, by=support.lead_user
                )
        day += 14 * DAY
