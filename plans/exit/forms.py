"""The exit plan, and who agrees to it."""

from typing import Any, cast

from django import forms

from casework.enums import Destination
from core import clock
from design.fields import DayField, LongTextField
from design.forms import RevisedForm
from plans.exit.enums import ExitParty

DESTINATIONS = [choice for choice in Destination.choices if choice[0] != Destination.DIED]
MOST_TEXT, MOST_NAME = 300, 120


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def split_arrangements(text: str) -> list[tuple[str, str]]:
    """Return (responsible, task) for each line, divided at its first colon; a line without one has no `responsible`."""
    pairs = []
    for line in split_lines(text):
        responsible, colon, task = line.partition(":")
        pairs.append((responsible.strip(), task.strip()) if colon else ("", line))
    return pairs


class ExitPlanForm(RevisedForm):
    """Conditions and arrangements are text fields, so that a conflict can show both texts."""

    submit_label = "Save the exit plan"

    where_to = forms.ChoiceField(
        choices=DESTINATIONS,
        widget=forms.RadioSelect,
        label="Destination",
    )
    where_words = LongTextField(rows=4, required=False, label="What will life look like?")
    conditions_text = LongTextField(
        rows=5, required=False, label="What needs to be in place first?", help_text="One per line"
    )
    arrangements_text = LongTextField(
        rows=5,
        required=False,
        label="Who will do what after support ends?",
        help_text="One per line: who, a colon, and what. For example “Sister: the Sunday call”",
    )
    expected_on = DayField(required=False, label="Expected last day of support")

    def clean_conditions_text(self) -> str:
        text: str = self.cleaned_data["conditions_text"]
        if any(len(line) > MOST_TEXT for line in split_lines(text)):
            raise forms.ValidationError("Each line must be 300 characters or less.")
        return text

    def clean_arrangements_text(self) -> str:
        text: str = self.cleaned_data["arrangements_text"]
        for responsible, task in split_arrangements(text):
            if not responsible or not task:
                raise forms.ValidationError("On each line, enter who, a colon, and what they will do.")
            if len(responsible) > MOST_NAME or len(task) > MOST_TEXT:
                raise forms.ValidationError("On each line, who must be 120 characters or less, and what 300 or less.")
        return text


class AgreeExitForm(RevisedForm):
    submit_label = "Record the agreement"

    party = forms.ChoiceField(
        choices=ExitParty,
        widget=forms.RadioSelect,
        label="Who agrees?",
        error_messages={"required": "Choose who agrees"},
    )
    agreed_by = forms.CharField(max_length=120, label="Name")
    agreed_on = DayField(label="Date agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["agreed_on"]).max_day = clock.today()
