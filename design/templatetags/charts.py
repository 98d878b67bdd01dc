"""Figures and charts, the same in the page and on paper."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design import charts, formatting
from design.tag_inputs import TONES, with_defaults

register = template.Library()
# Colours are attributes too, for paper: there the stylesheet does not reach into a picture.
LINE_COLOURS = ("#0b5351", "#5b3a8c", "#8a4b00")
LINE_DASHES = ("", "7 4", "2 4")
BLOCK_COLOURS = {"on-held": "#5b3a8c", "on-last": "#b3261e", "off": "#e5e7eb"}
NAME_HEIGHT = 16  # units; names of lines that end close together are placed above one another
SCALE_LEFT, SCALE_MARGIN = 24, 7  # units; where a thin line begins, beside the labels of its scale

# Figures and charts


@register.inclusion_tag("components/blocks.html")
def day_line(done: int, total: int, label: str = "", unit: str = "day") -> dict[str, Any]:
    """The days that have passed of a number of days, as blocks; the last one is marked.

    Inputs: done, total in days; label, placed before "day 12 of 28"; unit, what one block is.
    """
    blocks = charts.blocks(total, done)
    for block in blocks:
        block["kind"] = "on-held" if block["on"] else ("on-last" if block["last"] else "off")
        block["colour"] = BLOCK_COLOURS[block["kind"]]
        block["x"], block["width"] = charts.number(block["x"]), charts.number(block["width"])
    words = f"{unit} {done} of {total}"
    return {"blocks": blocks, "alternative": f"{label}: {words}" if label else words}


@register.inclusion_tag("components/rating_change.html")
def rating_change(before: float | None, after: float | None) -> dict[str, str]:
    """A rating before and after. Inputs: before and after, numbers or None."""
    return {"before": formatting.figure(before), "after": formatting.figure(after)}


# Drawn without a template: a list has one in each row.
LOAD_BAR = """<svg class="cw-line"
     width="{whole}"
     height="16"
     viewBox="0 0 {whole} 16"
     role="img"
     aria-label="{words}"
     focusable="false">
  <title>{words}</title>
  <rect width="{whole}" height="16" fill="#e6e8ea" />
  <rect width="{committed}" height="16" fill="#0b5351" />
  <rect x="{committed}" width="{away}" height="16" fill="#9aa3a8" />
  <path d="M{limit} 0V16" stroke="#10222e" stroke-width="2" />
