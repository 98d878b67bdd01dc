"""The components. Each tag's inputs are in its docstring, in design/README.md and on the gallery page.

Lists may hold tuples or dicts; what is left out is simply not shown.
"""

import datetime
import itertools
import re

from django import template
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from design import charts, words
from design.templatetags.govuk import listed_errors

register = template.Library()

TONES = ("late", "soon", "done", "held", "brand", "plain")


def pill_parts(value):
    """Return {"text", "tone"} for text, a (text, tone) pair, a dict or an enum member.

    A member has label and may have tone; None and "" give None.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        text, tone = value["text"], value.get("tone", "plain")
    elif hasattr(value, "label"):
        text, tone = value.label, getattr(value, "tone", "plain")
    elif isinstance(value, tuple | list):
        text, tone = value
    else:
        text, tone = value, "plain"
    return {"text": text, "tone": tone if tone in TONES else "plain"}


def filled(entry, names, defaults=None):
    """Return a dict with every name of names, taken from a tuple by place or a dict by key.

    What is left out is "" or its default. Raises ValueError for a key that is no name.
    """
    row = dict.fromkeys(names, "") | (defaults or {})
    if isinstance(entry, dict):
        unknown = entry.keys() - row.keys()
        if unknown:
            raise ValueError(
                f"{', '.join(sorted(unknown))}: not an input of this component. It takes {', '.join(names)}."
            )
        row.update(entry)
    else:
        row.update(zip(names, entry, strict=False))
    return row


def shown_when(value):
    """Return a date or an instant in words; text as it is."""
    return words.when(value) if isinstance(value, datetime.date) else value


# Words


@register.filter
def local_day(value):
    """9 Nov 2026. Input: date, instant or None."""
    return words.day(value)


@register.filter
def local_when(value):
    """20 Nov 16:05, the year added when it is not the present one. Input: instant, date or None."""
    return words.when(value)


@register.filter
def local_time(value):
    """16:05. Input: instant, time of day or None."""
    return words.time(value)


@register.filter
def day_words(value):
    """Tue 24 Nov. Input: date, instant or None."""
    return words.weekday(value)


@register.filter
def long_day(value):
    """Saturday 21 November. Input: date, instant or None."""
    return words.long_day(value)


@register.filter
def minutes_as_hours(value):
    """1 h 30 min. Input: whole minutes or None."""
    return words.hours(value)


@register.filter
def file_size(value):
    """1.2 MB. Input: bytes or None."""
    return words.size(value)


@register.filter
def initials(value):
    """T.W. for Tomasz Wierzbicki. Input: a name."""
    return "".join(f"{part[0].upper()}." for part in str(value or "").split())


@register.filter
def tel(value):
    """A telephone number as a link that dials it. Input: the number as written."""
    if not value:
        return ""
    return format_html('<a class="govuk-link cw-tel" href="tel:{}">{}</a>', re.sub(r"[^0-9+*#]", "", str(value)), value)


# Small pieces


@register.inclusion_tag("components/pill.html")
def pill(text, tone="plain"):
    """A status in words on its colour. Inputs: text; tone, one of late soon done held brand plain."""
    return {"pill": pill_parts((text, tone))}


@register.inclusion_tag("components/pill.html")
def status_pill(member):
    """A status as a pill.

    Input: enum member with label and tone, a (text, tone) pair, text, or None for nothing.
    """
    return {"pill": pill_parts(member)}


@register.inclusion_tag("components/back_link.html")
def back_link(href, text="Back"):
    """The way back, above the heading. Inputs: href; text."""
    return {"href": href, "text": text}


@register.inclusion_tag("components/button.html")
def button(text, href="", kind="", name="", value=""):
    """A link or submit button.

    Inputs: text; href, makes it a link; kind "", "secondary" or "warning"; name and value.
    """
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(context, action, label, kind="secondary", name="", value="", hidden_text=""):
    """A form of one button, sent by POST.

    Inputs: action, the address; label; kind "", "secondary", "warning" or "link"; name and value, one
    hidden input; hidden_text, further words for screen readers when the label alone does not say about what.
    """
    return {
        "action": action,
        "label": label,
        "kind": kind,
        "name": name,
        "value": value,
        "hidden_text": hidden_text,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/warning.html")
def warning(text):
    """A warning before something important. Input: text."""
    return {"text": text}


@register.inclusion_tag("components/inset.html")
def inset(text):
    """A passage that stands apart. Input: text."""
    return {"text": text}


@register.inclusion_tag("components/notification.html")
def notification(text, heading="", tone="done"):
    """What has just happened. Inputs: text; heading; tone done, late, soon, held or brand."""
    return {"text": text, "heading": heading, "tone": tone}


@register.inclusion_tag("components/message_list.html")
def message_list(messages):
    """Django's messages as notifications; the base templates show them. Input: messages or None."""
    tones = {"error": "late", "warning": "soon", "success": "done"}
    said = [{"text": message.message, "tone": tones.get(message.level_tag, "brand")} for message in messages or []]
    return {"said": said}


