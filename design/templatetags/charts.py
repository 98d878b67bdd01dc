"""Figures and charts, the same in the page and on paper."""

from collections.abc import Iterable
from typing import Any

from django import template

from design import charts, formatting
from design.tag_inputs import TONES, pill_parts, with_defaults

register = template.Library()
NAME_HEIGHT = 16  # units; names of lines that end close together are placed above one another

# Figures and charts
# A colour is an attribute too, for paper.
BLOCK_COLOURS = {"on-held": "#5b3a8c", "on-last": "#b3261e", "off": "#e5e7eb"}


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


@register.inclusion_tag("components/sparkline.html")
def sparkline(points: Iterable[float | None], label: str, width: int = 180, height: int = 32) -> dict[str, Any]:
    """A thin line of a figure over time; the figures themselves are shown beside it.

    Inputs: points, numbers or None for a gap, oldest first; label, what it is; width and height in px.
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
    path = charts.path(charts.sparkline(points, width, height))
    return {"path": path, "alternative": words, "width": width, "height": height}


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
    series: Iterable[tuple[str, Iterable[float | None]]], labels: Iterable[object], label: str, unit: str = ""
) -> dict[str, Any]:
    """Lines over time from zero, with their table.

    Inputs: series, list of (name, numbers or None); labels of the x axis, one per number; label, the
    caption; unit, what is counted. Up to three series, told apart by dashes as well as colour.
    """
    rows, texts = [(name, list(values)) for name, values in series], [str(text) for text in labels]
    drawing = charts.line([values for _name, values in rows])
    # About four texts fit under the line; the table has them all.
    every = max(1, -(-len(texts) // 4))
    ends = _line_names([name for name, _values in rows], drawing["lines"])
    return {
        "lines": [
            {"path": charts.path(points), "index": index, "dashes": ("", "7 4", "2 4")[index % 3], "end": ends[index]}
            for index, points in enumerate(drawing["lines"])
        ],
        "names_lines": len(rows) > 1,
        "ticks": [{"text": formatting.figure(float(value)), "y": charts.number(y)} for value, y in drawing["ticks"]],
        "marks": [
            {"text": text, "x": charts.number(x)}
            for index, (text, x) in enumerate(zip(texts, drawing["xs"], strict=False))
            if index % every == 0
        ],
        "frame": {key: charts.number(drawing[key]) for key in ("left", "right", "base", "width", "height")},
        "label": label,
        "unit": unit,
        "names": [name for name, _values in rows],
        "table": [
            {
                "label": text,
                "cells": [formatting.figure(values[index]) if index < len(values) else "–" for _n, values in rows],
            }
            for index, text in enumerate(texts)
        ],
    }


def _line_names(names: list[str], lines: list[list[charts.Point | None]]) -> list[dict[str, str]]:
    """Return each line's name and where it is written: at the line's end, above other names that are close."""
    ends: list[dict[str, str]] = []
    heights: list[float] = []
    for name, points in zip(names, lines, strict=True):
        last = next((point for point in reversed(points) if point), None)
        if last is None:
            ends.append({"name": name, "x": "", "y": ""})
            continue
        near = [height for height in heights if abs(height - (last[1] - 8)) < NAME_HEIGHT]
        heights.append(min(near) - NAME_HEIGHT if near else last[1] - 8)
        ends.append({"name": name, "x": charts.number(last[0]), "y": charts.number(heights[-1])})
    return ends


@register.inclusion_tag("components/figure_row.html")
def figure_row(
    label: str,
    value: object,
    last: object = "",
    href: str = "",
    points: Iterable[float | None] | None = None,
    note: str = "",
    pill: Any = None,
) -> dict[str, Any]:
    """One row of a table of figures: what, this period, last period, line over time.

    Inputs: label; value and last, numbers or text; href, to the records behind it; points for a sparkline;
    note; pill.
    """
    return {
        "label": label,
        "value": value,
        "last": last,
        "href": href,
        "points": list(points or []),
        "note": note,
        "pill": pill_parts(pill),
    }


@register.inclusion_tag("components/stat.html")
def stat(value: object, label: str, href: str = "", note: str = "", tone: str = "") -> dict[str, Any]:
    """One large figure. Inputs: value; label; href; note; tone of the figure."""
    return {"value": value, "label": label, "href": href, "note": note, "tone": tone if tone in TONES else ""}
