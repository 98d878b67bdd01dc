"""What the gallery shows: components with made-up figures, and a form with every kind of field."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms

from design.fields import DayField, LongTextField, MinutesField, TimeField, UploadField
from design.forms import NamedErrors
from design.layout import Actions, Cancel, Reveal, SecondarySubmit, Times

LONDON_NOON = datetime.datetime(2026, 11, 20, 16, 5, tzinfo=datetime.UTC)

ENTRIES = [
    {
        "title": "Letter sent",
        "pill": ("Read", "done"),
        "at": LONDON_NOON,
        "by": "Amara Okafor",
    },
    {
        "title": "Telephone call with sister",
        "body": "Visiting times on the ward; she will bring his sketchbook.",
        "at": LONDON_NOON - datetime.timedelta(days=2, hours=5),
        "by": "Amara Okafor",
        "href": "#timeline",
    },
    {
        "title": "Entered on the wrong record",
        "body": "Went to the market together.",
        "at": LONDON_NOON - datetime.timedelta(days=3),
        "by": "Lewis Grant",
        "is_error": True,
    },
    {
        "title": "Admitted to hospital",
        "body": "5 planned visits on hold.",
        "at": "9 Nov 14:10",
        "by": "Ben Adeyemi",
    },
]

SAMPLES = {
    "held": ("On hold: in hospital", "held"),
    "needs": ["Large print", "No voicemail"],
    "summary_rows": [
        ("Name", "Tomasz Wierzbicki", "#name"),
        ("Telephone", "07700 900142", "#telephone"),
        {"key": "Letters", "value": "Large print", "pill": ("Review in May", "soon")},
    ],
    "entries": ENTRIES,
    "tasks": [
        {"title": "About the person", "href": "#tasks", "status": ("Completed", "plain")},
        {
            "title": "What matters",
            "href": "#tasks",
            "hint": "In their own words",
            "status": ("Incomplete", "brand"),
        },
        {"title": "Check and send", "status": ("Cannot start yet", "plain")},
    ],
    "points": [52, 54, 53, None, 58, 60, 62, 64],
    "load": {"whole": 120, "committed": 72, "away": 12, "limit": 96},
    "bar_rows": [("Face to face", 312), ("Telephone", 88), ("No answer", 12), ("Video", 0)],
    "series": [("Started", [4, 7, 6, 9, 5, 7]), ("Ended", [2, 4, None, 6, 4, 4])],
    "web_series": [("Now", [3, 2, 1, 4]), ("Then", [1, 0, 1, 2])],
    "web_labels": ["Home", "Health", "Work", "Family"],
    "quarters": ["Apr 25", "Jul 25", "Oct 25", "Jan 26", "Apr 26", "Jul 26"],
    "comments": [
        {
            "by": "Priya Nair",
            "at": LONDON_NOON,
            "body": "Thank you.\n\nCould the next one say how he sleeps?",
        },
        {"by": "You", "at": LONDON_NOON, "body": "Yes, it will.", "mine": True},
    ],
    "today": datetime.date(2026, 11, 21),
    "instant": LONDON_NOON,
    "minutes": 90,
    "bytes": 1_258_000,
}


class SampleForm(NamedErrors):
    """Every kind of field once."""

    name = forms.CharField(label="Full name", help_text="As on letters", max_length=60)
    email = forms.EmailField(max_length=254, label="Email", required=False)
    telephone = forms.CharField(
        label="Telephone", widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20"})
    )
    count = forms.IntegerField(label="How many people", min_value=1)
    town = forms.ChoiceField(label="Town", choices=[("", "Choose a town"), ("a", "Ashton"), ("h", "Hyde")])
    happened = forms.ChoiceField(
        label="Did the visit go ahead?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why not?", required=False)
    how = forms.ChoiceField(
        label="How did you meet?", choices=[("face", "Face to face"), ("phone", "Telephone")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("home", "Home"), ("money", "Money"), ("health", "Health")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="The person has read this", help_text="Or someone read it to them")
    on = DayField(label="Day", help_text="For example, 27 3 2026")
    starts = TimeField(label="Start")
    ends = TimeField(label="End")
    length = MinutesField(label="Hours a week", help_text="For example, 6 or 6h 30")
    notes = LongTextField(label="Visit note")
    file = UploadField(label="Document", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    hidden = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        how: Any = self.fields["how"]
        how.choice_hints = {"face": "At home or out and about"}
        self.helper = FormHelper()
        self.helper.form_action = "#form"
        self.helper.form_id = f"{self.prefix}-form"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("Who", "name", "email", "telephone", Field("count"), "town"),
            Reveal("happened", {"no": ["reason"]}),
            "how",
            "topics",
            "on",
            Times("starts", "ends", legend="Start and end time"),
            "length",
            "notes",
            "file",
            "secret",
            "agreed",
            "hidden",
            Actions(Submit("save", "Save"), SecondarySubmit("draft", "Save as draft"), Cancel("#form")),
        )


class SampleFilter(NamedErrors):
    """An example of a list's filters."""

    words = forms.CharField(label="Words", required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "All"), ("open", "Open")])
    since = DayField(label="Since", required=False)


def wrong_form() -> SampleForm:
    """The sample form as it comes back with every field wrong."""
    data = {
        "wrong-name": "",
        "wrong-email": "not an address",
        "wrong-count": "few",
        "wrong-happened": "no",
        "wrong-on_day": "31",
        "wrong-on_month": "feb",
        "wrong-on_year": "2026",
        "wrong-starts": "25:00",
        "wrong-length": "long",
    }
    return SampleForm(data, {}, prefix="wrong")
