"""Notes of calls that were written offline; {name} is the name to use."""

SENT_LATE = ["{name} rang about the letter from the housing office. Read it through together. Will reply on Thursday."]
SENT_EARLIER = [
    "{name} rang to say the heating is working again.",
    "{name} rang to say the heating is working again",
]
LEFT_OUT = "Duplicate, only a full stop different"
SENT_TWICE = [
    "{name} rang: bus didn't turn up and it was a long walk home.",
    "{name} rang: bus didn't turn up and it was a long walk home. Looked up the times of the next one together.",
]
