"""Filters that write a date, a time, a length of time, a size or a telephone number."""

import datetime

from django import template
from django.utils.html import escape, format_html

from core import telephones
from design import formatting

register = template.Library()


@register.filter
def local_day(value: datetime.date | None) -> str:
    """9 Nov 2026. Input: date, instant or None."""
    return formatting.day(value)


@register.filter
def local_when(value: datetime.date | None) -> str:
    """20 Nov 16:05, the year added when it is not the present one. Input: instant, date or None."""
    return formatting.when(value)


@register.filter
def lower_first(value: object) -> str:
    """The text with a small first letter, for the middle of a sentence: "In Casework" is "in Casework"."""
    text = str(value)
    return text[:1].lower() + text[1:]


@register.filter
def local_time(value: datetime.datetime | datetime.time | None) -> str:
    """16:05. Input: instant, time of day or None."""
    return formatting.time(value)


@register.filter
def spoken_time(value: datetime.datetime | datetime.time) -> str:
    """4:05pm, as people say it. Input: instant or time of day."""
    return formatting.spoken_time(value)


@register.filter
def day_words(value: datetime.date | None) -> str:
    """Tue 24 Nov. Input: date, instant or None."""
    return formatting.weekday(value)


@register.filter
def long_day(value: datetime.date | None) -> str:
    """Saturday 21 November. Input: date, instant or None."""
    return formatting.long_day(value)


@register.filter
def minutes_as_hours(value: int | None) -> str:
    """1 h 30 min, for tables. Input: whole minutes or None."""
    return formatting.hours(value)


@register.filter
def hours_and_minutes(value: int | None) -> str:
    """8 hours 42 minutes, for sentences. Input: whole minutes or None."""
    return formatting.hours_and_minutes(value)


@register.filter
def decimal_hours(value: int | None) -> str:
    """12.5 hours, for agreed or weekly hours. Input: whole minutes or None."""
    return formatting.decimal_hours(value)


@register.filter
def duration(value: datetime.timedelta | None) -> str:
    """8 days. A length of time in its largest unit: minutes, hours or days. Input: timedelta or None."""
    return formatting.duration(value)


@register.filter
def time_ago(value: datetime.date | None) -> str:
    """5 days ago; also "just now", "3 hours ago", "yesterday", "in 2 days". Input: instant, date or None."""
    return formatting.time_ago(value)


@register.filter
def file_size(value: int | None) -> str:
    """1.2 MB. Input: bytes or None."""
    return formatting.size(value)


@register.filter
def tel(value: str | None) -> str:
    """A telephone number as a link that dials what it shows. Input: the number as written.

    Of a text with several numbers each is a link of its own, and words beside them stay text.
    """
    text, parts, start = str(value or ""), [], 0
    for number in telephones.find(text):
        words = number.written.replace(" ", "\N{NO-BREAK SPACE}")
        link = format_html('<a class="govuk-link cw-tel" href="{}">{}</a>', number.uri, words)
        parts += [escape(text[start : number.start]), link]
        start = number.end
    return format_html("{}" * (len(parts) + 1), *parts, escape(text[start:]))
