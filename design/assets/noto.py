"""Make the Noto fonts with which PDF documents print other scripts, symbols and emoji.

Each script is a family of its own: WeasyPrint mixes up glyphs when one family comes in several files. Hinting is left
out, which paper does not need. Of Chinese, the characters of GB 2312 and of the first level of Big5 are included;
of Korean, the syllables of KS X 1001.

Usage: python noto.py NOTO_DIR EMOJI_FILE TARGET_DIR   (needs fonttools, which WeasyPrint brings)

NOTO_DIR is the folder into which Debian's fonts-noto-core and fonts-noto-cjk were installed or unpacked;
EMOJI_FILE is NotoEmoji_400Regular.ttf of the npm package @expo-google-fonts/noto-emoji.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

# Latin, Greek and Cyrillic are in Noto Sans itself.
BOTH_WEIGHTS = (
    "", "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew",
    "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu", "Thai",
)  # fmt: skip
REGULAR_ONLY = ("Symbols", "Symbols2", "Math")
FIXED_DATE = 3_500_000_000


SPACES = {0x20, 0xA0}


def east_asian() -> set[int]:
    """Return the characters of GB 2312, the first level of Big5, kana, and the syllables and letters of KS X 1001."""
    characters = {*range(0x3000, 0x3100), *range(0x3131, 0x318F), *range(0xFF00, 0xFFF0)}
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            pair = bytes((lead, trail))
            characters |= {ord(c) for c in pair.decode("gb2312", errors="ignore")}
            characters |= {ord(c) for c in pair.decode("euc_kr", errors="ignore") if c >= "\uac00"}
    for lead in range(0xA4, 0xC7):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            characters |= {ord(c) for c in bytes((lead, trail)).decode("big5", errors="ignore")}
    return {c for c in characters if c >= 0x2E80 and not 0xE000 <= c <= 0xFAFF} | SPACES


def save(font: TTFont, characters: set[int], target: Path) -> None:
    """Write the part of font that draws these characters to target."""
    options = Options(hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=[1, 2, 4, 6, 13, 14])
    options.drop_tables += ["FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font["head"].created = font["head"].modified = FIXED_DATE
    font.recalcTimestamp = False
    font.save(target)


def main(noto_dir: Path, emoji_file: Path, target_dir: Path) -> None:
    """Write the files into target_dir, and print their sizes."""
    target_dir.mkdir(parents=True, exist_ok=True)
    wanted = [(script, weight) for script in BOTH_WEIGHTS for weight in ("Regular", "Bold")]
    wanted += [(script, "Regular") for script in REGULAR_ONLY]
    for script, weight in wanted:
        source = next(noto_dir.rglob(f"NotoSans{script}-{weight}.ttf"))
        font = TTFont(source, recalcTimestamp=False)
        save(font, set(font.getBestCmap()), target_dir / f"noto-sans-{script.lower()}-{weight.lower()}.ttf".replace("--", "-"))
    emoji = TTFont(emoji_file, recalcTimestamp=False)
    save(emoji, set(emoji.getBestCmap()) - set(range(0x21, 0x7F)), target_dir / "noto-emoji-regular.ttf")
    faces = TTCollection(next(noto_dir.rglob("NotoSansCJK-Regular.ttc"))).fonts
    face = next(face for face in faces if face["name"].getDebugName(1) == "Noto Sans CJK SC")
    save(face, east_asian(), target_dir / "noto-sans-cjk-regular.otf")
    sizes = {file.name: file.stat().st_size for file in sorted(target_dir.iterdir()) if file.suffix in (".ttf", ".otf")}
    for name, size in sizes.items():
        print(f"{size:>9,} {name}")
    print(f"{sum(sizes.values()):>9,} bytes in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
