"""A run of support from the day it is allocated: who comes, more or fewer hours, hospital, a new worker, the end."""

import datetime

from casework import services
from casework.enums import AgreementAnswer, AllocationKind, Destination, EndReason, OverrideEffect, WardKind
from casework.models import HospitalSpell, SupportPackage
from core import clock
from core.dates import add_working_days
from demo.characters import Life, Stay
from demo.scenarios.achievements import asked_how_life_is, gained
from demo.scenarios.allocation import allocate, can_lead, with_room
from demo.scenarios.exit_plans import WITHOUT, exit_planned
from demo.scenarios.plans import planned_together
from demo.scenarios.referrals import accepted
from demo.scenarios.risk_assessments import assessed
from demo.scenarios.transition import towards_eighteen
from demo.scenarios.updates import asked_for_reviews
from demo.scenarios.visits import clear_rota, fill_rota
from demo.scheduler import Story
from demo.text import duties as words
from demo.world import DAY, Hand, Scene, Support, at
from plans.exit.rules import asks_exit_plan
from plans.transition.rules import asks_transition_plan

TIMES = [datetime.time(9, 30), datetime.time(12, 30), datetime.time(15, 30)]
WEEKDAYS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5)
EVENING = datetime.time(18, 30)
MOST_MINUTES_A_VISIT = 150
DESTINATIONS = {
    EndReason.GOALS_REACHED: Destination.INDEPENDENCE,
    EndReason.STEP_DOWN: Destination.STEP_DOWN,
    EndReason.DIRECT_PAYMENT: Destination.DIRECT_PAYMENT,
    EndReason.CHOICE: Destination.INDEPENDENCE,
    EndReason.MOVED: Destination.MOVED,
    EndReason.KEYWORKER: Destination.CARE_HOME,
}


def supported(scene: Scene, life: Life) -> Story:
    """The whole of it, from the referral on."""
    chance = scene.chance("support", life.key)
    pool = scene.wishes(life.contract)
    wishes = [pool[place] for place in life.wishes] or chance.sample(pool, chance.choice((2, 3, 3)))
    package = yield from accepted(scene, life, wishes)
    support = Support(life, package, package.case.individual, wishes, life.minutes)
    scene.supports[life.key] = support
    yield at(add_working_days(clock.today(), 1), 9, chance.randint(0, 59))
    starts_on = package.starts_on
    hand = _wanted(scene, support, starts_on) or with_room(scene, support, starts_on)
    _lead(scene, support, hand, starts_on)
    if life.has_buddy:
        buddy = with_room(scene, support, starts_on, is_to_stay=True)
        allocate(scene, support, buddy, AllocationKind.BUDDY, starts_on)
        support.buddy = buddy
    scene.begin(planned_together(scene, support))
    scene.begin(asked_how_life_is(scene, support))
    scene.begin(gained(scene, support))
    scene.begin(assessed(scene, support))
    scene.begin(asked_for_reviews(scene, support))
    for ago, minutes in life.hours:
        scene.begin(_other_hours(scene, support, scene.ago(ago), minutes))
    for ago, place in life.strands:
        scene.begin(_other_strand(scene, support, scene.ago(ago), place))
    if asks_transition_plan(package):
        scene.begin(towards_eighteen(scene, support))
    if asks_exit_plan(package, clock.today()) and life.key != WITHOUT:
        scene.begin(exit_planned(scene, support))
    if life.exit:
        scene.begin(_end_planned(scene, support, *life.exit))
    if life.died is not None:
        scene.begin(_died(scene, support, scene.ago(life.died)))
    if life.merged is not None:
        scene.begin(_known_already(scene, support, scene.supports[life.same_person_as], scene.ago(life.merged)))
    for stay in life.stays:
        scene.begin(_in_hospital(scene, support, stay))
    for ago, key in life.keyworker_changes:
        scene.begin(_other_keyworker(scene, support, scene.ago(ago), key))
    if life.handover is not None:
        scene.begin(handed_over(scene, support, scene.ago(life.handover)))
    if life.ends and not any(stay.effect == OverrideEffect.END for stay in life.stays):
        scene.begin(_ends(scene, support, scene.ago(life.ends[0]), life.ends[1]))


