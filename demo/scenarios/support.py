"""A run of support from the day it is allocated: who comes, more or fewer hours, hospital, a new worker, the end."""

import datetime
from collections.abc import Generator

from accounts.models import User
from casework import services
from casework.enums import AgreementAnswer, AllocationKind, Destination, EndReason, OverrideEffect, WardKind
from casework.models import HospitalSpell, SupportPackage
from core import clock
from core.dates import add_working_days
from demo.characters import FIXED_CHARACTERS, Character, Stay
from demo.scenarios.achievements import record_achievements, take_measures
from demo.scenarios.allocation import allocate, can_lead, member_with_capacity
from demo.scenarios.connections import make_maps
from demo.scenarios.exit_plans import WITHOUT, plan_exit
from demo.scenarios.plans import run_plan
from demo.scenarios.referrals import accept_referral
from demo.scenarios.risk_assessments import assess
from demo.scenarios.transition import towards_eighteen
from demo.scenarios.updates import request_reviews
from demo.scenarios.visits import clear_rota, fill_rota
from demo.scheduler import Scenario
from demo.text import duties as words
from demo.world import DAY, MOST_MINUTES_A_VISIT, Slot, StaffMember, Support, World, at, clashes
from plans.exit.rules import asks_exit_plan
from plans.transition.rules import asks_transition_plan

TIMES = [datetime.time(9, 30), datetime.time(12, 30), datetime.time(15, 30)]
WEEKDAYS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5)
EVENING = datetime.time(18, 30)
DESTINATIONS = {
    EndReason.GOALS_REACHED: Destination.INDEPENDENCE,
    EndReason.STEP_DOWN: Destination.STEP_DOWN,
    EndReason.DIRECT_PAYMENT: Destination.DIRECT_PAYMENT,
    EndReason.CHOICE: Destination.INDEPENDENCE,
    EndReason.MOVED: Destination.MOVED,
    EndReason.KEYWORKER: Destination.CARE_HOME,
}


def run_support(world: World, character: Character) -> Scenario:
    """Run the support, from the referral on."""
    chance = world.chance("support", character.key)
    pool = world.wishes(character.contract)
    wishes = [pool[place] for place in character.wishes] or chance.sample(pool, chance.choice((2, 3, 3)))
    package = yield from accept_referral(world, character, wishes)
    support = Support(character, package, package.case.individual, wishes, character.minutes)
    world.supports[character.key] = support
    yield at(add_working_days(clock.today(), 1), 9, chance.randint(0, 59))
    starts_on = package.starts_on
    member = _named_lead(world, support, starts_on) or member_with_capacity(world, support, starts_on)
    _lead(world, support, member, starts_on)
    if character.has_buddy:
        buddy = member_with_capacity(world, support, starts_on, must_stay=True)
        allocate(world, support, buddy, AllocationKind.BUDDY, starts_on)
        support.buddy = buddy
    world.begin(run_plan(world, support))
    world.begin(take_measures(world, support))
    world.begin(record_achievements(world, support))
    world.begin(make_maps(world, support))
    world.begin(assess(world, support))
    world.begin(request_reviews(world, support))
    _begin_changes(world, support)


def _begin_changes(world: World, support: Support) -> None:
    """Start what the character's story says: other hours, exit, death, hospital, other workers, the end."""
    character, package = support.character, support.package
    for ago, minutes in character.hours:
        world.begin(_other_hours(world, support, world.ago(ago), minutes))
    for ago, place in character.strands:
        world.begin(_other_strand(world, support, world.ago(ago), place))
    if asks_transition_plan(package):
        world.begin(towards_eighteen(world, support))
    if asks_exit_plan(package, clock.today()) and character.key != WITHOUT:
        world.begin(plan_exit(world, support))
    if character.exit:
        world.begin(_end_planned(world, support, *character.exit))
    if character.died is not None:
        world.begin(_dies(world, support, world.ago(character.died)))
    if character.merged is not None:
        world.begin(_merge_known(world, support, world.supports[character.same_person_as], world.ago(character.merged)))
    for stay in character.stays:
        world.begin(_in_hospital(world, support, stay))
    for ago, key in character.keyworker_changes:
        world.begin(_other_keyworker(world, support, world.ago(ago), key))
    if character.handover is not None:
        world.begin(hand_over(world, support, world.ago(character.handover)))
    if character.ends and not any(stay.effect == OverrideEffect.END for stay in character.stays):
        world.begin(_ends(world, support, world.ago(character.ends[0]), character.ends[1]))


