"""The components. Each tag's inputs are in its docstring, in design/README.md and on the gallery page.

Lists may hold tuples or dicts; what is left out is simply not shown.
"""

import datetime
import itertools
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_filters import FilterSet

from design import formatting, print_fonts
from design.message_tags import WROTE_ABOUT_ANOTHER, WROTE_TO_US
from design.tag_inputs import TONES, format_when, pill_parts, with_defaults
from design.templatetags.govuk import listed_errors

register = template.Library()
# The parameter of an address that opens the filters of its list.
OPEN_FILTERS = "filters"

# Small pieces


@register.simple_tag
def pill(text: str, tone: str = "plain") -> SafeString:
    """A status in words on its colour. Inputs: text; tone, one of late soon done held brand plain."""
    return status_pill((text, tone))


@register.simple_tag
def status_pill(member: Any) -> SafeString:
    """A status as a pill.

    Input: enum member with label and tone, a (text, tone) pair, a dict, text, or None for nothing.
    """
    parts = pill_parts(member)
    return format_html('<strong class="cw-pill cw-pill--{tone}">{text}</strong>', **parts) if parts else SafeString()


@register.inclusion_tag("components/back_link.html")
def back_link(href: str, text: str = "Back") -> dict[str, str]:
    """A link back, above the heading. Inputs: href; text."""
    return {"href": href, "text": text}