</svg>
"""


@register.simple_tag
def load_bar(bar: dict[str, int], words: str) -> SafeString:
    """How full something is: dark is taken, grey is lost, a line marks the limit.

    Inputs: bar, the lengths `whole`, `committed`, `away` and `limit`; words, the same for those who hear the page.
    """
    return format_html(LOAD_BAR, words=words, **bar)


@register.inclusion_tag("components/sparkline.html")
def sparkline(
    points: Iterable[float | None], label: str, width: int = 180, height: int = 32, top: int | None = None
) -> dict[str, Any]:
    """A thin line of a figure over time; the figures themselves are shown beside it.

    Inputs: points, numbers or None for a gap, oldest first; label, what it is; width and height in px; top, the end of
    a fixed scale from 0: both are then written beside the line.
    """
    points = list(points)
    known = [point for point in points if point is not None]
    words = (
        f"{label}: from {formatting.figure(known[0])} to {formatting.figure(known[-1])}"
        if known
        else f"{label}: no figures"
    )
    if len(known) > 2:
        words += f", lowest {formatting.figure(min(known))}, highest {formatting.figure(max(known))}"
    if top is None:
        placed = charts.sparkline(points, width, height)
    else:
        placed = charts.sparkline(points, width, height, SCALE_MARGIN, SCALE_LEFT, top)
        words += f", on a scale from 0 to {top}"
    scale = [] if top is None else [(top, SCALE_MARGIN), (0, height - SCALE_MARGIN)]
    return {
        "path": charts.path(placed),
        "alternative": words,
        "width": width,
        "height": height,
        "scale": [{"text": str(value), "y": y} for value, y in scale],
        "left": SCALE_LEFT,
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Iterable[Any], label: str, unit: str = "") -> dict[str, Any]:
    """Bars of counts, with their table. Inputs: rows (label, number[, shown]); label, the caption; unit,
    head of the column.
    """
    complete_rows = [with_defaults(row, ("label", "value", "shown")) for row in rows]
    layout = charts.bars([row["value"] for row in complete_rows])
    for row, bar in zip(complete_rows, layout["rows"], strict=True):
        row["shown"] = row["shown"] or formatting.figure(row["value"])
        row["bar"] = {key: charts.number(value) for key, value in bar.items()}
        row["end"] = charts.number(bar["length"] + 8)
        row["short"] = row["label"] if len(str(row["label"])) <= 44 else f"{str(row['label'])[:43]}…"
    return {
        "rows": complete_rows,
        "label": label,
        "number_heading": f"{unit or 'Number'}|number",
        "width": layout["width"],
        "height": layout["height"],
    }


@register.inclusion_tag("components/line_chart.html")
def line_chart(
    series: Iterable[tuple[str, Iterable[float | None]]],
    labels: Iterable[object],
    label: str,
    unit: str = "",
    top: int | None = None,
    has_table: bool = True,
) -> dict[str, Any]:
    """Lines over time from zero, with their table.

    Inputs: series, list of (name, numbers or None); labels of the x axis, one per number; label, the caption; unit,
    what is counted; top, the end of a fixed scale; has_table False where the page has a table of the figures itself,
    after the chart. Up to three series, told apart by dashes as well as colour.
    """
    rows, texts = [(name, list(values)) for name, values in series], [str(text) for text in labels]
    drawing = charts.line([values for _name, values in rows], top=top)
    # About four texts fit under the line; the table has them all.
    every = max(1, -(-len(texts) // 4))
    ends = _line_names([name for name, _values in rows], drawing["lines"])
    return {
        "lines": [
            {
                "path": charts.path(points),
                "index": index,
                "attributes": _line_style(index),
                "end": ends[index],
            }
            for index, points in enumerate(drawing["lines"])
        ],
        "names_lines": len(rows) > 1,
        "ticks": [{"text": formatting.figure(float(value)), "y": charts.number(y)} for value, y in drawing["ticks"]],
        "marks": _axis_marks(texts, drawing["xs"], drawing["width"], every),
        "frame": {key: charts.number(drawing[key]) for key in ("left", "right", "base", "width", "height")},
        "label": label,
        "caption": f"{label} ({unit})" if unit else label,
        "headings": ["When", *(f"{name}|number" for name, _values in rows)],
        "has_table": has_table,
        "table": _table_rows(texts, [values for _name, values in rows]),
    }


@register.inclusion_tag("components/web_chart.html")
def web_chart(
    series: Iterable[tuple[str, Iterable[float]]], labels: Iterable[object], label: str, has_table: bool = True
) -> dict[str, Any]:
    """A web: a spoke for each label, numbered, with the figures of one or more series as shapes around the middle.

    Inputs: series, list of (name, numbers), the one to notice first; labels, one per number; label, the caption;
    has_table False where the page has a table of the figures itself, after the chart, whose rows have the numbers of
    the spokes. Up to three series, told apart by dashes as well as colour.
    """
    rows, texts = [(name, list(values)) for name, values in series], [str(text) for text in labels]
    columns = [values for _name, values in rows]
    drawing, step = charts.web(columns), NAME_HEIGHT + 6
    return {
        "shapes": [
            {
                "path": _closed(points),
                "dots": [_at(point) for point in points],
                "index": index,
                "attributes": _line_style(index),
                "colour": LINE_COLOURS[min(index, 2)],
                "name": rows[index][0],
                "y": charts.number(drawing["height"] + step * index + step / 2),
            }
            for index, points in enumerate(drawing["shapes"])
        ],
        "rings": [_closed(points) for _value, points in drawing["rings"]],
        "spokes": [_at(point) for point in drawing["spokes"]],
        "names": [{**_at(point), "text": str(index + 1)} for index, point in enumerate(drawing["names"])],
        "ticks": [
            {"text": formatting.figure(float(value)), "x": charts.number(x - 4), "y": charts.number(y)}
            for value, x, y in drawing["scale"]
        ],
        "middle": charts.number(drawing["middle"]),
        "width": charts.number(drawing["width"]),
        "height": charts.number(drawing["height"] + step * len(rows) + 4),
        "label": label,
        "headings": ["What", *(f"{name}|number" for name, _values in rows)],
        "has_table": has_table,
        "table": _table_rows([f"{index}. {text}" for index, text in enumerate(texts, 1)], columns),
    }


def _closed(points: list[charts.Point]) -> str:
    """Return SVG path data through points and back to the first one."""
    return f"{charts.path(points)}Z" if points else ""


def _at(point: charts.Point) -> dict[str, str]:
    return {"x": charts.number(point[0]), "y": charts.number(point[1])}


def _table_rows(texts: list[str], columns: Sequence[Sequence[float | None]]) -> list[dict[str, Any]]:
    """Return the rows of a chart's table: the label of each, and a figure or a dash from each column."""
    return [
        {
            "label": text,
            "cells": [formatting.figure(values[index]) if index < len(values) else "–" for values in columns],
        }
        for index, text in enumerate(texts)
    ]


def _line_style(index: int) -> SafeString:
    """Return the attributes of a line's colour and dashes."""
    dashes = LINE_DASHES[index % len(LINE_DASHES)]
    colour = format_html('stroke="{}"', LINE_COLOURS[min(index, 2)])
    return format_html('{} stroke-dasharray="{}"', colour, dashes) if dashes else colour


def _line_names(names: list[str], lines: list[list[charts.Point | None]]) -> list[dict[str, str]]:
    """Return each line's name and where it is written: at the line's end, above other names that are close."""
    ends: list[dict[str, str]] = []
    heights: list[float] = []
    for name, points in zip(names, lines, strict=True):
        last = next((point for point in reversed(points) if point), None)
        if last is None:
            ends.append({"name": name, "x": "", "y": ""})
            continue
        height = last[1] - 8
        while near := [other for other in heights if abs(other - height) < NAME_HEIGHT]:
            height = min(near) - NAME_HEIGHT
        heights.append(height)
        ends.append({"name": name, "x": charts.number(last[0]), "y": charts.number(heights[-1])})
    return ends


CHARACTER_WIDTH = 7.8  # units; a character under the x axis, on average


def _axis_marks(texts: list[str], xs: list[float], width: float, every: int) -> list[dict[str, str]]:
    """Return each `every`th text under the x axis, or fewer where they are long, inside the drawing."""
    text_width = max((len(text) for text in texts), default=0) * CHARACTER_WIDTH
    most = max(1, int(width / (text_width + CHARACTER_WIDTH)))
    every = max(every, -(-len(texts) // most))
    half = min(text_width, width) / 2
    return [
        {"text": text, "x": charts.number(min(max(x, half), width - half))}
        for text, x in list(zip(texts, xs, strict=False))[::every]
    ]


@register.inclusion_tag("components/stat.html")
def stat(value: object, label: str, href: str = "", note: str = "", tone: str = "") -> dict[str, Any]:
    """One large figure. Inputs: value; label; href; note; tone of the figure."""
    return {"value": value, "label": label, "href": href, "note": note, "tone": tone if tone in TONES else ""}
