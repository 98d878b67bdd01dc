"""The people of the demo and what happens to them. Days are counted back from today; negative ones are ahead."""

import datetime
import random
from dataclasses import dataclass, field, replace
from typing import Any

from dateutil.relativedelta import relativedelta

from casework.enums import EndReason, ExitRoute, HospitalKind, OverrideEffect
from demo.people import NAMES, PersonDetails, born_at_age, describe
from workforce.enums import Gender

LEAST_PEOPLE = 17
# One character for each name. People beyond these are made in bulk (`demo.bulk`).
MOST_CHARACTERS = LEAST_PEOPLE + len(NAMES)


@dataclass(frozen=True)
class Stay:
    """In hospital from `admitted` to `discharged` (None: still there). The provider knows `told_after` days later.

    `wards`: days ago, name, and for a night of leave when it ended. `resumes`: support resumed at discharge.
    `answer`: whether the keyworker says that a readmission is the same stay.
    """

    admitted: int
    discharged: int | None = None
    kind: str = HospitalKind.MENTAL_HEALTH
    told_after: int = 0
    effect: str = ""
    is_visited: bool = False
    wards: tuple[tuple[int, str, int | None], ...] = ()
    resumes: bool = True
    answer: bool | None = None


@dataclass(frozen=True)
class Character:
    """One run of support and what happens in it."""

    key: str
    person: PersonDetails
    contract: str
    starts: int
    minutes: int
    strand: int = 0
    lead: str = ""
    has_buddy: bool = False
    keyworker: str = "keyworker"
    keyworker_changes: tuple[tuple[int, str], ...] = ()
    wishes: tuple[int, ...] = ()
    # Days on which the plan is begun, offered, answered; the course it takes.
    plan_days: tuple[int, ...] = ()
    course: str = "agreed"
    second_plan: int | None = None
    first_review_after: int = 56
    unshared_review: int | None = None
    updates: tuple[int, ...] = ()
    slots: tuple[tuple[int, str], ...] = ()
    stays: tuple[Stay, ...] = ()
    hours: tuple[tuple[int, int], ...] = ()
    # Days ago, and the place of the strand it moves to.
    strands: tuple[tuple[int, int], ...] = ()
    # Days ago it was planned, in how many days support should end, and the exit route.
    exit: tuple[int, int, str] | None = None
    died: int | None = None
    ends: tuple[int, str] | None = None
    handover: int | None = None
    missed: int | None = None
    # Place of the wish, days ago, its outcome ("reached", "partly" …). If any is named, the other goals continue.
    goal_outcomes: tuple[tuple[int, int, str], ...] = ()
    same_person_as: str = ""
    # Recorded as somebody new; merged so many days ago.
    merged: int | None = None
    user: str = ""


@dataclass(frozen=True)
class FixedPerson:
    """A person who is in every demo. `turns_18_in`: days until the eighteenth birthday, instead of an age."""

    full_name: str
    age: int = 0
    contract: str = "tameside"
    known_as: str = ""
    turns_18_in: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


# By the key of the character; the order decides the random draws.
FIXED_PERSONS = {
    "maya": FixedPerson(
        "Maya Lindqvist",
        34,
        details={
            "nhs_number": "9990000018",
            "telephone": "07700 900113",
            "telephone_is_safe": True,
            "text_is_safe": True,
            "email": "person@demo.example",
            "email_is_safe": True,
            "contact_note": "Text first, then ring.",
            "communication_needs": "Short sentences, and a written note after each visit",
            "worker_gender_wish": Gender.FEMALE,
            "area": "Stalybridge",
            "postcode": "SK15 3OV",
            "visit_warning": "Ring twice and wait. Dog is friendly.",
        },
    ),
    "tomasz": FixedPerson(
        "Tomasz Zielinski",
        38,
        known_as="Tom",
        details={
            "nhs_number": "9990000026",
            "area": "Hyde",
            "postcode": "SK14 5CK",
            "communication_needs": "Large print, no voicemail",
            "visit_warning": "Two workers after 6pm until the next review.",
        },
    ),
    "winston": FixedPerson("Winston Ferdinand", 57),
    "parveen": FixedPerson(
        "Parveen Akhtar", 45, details={"worker_gender_wish": Gender.FEMALE, "worker_language_wish": "Urdu"}
    ),
    "harold": FixedPerson("Harold Fenwick", 62),
    "shanice": FixedPerson("Shanice Campbell", 29),
    "idris": FixedPerson("Idris Farah", 41),
    "keira": FixedPerson("Keira Nolan", turns_18_in=6),
    "jordan": FixedPerson("Jordan Whittle", 23),
    "florin": FixedPerson("Florin Munteanu", 36),
    "margaret": FixedPerson("Margaret Ollerenshaw", 63, known_as="Peggy"),
    "hamza": FixedPerson("Hamza Qureshi", 31),
    "siobhan": FixedPerson("Siobhan Gallagher", 50),
    "nasreen": FixedPerson("Nasreen Begum", 48),
    "colette": FixedPerson("Colette Brightwell", 54, "links"),
    "leroy": FixedPerson("Leroy Duncan", 39, "links"),
    "zofia": FixedPerson("Zofia Baranek", 71, "links"),
}
# A second record of a person: the key of the first, and the different particulars.
SAME_PERSON: dict[str, tuple[str, dict[str, str]]] = {
    "winston again": ("winston", {}),
    "parveen links": ("parveen", {"full_name": "Parveen Akhtar-Shah", "nhs_number": ""}),
}
NOBODY = PersonDetails("", "", datetime.date.min)

