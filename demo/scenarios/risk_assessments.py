"""Risk assessments: written in the first days, signed, reviewed, disclosed to the Council."""

import datetime
import random

from casework.enums import AllocationKind
from casework.models import Allocation
from casework.services import set_visit_warning
from core import clock
from core.errors import Refused
from demo.scenarios.allocation import allocate
from demo.scheduler import Scenario
from demo.text import risks as words
from demo.world import DAY, WEEK, Support, World, at
from risk import services
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskAssessment, RiskSignature

HALF_A_YEAR = DAY * 182
# How many days ago a review was due: Colette's is late, the others' are due soon.
NEXT_REVIEW = {"colette": 6, "tomasz": -4, "hamza": -12}
# A new version is begun so many days ago, and stays a draft.
DRAFTED_DAYS_AGO = {"shanice": 2}
DROPPED = {"parveen": 41}


def assess(world: World, support: Support) -> Scenario:
    """The first version of this support and its later ones; a merged record has none."""
    character, chance = support.character, world.chance("risk", support.character.key)
    if support.package.starts_on > world.today or character.merged is not None:
        return
    yield at(support.package.starts_on + DAY * chance.randint(0, 2), 17, chance.randint(0, 50))
    if support.is_over(clock.today()):
        return
    _put_in_force(world, support, chance, services.begin_risk(individual=support.individual, by=support.lead_user))
    yield from _review_again(world, support, chance)


def _put_in_force(world: World, support: Support, chance: random.Random, draft: RiskAssessment) -> None:
    by = support.lead_user
    services.write_risk(
        assessment=draft,
        revision=draft.revision,
        lone_working=world.pick_text(chance, words.ALONE, support),
        visit_instructions=world.pick_text(chance, words.VISIT, support),
        contingency=world.pick_text(chance, words.CONTINGENCY, support),
        took_part=world.pick_text(chance, words.VIEW, support),
        by=by,
    )
    known = set(draft.hazards.not_excluded().values_list("description", flat=True))
    fresh = [danger for danger in words.DANGERS if danger.description not in known]
    for danger in chance.sample(fresh, 1 if known else chance.choice((1, 2, 2, 3))):
        services.add_hazard(assessment=draft, by=by, **vars(danger))
    services.put_in_force(assessment=draft, review_on=_review_on(world, support), by=by)


def _review_on(world: World, support: Support) -> datetime.date:
    """Return a day in half a year, or the next review that the character's story names."""
    day, ago = clock.today() + HALF_A_YEAR, NEXT_REVIEW.get(support.character.key)
    if ago is not None and day > world.ago(ago + 60) and world.ago(ago) > clock.today():
        return world.ago(ago)
    return day


def _review_again(world: World, support: Support, chance: random.Random) -> Scenario:
    """Some days before it is due: as it was, or a new version."""
    key = support.character.key
    asides = [(DRAFTED_DAYS_AGO, _begin_again), (DROPPED, _drop)]
    for days, scenario in asides:
        if key in days:
            world.begin(scenario(support, world.ago(days[key])))
    while True:
        assessment = RiskAssessment.objects.in_force().get(individual=support.individual)
        ahead, review_on = chance.randint(1, 9), assessment.review_on
        if review_on is None:
            return
        if key in NEXT_REVIEW and review_on == world.ago(NEXT_REVIEW[key]):
            return  # not done before today
        yield at(max(review_on - DAY * ahead, clock.today() + DAY), 16, chance.randint(0, 50))
        if support.is_over(clock.today()):
            return
        if chance.random() < 0.5:
            draft = services.begin_risk(individual=support.individual, by=support.lead_user)
            _put_in_force(world, support, chance, draft)
        else:
            services.confirm_risk(
                assessment=assessment,
                note=world.pick_text(chance, words.NOTHING_CHANGED, support),
                review_on=_review_on(world, support),
                by=support.lead_user,
            )


def _begin_again(support: Support, day: datetime.date) -> Scenario:
    yield at(day, 11, 25)
    if not support.is_over(day):
        services.begin_risk(individual=support.individual, by=support.lead_user)


