"""Labels of form fields as parts of a sentence: "Date of birth" becomes "the date of birth"."""

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUESTION_WORDS = _words("what who whom whose when where why which how")
DETERMINERS = _words("the a an your my our their his her its this that these those any all each every no")
# Words that a noun does not begin with: a label that begins with one is quoted.
OTHER_FIRST_WORDS = _words(
    "i we you they it he she somebody someone anybody anyone nobody anything everything nothing none not yes if "
    "is are was were do does did has have had can could may might should will would "
    "by from until to with for at on of as in into about after before between since without "
    "add agree choose select tell show give find describe send raise rate put take enter tick write"
)
PREPOSITIONS = _words("by on with from to for of at in about until as")
CALENDAR_WORDS = _words("date day dates days month year birthday time times")
PROPER_NAMES = _words(
    "council council's hub casework english england monday tuesday wednesday thursday friday saturday sunday"
)
ASIDE = re.compile(r", (\d|if\b|as\b|in\b|for\b|at\b|like\b|with\b).*$")


@dataclass(frozen=True)
class LabelName:
    """The name of a field, read from its label.

    `subject` begins a sentence: "Date of birth". `phrase` is what somebody enters or chooses: "the date of birth",
    "why support ends"; it is "" for a label that no sentence can take in, like "Agreed by".
    """

    label: str
    subject: str
    phrase: str

    @property
    def is_question(self) -> bool:
        return self.label.endswith("?")

    @property
    def quoted(self) -> str:
        return _quote(self.label)

    @property
    def has_calendar_word(self) -> bool:
        """True for a label that says itself that it is a day or a time."""
        words = re.findall(r"[a-z]+", self.phrase.lower())
        return bool(CALENDAR_WORDS.intersection(words)) or (bool(words) and words[0] in QUESTION_WORDS)


def read_label(text: object) -> LabelName:
    """Return the name that the label `text` gives its field."""
    # Django fills figures into a message by their % sign, so that no label may have one.
    label = re.sub(r"\s*%", " per cent", re.sub(r"\s*\([^)]*\)", "", str(text))).strip().rstrip(":.").strip()
    words = label.lower().split()
    if not words or label.endswith("?") or "“" in label:
        return LabelName(label, _quote(label), "")
    if words[0] in QUESTION_WORDS:
        return LabelName(label, _quote(label), _lower_first(label))
    short = ASIDE.sub("", label)
    is_activity = words[0].endswith("ing") and len(words) > 1  # "Managing distress"
    if is_activity or ": " in label or words[0] in OTHER_FIRST_WORDS or short.lower().split()[-1] in PREPOSITIONS:
        return LabelName(label, _quote(label), "")
    subject = _quote(short) if "," in short else short
    has_article = words[0] in DETERMINERS or short[-1].isdigit()
    return LabelName(label, subject, _lower_first(short) if has_article else f"the {_lower_first(short)}")


def _lower_first(text: str) -> str:
    """Return the text with a small first letter, unless it begins with a name or an abbreviation."""
    first = text.split()[0]
    if first.lower() in PROPER_NAMES or any(character.isupper() for character in first[1:]):
        return text
    return text[0].lower() + text[1:]


def _quote(text: str) -> str:
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