# The characters of every demo, however small; together they are in every state. Each has a person from above.
# fmt: off
FIXED_CHARACTERS = (
    Character(
        "maya", NOBODY, "tameside", 430, 180, lead="worker", has_buddy=True, keyworker="joanne.ridley",
        keyworker_changes=((250, "keyworker"),), wishes=(24, 17, 10), second_plan=196, user="person",
        slots=((2, "14:00"), (5, "10:30")), hours=((330, 240), (160, 180)), first_review_after=63,
        goal_outcomes=((2, 262, "reached"), (1, 40, "paused")), exit=(60, 120, ExitRoute.DIRECT_PAYMENT),
    ),
    Character(
        "tomasz", NOBODY, "tameside", 300, 120, strand=1, lead="worker", slots=((0, "15:00"),), wishes=(23, 4),
        stays=(Stay(184, 175, HospitalKind.ACUTE, told_after=1), Stay(
            12, told_after=0, is_visited=True,
            wards=((12, "Ash Ward", None), (7, "Rowan Ward", None), (3, "At his mum's, one night", 2)),
        )),
    ),
    Character(
        "winston", NOBODY, "tameside", 330, 150, lead="jodie.earnshaw", keyworker="kofi.mensah",
        stays=(Stay(95, 60, told_after=1),),
    ),
    Character(
        "winston again", NOBODY, "tameside", 31, 180, strand=1, lead="marek.havel", keyworker="kofi.mensah",
        same_person_as="winston",
    ),
    Character(
        "shanice", NOBODY, "tameside", 166, 120, lead="worker", slots=((0, "09:30"),),
        updates=(125, 86, 46), stays=(Stay(140, 129, effect=OverrideEffect.CONTINUE),),
    ),
    Character(
        "idris", NOBODY, "tameside", 26, 90, lead="worker", slots=((0, "11:30"),),
        plan_days=(19, 4), course="offered", first_review_after=46,
    ),
    Character(
        "keira", NOBODY, "tameside", -9, 120,
        strand=2, lead="wiktoria.sikora", keyworker="bethan.howells",
    ),
    Character(
        "parveen", NOBODY, "tameside", 280, 120, lead="shabnam.iqbal", keyworker="imran.aslam", has_buddy=True,
    ),
    Character(
        "parveen links", NOBODY, "links", 150, 60, lead="devon.clarke", same_person_as="parveen",
        merged=96,
    ),
    Character(
        "jordan", NOBODY, "tameside", 9, 120, strand=2, lead="lewis.hartley",
        plan_days=(3,), course="draft", first_review_after=49,
    ),
    Character(
        "florin", NOBODY, "tameside", 60, 90, lead="tendai.moyo", keyworker="bethan.howells",
        plan_days=(50, 20, 12), course="declined", updates=(20,), first_review_after=40,
        stays=(Stay(9, 6, resumes=False), Stay(4)),
    ),
    Character(
        "margaret", NOBODY, "tameside", 420, 90, lead="grace.adebayo",
        ends=(120, EndReason.GOALS_REACHED), hours=((200, 60),), wishes=(0, 12, 16),
        goal_outcomes=((0, 205, "reached"), (1, 160, "reached"), (2, 128, "reached")),
    ),
    Character(
        "hamza", NOBODY, "tameside", 120, 120, strand=3, lead="lewis.hartley",
        updates=(81, 41, 2), missed=64, stays=(Stay(104, 99, resumes=False), Stay(97, 90, answer=True)),
    ),
    Character(
        "siobhan", NOBODY, "tameside", 280, 120, lead="tendai.moyo", keyworker="kofi.mensah",
        updates=(239, 198, 157, 116, 75), ends=(40, EndReason.STEP_DOWN),
    ),
    Character(
        "nasreen", NOBODY, "tameside", 380, 120, lead="callum.doyle", keyworker="joanne.ridley",
        keyworker_changes=((141, "bethan.howells"),), unshared_review=2, handover=215, missed=22,
        strands=((320, 1), (180, 0)),
    ),
    Character(
        "harold", NOBODY, "tameside", 260, 120, lead="marek.havel", keyworker="kofi.mensah", died=88,
    ),
    Character(
        "colette", NOBODY, "links", 340, 60, lead="yusuf.demir", second_plan=150,
        wishes=(1, 9, 13), goal_outcomes=((1, 230, "abandoned"), (0, 100, "partly"), (2, 90, "changed")),
    ),
    Character(
        "leroy", NOBODY, "links", 200, 60, lead="lena.fairhurst",
        ends=(160, EndReason.CHOICE), first_review_after=84,
    ),
    Character(
        "zofia", NOBODY, "links", 20, 60, lead="yusuf.demir", plan_days=(14, 8, 5),
        first_review_after=70,
    ),
)
# fmt: on


