"""Risk assessments: what is said of visiting, what may happen and what reduces it."""

from dataclasses import dataclass

from demo.text import lines

ALONE = lines("""
One worker may go alone, by day and in the evening. Nothing has happened in the last year that speaks against it.
One worker by day. After six in the evening two go, or it is a telephone call.
One worker, who rings the office on arriving and on leaving. Without the second call the office rings after ten minutes.
Alone when the visit is outside. At the flat only after a call the same morning.
""")

VISIT = lines("""
Ring {name} an hour before. At the door, wait to be asked in. Sit near the way out and keep the car key at hand.
Come at the time agreed and not early. If the curtains are drawn at noon, ring first and talk at the door.
Ask {name} how the day is before anything else. If somebody else is in the flat, say who you are and offer another day.
Park on the main road. Leave bags in the car. Say when you will go before you sit down.
""")

CONTINGENCY = lines("""
Leave, ring the on-call senior from the car, write it down the same day. In danger: 999 first.
Stay on the telephone with {name} until somebody is there; a second worker rings the crisis line meanwhile.
Go, and come back tomorrow with a colleague. The keyworker is told the same day.
""")

VIEW = lines("""
Written at the kitchen table with {name}, who read it aloud and changed two words.
{name} finds most of it too careful and signed it off all the same: "Better asked than guessed."
Talked through on a walk. {name} asked for the part about the neighbour, and for nobody else to be named.
{name} did not want to take part this time, and was told what it says.
""")


@dataclass(frozen=True)
class Danger:
    description: str
    who_harmed: str
    likelihood: int
    severity: int
    measures: str
    contingency: str = ""


DANGERS = (
    Danger(
        "Stops eating and sleeping when low, and does not answer the door",
        "The person",
        3,
        4,
        "The worker asks about meals and nights each time; two missed visits running are told to the keyworker.",
        "Ring, go round, and with no answer by evening ring the crisis team.",
    ),
    Danger(
        "Thoughts of harming themself after bad news",
        "The person",
        2,
        5,
        "The safety plan is on the fridge. Letters are opened together. Tablets come weekly from the chemist.",
        "Do not leave alone; crisis line, then 999.",
    ),
    Danger(
        "The stairs are steep and the light fails", "The person, workers", 3, 3, "Told to the landlord; take a torch."
    ),
    Danger(
        "A dog that jumps up at strangers",
        "Workers",
        3,
        2,
        "Ring first so that the dog is in the kitchen. A new worker comes with one who is known.",
    ),
    Danger(
        "A visitor who shouts and asks for money",
        "The person, workers",
        3,
        4,
        "Ask before going in who is there. Meet in the library when he is about.",
        "Leave together if the person wishes it; ring the on-call senior.",
    ),
    Danger("Cooks and falls asleep", "The person, neighbours", 2, 4, "A timer, and a smoke alarm tried each month."),
    Danger(
        "Crosses roads without looking when voices are loud",
        "The person",
        3,
        4,
        "Walk on the inner side, choose the quiet road, turn back when it gets too much.",
    ),
    Danger(
        "Lends out bank card and runs short", "The person", 4, 2, "Talked about each fortnight, with the bank once."
    ),
)

NOTHING_CHANGED = lines("""
Read it through with {name} line by line. Nothing has happened, and nothing needs other words.
Looked at after the last six months of visits. The alarm was tried, the numbers to ring are right.
""")

DROPPED = "Begun after one missed visit that had a plain reason. What is in force says enough."
DOOR = "Ring twice and wait. The dog is friendly. Ask who is in before you go up."