def _named_lead(world: World, support: Support, day: datetime.date) -> StaffMember | None:
    """Return the lead worker that the character names, unless an absence or a full caseload prevents it."""
    member = world.staff.get(support.character.lead)
    return member if member and not member.is_away(day) and can_lead(support, member, day) else None


def _lead(world: World, support: Support, member: StaffMember, from_on: datetime.date) -> None:
    """Make `hand` the lead worker: allocation, hours of the week, the first weeks of the rota."""
    allocate(world, support, member, AllocationKind.LEAD, from_on)
    if support.lead:
        support.lead.slots.difference_update(support.slots)
    support.lead = member
    support.slots = _slots(world, support, member)
    member.slots.update(support.slots)
    support.planned_through = max(from_on - DAY, clock.today())
    monday = clock.today() - DAY * clock.today().weekday()
    fill_rota(world, support, monday + DAY * 20)


def _named_slots(world: World, character: Character) -> list[Slot]:
    today = world.today.weekday()
    return [((today + ahead) % 7, datetime.time.fromisoformat(time)) for ahead, time in character.slots]


def _slots(world: World, support: Support, member: StaffMember) -> list[Slot]:
    """Return the weekdays and times of the lead's visits: the character's, or free ones of the worker."""
    visits_a_week = 1 if support.minutes <= MOST_MINUTES_A_VISIT else 2
    weekday_today = world.today.weekday()
    if support.character.slots:
        return _named_slots(world, support.character)[:visits_a_week]
    chance = world.chance("slots", support.character.key, member.key)
    slots: list[Slot] = []
    # Other visits of the worker or the person, and those that the worker's characters will have.
    taken = member.slots.union(
        *(_named_slots(world, character) for character in FIXED_CHARACTERS if character.lead == member.key),
        *(other.slots for other in world.supports.values() if other.individual.pk == support.individual.pk),
    )
    while len(slots) < visits_a_week:
        weekday = chance.choice(WEEKDAYS)
        time = chance.choice(TIMES) if chance.random() < 0.92 else EVENING
        # Today's visits of the worker who can sign in are those of the characters.
        is_kept_free = member.key == "worker" and weekday == weekday_today
        is_taken = clashes((weekday, time), taken) or weekday in (other for other, _ in slots)
        if not is_kept_free and not is_taken:
            slots.append((weekday, time))
    return slots


def hand_over(world: World, support: Support, day: datetime.date, reason: str = words.HANDOVER) -> Scenario:
    """Another worker takes over on `day`; the rota is planned again."""
    yield at(day - DAY, 15, 10)
    if support.is_over(day) or support.lead is None:
        return
    member = member_with_capacity(world, support, day)
    clear_rota(world, support, from_on=day, reason=reason)
    _lead(world, support, member, day)


def _other_hours(world: World, support: Support, day: datetime.date, minutes: int) -> Scenario:
    yield at(day - DAY * 2, 13, 20)
    if support.is_over(day) or minutes == support.minutes:
        return
    chance = world.chance("hours", support.character.key, day)
    texts = words.STEP_UP if minutes > support.minutes else words.STEP_DOWN
    is_tameside = support.character.contract == "tameside"
    keyworker = world.users[world.keyworker_key(support.character, day)] if is_tameside else "the person"
    services.change_hours(
        package=support.package,
        from_on=day,
        minutes=minutes,
        reason=world.pick_text(chance, texts, support),
        agreed_by=f"{keyworker}, keyworker" if is_tameside else "agreed with the person",
        by=world.users["manager"],
    )
    support.minutes = minutes
    clear_rota(world, support, from_on=day, reason=words.REFORMED)
    if support.lead:
        support.lead.slots.difference_update(support.slots)
        support.slots = _slots(world, support, support.lead)
        support.lead.slots.update(support.slots)
        support.planned_through = day - DAY
        monday = clock.today() - DAY * clock.today().weekday()
        fill_rota(world, support, monday + DAY * 20)