@register.inclusion_tag("components/nothing_here.html")
def nothing_here(text, href="", action=""):
    """An empty place that says what it is for. Inputs: text; href and action, a link to what can be done."""
    return {"text": text, "href": href, "action": action}


@register.inclusion_tag("components/attachment.html")
def attachment(name, href, size=None, kind="", note=""):
    """A file to download. Inputs: name; href; size in bytes; kind, for example "PDF"; note."""
    details = ", ".join(part for part in (kind, words.size(size)) if part)
    return {"name": name, "href": href, "details": details, "note": note}


@register.simple_block_tag
def details_block(content, summary, open=False):
    """Text that opens when asked for. Inputs: summary; open bool. Ends with enddetails_block."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open" if open else ""),
        summary,
        content,
    )


@register.simple_block_tag
def card(content, tone=""):
    """A bordered box, with a coloured edge when it has a tone. Input: tone. Ends with endcard."""
    return format_html('<div class="cw-card{}">{}</div>', f" cw-card--{tone}" if tone in TONES else "", content)


# A person, or whatever the page is about


@register.inclusion_tag("components/identity_bar.html")
def identity_bar(name, known_as="", born="", age=None, reference="", standing=None, needs=None, href="", level=1):
    """Who the page is about.

    Inputs: name; known_as, the name to use; born, text; age in years; reference; standing, a pill; needs,
    list of texts
    that must be known before speaking or writing; href, makes the name a link; level 1 for the page's h1, 2
    below one.
    """
    return {
        "name": name,
        "known_as": known_as,
        "born": born,
        "age": age,
        "reference": reference,
        "standing": pill_parts(standing),
        "needs": list(needs or []),
        "href": href,
        "level": level,
    }


@register.inclusion_tag("components/at_the_door.html")
def at_the_door(text, label="At the door"):
    """What must be known before knocking. Inputs: text, nothing shown when empty; label."""
    return {"text": text, "label": label}


@register.inclusion_tag("components/subnav.html")
def subnav(items, current="", label="This record"):
    """The pages of one record.

    Inputs: items, (text, href) or {text, href, key, current}; current, equal to a key, text or href; label
    for screen readers.
    """
    rows = [filled(item, ("text", "href", "key", "current")) for item in items]
    for row in rows:
        row["is_current"] = bool(row["current"]) or (
            current != "" and current in (row["key"], row["text"], row["href"])
        )
    return {"items": rows, "label": label}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows):
    """Keys and values. Input: rows of (key, value[, href[, action]]) or {key, value, href, action, pill}."""
    drawn = [filled(row, ("key", "value", "href", "action", "pill")) for row in rows]
    for row in drawn:
        row["action"] = row["action"] or "Change"
        row["pill"] = pill_parts(row["pill"])
    return {"rows": drawn, "has_actions": any(row["href"] for row in drawn)}


def due_rows(rows):
    """Return the rows of due_list and key_dates, filled."""
    drawn = [filled(row, ("what", "when", "tone", "href", "note")) for row in rows]
    for row in drawn:
        row["when"] = words.short_day(row["when"]) if isinstance(row["when"], datetime.date) else row["when"]
        row["pill"] = pill_parts((row["when"], row["tone"])) if row["tone"] else None
    return {"rows": drawn}


@register.inclusion_tag("components/due_list.html")
def due_list(rows):
    """What is due and when. Input: rows (what, when[, tone[, href]]) or {what, when, tone, href, note};
    when a date or text.
    """
    return due_rows(rows)


@register.inclusion_tag("components/due_list.html")
def key_dates(rows):
    """Dates that matter. Input as for due_list."""
    return due_rows(rows)


@register.inclusion_tag("components/people_around.html")
def people_around(rows):
    """Who is around somebody. Input: rows (role, name[, note]) or {role, name, note, href, telephone}."""
    return {"rows": [filled(row, ("role", "name", "note", "href", "telephone")) for row in rows]}


@register.inclusion_tag("components/timeline.html")
def timeline(entries, empty="Nothing has happened yet."):
    """What happened, newest first, in full sentences.

    Inputs: entries {title, body, at, by, pill, href, struck} of which only title is needed; at an instant,
    a date or text; struck bool, for entries that were struck through; empty, what to say of no entries.
    """
    names = ("title", "body", "at", "by", "pill", "href", "struck")
    drawn = [filled(entry, names) for entry in entries]
    for entry in drawn:
        entry["pill"] = pill_parts(entry["pill"])
        entry["who_and_when"] = ", ".join(str(part) for part in (shown_when(entry["at"]), entry["by"]) if part)
    return {"entries": drawn, "empty": empty}


@register.inclusion_tag("components/task_list.html")
def task_list(items):
    """Steps of a long form. Input: items {title, href, hint, status}; status a pill; no href: cannot
    be started yet.
    """
    drawn = [filled(item, ("title", "href", "hint", "status")) for item in items]
    # One counter for all lists: an id may stand only once on a page, and it may have two lists.
    for item in drawn:
        item["status"] = pill_parts(item["status"])
        item["id"] = f"task-{next(numbers)}"
    return {"items": drawn}


numbers = itertools.count(1)


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
    said = "not rated" if value is None else f"{words.figure(value)} out of {total}"
    return {
        "style": "rating",
        "blocks": blocks_of(value or 0, total, "rating"),
        "alternative": f"{label}: {said}" if label else said,
    }


@register.inclusion_tag("components/rating_change.html")
def rating_change(before, after):
    """Two ratings and the way between them. Inputs: before and after, numbers or None."""
    return {"before": words.figure(before), "after": words.figure(after)}


@register.inclusion_tag("components/sparkline.html")
def sparkline(points, label, width=180, height=32):
    """A thin line of a figure over time; the figures themselves stand beside it.

    Inputs: points, numbers or None for a gap, oldest first; label, what it is; width and height in px.
    """
    points = list(points)
    known = [point for point in points if point is not None]
    said = f"{label}: from {words.figure(known[0])} to {words.figure(known[-1])}" if known else f"{label}: no figures"
    if len(known) > 2:
        said += f", lowest {words.figure(min(known))}, highest {words.figure(max(known))}"
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
        row["shown"] = row["shown"] or words.figure(row["value"])
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
    ends = []
    for (name, _values), points in zip(series, laid["lines"], strict=True):
        last = next((point for point in reversed(points) if point), None)
        ends.append(
            {
                "name": name,
                "x": charts.number(last[0]) if last else "",
                "y": charts.number(last[1] - 8) if last else "",
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
        "ticks": [{"text": words.figure(float(value)), "y": charts.number(y)} for value, y in laid["ticks"]],
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
                "cells": [words.figure(values[index]) if index < len(values) else "–" for _n, values in series],
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


# Lists and tables


@register.inclusion_tag("components/data_table.html")
def data_table(headers, rows, caption="", empty="Nothing here yet.", cards=True):
    """A table whose rows become cards on a phone.

    Inputs: headers, text or {text, numeric, hidden}; rows, lists of cells, text or {text, href, pill, note,
    hidden}; caption; empty, what to say of no rows; cards False keeps the table as it is.
    """
    heads = [
        filled(head, ("text", "numeric", "hidden"))
        if isinstance(head, dict)
        else filled((head,), ("text", "numeric", "hidden"))
        for head in headers
    ]
    drawn = []
    for row in rows:
        cells = []
        for head, cell in zip(heads, row, strict=True):
            if not isinstance(cell, dict):
                cell = {"text": words.figure(cell) if head["numeric"] and isinstance(cell, float) else cell}
            cell = filled(cell, ("text", "href", "pill", "note", "hidden"))
            cell["text"] = "" if cell["text"] is None else cell["text"]
            cells.append(cell | {"pill": pill_parts(cell["pill"]), "head": head})
        drawn.append(cells)
    return {"heads": heads, "rows": drawn, "caption": caption, "empty": empty, "cards": cards}


@register.inclusion_tag("components/paginator.html")
def paginator(newer="", older="", newer_text="Newer", older_text="Older"):
    """Ways to the next and previous part of a list. Inputs: newer and older, addresses; their words."""
    return {"newer": newer, "older": older, "newer_text": newer_text, "older_text": older_text}


@register.inclusion_tag("components/filter_panel.html")
def filter_panel(filterset, action="", title="Filter", open=False):
    """A list's filters, sent by GET.

    Inputs: filterset, a django-filter FilterSet or a form; action, the list's address ("" for the same
    page); title; open bool. It opens by itself while a filter is set or has an error.
    """
    form = getattr(filterset, "form", filterset)
    form.mark_optional = False
    given = [
        value
        for name, value in form.data.items()
        if value and (name in form.fields or name.rpartition("_")[0] in form.fields)
    ]
    return {
        "form": form,
        "action": action,
        "title": title,
        "is_open": open or bool(given),
        "is_set": bool(given),
    }


# Conversation


@register.inclusion_tag("components/comment_block.html")
def comment_block(by, at, body, mine=False, pill=None):
    """What somebody wrote. Inputs: by; at, an instant, a date or text; body; mine bool; pill."""
    return {"by": by, "when": shown_when(at), "body": body, "mine": mine, "pill": pill_parts(pill)}


@register.inclusion_tag("components/conversation.html")
def conversation(comments, empty="Nobody has written here yet."):
    """Comments, oldest first. Inputs: comments {by, at, body, mine, pill}; empty, what to say of none."""
    drawn = [filled(comment, ("by", "at", "body", "mine", "pill"), {"pill": None}) for comment in comments]
    return {"comments": drawn, "empty": empty}


# Forms


@register.simple_tag
def error_prefix(*forms):
    """ "Error: " before a page's title when any of the forms or formsets has an error, else "". Input:
    forms, or None.
    """
    for form in forms:
        if form is None or form == "" or not form.is_bound:
            continue
        errors = form.total_error_count() if isinstance(form, BaseFormSet) else len(form.errors)
        if errors:
            return "Error: "
    return ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """Everything to be corrected, with links to the fields. Input: forms or formsets, or None."""
    return {"errors": [error for form in forms if form not in (None, "") for error in listed_errors(form)]}