def _drop(support: Support, day: datetime.date) -> Scenario:
    yield at(day, 11, 25)
    draft = services.begin_risk(individual=support.individual, by=support.lead_user)
    yield at(day + DAY * 2, 9, 40)
    services.drop_risk(assessment=draft, reason=words.DROPPED, by=support.lead_user)


def sign_weekly(world: World) -> Scenario:
    """On Fridays lead workers and buddies sign the assessments in force; somebody who covers often does not."""
    day = world.starts_on + (4 - world.starts_on.weekday()) % 7 * DAY
    while day < world.today:
        yield at(day, 16, 55)
        allocations = Allocation.objects.in_force_on(day).exclude(kind=AllocationKind.COVER)
        workers: dict = {}
        for individual, user in allocations.values_list("package__case__individual", "worker__user"):
            workers.setdefault(individual, []).append(user)
        assessments = RiskAssessment.objects.in_force().order_by("in_force_on", "individual__full_name")
        signatures = set(RiskSignature.objects.values_list("assessment", "user"))
        users = {member.user.pk: member.user for member in world.staff.values()}
        for assessment in assessments:
            for pk in workers.get(assessment.individual_id, []):
                if pk in users and (assessment.pk, pk) not in signatures:
                    services.sign_risk(assessment=assessment, by=users[pk])
        day += WEEK


def disclose_to_council(world: World, key: str) -> Scenario:
    """The keyworker asks and is given access for a week; a month later the commissioner's officer gets a PDF. The
    keyworker asked again yesterday.
    """
    for ago, asked_by, post, how in (
        (70, "", "Keyworker", DisclosureMethod.ACCESS),
        (33, "Petra Lund", "Commissioning officer", DisclosureMethod.SENT),
    ):
        is_access = how == DisclosureMethod.ACCESS
        if is_access:
            yield from _ask(world, key, ago + 1, words.REQUEST)
        yield at(world.ago(ago), 14, 20)
        support = world.supports[key]
        keyworker = world.users[world.keyworker_key(support.character, clock.today())]
        disclosure = services.disclose_to_council(
            assessment=RiskAssessment.objects.in_force().get(individual=support.individual),
            asked_by=asked_by or keyworker.full_name,
            asked_by_post=post,
            asked_on=clock.today() - DAY,
            how=how,
            user=keyworker if is_access else None,
            until_on=clock.today() + WEEK if is_access else None,
            by=world.users["manager"],
        )
        if not is_access:
            services.make_risk_pdf(disclosure_id=disclosure.pk)
    yield from _ask(world, key, 1, words.REQUEST_AGAIN)


def _ask(world: World, key: str, ago: int, reason: str) -> Scenario:
    yield at(world.ago(ago), 11, 45)
    support = world.supports[key]
    keyworker = world.users[world.keyworker_key(support.character, clock.today())]
    services.ask_for_risk(package=support.package, reason=reason, asked_by=keyworker, by=keyworker)


def add_visit_warning(world: World, key: str, ago: int) -> Scenario:
    """The visit warning is changed."""
    yield at(world.ago(ago), 17, 35)
    support = world.supports[key]
    individual = type(support.individual).objects.get(pk=support.individual.pk)
    set_visit_warning(
        individual=individual, revision=individual.revision, visit_warning=words.DOOR, by=support.lead_user
    )


def cover_since_yesterday(world: World, key: str) -> Scenario:
    """Somebody covers for five days and has not read it yet: the worker who can sign in, if they have capacity."""
    yield at(world.ago(1), 8, 10)
    support, day = world.supports[key], clock.today()
    others = sorted(other for other in world.staff if other != "worker")
    for member in (world.staff[other] for other in ("worker", *others)):
        if member in (support.lead, support.buddy) or member.is_leader or member.is_away(day):
            continue
        try:
            allocate(world, support, member, AllocationKind.COVER, day, day + DAY * 5)
        except Refused:
            continue
        return
