"""Referrals that are accepted, and those that wait, are queried, declined or withdrawn."""

import datetime
import random
from collections.abc import Generator
from typing import Any

from accounts.models import User
from casework.enums import CareActOutcome, HospitalKind, RelationshipKind
from casework.models import Individual, SupportPackage
from casework.particulars.enums import ContactSafety
from casework.profile.enums import Answered, ProfileQuestion
from core import clock
from core.dates import add_working_days, age_on
from demo.characters import Character
from demo.people import PersonDetails, born_at_age, describe
from demo.scenarios.attachments import attach
from demo.scenarios.transition import before_eighteen
from demo.scheduler import Scenario
from demo.text import referrals as words
from demo.text.contacts import WAYS_IN
from demo.text.goals import Wish
from demo.world import DAY, Support, World, at
from referrals import services
from referrals.enums import Agreement, CaresFor, InterpreterNeed, ReferralDocumentKind, ReferralPart, StaffRisk, YesNo
from referrals.models import Referral

PARTICULARS = (
    "full_name",
    "known_as",
    "date_of_birth",
    "nhs_number",
    "address",
    "area",
    "postcode",
    "telephone",
    "telephone_is_safe",
    "text_is_safe",
    "email",
    "email_is_safe",
    "contact_note",
    "communication_needs",
    "former_names",
    "worker_gender_wish",
    "worker_language_wish",
)
# Whether the person agrees, and what else every referral says; some say something else.
SITUATION: dict[str, Any] = {
    "knows_of_referral": YesNo.YES,
    "agreement": Agreement.YES,
    "in_hospital": YesNo.NO,
    "interpreter": InterpreterNeed.NONE,
    "has_carer": YesNo.NOT_KNOWN,
    "is_carer": YesNo.NO,
    "staff_risk": StaffRisk.NONE_KNOWN,
}
# By name of somebody whose referral is not decided.
OTHER_SITUATIONS: dict[str, dict[str, Any]] = {
    "Kwame Asante": {
        "has_carer": YesNo.YES,
        "carer_name": "Abena Asante",
        "carer_telephone": "01632 960171",
        "may_contact_carer": YesNo.YES,
        "is_carer": YesNo.YES,
        "cares_for": CaresFor.CHILD,
        "council_reference": "LAS-204417",
        "gp_surgery": "Albion Medical Practice",
        "gp_telephone": "01632 960172",
        "emergency_name": "Abena Asante",
        "emergency_kind": RelationshipKind.FAMILY,
        "emergency_telephone": "01632 960171",
        "emergency_safety": ContactSafety.YES,
        "profile": {
            ProfileQuestion.ETHNICITY: {"answered": Answered.GIVEN, "codes": ["african"], "words": ""},
            ProfileQuestion.RELIGION: {"answered": Answered.GIVEN, "codes": ["christian"], "words": ""},
            ProfileQuestion.ORIENTATION: {"answered": Answered.PREFERS_NOT, "codes": [], "words": ""},
        },
    },
    "Janice Openshaw": {
        "agreement": Agreement.NOT_ASKED,
        "in_hospital": YesNo.YES,
        "hospital": "Tameside General Hospital",
        "ward": "Ward 41",
        "hospital_kind": HospitalKind.ACUTE,
    },
    "Mirela Dobre": {
        "interpreter": InterpreterNeed.LANGUAGE,
        "interpreter_language": "Romanian",
        "profile": {ProfileQuestion.LANGUAGE: {"answered": Answered.GIVEN, "codes": [], "words": "Romanian"}},
    },
}
LINKS_REFERRERS = {
    "referrer": "Hub",
    "ines.figueroa": "Drop-in",
    "stuart.mcnab": "Community mental health team",
}
TEAM_DOCUMENTS = (ReferralDocumentKind.SUPPORT_PLAN, ReferralDocumentKind.RISK_ASSESSMENT)
# Minutes a week that need two workers: nobody alone has that capacity.
ADDS_SOMETHING = "Kwame Asante"
MORE_THAN_ONE_WORKER = 42 * 60
SOON = datetime.timedelta(minutes=25)
GROWN_UP = 18


def content_of(
    world: World,
    person: PersonDetails,
    contract: str,
    wishes: list[Wish],
    starts_on: datetime.date,
    chance: random.Random,
) -> dict[str, Any]:
    """The columns of a referral, as somebody at the Council fills them in."""
    columns = {name: getattr(person, name) for name in PARTICULARS}
    columns |= {"planned_start_on": starts_on, **SITUATION}
    if person.visit_warning:
        columns |= {"staff_risk": StaffRisk.YES, "staff_risk_words": person.visit_warning}
    if contract == "links":
        return columns | {
            "needs": chance.choice(words.LINKS_NEEDS).format(name=person.name_to_use),
            "outcomes": [],
        }
    needs = chance.choice(words.NEEDS).format(name=person.name_to_use)
    return columns | {
        "source": "Adult Social Care Mental Health Team",
        "lives_in_area": YesNo.YES,
        "has_mental_health_services": YesNo.YES,
        "care_act_outcomes": chance.sample(CareActOutcome.values[:9], chance.randint(2, 5)),
        "has_significant_impact": YesNo.YES,
        "needs": f"{needs} {chance.choice(words.SERVICES)}",
        "outcomes": list(dict.fromkeys(wish.outcome for wish in wishes)),
        "agreed_end_point": chance.choice(words.END_POINTS).format(name=person.name_to_use),
        "expected_end_on": starts_on + datetime.timedelta(days=chance.choice((182, 273, 365))),
    }