def _wanted(scene: Scene, support: Support, day: datetime.date) -> Hand | None:
    """The worker the story names, unless something stands against it, such as an absence or want of room."""
    hand = scene.hands.get(support.life.lead)
    return hand if hand and not hand.is_away(day) and can_lead(support, hand, day) else None


def _lead(scene: Scene, support: Support, hand: Hand, from_on: datetime.date) -> None:
    """Make `hand` the lead worker: allocation, hours of the week, the first weeks of the rota."""
    allocate(scene, support, hand, AllocationKind.LEAD, from_on)
    if support.lead:
        support.lead.slots.difference_update(support.slots)
    support.lead = hand
    support.slots = _slots(scene, support, hand)
    hand.slots.update(support.slots)
    support.planned_through = max(from_on - DAY, clock.today())
    monday = clock.today() - DAY * clock.today().weekday()
    fill_rota(scene, support, monday + DAY * 20)


def _slots(scene: Scene, support: Support, hand: Hand) -> list[tuple[int, datetime.time]]:
    """The weekdays and times at which the lead comes: as the story has it, else free ones of the worker's."""
    wanted = 1 if support.minutes <= MOST_MINUTES_A_VISIT else 2
    weekday_today = scene.today.weekday()
    if support.life.slots:
        named = [((weekday_today + ahead) % 7, datetime.time.fromisoformat(time)) for ahead, time in support.life.slots]
        return named[:wanted]
    chance = scene.chance("slots", support.life.key, hand.key)
    found: list[tuple[int, datetime.time]] = []
    while len(found) < wanted:
        weekday = chance.choice(WEEKDAYS)
        time = chance.choice(TIMES) if chance.random() < 0.92 else EVENING
        # Today's visits of the worker who can sign in are those of the story.
        is_kept_free = hand.key == "worker" and weekday == weekday_today
        is_taken = (weekday, time) in hand.slots or weekday in (taken for taken, _ in found)
        if not is_kept_free and not is_taken:
            found.append((weekday, time))
    return found


def handed_over(scene: Scene, support: Support, day: datetime.date, reason: str = words.HANDOVER) -> Story:
    """Another worker takes over on `day`; the rota is made anew."""
    yield at(day - DAY, 15, 10)
    if support.is_over(day) or support.lead is None:
        return
    hand = with_room(scene, support, day)
    clear_rota(scene, support, from_on=day, reason=reason)
    _lead(scene, support, hand, day)


def _other_hours(scene: Scene, support: Support, day: datetime.date, minutes: int) -> Story:
    yield at(day - DAY * 2, 13, 20)
    if support.is_over(day) or minutes == support.minutes:
        return
    chance = scene.chance("hours", support.life.key, day)
    texts = words.STEP_UP if minutes > support.minutes else words.STEP_DOWN
    is_tameside = support.life.contract == "tameside"
    keyworker = scene.users[scene.keyworker_key(support.life, day)] if is_tameside else "the person"
    services.change_hours(
        package=support.package,
        from_on=day,
        minutes=minutes,
        reason=scene.pick(chance, texts, support),
        agreed_by=f"{keyworker}, keyworker" if is_tameside else "agreed with the person",
        by=scene.users["manager"],
    )
    support.minutes = minutes
    clear_rota(scene, support, from_on=day, reason=words.REFORMED)
    if support.lead:
        support.lead.slots.difference_update(support.slots)
        support.slots = _slots(scene, support, support.lead)
        support.lead.slots.update(support.slots)
        support.planned_through = day - DAY
        monday = clock.today() - DAY * clock.today().weekday()
        fill_rota(scene, support, monday + DAY * 20)


