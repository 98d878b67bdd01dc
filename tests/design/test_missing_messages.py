"""What every field of every form says when it is left empty is an English sentence."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings

from design.error_messages import name_errors
from design.forms import PlainForm
from design.labels import read_label

# Things that somebody chooses. A new one is added after its message was read aloud: “Choose the worker” is English,
# “Choose the quality of life” is not. A field whose label is no such thing names its own words (`error_messages`).
THINGS = """
agency; answer; area of life; contract; contracts; contracts where they can be allocated; Council; Council's keyworker;
course; days of the visits; days of the week; destination; exit route; gender; keyworker; kind of achievement;
kind of document; kind of hospital; kind of meeting; kind of need; kind of support; on-call senior; outcome;
outcomes the person is unable to achieve because of an impairment or illness; period; person's keyworker;
preferred gender of worker; priority; reason; reason for leaving; referrer; related goal;
representatives who are invited; result of the call; role;
source of risk; specialisms; strand; team; type of absence; type of document; type of employment; type of hospital;
visit that was made; way to contact the person; worker; worker who made it with the person; contract and period;
staff or Council people involved
"""
CHOSEN = {" ".join(thing.split()) for thing in THINGS.split(";")}
NONSENSE = (
    re.compile(r"^(Enter|Choose) the \w+ing (?!address|number)"),  # "the managing distress"
    re.compile(r"^(Enter|Choose) [^“]*: "),  # "the risk assessment: next review"
    re.compile(r"^(Enter|Choose) the (rate|give|add|describe|tell|show) "),
    re.compile(r"^(Enter|Choose) the \w+ (was|were|is|are|has|have) "),
    re.compile(r"^Choose the [^“]*, [^“]* and "),
    re.compile(r"\b(the the|a a|an an)\b"),
)


def _classes(form_class: type) -> Iterator[type]:
    for each in form_class.__subclasses__():
        yield each
        yield from _classes(each)


def _messages() -> dict[str, tuple[forms.Field, str]]:
    """Return by form and field what is shown when the field is left empty."""
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent != settings.BASE_DIR:
            continue
        for path in [*folder.rglob("forms.py"), *folder.rglob("*_form.py"), *folder.rglob("forms/*.py")]:
            import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))
    messages = {}
    for form_class in set(_classes(PlainForm)):
        if form_class.__module__.startswith("tests."):
            continue
        for name, field in form_class.base_fields.items():
            if isinstance(field.widget, forms.HiddenInput):
                continue
            name_errors(field, field.label or name.replace("_", " ").capitalize())
            messages[f"{form_class.__name__}.{name}"] = (field, str(field.error_messages.get("required", "")))
    assert len(messages) > 400, "the forms of every app"
    return messages


def test_every_message_about_an_empty_field_is_english():
    wrong = [
        f"{name}: {text}" for name, (_, text) in sorted(_messages().items()) if any(p.search(text) for p in NONSENSE)
    ]
    assert wrong == []


def test_only_things_are_chosen():
    """Given each field with choices; then what “Choose the …” names is a thing, or the field has its own words."""
    wrong = [
        f"{name}: {text}"
        for name, (field, text) in sorted(_messages().items())
        if isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        and text.startswith("Choose the ")
        and text.removeprefix("Choose the ") not in CHOSEN
    ]
    assert wrong == []


@pytest.mark.parametrize("label", ["Managing distress", "Visiting alone", "Rate a goal", "Risk: next review"])
def test_a_label_that_is_no_thing_is_quoted(label):
    assert read_label(label).phrase == ""
