"""Risk assessments: what is said of visiting, what could happen and what reduces it."""

from dataclasses import dataclass

from demo.text import lines

ALONE = lines("""
Lone visits OK in the daytime. Two workers after 6pm. No incidents in the last 12 months.
Lone visits in the daytime only. After 6pm two workers, or phone support.
Lone visits OK. Worker to ring the office on arrival and on leaving. If no call, office rings after ten minutes.
Lone visits OK away from home. Home visits only after a call the same morning.
""")

VISIT = lines("""
Ring {name} an hour before. Wait to be asked in. Sit near the exit and keep your car keys to hand.
Arrive at the agreed time, not early. If the curtains are closed at midday, ring first and talk at the door.
Ask {name} how the day is going before you start. If anyone else is there, introduce yourself and offer another day.
Park on the main road. Leave bags in the car. Tell {name} when you will be leaving before you sit down.
""")

CONTINGENCY = lines("""
Leave, ring the on-call senior from the car and record it the same day. If in danger, call 999 first.
Stay on the phone with {name} until someone arrives. A second worker rings the crisis line.
Ring {name} from outside and stay in touch. Go back with a colleague the same day. Inform the keyworker.
""")

VIEW = lines("""
Written at home with {name}, who read it back and changed two words.
{name} thinks most of it is over-cautious but signed it: "Better safe than sorry."
Discussed on a walk. {name} asked for the part about the neighbour to go in, and no one else to be named.
{name} did not want to take part this time. Has been given a copy.
""")


@dataclass(frozen=True)
class Danger:
    kind: str
    description: str
    who_harmed: str
    measures: str
    contingency: str = ""
    likelihood: int | None = None
    severity: int | None = None


DANGERS = (
    Danger(
        "health",
        "Stops eating and sleeping when low, and does not answer the door",
        "The person",
        "Worker to ask about meals and sleep each visit. Two missed visits in a row: inform keyworker.",
        "Ring, then call round. If no answer by evening, ring the crisis team.",
    ),
    Danger(
        "harm to self",
        "Thoughts of self-harm after bad news",
        "The person",
        "Safety plan on the fridge. Letters opened together. Medication dispensed weekly.",
    ),
    Danger(
        "surroundings",
        "Steep stairs, faulty light",
        "The person, workers",
        "Reported to landlord. Take a torch.",
        likelihood=3,
        severity=3,
    ),
    Danger(
        "surroundings",
        "Dog jumps up at strangers",
        "Workers",
        "Ring first so the dog is shut in the kitchen. Introduce a new worker alongside someone they know.",
        likelihood=3,
        severity=2,
    ),
    Danger(
        "harm from others",
        "Visitor who shouts and asks for money",
        "The person, workers",
        "Ask who is there before going in. Meet at the library if he is around.",
        "Leave together if the person wants to. Ring the on-call senior.",
    ),
    Danger(
        "surroundings",
        "Falls asleep while cooking",
        "The person, neighbours",
        "Kitchen timer. Smoke alarm tested monthly.",
        likelihood=2,
        severity=4,
    ),
    Danger(
        "health",
        "Crosses roads without looking when hearing voices",
        "The person",
        "Walk on the inside, use quieter roads, turn back if it gets too much.",
    ),
    Danger(
        "harm from others",
        "Lends out bank card and runs short of money",
        "The person",
        "Discuss fortnightly. Bank aware.",
    ),
)

NOTHING_CHANGED = lines("""
Went through it line by line with {name}. No incidents and nothing to change.
Reviewed against the last six months of visits. Smoke alarm tested, phone numbers are correct.
""")

DROPPED = "Started after one missed visit, which had a simple explanation. The current version is enough."
REQUEST = "We plan a joint visit and want to know how to come safely."
REQUEST_AGAIN = "The last one we saw was an older version. The ward asks for the one in force."
DOOR = "Ring twice and wait. Dog is friendly. Ask who is in before you go up."
