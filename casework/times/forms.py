"""A time that suits the person or does not, as staff and the person enter it."""

import datetime
from typing import Any

from django import forms

from casework.times.enums import TimeKind, TimeReason
from casework.times.models import TIMES_EQUAL, TIMES_INCOMPLETE, WORDS_MISSING
from core import clock
from design.fields import DayField, LastDayField, SpokenTimeField, TimeField
from design.forms import PlainForm
from design.layout import Times
from workforce.enums import Weekday

ENDS_BEFORE = "The end is before the start. Change one, or tick “The time goes past midnight”"


class TimePreferenceForm(PlainForm):
    kind = forms.ChoiceField(
        choices=TimeKind,
        widget=forms.RadioSelect,
        label="Does the time suit?",
        error_messages={"required": "Choose whether the time suits"},
    )
    weekdays = forms.TypedMultipleChoiceField(
        choices=Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Days of the week",
        help_text="None: every day. For a festival, enter its dates below.",
    )
    begins = TimeField(required=False, label="Start time")
    ends = TimeField(required=False, label="End time")
    past_midnight = forms.BooleanField(required=False, label="The time goes past midnight, into the next day")
    reason = forms.ChoiceField(
        choices=TimeReason,
        widget=forms.RadioSelect,
        label="What is the time for?",
        error_messages={"required": "Choose what the time is for"},
    )
    words = forms.CharField(max_length=120, required=False, label="In words", help_text="For example: school run")
    from_on = DayField(label="First day")
    until_on = LastDayField(required=False, label="Last day", help_text="Leave blank if it has no end.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", clock.today())
        begins, ends = self.initial.get("begins"), self.initial.get("ends")
        if isinstance(begins, datetime.time) and isinstance(ends, datetime.time):
            self.initial.setdefault("past_midnight", ends < begins)

    def layout_fields(self) -> list[Any]:
        times = Times("begins", "ends", legend="Times: leave both blank for the whole day")
        return ["kind", "weekdays", times, "past_midnight", "reason", "words", "from_on", "until_on"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if (begins is None) != (ends is None) and not {"begins", "ends"} & set(self.errors):
            self.add_error("ends", TIMES_INCOMPLETE)
        if begins is not None and begins == ends:
            self.add_error("ends", TIMES_EQUAL)
        goes_past_midnight = data.pop("past_midnight", False)
        if begins is not None and ends is not None and ends < begins and not goes_past_midnight:
            self.add_error("ends", ENDS_BEFORE)
        if data.get("reason") == TimeReason.OTHER and not data.get("words") and "words" not in self.errors:
            self.add_error("words", WORDS_MISSING)
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The last day must not be before the first day")
        return data


class OwnTimeForm(TimePreferenceForm):
    """The same, in the portal."""

    begins = SpokenTimeField(required=False, label="Start time", help_text="For example 2pm")
    ends = SpokenTimeField(required=False, label="End time", help_text="For example 4pm")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = "Is this a good time for a visit?"
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (TimeKind.SUITS, "Yes, a good time"),
            (TimeKind.DOES_NOT_SUIT, "No, please not then"),
        ]
