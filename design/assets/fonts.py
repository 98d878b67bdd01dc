"""Make the four font files that PDF documents use.

WeasyPrint mixes up glyphs when one family comes in several subset files, so the Latin and extended Latin
files are frozen at two weights each and joined into one file per style. Browsers keep the small variable files.

Usage: python fonts.py SOURCE_DIR TARGET_DIR   (needs fonttools and brotli, which WeasyPrint brings)
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Atkinson Hyperlegible Next"
STYLES = [("normal", 400, "Regular"), ("normal", 700, "Bold"), ("italic", 400, "Italic"), ("italic", 700, "BoldItalic")]


def freeze(source: Path, weight: int, target: Path) -> None:
    """Write one weight of the variable font in source to target, as TrueType."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    font.flavor = None
    font.save(target)


def name(font: TTFont, style: str, weight: int) -> None:
    """Give the joined font a name and the style bits that a font matcher reads."""
    readable = {"BoldItalic": "Bold Italic"}.get(style, style)
    for number, text in {1: FAMILY, 2: readable, 4: f"{FAMILY} {readable}", 6: f"AtkinsonHyperlegibleNext-{style}"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    italic, bold = "Italic" in style, weight >= 700
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (0x01 if italic else 0) | (0x20 if bold else 0) or 0x40
    font["head"].macStyle = (0x01 if bold else 0) | (0x02 if italic else 0)


def main(source_dir: Path, target_dir: Path) -> None:
    """Write the four files into target_dir."""
    for slope, weight, style in STYLES:
        with TemporaryDirectory() as folder:
            parts = []
            for script in ("latin", "latin-ext"):
                part = Path(folder) / f"{script}.ttf"
                freeze(source_dir / f"atkinson-hyperlegible-next-{script}-wght-{slope}.woff2", weight, part)
                parts.append(str(part))
            font = Merger().merge(parts)
        name(font, style, weight)
        font["head"].created = font["head"].modified = 3_500_000_000
        font.recalcTimestamp = False
        font.save(target_dir / f"atkinson-hyperlegible-next-{style.lower()}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
