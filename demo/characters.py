"""The lives that the demo tells. Days are counted back from today; negative ones lie ahead."""

import datetime
import random
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta

from casework.enums import EndReason, ExitRoute, HospitalKind, OverrideEffect
from demo.people import NAMES, Particulars, born_at_age, describe
from workforce.enums import Gender

LEAST_PEOPLE = 17
# So many lives can be told, one for each name; whoever comes on top of them is of the crowd.
MOST_LIVES = LEAST_PEOPLE + len(NAMES)


@dataclass(frozen=True)
class Stay:
    """In hospital from `admitted` to `discharged` (nothing: still there), told so many days after.

    `wards`: days ago, name, and for a night of leave when it ended. `resumes`: support went on at discharge.
    `answer`: what the keyworker says of a readmission, whether it is the same stay.
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
class Life:
    """One run of support and what happens in it."""

    key: str
    who: Particulars
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
    # Days ago it was planned, in how many days support is to end, and by which way.
    exit: tuple[int, int, str] | None = None
    died: int | None = None
    ends: tuple[int, str] | None = None
    handover: int | None = None
    missed: int | None = None
    # Place of the wish, days ago, what became of it ("reached", "partly" …); with any named, the other goals stay.
    fates: tuple[tuple[int, int, str], ...] = ()
    same_person_as: str = ""
    # Taken for somebody new; found out and merged so many days ago.
    merged: int | None = None
    user: str = ""


def _cast(today: datetime.date, chance: random.Random) -> list[Life]:
    """Those who are in every demo, however small; together they are in every state there is."""
    serial = iter(range(1000))

    def who(full_name: str, age: int, contract: str = "tameside", known_as: str = "", **more) -> Particulars:
        born_on = more.pop("born_on", None) or born_at_age(age, today, chance)
        made = describe(full_name, known_as, serial=next(serial), contract=contract, born_on=born_on, chance=chance)
        return replace(made, **more)

    maya = who(
        "Maya Lindqvist",
        34,
        nhs_number="9990000018",
        telephone="07700 900113",
        telephone_is_safe=True,
        text_is_safe=True,
        email="person@demo.example",
        email_is_safe=True,
        contact_note="Text first, then ring.",
        communication_needs="Short sentences, and a written note after each visit",
        worker_gender_wish=Gender.FEMALE,
        area="Stalybridge",
        postcode="SK15 3OV",
        visit_warning="Ring twice and wait. The dog is friendly.",
    )
    tomasz = who(
        "Tomasz Zielinski",
        38,
        known_as="Tom",
        nhs_number="9990000026",
        area="Hyde",
        postcode="SK14 5CK",
        communication_needs="Large print, no voicemail",
        visit_warning="Two workers after six in the evening, until the next review.",
    )
    turning_18 = today + datetime.timedelta(days=6)
    winston = who("Winston Ferdinand", 57)
    parveen = who("Parveen Akhtar", 45, worker_gender_wish=Gender.FEMALE, worker_language_wish="Urdu")
    parveen_elsewhere = replace(parveen, full_name="Parveen Akhtar-Shah", nhs_number="")
    harold = who("Harold Fenwick", 62)
    # fmt: off
    return [
        Life(
            "maya", maya, "tameside", 430, 180, lead="worker", has_buddy=True, keyworker="joanne.ridley",
            keyworker_changes=((250, "keyworker"),), wishes=(24, 17, 10), second_plan=196, user="person",
            slots=((2, "14:00"), (5, "10:30")), hours=((330, 240), (160, 180)), first_review_after=63,
            fates=((2, 262, "reached"), (1, 40, "paused")), exit=(60, 120, ExitRoute.DIRECT_PAYMENT),
        ),
        Life(
            "tomasz", tomasz, "tameside", 300, 120, strand=1, lead="worker", slots=((0, "15:00"),), wishes=(23, 4),
            stays=(Stay(184, 175, HospitalKind.ACUTE, told_after=1), Stay(
                12, told_after=0, is_visited=True,
                wards=((12, "Ash ward", None), (7, "Rowan ward", None), (3, "With his mother, one night", 2)),
            )),
        ),
        Life(
            "winston", winston, "tameside", 330, 150, lead="jodie.earnshaw", keyworker="kofi.mensah",
            stays=(Stay(95, 60, told_after=1),),
        ),
        Life(
            "winston again", winston, "tameside", 31, 180, strand=1, lead="marek.havel", keyworker="kofi.mensah",
            same_person_as="winston",
        ),
        Life(
            "shanice", who("Shanice Campbell", 29), "tameside", 166, 120, lead="worker", slots=((0, "09:30"),),
            updates=(125, 86, 46), stays=(Stay(140, 129, effect=OverrideEffect.CONTINUE),),
        ),
        Life(
            "idris", who("Idris Farah", 41), "tameside", 26, 90, lead="worker", slots=((0, "11:30"),),
            plan_days=(19, 4), course="offered", first_review_after=46,
        ),
        Life(
            "keira", who("Keira Nolan", 17, born_on=turning_18 - relativedelta(years=18)), "tameside", -9, 120,
            strand=2, lead="wiktoria.sikora", keyworker="bethan.howells",
        ),
        Life(
            "parveen", parveen, "tameside", 280, 120, lead="shabnam.iqbal", keyworker="imran.aslam", has_buddy=True,
        ),
        Life(
            "parveen links", parveen_elsewhere, "links", 150, 60, lead="devon.clarke", same_person_as="parveen",
            merged=96,
        ),
        Life(
            "jordan", who("Jordan Whittle", 23), "tameside", 9, 120, strand=2, lead="lewis.hartley",
            plan_days=(3,), course="draft", first_review_after=49,
        ),
        Life(
            "florin", who("Florin Munteanu", 36), "tameside", 60, 90, lead="tendai.moyo", keyworker="bethan.howells",
            plan_days=(50, 20, 12), course="declined", updates=(20,), first_review_after=40,
            stays=(Stay(9, 6, resumes=False), Stay(4)),
        ),
        Life(
            "margaret", who("Margaret Ollerenshaw", 63, known_as="Peggy"), "tameside", 420, 90, lead="grace.adebayo",
            ends=(120, EndReason.GOALS_REACHED), hours=((200, 60),), wishes=(0, 12, 16),
            fates=((0, 205, "reached"), (1, 160, "reached"), (2, 128, "reached")),
        ),
        Life(
            "hamza", who("Hamza Qureshi", 31), "tameside", 120, 120, strand=3, lead="lewis.hartley",
            updates=(81, 41, 2), missed=64, stays=(Stay(104, 99, resumes=False), Stay(97, 90, answer=True)),
        ),
        Life(
            "siobhan", who("Siobhan Gallagher", 50), "tameside", 280, 120, lead="tendai.moyo", keyworker="kofi.mensah",
            updates=(239, 198, 157, 116, 75), ends=(40, EndReason.STEP_DOWN),
        ),
        Life(
            "nasreen", who("Nasreen Begum", 48), "tameside", 380, 120, lead="callum.doyle", keyworker="joanne.ridley",
            keyworker_changes=((141, "bethan.howells"),), unshared_review=2, handover=215, missed=22,
            strands=((320, 1), (180, 0)),
        ),
        Life(
            "harold", harold, "tameside", 260, 120, lead="marek.havel", keyworker="kofi.mensah", died=88,
        ),
        Life(
            "colette", who("Colette Brightwell", 54, "links"), "links", 340, 60, lead="yusuf.demir", second_plan=150,
            wishes=(1, 9, 13), fates=((1, 230, "let go"), (0, 100, "partly"), (2, 90, "changed")),
        ),
        Life(
            "leroy", who("Leroy Duncan", 39, "links"), "links", 200, 60, lead="lena.fairhurst",
            ends=(160, EndReason.CHOICE), first_review_after=84,
        ),
        Life(
            "zofia", who("Zofia Baranek", 71, "links"), "links", 20, 60, lead="yusuf.demir", plan_days=(14, 8, 5),
            first_review_after=70,
        ),
    ]
    # fmt: on


ENDS = (
    EndReason.GOALS_REACHED,
    EndReason.STEP_DOWN,
    EndReason.DIRECT_PAYMENT,
    EndReason.CHOICE,
    EndReason.MOVED,
    EndReason.GOALS_REACHED,
)
KEYWORKERS = ("keyworker", "kofi.mensah", "imran.aslam", "bethan.howells", "keyworker", "joanne.ridley")


def all_lives(*, people: int, seed: int, today: datetime.date) -> list[Life]:
    """The lives of `people` people: the cast, then as many more as are asked for, seven in ten in Tameside.

    Raises ValueError when there are fewer than the cast, or more than there are names.
    """
    if not LEAST_PEOPLE <= people <= MOST_LIVES:
        raise ValueError(f"The demo tells between {LEAST_PEOPLE} and {MOST_LIVES} lives.")
    chance = random.Random(f"{seed}/lives")
    lives = _cast(today, chance)
    names = chance.sample(NAMES, people - LEAST_PEOPLE)
    links = min(len(names), round(people * 0.3) - 3)
    kinds = ["links"] * links + ["tameside"] * (len(names) - links)
    for contract in ("tameside", "links"):
        numbers = [number for number, kind in enumerate(kinds) if kind == contract]
        for place, number in enumerate(numbers):
            # Many in the first months, fewer later.
            starts = round(515 - 470 * (place / max(1, len(numbers) - 1)) ** 1.4) + chance.randint(-7, 7)
            lives.append(_further(number, place, names[number], contract, starts, today, chance))
    return lives


def _further(number, place, name, contract, starts, today, chance) -> Life:
    is_tameside = contract == "tameside"
    oldest = today - datetime.timedelta(days=starts)
    # One reaches 66 while being supported: flagged, not dropped.
    age = 65 if is_tameside and place == 5 else chance.randint(19, 63) if is_tameside else chance.randint(22, 74)
    who = describe(
        *name,
        serial=40 + number,
        contract=contract,
        born_on=born_at_age(age, oldest, chance),
        chance=chance,
    )
    ends = None
    if starts > 150 and place % 2:
        ends = (chance.randint(25, max(26, starts - 110)), ENDS[place // 2 % len(ENDS)])
    if not is_tameside and ends and ends[1] in (EndReason.STEP_DOWN, EndReason.DIRECT_PAYMENT):
        ends = (ends[0], EndReason.CHOICE)
    last = ends[0] if ends else 8
    stays, hours = [], []
    if is_tameside and place in (2, 4, 8) and starts - last > 110:
        admitted = chance.randint(last + 40, starts - 60)
        effect = {2: "", 4: OverrideEffect.CONTINUE, 8: OverrideEffect.RESUME}[place]
        stays.append(Stay(admitted, admitted - chance.randint(8, 20), told_after=chance.randint(0, 2), effect=effect))
    if is_tameside and place == 7 and ends:
        # The keyworker ends it from the ward.
        stays.append(Stay(ends[0] + 9, None, effect=OverrideEffect.END))
        ends = (ends[0], EndReason.KEYWORKER)
    minutes = chance.choice((120, 150, 150, 180, 240)) if is_tameside else chance.choice((60, 60, 90))
    if place % 3 == 0 and starts - last > 120:
        changed = chance.randint(last + 20, starts - 60)
        hours.append((changed, max(60, minutes + chance.choice((-30, -30, 60)))))
    keyworker = KEYWORKERS[number % len(KEYWORKERS)]
    if keyworker == "joanne.ridley" and starts < 170:
        keyworker = "imran.aslam"
    changes = ((141, "bethan.howells"),) if keyworker == "joanne.ridley" and last < 141 else ()
    return Life(
        f"further {number}",
        who,
        contract,
        starts,
        minutes,
        strand=chance.choice((0, 0, 0, 1, 2, 3)),
        has_buddy=place % 4 == 1,
        keyworker=keyworker,
        keyworker_changes=changes,
        fates=tuple((place, ends[0] + 4 + 11 * place, "reached") for place in range(3))
        if ends and ends[1] == EndReason.GOALS_REACHED
        else (),
        second_plan=starts - chance.randint(180, 215) if starts - last > 240 and place % 3 else None,
        first_review_after=chance.choice((42, 49, 56, 63, 70)),
        stays=tuple(stays),
        hours=tuple(hours),
        ends=ends,
        handover=chance.randint(last + 15, starts - 40) if place % 6 == 4 and starts - last > 80 else None,
    )
