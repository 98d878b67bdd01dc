"""Reading a form from a page and filling it in as a browser would."""

import datetime
from dataclasses import dataclass, field
from html.parser import HTMLParser

from core import clock


@dataclass
class Field:
    """A form field: its kind (text, textarea, hidden, radio, checkbox, select, file) and its choices."""

    name: str
    kind: str
    value: str = ""
    offered: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collect the fields of the last form that POSTs to the page itself."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict[str, Field]] = []
        self._open: dict[str, Field] | None = None
        self._text: Field | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form" and attributes.get("method", "get").lower() == "post" and not attributes.get("action"):
            self._open = {}
            self.forms.append(self._open)
        if self._open is None:
            return
        name = attributes.get("name", "")
        if tag == "input" and name and attributes.get("type") != "submit":
            kind = attributes.get("type", "text")
            open_field = self._open.setdefault(name, Field(name, kind, attributes.get("value", "")))
            if kind in ("radio", "checkbox"):
                open_field.offered.append(attributes.get("value", "on"))
                open_field.chosen += [attributes.get("value", "on")] if "checked" in attributes else []
        elif tag == "textarea" and name:
            self._text = self._open.setdefault(name, Field(name, "textarea"))
        elif tag == "select" and name:
            self._select = self._open.setdefault(name, Field(name, "select"))
        elif tag == "option" and self._select is not None:
            self._select.offered.append(attributes.get("value", ""))
            self._select.chosen += [attributes.get("value", "")] if "selected" in attributes else []

    def handle_data(self, data):
        if self._text is not None:
            self._text.value += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            if self._text is not None:
                self._text.value = self._text.value.removeprefix("\r\n").removeprefix("\n")
            self._text = None
        elif tag == "select":
            self._select = None


def fields_of(html: str) -> dict[str, Field]:
    """Return the fields of the page's own form, or {} without one."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms[-1] if reader.forms else {}


WORDS = {
    "started": "9:00",
    "ended": "10:00",
    "begins": "09:00",
    "ends": "10:00",
    "contacted_time": "0:00",
    "called_time": "0:00",
    "postcode": "OL6 0XX",
    "email": "somebody@people.example",
    "nhs_number": "999 000 0018",
    "telephone": "01632 960001",
    "number": "01632 960001",
    "rating": "5",
    "minutes_a_week": "5",
    "wanted_minutes": "5",
    "received_time": "0:00",
}
YEARS_AGO = ("date_of_birth",)
AHEAD = ("target_on",)
LEFT_EMPTY = ("named_users", "born_about", "birth_is_unknown")


def fill_in(fields: dict[str, Field], **instead) -> dict:
    """Return the data a careful person would send: present values, and suitable ones for empty fields."""
    data = {
        name: value for one in fields.values() for name, value in [(one.name, _value(one))] if value not in ("", [])
    }
    return {**data, **instead}


def _value(one: Field):
    if one.kind == "file" or one.name in LEFT_EMPTY:
        return ""
    if one.kind in ("radio", "select"):
        return one.chosen[0] if one.chosen and one.chosen[0] else next((value for value in one.offered if value), "")
    if one.kind == "checkbox":
        return one.chosen or one.offered[:2]
    return one.value or _text_for(one.name)


def _text_for(name: str) -> str:
    stem, _, part = name.rpartition("_")
    day = clock.today() - datetime.timedelta(days=1)
    if part in ("day", "month", "year") and stem:
        if stem in YEARS_AGO:
            day = day.replace(year=day.year - 40)
        elif stem in AHEAD:
            day = clock.today() + datetime.timedelta(days=30)
        return str(getattr(day, part))
    return WORDS.get(name, "Some words")
