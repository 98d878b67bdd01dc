"""Risk assessments: written in the first days, read and signed, looked at again, asked for by the Council."""

import datetime

from casework.enums import AllocationKind
from casework.models import Allocation
from casework.services import set_visit_warning
from core import clock
from core.errors import Refused
from demo.scenarios.allocation import allocate
from demo.scheduler import Story
from demo.text import risks as words
from demo.world import DAY, WEEK, Scene, Support, at
from risk import services
from risk.assessments.enums import DisclosureMethod
from risk.models import RiskAssessment, RiskSignature

HALF_A_YEAR = DAY * 182
# The day of the last review before today, counted back: nobody got round to Colette's yet, the others' are near.
NEXT_REVIEW = {"colette": 6, "tomasz": -4, "hamza": -12}
# A new version is begun so many days ago, and stays a draft.
BEGUN = {"shanice": 2}
DROPPED = {"parveen": 41}


def assessed(scene: Scene, support: Support) -> Story:
    """The first version of this support, and what becomes of it; a record found to be a double gets none."""
    life, chance = support.life, scene.chance("risk", support.life.key)
    if support.package.starts_on > scene.today or life.merged is not None:
        return
    yield at(support.package.starts_on + DAY * chance.randint(0, 2), 17, chance.randint(0, 50))
    if support.is_over(clock.today()):
        return
    _put_in_force(scene, support, chance, services.begin_risk(individual=support.individual, by=support.lead.user))
    yield from _looked_at_again(scene, support, chance)


def _put_in_force(scene: Scene, support: Support, chance, draft: RiskAssessment) -> None:
    by = support.lead.user
    services.write_risk(
        assessment=draft,
        revision=draft.revision,
        lone_working=scene.pick(chance, words.ALONE, support),
        visit_instructions=scene.pick(chance, words.VISIT, support),
        contingency=scene.pick(chance, words.CONTINGENCY, support),
        took_part=scene.pick(chance, words.VIEW, support),
        by=by,
    )
    known = set(draft.hazards.not_excluded().values_list("description", flat=True))
    fresh = [danger for danger in words.DANGERS if danger.description not in known]
    for danger in chance.sample(fresh, 1 if known else chance.choice((1, 2, 2, 3))):
        services.add_hazard(assessment=draft, by=by, **vars(danger))
    services.put_in_force(assessment=draft, review_on=_review_on(scene, support), by=by)


def _review_on(scene: Scene, support: Support) -> datetime.date:
    """In half a year; the last one before today by the story, where it has one."""
    day, told = clock.today() + HALF_A_YEAR, NEXT_REVIEW.get(support.life.key)
    if told is not None and day > scene.ago(told + 60) and scene.ago(told) > clock.today():
        return scene.ago(told)
    return day


def _looked_at_again(scene: Scene, support: Support, chance) -> Story:
    """Some days before it is due: as it was, or a new version."""
    key = support.life.key
    asides = [(BEGUN, _begun_again), (DROPPED, _dropped)]
    for days, story in asides:
        if key in days:
            scene.begin(story(support, scene.ago(days[key])))
    while True:
        assessment = RiskAssessment.objects.in_force().get(individual=support.individual)
        ahead = chance.randint(1, 9)
        if key in NEXT_REVIEW and assessment.review_on == scene.ago(NEXT_REVIEW[key]):
            return  # nobody comes to it before today
        yield at(max(assessment.review_on - DAY * ahead, clock.today() + DAY), 16, chance.randint(0, 50))
        if support.is_over(clock.today()):
            return
        if chance.random() < 0.5:
            draft = services.begin_risk(individual=support.individual, by=support.lead.user)
            _put_in_force(scene, support, chance, draft)
        else:
            services.confirm_risk(
                assessment=assessment,
                note=scene.pick(chance, words.NOTHING_CHANGED, support),
                review_on=_review_on(scene, support),
                by=support.lead.user,
            )


def _begun_again(support: Support, day: datetime.date) -> Story:
    yield at(day, 11, 25)
    if not support.is_over(day):
        services.begin_risk(individual=support.individual, by=support.lead.user)


def _dropped(support: Support, day: datetime.date) -> Story:
    yield at(day, 11, 25)
    draft = services.begin_risk(individual=support.individual, by=support.lead.user)
    yield at(day + DAY * 2, 9, 40)
    services.drop_risk(assessment=draft, reason=words.DROPPED, by=support.lead.user)


def signed_every_week(scene: Scene) -> Story:
    """On Fridays those who lead and stand beside sign what is in force; whoever covers for a day often does not."""
    day = scene.starts_on + (4 - scene.starts_on.weekday()) % 7 * DAY
    while day < scene.today:
        yield at(day, 16, 55)
        asked = Allocation.objects.standing_on(day).exclude(kind=AllocationKind.COVER)
        workers: dict = {}
        for individual, user in asked.values_list("package__case__individual", "worker__user"):
            workers.setdefault(individual, []).append(user)
        standing = RiskAssessment.objects.in_force().order_by("in_force_on", "individual__full_name")
        signed = set(RiskSignature.objects.values_list("assessment", "user"))
        users = {hand.user.pk: hand.user for hand in scene.hands.values()}
        for assessment in standing:
            for pk in workers.get(assessment.individual_id, []):
                if pk in users and (assessment.pk, pk) not in signed:
                    services.sign_risk(assessment=assessment, by=users[pk])
        day += WEEK


def asked_for_by_the_council(scene: Scene, key: str) -> Story:
    """The keyworker is given access for a week; a month later the commissioner's officer gets a paper."""
    for ago, asked_by, post, how in (
        (70, "", "Keyworker", DisclosureMethod.ACCESS),
        (33, "Petra Lund", "Commissioning officer", DisclosureMethod.SENT),
    ):
        yield at(scene.ago(ago), 14, 20)
        support = scene.supports[key]
        keyworker = scene.users[scene.keyworker_key(support.life, clock.today())]
        is_access = how == DisclosureMethod.ACCESS
        disclosure = services.disclose_to_council(
            assessment=RiskAssessment.objects.in_force().get(individual=support.individual),
            asked_by=asked_by or keyworker.full_name,
            asked_by_post=post,
            asked_on=clock.today() - DAY,
            how=how,
            user=keyworker if is_access else None,
            until_on=clock.today() + WEEK if is_access else None,
            by=scene.users["manager"],
        )
        if not is_access:
            services.store_risk_pdf(disclosure_id=disclosure.pk, by=None)


def warned_at_the_door(scene: Scene, key: str, ago: int) -> Story:
    """What stands at the door is written anew."""
    yield at(scene.ago(ago), 17, 35)
    support = scene.supports[key]
    individual = type(support.individual).objects.get(pk=support.individual.pk)
    set_visit_warning(
        individual=individual, revision=individual.revision, visit_warning=words.DOOR, by=support.lead.user
    )


def covered_since_yesterday(scene: Scene, key: str) -> Story:
    """Somebody covers for five days and has not read it yet: the worker who can sign in, where they have room."""
    yield at(scene.ago(1), 8, 10)
    support, day = scene.supports[key], clock.today()
    others = sorted(other for other in scene.hands if other != "worker")
    for hand in (scene.hands[other] for other in ("worker", *others)):
        if hand in (support.lead, support.buddy) or hand.is_leader or hand.is_away(day):
            continue
        try:
            allocate(scene, support, hand, AllocationKind.COVER, day, day + DAY * 5)
        except Refused:
            continue
        return