def _other_strand(scene: Scene, support: Support, day: datetime.date, place: int) -> Story:
    yield at(day, 12, 40)
    keyworker = scene.users[scene.keyworker_key(support.life, day)]
    services.change_strand(
        package=support.package,
        strand=list(scene.contracts["tameside"].strands.all())[place],
        from_on=day,
        reason=words.STRANDS_MOVED[0 if place else 1],
        agreed_by=f"{keyworker}, keyworker",
        by=scene.users["manager"],
    )


def _end_planned(scene: Scene, support: Support, ago: int, days: int, route: str) -> Story:
    yield at(scene.ago(ago), 15, 45)
    expected = scene.today + DAY * days
    services.plan_end(package=support.package, expected_end_on=expected, exit_route=route, by=scene.users["manager"])


def _died(scene: Scene, support: Support, day: datetime.date) -> Story:
    """The family rings on the next morning."""
    yield at(day + DAY, 9, 20)
    services.record_death(individual=support.individual, died_on=day, by=scene.users["manager"])
    has_ended(scene, support)


def _known_already(scene: Scene, support: Support, known: Support, day: datetime.date) -> Story:
    """Taken for somebody new, because the name and the number were not given as they are known here."""
    yield at(day, 13, 15)
    services.merge(
        duplicate=support.individual,
        into=known.individual,
        reason="The same date of birth and address; asked at the visit, it is one person.",
        by=scene.users["manager"],
    )


def _other_keyworker(scene: Scene, support: Support, day: datetime.date, key: str) -> Story:
    yield at(day, 9, 5)
    if not support.is_over(day):
        services.change_keyworker(
            individual=support.individual, user=scene.users[key], from_on=day, by=scene.users["manager"]
        )


def _in_hospital(scene: Scene, support: Support, stay: Stay) -> Story:
    admitted_on = scene.ago(stay.admitted)
    chance = scene.chance("stay", support.life.key, stay.admitted)
    yield at(admitted_on + DAY * stay.told_after, 16, chance.randint(0, 50))
    if support.is_over(admitted_on):
        return
    by = support.lead.user if support.lead else scene.users["manager"]
    spell = services.record_admission(
        individual=support.individual,
        hospital=chance.choice(words.HOSPITALS[stay.kind]),
        kind=stay.kind,
        admitted_on=admitted_on,
        told_by=chance.choice(words.TOLD_BY),
        by=by,
    )
    for ago, name, back in stay.wards:
        scene.begin(_on_a_ward(scene, spell, ago, name, back, by))
    if stay.answer is not None:
        scene.begin(_readmission_answered(scene, support, spell, stay.answer))
    discharged_on = scene.ago(stay.discharged) if stay.discharged is not None else None
    holds = [other for other in scene.supports.values() if other.individual.pk == support.individual.pk]
    holds = [other for other in holds if other.life.contract == "tameside"]
    for other in holds:
        other.held.append((admitted_on, None))
    resumed_on = discharged_on
    if stay.effect:
        resumed_on = yield from _said_otherwise(scene, support, stay, spell)
    if discharged_on is None:
        return
    if resumed_on < discharged_on:
        for other in holds:
            other.held[-1] = (admitted_on, resumed_on)
    yield at(discharged_on, 14, chance.randint(0, 50))
    resumes_on = discharged_on if stay.resumes else None
    services.record_discharge(spell=spell, discharged_on=discharged_on, resumed_on=resumes_on, by=by)
    for other in holds:
        other.held[-1] = (admitted_on, min(resumed_on, discharged_on))


def _on_a_ward(scene: Scene, spell: HospitalSpell, ago: int, name: str, back: int | None, by) -> Story:
    """Another ward, or a night of leave (told when it is over)."""
    told_on = scene.ago(ago if back is None else back)
    yield max(at(told_on, 18), clock.now() + datetime.timedelta(minutes=5))
    services.record_ward(
        spell=spell,
        kind=WardKind.WARD if back is None else WardKind.LEAVE,
        name=name,
        from_on=scene.ago(ago),
        until_on=scene.ago(back) if back is not None else None,
        by=by,
    )


