"""What people need to read, hear, be understood and take part: kinds and coded needs.

Shaped after the Accessible Information Standard (its four kinds) and the Reasonable Adjustment Digital Flag. Needs are
recorded, never a diagnosis.
"""

import datetime

from django.db import models

# After how long a need is reviewed, unless somebody chooses another day.
NEED_REVIEW = datetime.timedelta(days=365)


class NeedKind(models.TextChoices):
    """The four kinds of the Accessible Information Standard, and reasonable adjustments."""

    CONTACT = "contact", "How to contact"
    FORMAT = "format", "Format of information"
    PROFESSIONAL = "professional", "Communication professional"
    SUPPORT = "support", "Communication support"
    ADJUSTMENT = "adjustment", "Reasonable adjustment"


class CodedNeed(models.TextChoices):
    """List 1 of coded needs. A value keeps its meaning: what changes its meaning becomes a new value."""

    CALL = "call", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"
    RELAY = "relay", "Text relay"
    VIDEO_RELAY = "video relay", "Video relay in sign language"
    THROUGH_SOMEONE = "through someone", "Through someone they trust"
    LARGE_PRINT = "large print", "Large print"
    EASY_READ = "easy read", "Easy read"
    PLAIN_WORDS = "plain words", "Plain words, short sentences"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    ELECTRONIC = "electronic", "Electronic, for a screen reader"
    COLOURED_PAPER = "coloured paper", "Coloured paper"
    TRANSLATED = "translated", "In another language"
    SIGN_INTERPRETER = "sign interpreter", "Sign language interpreter"
    INTERPRETER = "interpreter", "Interpreter for another language"
    DEAFBLIND = "deafblind", "Deafblind interpreter or guide"
    LIPSPEAKER = "lipspeaker", "Lipspeaker"
    NOTE_TAKER = "note taker", "Note taker"
    ADVOCATE = "advocate", "Advocate"
    HEARING_AID = "hearing aid", "Uses a hearing aid or loop"
    LIP_READS = "lip-reads", "Lip-reads: face them"
    CLEAR_SPEECH = "clear speech", "Speak clearly and not fast"
    TIME_TO_ANSWER = "time to answer", "Time to answer"
    COMMUNICATION_AID = "aid", "Uses symbols, pictures or a device"
    WRITTEN_AFTER = "written after", "A written note afterwards"
    READ_ALOUD = "read aloud", "Letters are read aloud"
    LONGER_TIME = "longer time", "More time, or breaks"
    TIME_OF_DAY = "time of day", "A certain time of day"
    SAME_WORKER = "same worker", "The same worker each time"
    SOMEONE_WITH_THEM = "someone with them", "Someone with them"
    QUIET_PLACE = "quiet place", "A quiet or familiar place"
    LIGHT_NOISE = "light and noise", "Less light, noise or smell"
    STEP_FREE = "step-free", "A place without steps"
    EQUIPMENT = "equipment", "Equipment"
    WHAT_WILL_HAPPEN = "what will happen", "Hear beforehand what will happen"


CODED = {
    NeedKind.CONTACT: ("call", "text", "email", "letter", "relay", "video relay", "through someone"),
    NeedKind.FORMAT: (
        *("large print", "easy read", "plain words", "braille", "audio", "electronic", "coloured paper"),
        "translated",
    ),
    NeedKind.PROFESSIONAL: ("sign interpreter", "interpreter", "deafblind", "lipspeaker", "note taker", "advocate"),
    NeedKind.SUPPORT: (
        *("hearing aid", "lip-reads", "clear speech", "time to answer", "aid", "written after", "read aloud"),
    ),
    NeedKind.ADJUSTMENT: (
        *("longer time", "time of day", "same worker", "someone with them", "quiet place", "light and noise"),
        *("step-free", "equipment", "what will happen"),
    ),
}


def need_text(code: str, words: str) -> str:
    """Return a need in words, such as "Large print: 18 point"; the words alone where it has no code."""
    if not code:
        return words
    label = str(CodedNeed(code).label)
    return f"{label}: {words}" if words else label


class EqualityAct(models.TextChoices):
    """Whether the person is disabled in the words of the Equality Act 2010: a lasting and substantial impairment."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not asked", "Not asked"


class NeedsSharing(models.TextChoices):
    """Whether the needs may be passed to other services: the person's own consent, or a best-interest decision."""

    CONSENT = "consent", "Yes: the person agreed"
    REFUSED = "refused", "No: the person refused"
    BEST_INTEREST = "best interest", "Yes: a best-interest decision, as they could not decide this"
