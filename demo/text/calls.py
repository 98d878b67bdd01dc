"""What is said where something must not wait."""

DONE = (
    "Rang them the same afternoon. They sleep badly and have an appointment on Thursday; we go daily until then.",
    "Spoke with the family doctor and with them. A visit more this week, and we look again on Monday.",
    "Met them at home with the lead worker. They feel steadier; the crisis plan lies on the table.",
    "The Council's team rings them tomorrow morning. We visit at ten.",
)
SPOKEN = (
    "Stay with them until I am there. I ring the Council's team now.",
    "Leave the flat, wait in the car. I am there in twenty minutes.",
    "They talk and drink tea. Ring me again in half an hour, whatever happens.",
)
CLOSED = (
    "Calm again by the evening. A visit tomorrow at nine, two of us.",
    "The Council's team has seen them. Nobody is hurt.",
    "Their sister stays tonight. The lead worker rings in the morning.",
)
SAFE = "The phone was empty. They are on the bus home."

# Days ago, the person, minutes until assessed, answered and visited (none: not yet), who asked and how, what, risk.
SAME_DAY = (
    (
        63,
        "colette",
        (12, 20, 95),
        ("person", "telephone"),
        "She cannot stop shaking and asks for somebody to come.",
        "Alone, frightened, no thoughts of harm. One worker by day.",
    ),
    (
        41,
        "hamza",
        (8, 25, 140),
        ("carer", "telephone"),
        "His mother says that he has not come out of his room since yesterday.",
        "He answers through the door. Two go, the lead worker speaks.",
    ),
    (
        19,
        "maya",
        (15, 22, 60),
        ("person", "text"),
        "A letter about her flat has come and she does not know what to do.",
        "Upset, and safe. One worker.",
    ),
    (
        9,
        "tomasz",
        (30, 41, None),
        ("keyworker", "email"),
        "The keyworker asks for a visit today, before a hearing tomorrow.",
        "No risk beyond the day's worry.",
    ),
    (3, "colette", (18, None, None), ("person", "text"), "Asks whether somebody can come today.", "Low, and alone."),
    (2, "florin", (25, 40, None), ("person", "telephone"), "Cannot sleep and wants company.", "Low; rings us if not."),
    (1, "parveen", (None, None, None), ("carer", "in person"), "Her husband asks for somebody to come today.", ""),
)
REFUSED = "Nobody is free before the evening. The keyworker rings today; we come tomorrow at nine."

# Days ago, the person, and the change to report the same day.
SIGNS = (
    (4, "colette", "Does not open her post again, and has stopped going out after dark."),
    (1, "maya", "Awake three nights running, and talks of the voices for the first time since spring."),
)
