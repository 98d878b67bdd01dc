"""A death, and its correction."""

from typing import Any

from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal


class DeathForm(PlainForm):
    submit_label = "Continue"

    died_on = DayField(label="Date of death")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()  # type: ignore[attr-defined]


class CorrectDeathForm(PlainForm):
    submit_label = "Continue"

    correction = forms.ChoiceField(
        choices=[("day", "The date is wrong"), ("mistake", "The person is alive: the death was recorded in error")],
        widget=forms.RadioSelect,
        label="What was wrong",
    )
    died_on = DayField(required=False, label="Date of death")
    reason = LongTextField(rows=3, label="How the error happened")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()  # type: ignore[attr-defined]

    def layout_fields(self) -> list[Any]:
        return [Reveal("correction", {"day": ["died_on"]}), "reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("correction") == "day" and not data.get("died_on") and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the date of death.")
        return data