def _fixed_characters(today: datetime.date, chance: random.Random) -> list[Character]:
    """Return the fixed characters with their persons, whose other details are drawn by `chance`."""
    persons: dict[str, PersonDetails] = {}
    for serial, (key, fixed) in enumerate(FIXED_PERSONS.items()):
        if fixed.turns_18_in is not None:
            born_on = today + datetime.timedelta(days=fixed.turns_18_in) - relativedelta(years=18)
        else:
            born_on = born_at_age(fixed.age, today, chance)
        drawn = describe(
            fixed.full_name, fixed.known_as, serial=serial, contract=fixed.contract, born_on=born_on, chance=chance
        )
        persons[key] = replace(drawn, **fixed.details)
    for key, (first, changes) in SAME_PERSON.items():
        persons[key] = replace(persons[first], **changes)  # type: ignore[arg-type]  # all of them texts
    return [replace(character, person=persons[character.key]) for character in FIXED_CHARACTERS]


ENDS = (
    EndReason.GOALS_REACHED,
    EndReason.STEP_DOWN,
    EndReason.DIRECT_PAYMENT,
    EndReason.CHOICE,
    EndReason.MOVED,
    EndReason.GOALS_REACHED,
)
KEYWORKERS = ("keyworker", "kofi.mensah", "imran.aslam", "bethan.howells", "keyworker", "joanne.ridley")


def all_characters(*, people: int, seed: int, today: datetime.date) -> list[Character]:
    """Return the characters of `people` people: the fixed ones, then drawn ones, seven in ten in Tameside.

    Raises ValueError for fewer people than the fixed ones, or more than there are names.
    """
    if not LEAST_PEOPLE <= people <= MOST_CHARACTERS:
        raise ValueError(f"The demo has between {LEAST_PEOPLE} and {MOST_CHARACTERS} people with a story.")
    chance = random.Random(f"{seed}/lives")
    characters = _fixed_characters(today, chance)
    names = chance.sample(NAMES, people - LEAST_PEOPLE)
    links = min(len(names), round(people * 0.3) - 3)
    kinds = ["links"] * links + ["tameside"] * (len(names) - links)
    for contract in ("tameside", "links"):
        numbers = [number for number, kind in enumerate(kinds) if kind == contract]
        for place, number in enumerate(numbers):
            # Many in the first months, fewer later.
            starts = round(515 - 470 * (place / max(1, len(numbers) - 1)) ** 1.4) + chance.randint(-7, 7)
            characters.append(_random_character(number, place, names[number], contract, starts, today, chance))
    return characters


