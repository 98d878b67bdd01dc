"""From numbers to coordinates. Pure functions: pages and PDFs use the same drawing.

Lengths are in the drawing's own units (1 unit is 1 px at natural size); y grows downwards as in SVG.
"""

import math
from collections.abc import Sequence
from typing import Any

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate as short text: at most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def path(points: Sequence[Point | None]) -> str:
    """Return SVG path data through points [(x, y) or None]; None leaves a gap.

    A point alone between gaps becomes a stroke of no length, which round caps show as a dot.
    """
    commands: list[str] = []
    pen_down = False
    for index, point in enumerate(points):
        if point is None:
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down else 'M'}{number(point[0])} {number(point[1])}")
        alone = not pen_down and (index + 1 == len(points) or points[index + 1] is None)
        if alone:
            commands.append("h0")
        pen_down = True
    return "".join(commands)


def axis_top(largest: float) -> float:
    """Return the axis's end at or above largest, each quarter of it a whole round number; 4 for nothing."""
    if largest <= 0:
        return 4
    power = 10 ** max(0, math.floor(math.log10(largest / 4)))
    return 4 * next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if 4 * step * power >= largest - 1e-9)


def sparkline(
    values: Sequence[float | None],
    width: float = 180,
    height: float = 32,
    margin: float = 3,
    left: float | None = None,
    top: float | None = None,
) -> list[Point | None]:
    """Place values evenly from left to right, the smallest at the bottom and the largest at the top.

    Inputs: list of numbers or None; width, height, margin and left margin in units; top, the end of a fixed scale from
    0, on which a value has the same height in every drawing. Output: list of (x, y) or None. Without a fixed scale a
    flat line is drawn in the middle.
    """
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = (min(known), max(known)) if top is None else (0, top)
    start = margin if left is None else left
    step = (width - start - margin) / max(len(values) - 1, 1)

    def height_of(value: float) -> float:
        if high == low:
            return height / 2
        return height - margin - (value - low) / (high - low) * (height - 2 * margin)

    return [None if value is None else (start + index * step, height_of(value)) for index, value in enumerate(values)]


def line(
    series: Sequence[Sequence[float | None]],
    width: float = 380,
    height: float = 210,
    left: float = 40,
    right: float = 44,
    above: float = 16,
    below: float = 30,
    top: float | None = None,
) -> dict[str, Any]:
    """Place several series over one baseline at zero.

    Inputs: list of lists of numbers (0 or more) or None, the same length each; margins in units; top, the end of a
    fixed scale, which is marked at 0, its half and its end. Without it the scale ends above the largest number.
    Output: {"lines": [[(x, y) or None]], "ticks": [(value, y)], "xs": [x of every position], frame edges}.
    """
    known = [value for values in series for value in values if value is not None]
    highest = axis_top(max(known, default=0)) if top is None else top
    parts = 4 if top is None else 2
    positions = max((len(values) for values in series), default=0)
    step = (width - left - right) / max(positions - 1, 1)
    xs = [left + index * step for index in range(positions)]

    def y_of(value: float) -> float:
        return height - below - value / highest * (height - above - below)

    return {
        "lines": [
            [None if value is None else (x, y_of(value)) for x, value in zip(xs, values, strict=False)]
            for values in series
        ],
        "ticks": [(highest * part / parts, y_of(highest * part / parts)) for part in range(parts + 1)],
        "xs": xs,
        "left": left,
        "right": width - right,
        "base": height - below,
        "width": width,
        "height": height,
    }


def bars(
    values: Sequence[float | None], width: float = 360, row: int = 46, value_width: float = 64, thickness: float = 16
) -> dict[str, Any]:
    """Place one horizontal bar for each value, one under the other, each below its label.

    Inputs: list of numbers, 0 or more, or None. Output: {"rows": [{"y" of the bar, "length", "middle" of
    the bar, "words" the base line of its label}], "width", "height"}.
    """
    highest = max((value for value in values if value is not None), default=0) or 1
    rows = [
        {
            "y": index * row + 22,
            "length": max(value or 0, 0) / highest * (width - value_width),
            "middle": index * row + 22 + thickness / 2,
            "words": index * row + 16,
        }
        for index, value in enumerate(values)
    ]
    return {"rows": rows, "width": width, "height": max(len(values), 1) * row}


def blocks(total: float, filled: float, width: float = 700, gap: float = 4) -> list[dict[str, Any]]:
    """Place `total` blocks side by side.

    Inputs: total and filled as counts; filled is cut to 0..total. Output: list of {"x", "width", "on", "last"}.
    """
    total = max(int(total), 0)
    filled = min(max(int(filled), 0), total)
    size = (width - gap * (total - 1)) / total if total else 0
    return [
        {"x": index * (size + gap), "width": size, "on": index < filled, "last": index == total - 1}
        for index in range(total)
    ]


def web(series: Sequence[Sequence[float]], size: float = 340, radius: float = 132) -> dict[str, Any]:
    """Place several series on spokes around a middle, the first one upwards, then as the hands of a clock move.

    Inputs: list of lists of numbers, 0 or more, as many as there are spokes; units. The scale begins in the middle with
    0 and ends above the largest number. Output: {"shapes": [[(x, y)]], "spokes": [end (x, y)], "names": [where the
    number of each spoke is written], "rings": [(value, [(x, y)])], "scale": [(value, x, y)], "width", "height"}.
    """
    spokes = max((len(values) for values in series), default=0)
    top = axis_top(max((value for values in series for value in values), default=0))
    middle = size / 2

    def place(spoke: int, distance: float) -> Point:
        angle = 2 * math.pi * spoke / max(spokes, 1)
        return middle + distance * math.sin(angle), middle - distance * math.cos(angle)

    ticks = [top * part / 4 for part in range(1, 5)]
    rings = [(tick, [place(spoke, radius * tick / top) for spoke in range(spokes)]) for tick in ticks]
    return {
        "shapes": [[place(spoke, radius * value / top) for spoke, value in enumerate(values)] for values in series],
        "spokes": [place(spoke, radius) for spoke in range(spokes)],
        "names": [place(spoke, radius + 18) for spoke in range(spokes)],
        "rings": rings,
        "scale": [(0.0, middle, middle), *((tick, middle, middle - radius * tick / top) for tick in ticks)],
        "middle": middle,
        "width": size,
        "height": size,
    }
