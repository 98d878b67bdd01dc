"""Every error names its field by the label: nobody has to look for the box that it is about."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from core import clock
from design.fields import DayField, LongTextField, MinutesField, TimeField, UploadField
from design.forms import PlainForm, ReasonForm
from design.labels import read_label

NOON = datetime.datetime(2026, 11, 21, 12, 0, tzinfo=datetime.UTC)
KINDS = [("a", "Advice"), ("b", "Befriending")]


@pytest.fixture(autouse=True)
def _in_2026():
    with clock.frozen_at(NOON):
        yield


def errors_of(field, data=None, files=None):
    """Return the errors of a form with only this field, called "answer"."""
    form = type("OneFieldForm", (PlainForm,), {"answer": field})(data or {}, files or {})
    form.is_valid()
    return form.errors.get("answer", [])


def rating_field():
    return forms.IntegerField(label="Rating", min_value=0, max_value=10)


def choice_field(label):
    return forms.ChoiceField(label=label, choices=KINDS)


def three_boxes(day="", month="", year=""):
    return {"answer_day": day, "answer_month": month, "answer_year": year}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (forms.CharField(label="Full name"), "Enter the full name"),
        (forms.CharField(label="NHS number"), "Enter the NHS number"),
        (forms.CharField(label="Council reference"), "Enter the Council reference"),
        (forms.CharField(label="Your name"), "Enter your name"),
        (forms.CharField(label="What happened"), "Enter what happened"),
        (forms.CharField(label="Who with?"), "Enter an answer to “Who with?”"),
        (forms.CharField(label="Agreed by"), "Enter an answer for “Agreed by”"),
        (forms.CharField(label="Step 2"), "Enter step 2"),
        (forms.CharField(), "Enter the answer"),
        (LongTextField(label="Reason"), "Enter the reason"),
        (forms.EmailField(label="Email"), "Enter the email"),
        (forms.IntegerField(label="Rating"), "Enter the rating"),
        (forms.IntegerField(label="How many people?"), "Enter a number for “How many people?”"),
        (MinutesField(label="Hours a week"), "Enter the hours a week"),
        (DayField(label="Date of birth"), "Enter the date of birth"),
        (DayField(label="First day of support (inclusive)"), "Enter the first day of support"),
        (DayField(label="First review, as agreed with the team"), "Enter the date of the first review"),
        (DayField(label="Review"), "Enter the date of the review"),
        (DayField(label="Until"), "Enter a date for “Until”"),
        (DayField(label="When they asked"), "Enter when they asked"),
        (TimeField(label="Start time"), "Enter the start time"),
        (TimeField(label="From"), "Enter a time for “From”"),
        (choice_field("Kind of support"), "Choose the kind of support"),
        (forms.TypedChoiceField(label="How", choices=KINDS), "Choose how"),
        (
            choice_field("Did the visit go ahead?"),
            "Choose an answer to “Did the visit go ahead?”",
        ),
        (
            forms.ChoiceField(label="Receives mental health services", choices=[("y", "Yes"), ("n", "No")]),
            "Choose an answer for “Receives mental health services”",
        ),
        (forms.MultipleChoiceField(label="Areas of life", choices=KINDS), "Choose the areas of life"),
        (forms.ModelChoiceField(label="Lead worker", queryset=User.objects.none()), "Choose the lead worker"),
        (
            forms.ModelMultipleChoiceField(label="Workers who go", queryset=User.objects.none()),
            "Choose the workers who go",
        ),
        (forms.BooleanField(label="I have read this"), "Tick “I have read this”"),
        (UploadField(label="Signed form"), "Choose the signed form"),
    ],
)
def test_what_is_missing_is_named(field, expected):
    assert errors_of(field) == [expected]


@pytest.mark.parametrize(
    ("field", "data", "expected"),
    [
        (
            DayField(label="Date of birth"),
            three_boxes("31", "2", "1986"),
            "Date of birth must be a real date, like 27 3 1986",
        ),
        (DayField(label="Review"), three_boxes("31", "2", "2026"), "Review must be a real date, like 27 3 2026"),
        (DayField(label="Date of birth"), three_boxes("3", "", "1986"), "Date of birth must include a month"),
        (DayField(label="Until"), three_boxes("x", "3", "2026"), "“Until” must be a real date, like 27 3 2026"),
        (
            DayField(label="Date of birth", max_day=datetime.date(2026, 11, 21)),
            three_boxes("3", "3", "2027"),
            "Date of birth must be 21 November 2026 or earlier",
        ),
        (TimeField(label="Start time"), {"answer": "25:00"}, "Start time must be a time, like 9:30 or 21:30"),
        (MinutesField(label="Travel time", max_minutes=60), {"answer": "2"}, "Travel time must be 1 hour or less"),
        (
            forms.IntegerField(label="Rating", min_value=0, max_value=10),
            {"answer": "11"},
            "Rating must be between 0 and 10",
        ),
        (
            forms.IntegerField(label="Rating", min_value=0, max_value=10),
            {"answer": "-1"},
            "Rating must be between 0 and 10",
        ),
        (forms.IntegerField(label="Rating, 0 to 10", max_value=10), {"answer": "11"}, "Rating must be 10 or less"),
        (forms.IntegerField(label="People", min_value=1), {"answer": "0"}, "People must be 1 or more"),
        (forms.IntegerField(label="People"), {"answer": "few"}, "People must be a whole number"),
        (forms.DecimalField(label="Price"), {"answer": "dear"}, "Price must be a number"),
        (
            forms.DecimalField(label="Price", max_digits=6, decimal_places=2),
            {"answer": "1.234"},
            "Price must have 2 decimal places or fewer",
        ),
        (
            forms.DecimalField(label="Share in %", min_value=0, max_value=100),
            {"answer": "101"},
            "Share in per cent must be between 0 and 100",
        ),
        (
            forms.CharField(label="Name", max_length=3),
            {"answer": "Maya"},
            "Name must be 3 characters or fewer. It has 4",
        ),
        (forms.CharField(label="Code", min_length=6), {"answer": "12"}, "Code must be 6 characters or more"),
        (
            forms.EmailField(label="Email"),
            {"answer": "nobody"},
            "Email must be an email address, like name@example.com",
        ),
        (
            forms.URLField(label="Website", assume_scheme="https"),
            {"answer": "not an address"},
            "Website must be a web address, like https://www.example.com",
        ),
        (
            choice_field("Kind of support"),
            {"answer": "z"},
            "Choose the kind of support from the list",
        ),
        (
            choice_field("Share in %"),
            {"answer": "z"},
            "Choose the share in per cent from the list",
        ),
        (
            forms.MultipleChoiceField(label="Areas of life", choices=KINDS),
            {"answer": ["z"]},
            "Choose the areas of life from the list",
        ),
        (
            LongTextField(label="Note"),
            {"answer": "a\x00b"},
            "Note has a character that cannot be saved. Type it again rather than pasting it",
        ),
    ],
)
def test_what_is_wrong_is_named(field, data, expected):
    assert errors_of(field, data) == [expected]


def test_a_file_that_is_wrong_is_named():
    field = UploadField(label="Signed form", kinds=("pdf", "png"))
    empty = SimpleUploadedFile("a.pdf", b"")
    other = SimpleUploadedFile("a.pdf", b"hello")
    assert errors_of(field, files={"answer": empty}) == ["Signed form is empty. Choose another file"]
    assert errors_of(field, files={"answer": other}) == [
        "Signed form must be a PDF or PNG file. This file is something else, whatever its name"
    ]


def test_a_label_that_a_form_sets_later_is_used():
    form = ReasonForm({}, label="Why support ends")
    assert form.errors == {"reason": ["Enter why support ends"]}


def test_a_message_that_a_form_writes_itself_stays():
    field = forms.ChoiceField(
        label="Did the visit go ahead?",
        choices=KINDS,
        error_messages={"required": "Choose whether the visit went ahead"},
    )
    assert errors_of(field) == ["Choose whether the visit went ahead"]
    assert errors_of(field, {"answer": "z"}) == ["Choose an answer to “Did the visit go ahead?” from the list"]


def test_two_forms_do_not_share_their_messages():
    first, second = ReasonForm({}, label="Why it moves"), ReasonForm({}, label="Result")
    assert first.errors == {"reason": ["Enter why it moves"]}
    assert second.errors == {"reason": ["Enter the result"]}


@pytest.mark.parametrize(
    ("label", "subject", "phrase"),
    [
        ("Date of birth", "Date of birth", "the date of birth"),
        ("GP", "GP", "the GP"),
        ("Monday from", "“Monday from”", ""),
        ("The goal, in the person's words", "The goal", "the goal"),
        ("Housing, money and work", "“Housing, money and work”", "the housing, money and work"),
        ("I will know when", "“I will know when”", ""),
        ("“Swim again”: how is it now?", "“‘Swim again’: how is it now?”", ""),
        ("", "“”", ""),
    ],
)
def test_a_label_becomes_a_part_of_a_sentence(label, subject, phrase):
    name = read_label(label)
    assert (name.subject, name.phrase) == (subject, phrase)
