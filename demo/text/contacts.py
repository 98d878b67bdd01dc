"""Beside the visits: what people said, how they were, calls and letters, what came of missed visits."""

from demo.text import lines

QUOTES = lines("""
I did that one by myself, you only carried the bag.
It was easier than last week, and last week was easier than before.
Not yet. Ask me again after the weekend.
I like it when nobody hurries me.
Next time I want to go in first.
I have not laughed like that in a while.
""")

MOOD = lines("""
Quiet at first, brighter once we were outside.
Tired, with good colour, and hungry.
A little on edge because of the post; calmer by the end.
In good spirits and ahead of me all the way.
""")

INFORMATION = (
    "Bus pass for disabled people: leaflet, read aloud together",
    "Walking group on Thursdays: address written on a card",
    "How to complain about us: easy-read sheet",
)

MONEY = ("Shopping from {name}'s purse, receipt in the tin", "Top-up of the electricity key, receipt in the tin")

WAYS_IN = (
    "Side door, up the iron steps",
    "Press the top bell; the middle one is broken",
    "Park in the lane behind; the gate sticks, push hard",
    "Second floor, no lift",
    "Round the back past the bins, brown door",
)

# With whom, how, how many minutes, about what, what changed.
CONTACTS = (
    ("family", "call", 12, "{name}'s sister asked how the week had been; told what {name} lets us tell.", ""),
    (
        "mental health team",
        "email",
        None,
        "Asked for the clinic to be on a Wednesday.",
        "Clinic on Wednesday",
    ),
    ("health", "call", 8, "The surgery has the repeat ready from tomorrow.", "Collect it together on Friday"),
    ("council", "meeting", 45, "Housing officer, {name} and I about the damp wall.", "Repair booked for next month"),
    ("person", "text", None, "{name} asked to meet at the café instead.", "Next visit at the café"),
    ("representative", "video", 25, "Advocate went through the appeal with {name}.", ""),
)
UNREACHED = ("mental health team", "call", None, "Rang about the clinic letter; left word to ring back.", "")

SETTLED = (
    ("spoke", "{name} rang back: had stayed with a cousin and forgotten. Sorry, and glad that we noticed."),
    ("visited", "The team leader went in the evening. {name} was in, low, and let her make tea. Visits go on."),
    ("keyworker", "The keyworker will go along on Monday and decide with {name} how to go on."),
)

CORRECTED = "Named the wrong shop"