def accept_referral(
    world: World, character: Character, wishes: list[Wish]
) -> Generator[datetime.datetime, None, SupportPackage]:
    """A referral is sent, read and accepted. Returns the package."""
    chance = world.chance("referral", character.key)
    is_tameside = character.contract == "tameside"
    starts_on = world.ago(character.starts)
    comes_on = add_working_days(starts_on - DAY * chance.randint(15, 22), 1)
    if starts_on > world.today:
        comes_on = add_working_days(world.ago(34), 1)
    yield at(comes_on, chance.randint(9, 15), chance.randint(0, 59))
    manager = world.users["manager"]
    referrer_key = character.keyworker if is_tameside else chance.choice(list(LINKS_REFERRERS))
    referrer = world.users[referrer_key]
    content = content_of(world, character.person, character.contract, wishes, starts_on, chance)
    content.setdefault("source", LINKS_REFERRERS.get(referrer_key))
    known = world.supports.get(character.same_person_as)
    referral = _start_referral(world, character, known, referrer, content)
    yield clock.now() + SOON
    services.send(referral=referral, by=referrer)
    if is_tameside and age_on(character.person.date_of_birth, comes_on) < GROWN_UP:
        yield from before_eighteen(world, referral, referrer)
    yield from _question_or_wait(referral, referrer, manager, is_tameside, chance)
    yield at(add_working_days(clock.today(), chance.randint(1, 3)), 15, chance.randint(0, 59))
    individual = known.individual if known and character.merged is None else None
    package = services.accept(
        referral=referral,
        minutes_a_week=character.minutes,
        first_review_on=starts_on + datetime.timedelta(days=character.first_review_after),
        by=manager,
        individual=individual,
    )
    package = SupportPackage.objects.select_related("case__contract__council", "case__individual").get(pk=package.pk)
    if individual is None:
        _record_more(world, character, package.case.individual)
    return package


def _start_referral(
    world: World, character: Character, known: Support | None, referrer: User, content: dict[str, Any]
) -> Referral:
    """Start the referral with its documents; in the same contract it is a repeat referral."""
    is_tameside = character.contract == "tameside"
    contract = world.contracts[character.contract]
    strand = list(contract.strands.all())[character.strand] if is_tameside else None
    same_contract = known if known and known.character.contract == character.contract else None
    content["wanted_minutes"] = character.minutes
    if same_contract:
        content |= {"strand": strand, "formal_review_on": clock.today() - DAY * 3}
        referral = services.refer_again(package=same_contract.package, by=referrer, **content)
    else:
        referral = services.start(contract=contract, by=referrer, strand=strand, **content)
    for kind in TEAM_DOCUMENTS if is_tameside else ():
        attach(referral, kind, referrer)
    if same_contract:
        attach(referral, ReferralDocumentKind.REVISED_PLAN, referrer)
    return referral


def _question_or_wait(
    referral: Referral, referrer: User, manager: User, is_tameside: bool, chance: random.Random
) -> Scenario:
    """Some referrals are queried and answered, and some wait."""
    if chance.random() < 0.25:
        question = chance.randrange(len(words.QUESTIONS))
        yield at(add_working_days(clock.today(), 1), 11, chance.randint(0, 59))
        services.ask(referral=referral, question=words.QUESTIONS[question], by=manager)
        yield at(add_working_days(clock.today(), chance.randint(1, 2)), 14, chance.randint(0, 59))
        services.answer(referral=referral, words=words.ANSWERS[question], by=referrer)
    elif chance.random() < 0.15:
        yield at(add_working_days(clock.today(), 1), 10, chance.randint(0, 59))
        reason = chance.choice(words.WAITING)
        # By Tameside's terms nobody waits while a worker has capacity, and somebody has.
        if not is_tameside:
            services.put_on_waiting_list(referral=referral, reason=reason, by=manager)


def _record_more(world: World, character: Character, individual: Individual) -> None:
    """Record how to get in and the person's own account, which no referral has."""
    individual.access_notes = world.chance("way in", character.key).choice(("", *WAYS_IN))
    individual.user = world.users[character.user] if character.user else None
    individual.save(update_fields=["access_notes", "user"])


