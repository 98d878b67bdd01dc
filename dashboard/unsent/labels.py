"""The words of the form that was not sent: labels of its fields and choices."""

import inspect
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.forms.models import ModelChoiceField
from django.urls import Resolver404, resolve

FormClass = type[forms.Form] | type[forms.ModelForm]


def form_at(path: str, names: Iterable[str]) -> FormClass | None:
    """Return the form of the page at `path` that has most of the fields `names`, or None where no form has any.

    The forms of a page are those that its view's module knows.
    """
    try:
        view = inspect.unwrap(resolve(urlsplit(path).path).func)
    except Resolver404:
        return None
    sent = {field_name(name) for name in names}
    form_classes = [value for value in vars(sys.modules[view.__module__]).values() if _is_form(value)]
    ranked = [(len(sent & set(form.base_fields)), form.__name__ in _named_in(view), form) for form in form_classes]
    best = max(ranked, key=lambda row: row[:2], default=(0, False, None))
    return best[2] if best[0] else None


def field_name(name: str) -> str:
    """Return the name of the field without the prefix of its form: "goal-2-words" is "words"."""
    return name.rpartition("-")[2]


def label_of(form: FormClass | None, name: str) -> str:
    """Return the label of a field, or its name as words."""
    field = _field_of(form, name)
    return str(field.label) if field is not None and field.label else name.replace("_", " ").strip().capitalize()


def words_of_answer(form: FormClass | None, name: str, text: str) -> str:
    """Return what was chosen by its label, and "Yes" for a ticked box; what was typed as it is."""
    field = _field_of(form, name)
    if isinstance(field, forms.BooleanField):
        return "Yes"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, ModelChoiceField):
        choices: Any = field.choices
        return _labels(choices).get(text, text)
    return text


def _field_of(form: FormClass | None, name: str) -> forms.Field | None:
    return form.base_fields.get(field_name(name)) if form is not None else None


def _labels(choices: Iterable[Any]) -> dict[str, str]:
    """Return the labels of choices by their values, also of those in groups."""
    labels: dict[str, str] = {}
    for value, label in choices:
        labels |= _labels(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return labels


def _is_form(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, forms.BaseForm)


def _named_in(view: Any) -> tuple[str, ...]:
    """Return the names that the code of a view uses."""
    code = getattr(view, "__code__", None)
    return code.co_names if code is not None else ()