def _other_strand(world: World, support: Support, day: datetime.date, place: int) -> Scenario:
    yield at(day, 12, 40)
    keyworker = world.users[world.keyworker_key(support.character, day)]
    services.change_strand(
        package=support.package,
        strand=list(world.contracts["tameside"].strands.all())[place],
        from_on=day,
        reason=words.STRANDS_MOVED[0 if place else 1],
        agreed_by=f"{keyworker}, keyworker",
        by=world.users["manager"],
    )


def _end_planned(world: World, support: Support, ago: int, days: int, route: str) -> Scenario:
    yield at(world.ago(ago), 15, 45)
    expected_on = world.today + DAY * days
    services.plan_end(package=support.package, expected_end_on=expected_on, exit_route=route, by=world.users["manager"])


def _dies(world: World, support: Support, day: datetime.date) -> Scenario:
    """The family calls on the next morning."""
    yield at(day + DAY, 9, 20)
    services.record_death(individual=support.individual, died_on=day, by=world.users["manager"])
    close_support(world, support)


def _merge_known(world: World, support: Support, known: Support, day: datetime.date) -> Scenario:
    """The person was recorded as somebody new, because the name and the number differed; merge the records."""
    yield at(day, 13, 15)
    services.merge(
        duplicate=support.individual,
        into=known.individual,
        reason="Same date of birth and address. Checked with the person at a visit: same person.",
        by=world.users["manager"],
    )


def _other_keyworker(world: World, support: Support, day: datetime.date, key: str) -> Scenario:
    yield at(day, 9, 5)
    if not support.is_over(day):
        services.change_keyworker(
            individual=support.individual, user=world.users[key], from_on=day, by=world.users["manager"]
        )


def _in_hospital(world: World, support: Support, stay: Stay) -> Scenario:
    admitted_on = world.ago(stay.admitted)
    chance = world.chance("stay", support.character.key, stay.admitted)
    yield at(admitted_on + DAY * stay.told_after, 16, chance.randint(0, 50))
    if support.is_over(admitted_on):
        return
    by = support.lead_user if support.lead else world.users["manager"]
    spell = services.record_admission(
        individual=support.individual,
        hospital=chance.choice(words.HOSPITALS[stay.kind]),
        kind=stay.kind,
        admitted_on=admitted_on,
        told_by=chance.choice(words.REPORTED_BY),
        by=by,
    )
    for ago, name, back in stay.wards:
        world.begin(_on_a_ward(world, spell, ago, name, back, by))
    if stay.answer is not None:
        world.begin(_answer_readmission(world, support, spell, stay.answer))
    discharged_on = world.ago(stay.discharged) if stay.discharged is not None else None
    supports = [other for other in world.supports.values() if other.individual.pk == support.individual.pk]
    supports = [other for other in supports if other.character.contract == "tameside"]
    for other in supports:
        other.held.append((admitted_on, None))
    resumed_on: datetime.date | None = discharged_on
    if stay.effect:
        resumed_on = yield from _override_hold(world, support, stay, spell)
    if discharged_on is None:
        return
    if resumed_on is None or resumed_on > discharged_on:
        resumed_on = discharged_on
    if resumed_on < discharged_on:
        for other in supports:
            other.held[-1] = (admitted_on, resumed_on)
    yield at(discharged_on, 14, chance.randint(0, 50))
    resumes_on = discharged_on if stay.resumes else None
    services.record_discharge(spell=spell, discharged_on=discharged_on, resumed_on=resumes_on, by=by)
    for other in supports:
        other.held[-1] = (admitted_on, resumed_on)


def _on_a_ward(world: World, spell: HospitalSpell, ago: int, name: str, back: int | None, by: User) -> Scenario:
    """Another ward, or a night of leave (recorded when it is over)."""
    told_on = world.ago(ago if back is None else back)
    yield max(at(told_on, 18), clock.now() + datetime.timedelta(minutes=5))
    services.record_ward(
        spell=spell,
        kind=WardKind.WARD if back is None else WardKind.LEAVE,
        name=name,
        from_on=world.ago(ago),
        until_on=world.ago(back) if back is not None else None,
        by=by,
    )


