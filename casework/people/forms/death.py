"""A death, and its correction."""

from typing import Any

from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal


class DeathForm(PlainForm):
    submit_label = "Go on"

    died_on = DayField(label="Died on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()  # type: ignore[attr-defined]


class CorrectDeathForm(PlainForm):
    submit_label = "Go on"

    correction = forms.ChoiceField(
        choices=[("day", "The day was another"), ("mistake", "The person is alive: it was recorded by mistake")],
        widget=forms.RadioSelect,
        label="What was wrong",
    )
    died_on = DayField(required=False, label="Died on")
    reason = LongTextField(rows=3, label="How it came about")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()  # type: ignore[attr-defined]

    def layout_fields(self) -> list[Any]:
        return [Reveal("correction", {"day": ["died_on"]}), "reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("correction") == "day" and not data.get("died_on") and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the day of death.")
        return data