@register.inclusion_tag("components/button.html")
def button(text: str, href: str = "", kind: str = "", name: str = "", value: str = "") -> dict[str, str]:
    """A link or submit button.

    Inputs: text; href, makes it a link; kind "", "secondary" or "warning"; name and value.
    """
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: Context,
    action: str,
    label: str,
    kind: str = "secondary",
    name: str = "",
    value: str = "",
    hidden_text: str = "",
) -> dict[str, Any]:
    """A form of one button, sent by POST.

    Inputs: action, the address; label; kind "", "secondary", "warning" or "link"; name and value, one
    hidden input; hidden_text, further text for screen readers when the label alone is not clear. The
    button carries an id, so that pressing it twice on one page does it once.
    """
    colour = f" govuk-button--{kind}" if kind else ""
    return {
        "action": action,
        "label": label,
        "class": "cw-link-button" if kind == "link" else f"govuk-button{colour}",
        "name": name,
        "value": value,
        "hidden_text": hidden_text,
        "submission_id": uuid4(),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/warning.html")
def warning(text: str) -> dict[str, str]:
    """A warning before something important. Input: text."""
    return {"text": text}


@register.inclusion_tag("components/inset.html")
def inset(text: str) -> dict[str, str]:
    """A passage set apart from the text. Input: text."""
    return {"text": text}


@register.inclusion_tag("components/notification.html")
def notification(text: str, heading: str = "", tone: str = "done") -> dict[str, str]:
    """What has just happened. Inputs: text; heading; tone done, late, soon, held or brand."""
    return {"text": text, "heading": heading, "tone": tone}


@register.inclusion_tag("components/message_list.html", takes_context=True)
def message_list(context: dict[str, Any], messages: Iterable[Message] | None) -> dict[str, Any]:
    """Django's messages as notifications; the base templates show them. Input: messages or None.

    Above what says that a message was sent (WROTE_TO_US) are the numbers for who is not safe.
    """
    tones = {"error": "late", "warning": "soon", "success": "done"}
    rows = [
        {
            "text": message.message,
            "tone": tones.get(message.level_tag, "brand"),
            "asks_safe": WROTE_TO_US in (message.extra_tags or ""),
            "is_about_another": message.extra_tags == WROTE_ABOUT_ANOTHER,
        }
        for message in messages or []
    ]
    contacts = {name: context.get(name) for name in ("letterhead", "service_contacts")}
    return {"rows": rows, **contacts}


@register.inclusion_tag("components/nothing_here.html")
def nothing_here(text: str, href: str = "", action: str = "") -> dict[str, str]:
    """The text where a list is empty. Inputs: text; href and action, a link to what can be done."""
    return {"text": text, "href": href, "action": action}


@register.inclusion_tag("components/attachment.html")
def attachment(
    name: str, href: str, size: int | None = None, kind: str = "", note: str = "", letters: str = ""
) -> dict[str, str]:
    """A file to download. Inputs: name; href; size in bytes; kind, for example "PDF"; note; letters not printed."""
    details = ", ".join(part for part in (kind, formatting.size(size)) if part)
    return {"name": name, "href": href, "details": details, "note": note, "letters": letters}


@register.simple_tag
def not_printed(letters: str) -> SafeString:
    """What a PDF could not print, below the link to it; nothing if it has all letters. Input: their names."""
    if not letters:
        return mark_safe("")
    return format_html(
        '<br><span class="cw-small">Some letters could not be printed, and are shown as {}: {}.</span>',
        print_fonts.BOX,
        letters,
    )


@register.simple_block_tag
def details_block(content: str, summary: str, open: bool = False) -> str:
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
def card(content: str, tone: str = "") -> str:
    """A bordered box, with a coloured edge when it has a tone. Input: tone. Ends with endcard."""
    return format_html('<div class="cw-card{}">{}</div>', f" cw-card--{tone}" if tone in TONES else "", content)


# A person, or whatever the page is about


@register.inclusion_tag("components/identity_bar.html")
def identity_bar(
    name: str,
    known_as: str = "",
    born: str = "",
    age: int | None = None,
    reference: str = "",
    status: Any = None,
    needs: Iterable[str] | None = None,
    href: str = "",
    level: int = 1,
) -> dict[str, Any]:
    """Who the page is about.

    Inputs: name; known_as, the name to use; born, text; age in years; reference; status, a pill; needs, texts to
    know before speaking or writing to the person; href makes the name a link; level 1 for the page's h1, 2 below one.
    """
    return {
        "name": name,
        "known_as": known_as,
        "born": born,
        "age": age,
        "reference": reference,
        "status": pill_parts(status),
        "needs": list(needs or []),
        "href": href,
        "level": level,
    }


@register.inclusion_tag("components/visit_warning.html")
def visit_warning(text: str, label: str = "Warning: read before you knock") -> dict[str, str]:
    """What to read before knocking. Inputs: text, nothing shown when empty; label."""
    return {"text": text, "label": label}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Keys and values. Input: rows of (key, value[, href[, action]]) or {key, value, href, action, pill}."""
    complete_rows = [with_defaults(row, ("key", "value", "href", "action", "pill")) for row in rows]
    for row in complete_rows:
        row["action"] = row["action"] or "Change"
        row["pill"] = pill_parts(row["pill"])
    has_actions = any(row["href"] for row in complete_rows)
    for row in complete_rows:
        row["row_class"] = " govuk-summary-list__row--no-actions" if has_actions and not row["href"] else ""
    return {"rows": complete_rows}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any], empty: str = "Nothing recorded yet.") -> dict[str, Any]:
    """What happened, newest first, in full sentences.

    Inputs: entries {title, body, at, by, pill, href, is_error} of which only title is needed; at an instant,
    a date or text; is_error bool, for entries that were entered in error; empty, the text when there are none.
    """
    names = ("title", "body", "at", "by", "pill", "href", "is_error")
    complete_entries = [with_defaults(entry, names) for entry in entries]
    for entry in complete_entries:
        entry["pill"] = pill_parts(entry["pill"])
        entry["who_and_when"] = ", ".join(str(part) for part in (format_when(entry["at"]), entry["by"]) if part)
    return {"entries": complete_entries, "empty": empty}


@register.inclusion_tag("components/task_list.html")
def task_list(items: Iterable[Any]) -> dict[str, Any]:
    """Steps of a long form. Input: items {title, href, hint, status}; status a pill; no href: cannot
    be started yet.
    """
    complete_items = [with_defaults(item, ("title", "href", "hint", "status")) for item in items]
    # One counter for all lists: an id may occur only once on a page, and a page may have two lists.
    for item in complete_items:
        item["status"] = pill_parts(item["status"])
        item["id"] = f"task-{next(numbers)}"
    return {"items": complete_items}


numbers = itertools.count(1)


# Lists and tables


@register.inclusion_tag("components/paginator.html")
def paginator(
    newer: str = "", older: str = "", newer_text: str = "Previous", older_text: str = "Next"
) -> dict[str, str]:
    """Links to the next and previous part of a list. Inputs: newer and older, addresses; their texts."""
    return {"newer": newer, "older": older, "newer_text": newer_text, "older_text": older_text}


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(
    context: Context, filterset: FilterSet | BaseForm, action: str = "", title: str = "Filter", open: bool = False
) -> dict[str, Any]:
    """A list's filters, sent by GET.

    Inputs: filterset, a django-filter FilterSet or a form; action, the list's address ("" for the same
    page); title; open bool. It is open while a filter is set or has an error.

    A FilterSet that is closed is a link that opens it: its options, such as every worker, take as long to render as
    the list itself.
    """
    form: Any = getattr(filterset, "form", filterset)
    form.mark_optional = False
    filters = _filters_set(form)
    is_open = open or bool(filters) or OPEN_FILTERS in context["request"].GET
    return {
        "form": form,
        "action": action,
        "title": title,
        "is_open": is_open,
        "is_set": bool(filters),
        "opening": "" if is_open or form is filterset else _with_parameter(context["request"], OPEN_FILTERS),
    }


def _filters_set(form: BaseForm) -> list[tuple[str, str]]:
    """Return name and value of each filter that is set; a date has three."""
    return [
        (name, value)
        for name, value in form.data.items()
        if value and (name in form.fields or name.rpartition("_")[0] in form.fields)
    ]


@register.inclusion_tag("components/nothing_here.html")
def nothing_listed(filterset: FilterSet, text: str, filtered: str) -> dict[str, str]:
    """The text where a list with filters is empty. Inputs: filterset; text; filtered, instead while a filter is set."""
    return {"text": filtered if _filters_set(filterset.form) else text}


@register.simple_tag
def list_download(filterset: FilterSet, url_name: str, text: str = "Download as CSV") -> SafeString:
    """A link to the same list as a file, with the filters that are set; nothing while one of them has an error.

    Inputs: filterset; url_name, the name of the file's address; text.
    """
    if filterset.form.errors:
        return SafeString()
    query = urlencode(_filters_set(filterset.form))
    href = f"{reverse(url_name)}?{query}" if query else reverse(url_name)
    return format_html('<p class="govuk-body cw-no-print"><a class="govuk-link" href="{}">{}</a></p>', href, text)


def _with_parameter(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query[name] = "open"
    return f"{request.path}?{query.urlencode()}#{name}"


# Conversation


@register.inclusion_tag("components/comment_block.html")
def comment_block(by: str, at: datetime.date | str, body: str, mine: bool = False, pill: Any = None) -> dict[str, Any]:
    """A comment. Inputs: by; at, an instant, a date or text; body; mine bool; pill."""
    return {"by": by, "when": format_when(at), "body": body, "mine": mine, "pill": pill_parts(pill)}


@register.inclusion_tag("components/conversation.html")
def conversation(comments: Iterable[Any], empty: str = "No comments yet.") -> dict[str, Any]:
    """Comments, oldest first. Inputs: comments {by, at, body, mine, pill, anchor, note}; empty, the text for none."""
    complete_comments = [
        with_defaults(comment, ("by", "at", "body", "mine", "pill", "anchor", "note"), {"pill": None})
        for comment in comments
    ]
    return {"comments": complete_comments, "empty": empty}


# Forms


@register.simple_tag
def error_prefix(*forms: BaseForm | str | None) -> str:
    """Return "Error: ", for the page's title, if a form has an error. Input: forms, or None."""
    bound_forms = [form for form in forms if form and not isinstance(form, str) and form.is_bound]
    return "Error: " if any(form.errors for form in bound_forms) else ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | str | None) -> dict[str, Any]:
    """Every error, with a link to its field. Input: forms, or None."""
    return {"errors": [error for form in forms if form and not isinstance(form, str) for error in listed_errors(form)]}
