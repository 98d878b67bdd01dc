"""Notes of calls that were taken where there was no signal; {name} is the name to use."""

SENT_LATE = [
    "{name} rang about the letter from the housing office. We read it together and will answer it on Thursday."
]
SENT_EARLIER = [
    "{name} rang to say that the heating works again.",
    "{name} rang to say that the heating works again",
]
LEFT_OUT = "The same but for a full stop"
SENT_TWICE = [
    "{name} rang: the bus did not come, and the walk home was long.",
    "{name} rang: the bus did not come, and the walk home was long. We looked up the times of the next one together.",
]
