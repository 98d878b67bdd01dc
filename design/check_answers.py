"""A form's answers in words, for reading back before they are sent."""

import datetime
from collections.abc import Iterable

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from design import formatting
from design.fields import MinutesField
from design.fields.day import short_day


def rows(form) -> list[tuple[str, str]]:
    """(label, answer) of every visible field that has an answer, in the order of the form's layout. `form` is valid."""
    named = dict.fromkeys(pointer.name for pointer in form.helper.layout.get_field_names())
    found = []
    for name in named:
        if name in form.fields and not form[name].is_hidden:
            answer = in_words(form.fields[name], form.cleaned_data.get(name))
            if answer:
                found.append((form[name].label, answer))
    return found


def in_words(field: forms.Field, value) -> str:
    """One cleaned answer as people say it: choices by their label, lines under each other, "" for no answer."""
    if value is None or value == "" or value is False:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        several = value if isinstance(field, forms.ModelMultipleChoiceField) else [value]
        return _lines(field.label_from_instance(each) for each in several)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in _flat(field.choices)}
        several = value if isinstance(value, list | tuple | set) else [value]
        return _lines(labels.get(str(each), each) for each in several)
    if isinstance(field, MinutesField):
        return field.said(value)
    return _plain(value)


def _plain(value) -> str:
    if value is True:
        return "Yes"
    if isinstance(value, datetime.datetime):
        return formatting.when(value)
    if isinstance(value, datetime.date):
        return short_day(value)
    if isinstance(value, datetime.time):
        return formatting.time(value)
    if isinstance(value, list | tuple):
        return _lines(value)
    return _lines(str(value).split("\n"))


def _lines(texts: Iterable) -> str:
    return format_html_join(mark_safe("<br>"), "{}", ((text,) for text in texts))


def _flat(choices):
    """Choices without their groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
