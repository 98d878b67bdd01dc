"""Builds the demo: eighteen months of a provider, made through the services, ending today."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from core import clock
from core.dates import quarters_before
from demo.bulk.gathering import add_people
from demo.characters import LEAST_PEOPLE, Character, all_characters
from demo.message_stub import MessageStub, read_old_messages
from demo.provider import create_provider, first_of_april
from demo.scenarios import (
    access_needs,
    consent,
    contacts,
    employment,
    escalations,
    imports,
    incidents,
    late_work,
    messages,
    particulars,
    phone,
    plans,
    positive_risk_decisions,
    pre_decision,
    prices,
    profiles,
    questions,
    referrals,
    returns,
    review_links,
    risk_assessments,
    rota,
    safeguarding,
    safety_plans,
    second_factors,
    support,
    times,
    updates,
    visits,
)
from demo.scheduler import Scenario, Scheduler
from demo.world import DAY, WEEK, World, at

QUARTERS = 4
MOST_QUARTERS = 6
# Messages of these last days are unread.
UNREAD_DAYS = 3


@dataclass(frozen=True)
class DemoSize:
    people: int
    supports: int


def _say_nothing(line: str) -> None:
    pass


def build(*, people: int, seed: int, quarters: int = QUARTERS, tell: Callable[[str], None] = _say_nothing) -> DemoSize:
    """Fill an empty database in one transaction; the last `quarters` quarters have returns.

    LEAST_PEOPLE people have a story, made through the services; the rest are made in bulk. With no people, there are
    only the provider, its contracts and the sign-ins. `tell` gets a line for each quarter that begins.

    Raises ValueError for fewer people than have a story.
    """
    if people and people < LEAST_PEOPLE:
        raise ValueError(f"The demo has at least {LEAST_PEOPLE} people, or none.")
    today = clock.today()
    until_at = at(today, 0, 5)
    message_stub = MessageStub(until_at)
    scheduler = Scheduler(from_at=at(first_of_april(today), 12), until_at=until_at, after_step=message_stub.deliver)
    world = World(seed=seed, today=today, scheduler=scheduler)
    in_bulk = max(0, people - LEAST_PEOPLE)
    with message_stub.silence(), transaction.atomic():
        create_provider(world)
        # Before the stories, so that the returns of the past quarters count everybody.
        add_people(people=in_bulk, seed=seed)
        if people:
            _start_scenarios(world, all_characters(seed=seed, today=today), quarters)
            world.begin(_tell_of_quarters(world, tell))
            scheduler.run()
    _count_rows()
    return DemoSize(people, len(world.supports) + in_bulk)


def _tell_of_quarters(world: World, tell: Callable[[str], None]) -> Scenario:
    tell("Filling the database with made-up people and what happens to them:")
    for period in reversed(quarters_before(world.today, MOST_QUARTERS)):
        yield at(max(period.from_on, world.starts_on), 0, 1)
        tell(f"  {period}")


def _start_scenarios(world: World, characters: list[Character], quarters: int) -> None:
    employment.run_employment(world)
    world.begin(updates.run_sweeps_daily(world, support.close_expired_supports))
    world.begin(visits.plan_rota_weekly(world))
    world.begin(late_work.settle_weekly(world))
    world.begin(rota.set_working_hours(world))
    for character in characters:
        world.begin(support.run_support(world, character))
    referrals.start_undecided(world)
    pre_decision.start_referrals_to_decide(world)
    imports.start_imports(world)
    safeguarding.start_concerns(world)
    incidents.start_incidents(world)
    returns.start_returns(world, quarters)
    _start_reviews(world, characters)
    world.begin(plans.comment_on_goals(world, "maya"))
    world.begin(risk_assessments.sign_weekly(world))
    world.begin(risk_assessments.disclose_to_council(world, "maya"))
    world.begin(risk_assessments.cover_since_yesterday(world, "hamza"))
    world.begin(risk_assessments.add_visit_warning(world, "maya", 52))
    positive_risk_decisions.start_positive_risks(world)
    safety_plans.start_safety_plans(world)
    world.begin(visits.strike_wrong_entry(world, "colette", 73))
    world.begin(contacts.start_conversations(world))
    world.begin(contacts.correct_visit(world, "maya", 33))
    world.begin(questions.ask_questions(world, "maya", 12))
    world.begin(phone.write_on_phone(world, "maya", 3))
    _start_what_people_say(world)
    world.begin(consent.open_without_caseload(world, "maya"))
    world.begin(consent.share_with_family(world, "maya", "representative", "Sister", ago=240, until=None))
    world.begin(consent.share_with_family(world, "colette", "teresa.brightwell", "Daughter", ago=190, until=58))
    world.begin(consent.decide_about_family(world, "maya", "manager"))
    prices.start_prices(world)
    second_factors.start_resets(world)
    world.begin(prices.make_downtime_packs(world))
    escalations.start_escalations(world)
    world.begin(_read_messages_weekly(world))


def _start_reviews(world: World, characters: list[Character]) -> None:
    """Begin the reviews that are not shared, the links to one that is, and a keyworker's leave."""
    for character in characters:
        if character.unshared_review is not None:
            world.begin(updates.conduct_unshared_review(world, character.key, character.unshared_review))
    world.begin(review_links.send_links(world, 6))
    world.begin(updates.keyworker_goes_away(world, "bethan.howells", "kofi.mensah"))


def _start_what_people_say(world: World) -> None:
    """Begin what people say of themselves: needs, times, profile and particulars."""
    for key in access_needs.NEEDS:
        world.begin(access_needs.ask_about_needs(world, key, 95))
    world.begin(access_needs.ask_without_needs(world, "hamza", 60))
    world.begin(access_needs.review_needs(world))
    messages.start_messages(world)
    for key in times.TIMES:
        world.begin(times.ask_about_times(world, key, 70))
    world.begin(profiles.ask_everybody(world))
    world.begin(profiles.let_workers_know(world, "tomasz", 80))
    for key in particulars.SURGERIES:
        world.begin(particulars.ask_about_particulars(world, key, 88))
    world.begin(particulars.stay_with_family(world, "parveen", 6, 20))


def _read_messages_weekly(world: World) -> Scenario:
    """Once a week people read their messages, and once a quarter the database counts its rows to plan well."""
    day = world.starts_on + DAY
    while day < world.today - DAY * UNREAD_DAYS:
        yield at(day, 22, 30)
        read_old_messages()
        if (day - world.starts_on).days % (13 * 7) == 1:
            _count_rows()
        day += WEEK


def _count_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