def _random_character(
    number: int,
    place: int,
    name: tuple[str, str],
    contract: str,
    starts: int,
    today: datetime.date,
    chance: random.Random,
) -> Character:
    """Return a character drawn by `chance`: `number` counts all of them, `place` those of the contract."""
    is_tameside = contract == "tameside"
    person = _random_person(number, place, name, contract, today - datetime.timedelta(days=starts), chance)
    ends = _random_end(is_tameside, place, starts, chance)
    last = ends[0] if ends else 8
    stays = _random_stays(place, starts, last, chance) if is_tameside else ()
    if is_tameside and place == 7 and ends:
        # The keyworker ends it from the ward.
        stays = (*stays, Stay(ends[0] + 9, None, effect=OverrideEffect.END))
        ends = (ends[0], EndReason.KEYWORKER)
    minutes = chance.choice((120, 150, 150, 180, 240)) if is_tameside else chance.choice((60, 60, 90))
    hours = _random_hours(place, starts, last, minutes, chance)
    keyworker = KEYWORKERS[number % len(KEYWORKERS)]
    if keyworker == "joanne.ridley" and starts < 170:
        keyworker = "imran.aslam"
    return Character(
        f"further {number}",
        person,
        contract,
        starts,
        minutes,
        strand=chance.choice((0, 0, 0, 1, 2, 3)),
        has_buddy=place % 4 == 1,
        keyworker=keyworker,
        keyworker_changes=((141, "bethan.howells"),) if keyworker == "joanne.ridley" and last < 141 else (),
        stays=stays,
        hours=hours,
        ends=ends,
        **_random_plan(place, starts, last, ends, chance),
    )


def _random_person(
    number: int, place: int, name: tuple[str, str], contract: str, on: datetime.date, chance: random.Random
) -> PersonDetails:
    """Return a person aged for the contract on the day `on`. One of them reaches 66 while being supported."""
    is_tameside = contract == "tameside"
    age = 65 if is_tameside and place == 5 else chance.randint(19, 63) if is_tameside else chance.randint(22, 74)
    born_on = born_at_age(age, on, chance)
    return describe(*name, serial=40 + number, contract=contract, born_on=born_on, chance=chance)


def _random_end(is_tameside: bool, place: int, starts: int, chance: random.Random) -> tuple[int, str] | None:
    """Return how many days ago support ended and why, or None: every second one ends, if it is old enough."""
    if starts <= 150 or place % 2 == 0:
        return None
    ago, reason = chance.randint(25, max(26, starts - 110)), ENDS[place // 2 % len(ENDS)]
    if not is_tameside and reason in (EndReason.STEP_DOWN, EndReason.DIRECT_PAYMENT):
        reason = EndReason.CHOICE
    return ago, reason


def _random_stays(place: int, starts: int, last: int, chance: random.Random) -> tuple[Stay, ...]:
    """Return a stay in hospital for three of the characters, each with another effect of the keyworker's answer."""
    if place not in (2, 4, 8) or starts - last <= 110:
        return ()
    admission = chance.randint(last + 40, starts - 60)
    effect = {2: "", 4: OverrideEffect.CONTINUE, 8: OverrideEffect.RESUME}[place]
    return (Stay(admission, admission - chance.randint(8, 20), told_after=chance.randint(0, 2), effect=effect),)


def _random_hours(
    place: int, starts: int, last: int, minutes: int, chance: random.Random
) -> tuple[tuple[int, int], ...]:
    """Return how many days ago the hours of every third character changed, and to how many minutes."""
    if place % 3 or starts - last <= 120:
        return ()
    changed = chance.randint(last + 20, starts - 60)
    return ((changed, max(60, minutes + chance.choice((-30, -30, 60)))),)


def _random_plan(
    place: int, starts: int, last: int, ends: tuple[int, str] | None, chance: random.Random
) -> dict[str, Any]:
    """Return when a second plan is written, the first review is due, a new worker takes over and goals are reached."""
    goals_reached = ends is not None and ends[1] == EndReason.GOALS_REACHED
    return {
        "goal_outcomes": tuple((wish, last + 4 + 11 * wish, "reached") for wish in range(3)) if goals_reached else (),
        "second_plan": starts - chance.randint(180, 215) if starts - last > 240 and place % 3 else None,
        "first_review_after": chance.choice((42, 49, 56, 63, 70)),
        "handover": chance.randint(last + 15, starts - 40) if place % 6 == 4 and starts - last > 80 else None,
    }
