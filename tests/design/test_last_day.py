"""Ends: people enter and read the last day, the database has the day after it."""

import datetime

import pytest
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.importing import columns
from casework.models import SupportPackage
from design import check_answers
from design.fields import LastDayField
from design.forms import PlainForm

DAY = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(1900, 1, 2), datetime.date(2100, 12, 31))


class EndForm(PlainForm):
    until_on = LastDayField(label="Last day", required=False)


def parts(day: datetime.date) -> dict[str, str]:
    return {"until_on_day": str(day.day), "until_on_month": str(day.month), "until_on_year": str(day.year)}


def boxes(form: forms.Form) -> list[int]:
    """Return day, month and year as the boxes of the page have them."""
    field = form["until_on"]
    return form.fields["until_on"].widget.decompress(field.value())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(last_on=DAYS)
def test_the_page_has_the_last_day_and_the_database_the_day_after(last_on):
    """Given an end that was stored; then the page shows the day before, and sending the page changes nothing."""
    form = EndForm(parts(last_on))
    assert form.is_valid()
    until_on = form.cleaned_data["until_on"]
    assert until_on == last_on + DAY
    shown = EndForm(initial={"until_on": until_on})
    assert boxes(shown) == [last_on.day, last_on.month, last_on.year]
    again = EndForm(parts(last_on), initial={"until_on": until_on})
    assert again.is_valid()
    assert again.cleaned_data["until_on"] == until_on
    assert not again.has_changed()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(last_on=DAYS)
def test_a_spreadsheet_has_the_last_day(last_on):
    assert columns.last_day(f"{last_on:%d/%m/}{last_on.year}") == last_on + DAY


def test_no_last_day_is_no_end():
    form = EndForm({"until_on_day": "", "until_on_month": "", "until_on_year": ""})
    assert form.is_valid()
    assert form.cleaned_data["until_on"] is None


def test_the_check_page_shows_the_last_day():
    form = EndForm(parts(datetime.date(2027, 2, 28)))
    assert form.is_valid()
    assert check_answers.rows(form) == [("Last day", "28 February 2027")]


@pytest.mark.parametrize(
    ("ended_on", "last_on"), [(None, None), (datetime.date(2027, 3, 1), datetime.date(2027, 2, 28))]
)
def test_the_last_day_of_support(ended_on, last_on):
    assert SupportPackage(starts_on=datetime.date(2027, 1, 4), ended_on=ended_on).last_on == last_on
