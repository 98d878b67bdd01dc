"""A form's answers as text, to be checked before they are sent."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from design import formatting
from design.fields import LastDayField, MinutesField
from design.fields.day import short_day
from design.forms import PlainForm


def rows(form: PlainForm) -> list[tuple[str, str]]:
    """Return (label, answer) for each visible field of a valid form that has an answer, in the order of its layout."""
    named = dict.fromkeys(pointer.name for pointer in form.helper.layout.get_field_names())
    answers = []
    for name in named:
        if name in form.fields and not form[name].is_hidden:
            answer = format_answer(form.fields[name], form.cleaned_data.get(name))
            if answer:
                answers.append((str(form[name].label), answer))
    return answers


def format_answer(field: forms.Field, value: Any) -> str:
    """Return one cleaned answer as text: choices by their label, lines under each other, "" for no answer."""
    is_unticked = value is False and isinstance(field, forms.BooleanField)
    if value is None or value == "" or is_unticked:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        several = value if isinstance(field, forms.ModelMultipleChoiceField) else [value]
        return _lines(field.label_from_instance(each) for each in several)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in _flat(cast(Iterable, field.choices))}
        several = value if isinstance(value, list | tuple | set) else [value]
        # What a TypedChoiceField makes of an answer is not its choice: True of "yes".
        return _lines(labels.get(str(field.prepare_value(each)), each) for each in several)
    if isinstance(field, LastDayField):
        return short_day(field.prepare_value(value))
    if isinstance(field, MinutesField):
        return formatting.hours_and_minutes(value)
    return _plain(value)


def _plain(value: Any) -> str:
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


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Choices without their groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
