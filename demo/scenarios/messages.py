"""What people and their representatives write to the team, ask about visits, and how staff keep their pages safe."""

from casework import services as casework
from casework.models import Representative
from casework.recipients import managers_beside_workers
from core import clock
from demo.scheduler import Scenario
from demo.world import World, at
from plans import services
from plans.enums import MessageWay
from visits.models import PlannedVisit
from visits.services import answer_visit_request, ask_about_visit


def write_and_answer(world: World, key: str, ago: int) -> Scenario:
    """The person writes about something else than the plan; the worker answers, and the person thanks them."""
    yield at(world.ago(ago), 10, 20)
    support = world.supports.get(key)
    if support is None or not support.lead or support.individual.user is None:
        return
    person = support.individual.user
    asked = services.write_to_us(
        package=support.package, words="My doorbell is broken. Can you ring when you are outside?", by=person
    )
    yield at(clock.today(), 11, 5)
    services.reply(to=asked, words="Yes, I will ring you when I am at the door.", by=support.lead_user)
    yield at(world.ago(ago - 1), 9, 15)
    thanks = services.write_back(to=asked, words="Thank you, that worked.", by=person)
    yield at(clock.today(), 12, 40)
    services.reply(to=thanks, words="Good. Ask your landlord about the bell, too.", by=support.lead_user)


def record_call(world: World, key: str, ago: int) -> Scenario:
    """Somebody rings the office, and whoever answers records it for the worker."""
    yield at(world.ago(ago), 14, 30)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    message = services.record_message(
        package=support.package,
        words="I have a letter from the housing office and do not understand it.",
        way=MessageWay.TELEPHONE,
        by=support.lead_user,
    )
    yield at(clock.today(), 16, 10)
    services.answer_otherwise(
        duty=message.answer_duty, how="Rang back. We read the letter together on the phone.", by=support.lead_user
    )


def write_past_the_worker(world: World, key: str, ago: int) -> Scenario:
    """The person writes about their worker, to a manager alone; the manager answers."""
    yield at(world.ago(ago), 9, 55)
    support = world.supports.get(key)
    if support is None or not support.lead or support.individual.user is None:
        return
    managers = managers_beside_workers(support.package, clock.today())
    if not managers:
        return
    message = services.write_to_us(
        package=support.package,
        words="My worker has come late three times. I do not want to say it to them myself.",
        for_managers=True,
        by=support.individual.user,
    )
    yield at(clock.today(), 13, 20)
    services.reply(to=message, words="Thank you for telling me. May I ring you tomorrow at ten?", by=managers[0])


def tell_the_team(world: World, key: str, ago: int) -> Scenario:
    """The representative tells the team something; the worker records what was done."""
    yield at(world.ago(ago), 17, 45)
    support = world.supports[key]
    representative = Representative.objects.on(clock.today()).filter(individual=support.individual).first()
    if representative is None or not support.lead:
        return
    message = services.tell_us(
        representative=representative, words="She did not answer the phone all weekend.", by=representative.user
    )
    yield at(clock.today(), 18, 20)
    services.answer_otherwise(
        duty=message.answer_duty, how="Rang her: she had switched off the phone to rest.", by=support.lead_user
    )


def ask_to_move(world: World, key: str, ago: int) -> Scenario:
    """The person asks to move a visit; it stays as planned, and they read why."""
    yield at(world.ago(ago), 9, 40)
    support = world.supports.get(key)
    if support is None or not support.lead or support.individual.user is None:
        return
    planned = PlannedVisit.objects.filter(package=support.package).upcoming().filter(starts_at__gt=clock.now())
    visit = planned.order_by("starts_at", "pk").first()
    if visit is None:
        return
    asked = ask_about_visit(planned=visit, kind="move", wished="The afternoon", by=support.individual.user)
    yield at(clock.today(), 10, 30)
    answer_visit_request(
        visit_request=asked,
        outcome="stays",
        words="I have no time in the afternoon. Is the morning all right once more?",
        is_answered_here=True,
        by=support.lead_user,
    )


def lock_for_a_night(world: World, key: str, ago: int) -> Scenario:
    """Somebody else has the phone: the worker locks the pages, and unlocks them the next day."""
    yield at(world.ago(ago), 15, 55)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    casework.lock_portal(individual=support.individual, by=support.lead_user)
    yield at(world.ago(ago - 1), 10, 10)
    casework.unlock_portal(
        individual=support.individual, reason="Has the phone back. We spoke alone at the visit.", by=support.lead_user
    )


def want_no_digital_contact(world: World, key: str, ago: int) -> Scenario:
    """The person says that they use no phone and no computer."""
    yield at(world.ago(ago), 13, 15)
    support = world.supports.get(key)
    if support is None or not support.lead or support.individual.user is not None:
        return
    casework.record_no_digital_contact(
        individual=support.individual,
        reason="Uses no computer, and only rings.",
        said_on=clock.today(),
        by=support.lead_user,
    )


def start_messages(world: World) -> None:
    """Begin all of these."""
    world.begin(write_and_answer(world, "maya", 21))
    world.begin(record_call(world, "tomasz", 17))
    world.begin(write_past_the_worker(world, "maya", 15))
    world.begin(tell_the_team(world, "maya", 13))
    world.begin(ask_to_move(world, "maya", 9))
    world.begin(lock_for_a_night(world, "maya", 33))
    world.begin(want_no_digital_contact(world, "parveen", 40))
