"""Beside the visits: what people said, how they were, calls and letters, what was done about missed visits."""

from demo.text import lines

QUOTES = lines("""
I did that one by myself, you only carried the bag.
It was easier than last week, and last week was easier than the one before.
Not yet. Ask me again after the weekend.
I like it when nobody rushes me.
Next time I want to go in first.
I haven't laughed like that in ages.
""")

MOOD = lines("""
Quiet at first, brighter once we got outside.
Tired but looking well, and hungry.
A bit on edge because of the post. Calmer by the end.
In great spirits and full of energy.
""")

INFORMATION = (
    "Disabled person's bus pass: read the leaflet together",
    "Thursday walking group: wrote the address on a card",
    "How to complain about us: easy-read leaflet",
)

MONEY = ("Shopping from {name}'s purse, receipt in the tin", "Electric key top-up, receipt in the tin")

WAYS_IN = (
    "Side door, up the iron steps",
    "Press the top bell, the middle one is broken",
    "Park in the lane at the back. Gate sticks, push hard",
    "Second floor, no lift",
    "Round the back past the bins, brown door",
)

# With whom, how, how many minutes, about what, what changed.
CONTACTS = (
    ("family", "call", 12, "{name}'s sister asked how the week had gone. Shared what {name} has consented to.", ""),
    (
        "mental health team",
        "email",
        None,
        "Asked for clinic appointments to be on a Wednesday.",
        "Clinic on Wednesday",
    ),
    ("health", "call", 8, "Repeat prescription will be ready from tomorrow.", "Collect together on Friday"),
    ("council", "meeting", 45, "With housing officer and {name} about the damp wall.", "Repair booked for next month"),
    ("person", "text", None, "{name} asked to meet at the café instead.", "Next visit at the café"),
    ("representative", "video", 25, "Advocate went through the appeal with {name}.", ""),
)
UNREACHED = ("mental health team", "call", None, "Rang about the clinic letter. Left a message to call back.", "")

SETTLED = (
    ("spoke", "{name} rang back. Had been staying with a cousin and forgot. Apologised, and glad we'd noticed."),
    (
        "visited",
        "Team leader called round. {name} was in, low in mood, had a brew together. Visits continue as normal.",
    ),
    ("keyworker", "Keyworker will join Monday's visit and agree next steps with {name}."),
)

CORRECTED = "Named the wrong shop"
# Whether access needs were met, and how often each answer comes.
NEEDS_MET: tuple[dict[str, str], ...] = (
    {"needs_met": "yes"},
    {"needs_met": "not needed"},
    {},
    {"needs_met": "no", "needs_reason": "The letter came in small print; a large one is on its way."},
    {"needs_met": "no", "needs_reason": "The interpreter did not come. We used pictures."},
)
NEEDS_MET_SHARES = (70, 12, 12, 3, 3)

# What was tried and what worked, by what was done.
TRIED = {
    "spoke": ("A text the day before, then a call in the evening.", "Ringing after six: they are up by then."),
    "visited": ("Somebody they know well called round.", "Seeing a familiar face at the door."),
    "keyworker": ("Two calls and a card through the door.", ""),
}

# While somebody who misses visits is not reached.
NOT_REACHED = {
    "done": "not reached",
    "tried": "Rang twice, at noon and after six, and put a card through the door.",
    "words": "No reply yet. Trying again tomorrow with the buddy worker.",
}
