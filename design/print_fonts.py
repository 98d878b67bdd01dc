"""Which bundled font prints which letter of a document, and which letters none of them can print.

The typeface of Casework has the letters of European Latin. For the rest there is a Noto family for each script
(static/fonts/noto, made by design/assets/noto.py). A document names only the families that its letters need.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

OWN = "Atkinson Hyperlegible Next"
NOTO = "fonts/noto"
# These are asked last. Symbols that are also emoji are drawn as symbols.
LAST = ("noto-sans-symbols", "noto-sans-symbols2", "noto-sans-math", "noto-emoji", "noto-sans-cjk")
# What is printed in the place of a letter that no font has.
BOX = "\u25a1"
MOST_NAMED = 20
# Spaces, joiners, direction marks, tags and variation selectors: nothing is drawn for them.
NOT_DRAWN = ("Zs", "Zl", "Zp", "Cc", "Cf")
LATIN = "Casework noto-sans"
# Combining marks that are letters' own after composition (NFC).
MARKS = range(0x300, 0x370)
SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)


@dataclass(frozen=True)
class Family:
    """A family of fonts: its files below static/ by weight, and the code points that the regular one draws."""

    name: str
    files: dict[int, str]
    letters: frozenset[int]

    @property
    def faces(self) -> str:
        """Return the @font-face rules. Text in italics is printed upright."""
        return "".join(
            f'@font-face{{font-family:"{self.name}";font-weight:{weight};src:url("{file}")}}'
            for weight, file in self.files.items()
        )


def static_folder() -> Path:
    """The folder of built assets, static/ at the top of the project."""
    return Path(settings.BASE_DIR) / "static"


@cache
def own_letters() -> frozenset[int]:
    """Return the code points of Casework's own typeface."""
    return _letters_of(static_folder() / "fonts/atkinson-hyperlegible-next-regular.ttf")


@cache
def noto_families() -> tuple[Family, ...]:
    """Return the Noto families, in the order in which they are asked for a letter."""
    folder = static_folder() / NOTO
    families: dict[str, dict[int, Path]] = {}
    for file in sorted(folder.glob("noto-*.[ot]tf")):
        name, _, weight = file.stem.rpartition("-")
        families.setdefault(name, {})[700 if weight == "bold" else 400] = file
    names = sorted(families, key=lambda name: (LAST.index(name) if name in LAST else -1, name))
    return tuple(
        Family(
            name=f"Casework {name}",
            files={weight: f"{NOTO}/{file.name}" for weight, file in families[name].items()},
            letters=_letters_of(families[name][400]),
        )
        for name in names
    )


def _letters_of(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def families_for(text: str) -> list[Family]:
    """Return the Noto families that are needed to print the text."""
    needed = []
    letters = _drawn(text)
    has_marks = any(letter in MARKS for letter in letters)
    missing = letters - own_letters()
    for family in noto_families() if missing or has_marks else ():
        if missing & family.letters or (has_marks and family.name == LATIN):
            needed.append(family)
            missing -= family.letters
    return needed


def unprintable(text: str) -> list[str]:
    """Return the letters of the text that no bundled font has, in the order of their code points."""
    missing = _drawn(text) - own_letters()
    for family in noto_families() if missing else ():
        missing -= family.letters
    return [chr(code) for code in sorted(missing)]


def _drawn(text: str) -> set[int]:
    return {
        ord(letter)
        for letter in set(text)
        if unicodedata.category(letter) not in NOT_DRAWN and not any(ord(letter) in codes for codes in SELECTORS)
    }


def name_letters(letters: list[str]) -> str:
    """Return the letters by their names and code points, as they cannot be shown: "CUNEIFORM SIGN A (U+12000)"."""
    names = [f"{unicodedata.name(letter, 'unnamed')} (U+{ord(letter):04X})" for letter in letters[:MOST_NAMED]]
    more = len(letters) - MOST_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def replace_letters(text: str, letters: list[str]) -> str:
    """Return the text with a box in the place of each of these letters."""
    return re.sub(f"[{re.escape(''.join(letters))}]", BOX, text) if letters else text


def style_sheet(text: str) -> str:
    """Return the rules that let a document use the Noto families that its text needs; "" without any.

    They come after its own typeface. Where a letter has a mark of its own, as in Yoruba, Noto Sans comes first: a mark
    of one typeface does not sit rightly on the letter of another.
    """
    families = families_for(text)
    if not families:
        return ""
    has_marks = any(ord(letter) in MARKS for letter in set(text))
    first = [family.name for family in families if has_marks and family.name == LATIN]
    names = ",".join(f'"{name}"' for name in [*first, OWN, *(family.name for family in families)])
    rule = f"font-family:{names}"
    boxes = f"@page{{@bottom-left{{{rule}}}@bottom-right{{{rule}}}}}"
    return "".join(family.faces for family in families) + f"html{{{rule}}}{boxes}"
