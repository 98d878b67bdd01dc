"""Typed text: line breaks, invisible characters and composed letters, however it comes in."""

import json

import pytest
from django import forms

from casework.importing import columns, tables
from core import documents
from core.messages import queue_message
from core.text import clean_line, clean_text, is_storable
from design.fields import CodeField, LongTextField, TelephoneField
from design.forms import NamedErrors, PlainForm
from visits.phone import note_format

BREAKS = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r\n", "\r", "\x1c"]
INVISIBLE = ["\x00", "\x07", "\x1f", "\x7f", "\u202e", "\u202a", "\u2066", "\u2069", "\u00ad", "\ufeff", "\uffff"]
# Marks that scripts and emoji need.
NEEDED = ["\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\ufe0f"]


@pytest.mark.parametrize("mark", BREAKS)
def test_every_kind_of_line_break_is_one(mark):
    assert clean_text(f"One {mark}two") == "One \ntwo"
    assert clean_line(f"One{mark}two") == "One two"


@pytest.mark.parametrize("mark", INVISIBLE)
def test_invisible_characters_are_removed(mark):
    assert clean_text(f"gp{mark}j.exe") == "gpj.exe"


@pytest.mark.parametrize("mark", NEEDED)
def test_marks_that_scripts_need_stay(mark):
    assert clean_text(f"a{mark}b") == f"a{mark}b"


def test_letters_are_composed_and_half_pairs_replaced():
    assert clean_text("Jose\u0301 \ud83d") == "José \ufffd"
    assert clean_text("a\tb\n\nc") == "a\tb\n\nc"
    assert clean_line("a\tb\u00a0c\u3000d") == "a b c d"
    assert not is_storable("a\x00")
    assert not is_storable("\ud83d")


@pytest.mark.parametrize("mark", [*INVISIBLE[1:], *NEEDED[:-1], "\u200b", "\u2060"])
def test_a_form_takes_every_invisible_mark_out_of_codes(mark):
    """Given an email address, an NHS number and a telephone copied with marks; then they are clean and accepted."""

    class CodesForm(PlainForm):
        email = forms.EmailField()
        nhs_number = CodeField(max_length=14)
        telephone = TelephoneField()

    form = CodesForm(
        {
            "email": f"{mark}o.b@people{mark}.example",
            "nhs_number": f"{mark}999 {mark}000{mark} 0018{mark}",
            "telephone": f"{mark}07700 900321{mark}",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "email": "o.b@people.example",
        "nhs_number": "999 000 0018",
        "telephone": "07700 900321",
    }


@pytest.mark.parametrize("mark", ["\u200b", "\u2060"])
def test_spaces_without_width_are_no_part_of_a_line(mark):
    assert clean_line(f"{mark}Jonah{mark} Peake") == "Jonah Peake"
    assert clean_line("\u200e\u200fJonah Peake\u200e") == "Jonah Peake"
    assert clean_line("م\u200cی") == "م\u200cی"


class WordsForm(PlainForm):
    name = forms.CharField(max_length=8)
    address = forms.CharField(widget=forms.Textarea)
    notes = LongTextField()
    secret = forms.CharField(widget=forms.PasswordInput)


def test_a_form_cleans_names_to_one_line_and_texts_to_several():
    sent = {"name": "Ann\u2029\u202eLee", "address": "1 Row\u2028Hyde", "notes": "a \u2029b\x0cc", "secret": "e\u0301"}
    form = WordsForm(sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Ann Lee", "address": "1 Row\nHyde", "notes": "a \nb\nc", "secret": "e\u0301"}
    assert form["notes"].value() == "a \nb\nc", "a form that comes back shows what would be saved"


def test_a_form_still_refuses_what_cannot_be_saved():
    form = WordsForm({"name": "a\x00", "address": "b", "notes": "c", "secret": "d"})
    assert "cannot be saved" in form.errors["name"][0]


def test_a_text_of_invisible_characters_is_no_answer():
    form = WordsForm({"name": "\u202e\ufeff", "address": "b", "notes": "c", "secret": "d"})
    assert list(form.errors) == ["name"]


def every_form(base=NamedErrors):
    for form_class in base.__subclasses__():
        yield form_class
        yield from every_form(form_class)


def test_every_form_of_the_site_cleans_its_texts(client):
    """Given each form class with a text; then it derives from the one that cleans."""
    client.get("/")  # imports every page
    texts = {
        form_class
        for form_class in forms.Form.__subclasses__()
        if not form_class.__module__.startswith(("django", "allauth", "crispy", "tests"))
        and any(isinstance(field, forms.CharField) for field in form_class.base_fields.values())
    }
    assert texts <= {NamedErrors}, texts
    assert len(set(every_form())) > 100


def test_a_note_from_a_phone_is_cleaned():
    body = {"id": "0" * 32, "by": "1" * 32, "fields": {"notes": ["We cooked. \u2029Then\u202e we ate."]}}
    assert note_format.read(json.dumps(body)).fields == {"notes": ["We cooked. \nThen we ate."]}


def test_a_cell_of_an_import_is_cleaned():
    assert tables.cell_text("1 Row \u2029Hyde\x0b\u202e ") == "1 Row \nHyde"
    assert columns.line(20)("Ann\nLee") == "Ann Lee"
    assert columns.text_list(20)("Polish\n;Urdu\u2029") == ["Polish", "Urdu"]


def test_a_file_name_is_one_line():
    assert documents.clean_name("le\u2029tter\u2028.pdf") == "le tter .pdf"


def test_the_subject_of_a_message_is_one_line(cast):
    (message,) = queue_message(cast.ben, key="k", subject="New\r\nBcc: a@b.example", body="-", channels=["email"])
    assert message.subject == "New Bcc: a@b.example"