def start_undecided(world: World) -> None:
    """Start referrals in every state that did not lead to support."""
    for place, (state, contract, ago, full_name, age) in enumerate(
        (
            ("draft", "tameside", 1, "Ayesha Sultana", 27),
            ("draft", "links", 3, "Dominic Sayers", 44),
            ("sent", "tameside", 1, "Kwame Asante", 38),
            ("sent", "tameside", 4, "Janice Openshaw", 59),
            ("sent", "links", 2, "Mirela Dobre", 33),
            ("queried", "tameside", 5, "Curtis Lamb", 46),
            ("queried", "links", 6, "Anneliese Vogel", 52),
            ("waiting", "tameside", 23, "Taslima Chowdhury", 35),
            ("waiting", "tameside", 9, "Gerard Tansey", 61),
            ("declined", "tameside", 48, "Bilal Noori", 30),
            ("declined", "tameside", 210, "Frances Holroyd", 55),
            ("ineligible", "tameside", 130, "Eunice Barlow", 66),
            ("ineligible", "tameside", 75, "Peter Sandiford", 40),
            ("withdrawn", "tameside", 92, "Ola Lindgren", 28),
            ("withdrawn", "links", 260, "Hilary Crabtree", 49),
        )
    ):
        world.begin(_not_accept(world, place, state, contract, ago, full_name, age))
    world.begin(_tell_council(world))


def _tell_council(world: World) -> Scenario:
    """Send the Council a notice of the first who waits, which it answers; a second is not acknowledged yet."""
    yield at(world.ago(16), 11)
    contract = world.contracts["tameside"]
    notice = services.send_notice(contract=contract, kind="delay", words=words.NOTICE, by=world.users["manager"])
    services.make_pdf(notice_id=notice.pk)
    yield at(world.ago(14), 9)
    services.acknowledge_notice(notice=notice, answer=words.NOTICE_ANSWER, by=world.users["commissioner"])
    yield at(world.ago(2), 15, 30)
    notice = services.send_notice(contract=contract, kind="no capacity", words=words.NO_ROOM, by=world.users["manager"])
    services.make_pdf(notice_id=notice.pk)


def _not_accept(world: World, place: int, state: str, contract: str, ago: int, full_name: str, age: int) -> Scenario:
    chance = world.chance("not accepted", full_name)
    yield at(world.ago(ago), 9 + place % 7, chance.randint(0, 50))
    starts_on = clock.today() + DAY * 14
    born_on = born_at_age(age, clock.today(), chance)
    person = describe(full_name, "", serial=100 + place, contract=contract, born_on=born_on, chance=chance)
    wishes = chance.sample(world.wishes(contract), 2)
    content = content_of(world, person, contract, wishes, starts_on, chance)
    is_tameside = contract == "tameside"
    key = chance.choice(("keyworker", "keyworker", "imran.aslam")) if is_tameside else "referrer"
    content.setdefault("source", LINKS_REFERRERS.get(key))
    content |= OTHER_SITUATIONS.get(full_name, {})
    if state in ("waiting", "declined"):
        content["wanted_minutes"] = MORE_THAN_ONE_WORKER
    if full_name == "Peter Sandiford":
        content |= {"lives_in_area": YesNo.NO, "area": "Oldham", "postcode": "OL1 4KO"}
    if state == "draft":
        content |= {"has_carer": "", "interpreter": ""}
    by = world.users[key]
    strand = world.contracts[contract].strands.first() if is_tameside else None
    referral = services.start(contract=world.contracts[contract], by=by, strand=strand, **content)
    if state == "draft":
        return
    for kind in TEAM_DOCUMENTS if is_tameside else (ReferralDocumentKind.OTHER,):
        attach(referral, kind, by)
    yield clock.now() + SOON
    services.send(referral=referral, by=by)
    if full_name == ADDS_SOMETHING:
        yield clock.now() + SOON
        services.add_to_referral(referral=referral, part=ReferralPart.STAFF_RISK, words=words.ADDED, by=by)
    if state == "sent":
        return
    yield at(min(add_working_days(clock.today(), 1), world.today - DAY), 16, chance.randint(0, 50))
    _leave_in_state(world, referral, state, place, person, by)


def _leave_in_state(world: World, referral: Referral, state: str, place: int, person: PersonDetails, by: User) -> None:
    """Query, refuse or withdraw a referral that was sent."""
    manager = world.users["manager"]
    is_tameside = referral.contract == world.contracts["tameside"]
    match state:
        case "queried":
            question = words.QUESTIONS[0 if is_tameside else 1]
            services.ask(referral=referral, question=question, by=manager)
        case "waiting":
            reason = words.WAITING[place % len(words.WAITING)]
            services.put_on_waiting_list(
                referral=referral,
                reason=reason,
                band=1 + place % 2,
                band_agreed_with=f"{by.full_name}, keyworker",
                expected_on=world.today + DAY * (9 + 5 * place % 14),
                by=manager,
            )
        case "declined":
            reason = words.DECLINED[place % len(words.DECLINED)]
            services.decline(referral=referral, reason=reason, by=manager)
        case "ineligible":
            reason = words.INELIGIBLE[1 if person.full_name == "Peter Sandiford" else 0]
            services.find_ineligible(referral=referral, reason=reason, by=manager)
        case "withdrawn":
            reason = words.WITHDRAWN[place % len(words.WITHDRAWN)].format(name=person.name_to_use)
            services.withdraw(referral=referral, reason=reason, by=by)
