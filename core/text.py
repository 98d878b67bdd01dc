"""Typed text as it is stored: one kind of line break, no invisible control characters, letters in one composed form.

Every way in passes here: forms (`design.forms`), notes from phones, cells of imported files, names of uploaded files.
"""

import re
import unicodedata

# Line and paragraph separators, next line, vertical tab, form feed, and the separators of files, groups and records.
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls; the marks that embed, override or isolate a direction, with which a text can show something else than it
# says; soft hyphens, byte order marks and code points that are no characters. Tabs and line breaks stay, and so do
# the plain direction marks and the joiners, which Arabic, Persian, Indic scripts and emoji need.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Marks of scripts that mean nothing at the ends of a line, and the spaces without width that copied texts bring.
MARKS = "\u200c\u200d\u200e\u200f\u061c"
ZERO_WIDTH = re.compile("[\u200b\u2060]")
HALF_PAIR = re.compile("[\ud800-\udfff]")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(text: object) -> bool:
    """Return True for a text that PostgreSQL stores: no NUL, and no half of a surrogate pair."""
    return isinstance(text, str) and not UNSTORABLE.search(text)


def clean_text(text: str) -> str:
    """Return a text of several lines as it is stored: line breaks as \\n, NFC, nothing invisible."""
    text = HALF_PAIR.sub("\ufffd", LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def clean_line(text: str) -> str:
    """Return a text of one line as it is stored: as `clean_text`, with a space for each break, tab or wide space."""
    line = ZERO_WIDTH.sub("", clean_text(text)).strip(MARKS)
    return "".join(" " if character.isspace() else character for character in line)


def clean_code(text: str) -> str:
    """Return an email address, number, date or code as it is stored: as `clean_line`, with no invisible mark in it."""
    return "".join(c for c in clean_line(text) if unicodedata.category(c) != "Cf").strip()


def sentences(*parts: str) -> str:
    """Return the parts that are not empty as one text. A part without a full stop gets one when another follows."""
    written = [part.strip() for part in parts if part.strip()]
    ended = [part if part.endswith((".", "!", "?")) else f"{part}." for part in written[:-1]]
    return " ".join([*ended, *written[-1:]])