def _readmission_answered(scene: Scene, support: Support, spell: HospitalSpell, is_same: bool) -> Story:
    """The keyworker says whether the clock goes on."""
    yield at(clock.today() + DAY, 10, 25)
    keyworker = scene.users[scene.keyworker_key(support.life, clock.today())]
    services.answer_readmission(
        spell=spell, is_same=is_same, said_by=f"{keyworker}, {words.READMISSION}", by=scene.users["manager"]
    )


def _said_otherwise(scene: Scene, support: Support, stay: Stay, spell: HospitalSpell):
    """The keyworker says otherwise by telephone; gives the day from which nothing is held any more."""
    match stay.effect:
        case OverrideEffect.CONTINUE:
            from_on = said_on = clock.today()
            reason = words.CONTINUE
        case OverrideEffect.RESUME:
            from_on, said_on = scene.ago(stay.discharged + 4), scene.ago(stay.discharged + 6)
            reason = words.RESUME
        case _:
            from_on, said_on = scene.ago(support.life.ends[0]), scene.ago(support.life.ends[0] + 1)
            reason = words.END
    yield max(at(said_on, 11, 40), clock.now() + datetime.timedelta(minutes=30))
    services.override(
        spell=spell,
        effect=stay.effect,
        from_on=from_on,
        said_by=scene.users[scene.keyworker_key(support.life, said_on)],
        said_on=said_on,
        authority="By telephone, as keyworker",
        reason=reason.format(name=support.name),
        by=scene.users["manager"],
    )
    if stay.effect == OverrideEffect.END:
        has_ended(scene, support)
    return from_on


def _ends(scene: Scene, support: Support, day: datetime.date, reason: str) -> Story:
    yield at(day, 9, 45)
    if support.is_over(day):
        return
    chance = scene.chance("end", support.life.key)
    is_tameside = support.life.contract == "tameside"
    keyworker = scene.users[scene.keyworker_key(support.life, day)] if is_tameside else None
    services.end_support(
        package=support.package,
        ended_on=day,
        reason=reason,
        destination=DESTINATIONS[EndReason(reason)],
        note=scene.pick(chance, words.ENDINGS[reason], support),
        exit_plan=scene.pick(chance, words.EXIT_PLANS, support) if is_tameside else "",
        person_agreed=AgreementAnswer.YES,
        council_agreed=AgreementAnswer.YES if keyworker else AgreementAnswer.NOT_ASKED,
        council_agreed_by=f"{keyworker}, keyworker" if keyworker else "",
        council_agreed_on=day - DAY * 2 if keyworker else None,
        person_view=chance.choice(words.PERSON_VIEWS),
        council_view=chance.choice(words.COUNCIL_VIEWS) if keyworker else "",
        provider_view=chance.choice(words.PROVIDER_VIEWS),
        by=scene.users["manager"],
    )
    has_ended(scene, support)


def has_ended(scene: Scene, support: Support) -> None:
    """What follows from an end that was recorded: nobody comes any more, and the worker's hours are free."""
    support.package = SupportPackage.objects.select_related("case__contract__council", "case__individual").get(
        pk=support.package.pk
    )
    support.ended_on = support.package.ended_on
    clear_rota(scene, support, from_on=support.ended_on, reason=words.ENDED)
    if support.lead:
        support.lead.slots.difference_update(support.slots)


def ended_by_the_clock(scene: Scene) -> None:
    """After the sweep: the supports whose hold ran out today."""
    ended = set(
        SupportPackage.objects.filter(end_reason=EndReason.HOLD_EXPIRED, ended_on=clock.today()).values_list(
            "pk", flat=True
        )
    )
    for support in scene.supports.values():
        if support.package.pk in ended and support.ended_on is None:
            has_ended(scene, support)
