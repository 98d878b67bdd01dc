"""The people of the demo and what happens to them. Days are counted back from today; negative ones are ahead."""

import datetime
import random
from dataclasses import dataclass, field, replace
from typing import Any

from dateutil.relativedelta import relativedelta

from casework.enums import EndReason, ExitRoute, HospitalKind, OverrideEffect
from demo.people import PersonDetails, born_at_age, describe
from workforce.enums import Gender

# People beyond these are made in bulk (`demo.bulk`).
LEAST_PEOPLE = 17


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

# Together they are in every state. Each has a person from above.
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


def all_characters(*, seed: int, today: datetime.date) -> list[Character]:
    """Return the characters with their persons; the details of a person that are not fixed are drawn by `seed`."""
    chance = random.Random(f"{seed}/lives")
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