def _answer_readmission(world: World, support: Support, spell: HospitalSpell, is_same: bool) -> Scenario:
    """The keyworker decides whether it is the same stay, so that the hold continues."""
    yield at(clock.today() + DAY, 10, 25)
    keyworker = world.users[world.keyworker_key(support.character, clock.today())]
    services.answer_readmission(
        spell=spell, is_same=is_same, said_by=f"{keyworker}, {words.READMISSION}", by=world.users["manager"]
    )


def _override_hold(
    world: World, support: Support, stay: Stay, spell: HospitalSpell
) -> Generator[datetime.datetime, None, datetime.date]:
    """The keyworker overrides the hold by telephone. Returns the first day that is not held."""
    match stay.effect:
        case OverrideEffect.CONTINUE:
            from_on = said_on = clock.today()
            reason = words.CONTINUE
        case OverrideEffect.RESUME:
            assert stay.discharged is not None
            from_on, said_on = world.ago(stay.discharged + 4), world.ago(stay.discharged + 6)
            reason = words.RESUME
        case _:
            assert support.character.ends is not None
            from_on, said_on = world.ago(support.character.ends[0]), world.ago(support.character.ends[0] + 1)
            reason = words.END
    yield max(at(said_on, 11, 40), clock.now() + datetime.timedelta(minutes=30))
    services.override(
        spell=spell,
        effect=stay.effect,
        from_on=from_on,
        said_by=world.users[world.keyworker_key(support.character, said_on)],
        said_on=said_on,
        authority="By phone, as keyworker",
        reason=reason.format(name=support.name),
        by=world.users["manager"],
    )
    if stay.effect == OverrideEffect.END:
        close_support(world, support)
    return from_on


def _ends(world: World, support: Support, day: datetime.date, reason: str) -> Scenario:
    yield at(day, 9, 45)
    if support.is_over(day):
        return
    chance = world.chance("end", support.character.key)
    is_tameside = support.character.contract == "tameside"
    keyworker = world.users[world.keyworker_key(support.character, day)] if is_tameside else None
    services.end_support(
        package=support.package,
        ended_on=day,
        reason=reason,
        destination=DESTINATIONS[EndReason(reason)],
        note=world.pick_text(chance, words.ENDINGS[reason], support),
        exit_plan=world.pick_text(chance, words.EXIT_PLANS, support) if is_tameside else "",
        person_agreed=AgreementAnswer.YES,
        council_agreed=AgreementAnswer.YES if keyworker else AgreementAnswer.NOT_ASKED,
        council_agreed_by=f"{keyworker}, keyworker" if keyworker else "",
        council_agreed_on=day - DAY * 2 if keyworker else None,
        person_view=chance.choice(words.PERSON_VIEWS),
        council_view=chance.choice(words.COUNCIL_VIEWS) if keyworker else "",
        provider_view=chance.choice(words.PROVIDER_VIEWS),
        by=world.users["manager"],
    )
    close_support(world, support)


def close_support(world: World, support: Support) -> None:
    """Close a support whose end was recorded: cancel its visits and free the worker's hours."""
    support.package = SupportPackage.objects.select_related("case__contract__council", "case__individual").get(
        pk=support.package.pk
    )
    ended_on = support.package.ended_on
    if ended_on is None:
        raise ValueError(f"{support.character.key} has not ended.")
    support.ended_on = ended_on
    clear_rota(world, support, from_on=ended_on, reason=words.ENDED)
    if support.lead:
        support.lead.slots.difference_update(support.slots)


def close_expired_supports(world: World) -> None:
    """Close the supports whose hold expired today, after the sweep."""
    ended_ids = set(
        SupportPackage.objects.filter(end_reason=EndReason.HOLD_EXPIRED, ended_on=clock.today()).values_list(
            "pk", flat=True
        )
    )
    for support in world.supports.values():
        if support.package.pk in ended_ids and support.ended_on is None:
            close_support(world, support)
