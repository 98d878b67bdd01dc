"""Figures and charts, the same in the page and on paper."""

from django import template

from design import charts, formatting
from design.tag_inputs import TONES, filled, pill_parts

register = template.Library()
NAME_HEIGHT = 16  # units; names of lines that end close together stand above one another

# Figures and charts


def blocks_of(filled_count, total, style):
    """Return what components/blocks.html draws. style: "rating" or "days" (last block marked)."""
    drawn = charts.blocks(total, filled_count, gap=4 if style == "days" else 8)
    for block in drawn:
        block["kind"] = "on" if block["on"] else "off"
        if style == "days":
            block["kind"] = "on-held" if block["on"] else ("on-last" if block["last"] else "off")
        block["x"], block["width"] = charts.number(block["x"]), charts.number(block["width"])
    return drawn


@register.inclusion_tag("components/blocks.html")
def day_line(done, total, label="", unit="day"):
    """Days gone out of a number of days, as blocks; the last one is marked.

    Inputs: done, total in days; label, said before "day 12 of 28"; unit, the word for one block.
    """
    said = f"{unit} {done} of {total}"
    return {
        "style": "days",
        "blocks": blocks_of(done, total, "days"),
        "alternative": f"{label}: {said}" if label else said,
    }


@register.inclusion_tag("components/blocks.html")
def rating_blocks(value, total=10, label=""):
    """A rating as blocks. Inputs: value 0 to total, or None for not rated; total; label, said before "5 out
    of 10".
    """
    said = "not rated" if value is None else f"{formatting.figure(value)} out of {total}"
    return {
        "style": "rating",
        "blocks": blocks_of(value or 0, total, "rating"),
        "alternative": f"{label}: {said}" if label else said,
    }


@register.inclusion_tag("components/rating_change.html")
def rating_change(before, after):
    """Two ratings and the way between them. Inputs: before and after, numbers or None."""
    return {"before": formatting.figure(before), "after": formatting.figure(after)}


@register.inclusion_tag("components/sparkline.html")
def sparkline(points, label, width=180, height=32):
    """A thin line of a figure over time; the figures themselves stand beside it.

    Inputs: points, numbers or None for a gap, oldest first; label, what it is; width and height in px.
    """
    points = list(points)
    known = [point for point in points if point is not None]
    said = (
        f"{label}: from {formatting.figure(known[0])} to {formatting.figure(known[-1])}"
        if known
        else f"{label}: no figures"
    )
    if len(known) > 2:
        said += f", lowest {formatting.figure(min(known))}, highest {formatting.figure(max(known))}"
    path = charts.path(charts.sparkline(points, width, height))
    return {"path": path, "alternative": said, "width": width, "height": height}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows, label, unit=""):
    """Bars of counts, with their table. Inputs: rows (label, number[, shown]); label, the caption; unit,
    head of the column.
    """
    drawn = [filled(row, ("label", "value", "shown")) for row in rows]
    laid = charts.bars([row["value"] for row in drawn])
    for row, bar in zip(drawn, laid["rows"], strict=True):
        row["shown"] = row["shown"] or formatting.figure(row["value"])
        row["bar"] = {key: charts.number(value) for key, value in bar.items()}
        row["end"] = charts.number(bar["length"] + 8)
        row["short"] = row["label"] if len(str(row["label"])) <= 44 else f"{str(row['label'])[:43]}…"
    return {
        "rows": drawn,
        "label": label,
        "unit": unit or "Number",
        "width": laid["width"],
        "height": laid["height"],
    }


@register.inclusion_tag("components/line_chart.html")
def line_chart(series, labels, label, unit=""):
    """Lines over time from zero, with their table.

    Inputs: series, list of (name, numbers or None); labels of the x axis, one per number; label, the
    caption; unit, what is counted. Up to three series, told apart by dashes as well as colour.
    """
    series, labels = [(name, list(values)) for name, values in series], [str(text) for text in labels]
    laid = charts.line([values for _name, values in series])
    # About four words fit under the line; the table has them all.
    every = max(1, -(-len(labels) // 4))
    ends, heights = [], []
    for (name, _values), points in zip(series, laid["lines"], strict=True):
        last = next((point for point in reversed(points) if point), None)
        taken = [height for height in heights if last and abs(height - (last[1] - 8)) < NAME_HEIGHT]
        height = min(taken) - NAME_HEIGHT if taken else last[1] - 8 if last else 0
        heights += [height] if last else []
        ends.append(
            {
                "name": name,
                "x": charts.number(last[0]) if last else "",
                "y": charts.number(height) if last else "",
            }
        )
    return {
        "lines": [
            {
                "path": charts.path(points),
                "index": index,
                "dashes": ("", "7 4", "2 4")[index % 3],
                "end": ends[index],
            }
            for index, points in enumerate(laid["lines"])
        ],
        "names_lines": len(series) > 1,
        "ticks": [{"text": formatting.figure(float(value)), "y": charts.number(y)} for value, y in laid["ticks"]],
        "marks": [
            {"text": text, "x": charts.number(x)}
            for index, (text, x) in enumerate(zip(labels, laid["xs"], strict=False))
            if index % every == 0
        ],
        "frame": {key: charts.number(laid[key]) for key in ("left", "right", "base", "width", "height")},
        "label": label,
        "unit": unit,
        "names": [name for name, _values in series],
        "table": [
            {
                "label": text,
                "cells": [formatting.figure(values[index]) if index < len(values) else "–" for _n, values in series],
            }
            for index, text in enumerate(labels)
        ],
    }


@register.inclusion_tag("components/web_chart.html")
def web_chart(rows, label, unit="Now", before_unit="Before"):
    """A web of counts round a centre, with its table.

    Inputs: rows (label, count[, count before]); label, the caption; unit and before_unit, heads of the
    columns.
    """
    drawn = [filled(row, ("label", "count", "before"), {"before": None}) for row in rows]
    has_before = any(row["before"] is not None for row in drawn)
    scale = max([row["count"] or 0 for row in drawn] + [row["before"] or 0 for row in drawn], default=0)
    laid = charts.web([row["count"] or 0 for row in drawn])
    before = charts.web([row["before"] or 0 for row in drawn])
    top = charts.nice_top(scale)

    def polygon(points, own_top):
        centre = laid["centre"]
        share = own_top / top
        return " ".join(
            f"{charts.number(centre + (x - centre) * share)},{charts.number(centre + (y - centre) * share)}"
            for x, y in points
        )

    return {
        "rows": drawn,
        "label": label,
        "unit": unit,
        "before_unit": before_unit,
        "has_before": has_before,
        "shape": polygon(laid["points"], laid["top"]),
        "shape_before": polygon(before["points"], before["top"]) if has_before else "",
        "rings": [" ".join(f"{charts.number(x)},{charts.number(y)}" for x, y in ring) for ring in laid["rings"]],
        "spokes": [{"x": charts.number(x), "y": charts.number(y)} for x, y in laid["spokes"]],
        "labels": [
            {"text": row["label"], "x": charts.number(x), "y": charts.number(y + 5), "anchor": anchor}
            for row, (x, y, anchor) in zip(drawn, laid["labels"], strict=True)
        ],
        "centre": charts.number(laid["centre"]),
    }


@register.inclusion_tag("components/figure_row.html")
def figure_row(label, value, last="", href="", points=None, note="", pill=None):
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
def stat(value, label, href="", note="", tone=""):
    """One large figure. Inputs: value; label; href; note; tone of the figure."""
    return {"value": value, "label": label, "href": href, "note": note, "tone": tone if tone in TONES else ""}
