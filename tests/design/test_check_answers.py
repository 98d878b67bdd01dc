import datetime
import re
from html import unescape

import pytest
from crispy_forms.layout import Fieldset
from django import forms
from django.http import HttpResponseRedirect
from django.test import RequestFactory

from core.errors import Refused
from design import check_answers
from design.fields import DayField, LongTextField, MinutesField, TimeField, UploadField
from design.form_view import ReviewPanel, form_page
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from tests.design.markup import spaceless

FORM_DATA = {
    "how": "f",
    "why": ["a", "b"],
    "on_day": "27",
    "on_month": "3",
    "on_year": "2026",
    "at": "9.30pm",
    "hours": "6h 30",
    "note": 'Two lines & a "quote"\n<b>here</b>',
    "known": "on",
    "revision": "3",
    "save": "Save",
    "csrfmiddlewaretoken": "x" * 64,
}


REST = ("note", "known", "absent", "other")


class CareForm(RevisedForm):
    note = LongTextField(label="Note", required=False)
    how = forms.ChoiceField(label="How", choices=[("", "Choose"), ("Near", [("f", "Face to face")])])
    why = forms.MultipleChoiceField(label="Why", choices=[("a", "Asked"), ("b", "Best & soonest"), ("c", "Cold")])
    on = DayField(label="First day")
    at = TimeField(label="Time")
    hours = MinutesField(label="Hours a week")
    known = forms.BooleanField(label="It is safe to ring", required=False)
    absent = forms.BooleanField(label="It is safe to write", required=False)
    other = forms.CharField(label="Other", required=False)

    def layout_fields(self):
        return [
            "revision",
            Reveal("how", {"f": ["why"]}),
            Fieldset("When", "on", "at", "hours"),
            "note",
            "known",
            "absent",
            "other",
        ]


class FileForm(PlainForm):
    paper = UploadField()


def post(data, **arguments):
    saved_data = []
    request = RequestFactory().post("/anywhere/", data)
    arguments = {"title": "Plan care", "save": saved_data.append, "success_url": "/done/", "review": True, **arguments}
    return form_page(request, CareForm, **arguments), saved_data


def summary_rows(html):
    rows = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", html, re.S)
    return [(unescape(key.strip()), value.strip()) for key, value in rows]


def hidden_fields(html):
    matches = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html)
    data: dict[str, list[str]] = {}
    for name, value in matches:
        data.setdefault(unescape(name), []).append(unescape(value))
    return data


def test_a_valid_form_is_shown_for_checking_and_not_saved():
    response, saved_data = post(FORM_DATA)
    html = response.content.decode()
    assert saved_data == []
    assert '<h1 class="govuk-heading-l">Check your answers</h1>' in html
    assert summary_rows(html) == [
        ("How", "Face to face"),
        ("Why", "Asked<br>Best &amp; soonest"),
        ("First day", "27 March 2026"),
        ("Time", "21:30"),
        ("Hours a week", "6 hours 30 minutes"),
        ("Note", "Two lines &amp; a &quot;quote&quot;<br>&lt;b&gt;here&lt;/b&gt;"),
        ("It is safe to ring", "Yes"),
    ]


def test_the_check_page_carries_each_value_once():
    html = post(FORM_DATA)[0].content.decode()
    expected = {name: value if isinstance(value, list) else [value] for name, value in FORM_DATA.items()}
    del expected["save"], expected["csrfmiddlewaretoken"]
    matches = hidden_fields(html)
    assert FORM_DATA["csrfmiddlewaretoken"] not in matches.pop("csrfmiddlewaretoken")
    assert matches == expected


def test_confirming_what_the_check_page_carries_saves_it():
    html = post(FORM_DATA)[0].content.decode()
    response, saved_data = post({**hidden_fields(html), "confirmed": "yes"})
    assert isinstance(response, HttpResponseRedirect)
    assert response["Location"] == "/done/"
    assert saved_data[0]["on"] == datetime.date(2026, 3, 27)
    assert saved_data[0]["why"] == ["a", "b"]
    assert saved_data[0]["hours"] == 390
    assert saved_data[0]["note"] == 'Two lines & a "quote"\n<b>here</b>'


def test_change_shows_the_form_with_the_answers():
    response, saved_data = post({**hidden_fields(post(FORM_DATA)[0].content.decode()), "change": "yes"})
    html = response.content.decode()
    assert saved_data == []
    assert 'name="confirmed"' not in html
    assert '<input type="text" name="hours" value="6h 30"' in html
    assert "&lt;b&gt;here&lt;/b&gt;</textarea>" in html
    assert "govuk-error-summary" not in html


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_a_wrong_answer_never_reaches_the_check_page_or_the_service(confirmed):
    response, saved_data = post({**FORM_DATA, "hours": "long", **confirmed})
    assert saved_data == []
    assert "govuk-error-summary" in response.content.decode()


def test_a_refusal_after_confirming_is_shown_in_the_form_and_loses_nothing():
    def refuse(data):
        raise Refused("There is room for this one.", field="hours")

    response, _ = post({**FORM_DATA, "confirmed": "yes"}, save=refuse)
    html = response.content.decode()
    assert "There is room for this one." in spaceless(html)
    assert '<input type="text" name="hours" value="6h 30"' in html


def test_a_review_panel_may_be_added_or_refuse():
    def show_figures(data):
        if data["hours"] > 400:
            raise Refused("That is too much.", field="hours")
        return ReviewPanel(rows=[("Room left", "2 h")], heading="On this day", words="The Council reads this.")

    html = post(FORM_DATA, review=show_figures)[0].content.decode()
    assert summary_rows(html)[-1] == ("Room left", "2 h")
    assert "On this day</h2>" in html
    assert "The Council reads this." in html
    html = post({**FORM_DATA, "hours": "8"}, review=show_figures)[0].content.decode()
    assert "That is too much." in spaceless(html)
    assert 'value="8"' in html


def test_without_check_a_valid_form_is_saved_at_once():
    response, saved_data = post(FORM_DATA, review=False)
    assert response.status_code == 302
    assert len(saved_data) == 1


def test_a_form_with_files_cannot_be_checked():
    request = RequestFactory().get("/anywhere/")
    with pytest.raises(ValueError, match="files"):
        form_page(request, FileForm, title="Attach", save=print, success_url="/", review=True)


class YesNo(forms.TypedChoiceField):
    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


def test_an_answer_that_becomes_true_or_false_is_shown_as_it_was_chosen():
    """Given yes and no that the form turns into True and False; then the page says “Yes” and “No”."""
    labels = {"choices": [("yes", "Yes"), ("no", "No"), ("", "Nothing")], "coerce": lambda value: value == "yes"}

    class TermsForm(PlainForm):
        first = YesNo(**labels)
        second = YesNo(**labels)
        third = YesNo(**labels, required=False, empty_value=None)

    form = TermsForm({"first": "yes", "second": "no", "third": ""})
    assert form.is_valid()
    assert check_answers.rows(form) == [("First", "Yes"), ("Second", "No")]
