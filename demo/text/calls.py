"""What is said where something must not wait."""

DONE = (
    "Saw them the same afternoon. Not sleeping, has an appointment on Thursday. Daily visits until then.",
    "Spoke to the GP and to them. Extra visit this week, review on Monday.",
    "Visited with the lead worker. More settled now. Crisis plan is out on the table.",
    "CMHT will see them tomorrow morning. We visit at 10.",
)
SPOKEN = (
    "Stay with them until I get there. I'm ringing the duty team now.",
    "Get out of the flat and wait in your car. I'll be with you in 20 minutes.",
    "They're talking and having a brew. Ring me back in half an hour, whatever happens.",
)
DUTY_TEAM = "We have the address and the worker's number. We are ringing them now, and will come out if they ask."
CLOSED = (
    "Calm by the evening. Visit tomorrow at 9am, two workers.",
    "Seen by the duty team. No one hurt.",
    "Sister staying over tonight. Lead worker to visit in the morning.",
)
SAFE = "Phone had died. They are on the bus home."

# Days ago, the person, minutes until assessed, answered and visited (none: not yet), who asked and how, what, risk.
SAME_DAY = (
    (
        63,
        "colette",
        (12, 20, 95),
        ("person", "telephone"),
        "Can't stop shaking and wants someone to come out.",
        "Alone and frightened. No thoughts of self-harm. One worker, daytime.",
    ),
    (
        41,
        "hamza",
        (8, 25, 140),
        ("carer", "telephone"),
        "Mum rang: he hasn't come out of his room since yesterday.",
        "Answers through the door. Two workers, lead worker to do the talking.",
    ),
    (
        19,
        "maya",
        (15, 22, 60),
        ("person", "text"),
        "Has had a letter about her flat and doesn't know what to do.",
        "Upset but safe. One worker.",
    ),
    (
        9,
        "tomasz",
        (30, 41, None),
        ("keyworker", "email"),
        "Keyworker asking for a visit today, as there is a hearing tomorrow.",
        "No known risk. Anxious about tomorrow.",
    ),
    (3, "colette", (18, None, None), ("person", "text"), "Asking if someone can come today.", "Low in mood, alone."),
    (2, "florin", (25, 40, None), ("person", "telephone"), "Can't sleep, wants company.", "Low. Will ring if worse."),
    (1, "parveen", (None, None, None), ("carer", "in person"), "Husband asking for someone to come today.", ""),
)
OF_SOMEBODY_ELSE = "His mother rang: he has not slept and asks for someone today."
REFUSED = "No one free before this evening. Keyworker will be in touch today and we'll visit tomorrow at 9am."

# Days ago, the person, and the change to report the same day.
SIGNS = (
    (4, "colette", "Not opening her post again and has stopped going out after dark."),
    (1, "maya", "Not slept for three nights. Talking about the voices for the first time since spring."),
)
