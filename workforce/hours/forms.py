"""Forms for a worker's contracted hours, working pattern and cap on hours."""

from typing import Any

from django import forms

from design.fields import DayField, LastDayField, MinutesField, TimeField
from design.forms import PlainForm
from design.layout import Times
from workforce.enums import Weekday

WEEK_MINUTES = 60 * 60


class ContractedHoursForm(PlainForm):
    minutes_a_week = MinutesField(min_minutes=1, max_minutes=WEEK_MINUTES, label="Contracted hours a week")
    from_on = DayField(label="Start date")


class WorkingPatternForm(PlainForm):
    """The hours on each day of the week; a day without times is not worked."""

    submit_label = "Save working pattern"

    from_on = DayField(label="Start date")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for day in Weekday:
            self.fields[f"starts_{day.value}"] = TimeField(required=False, label=f"{day.label} start time")
            self.fields[f"ends_{day.value}"] = TimeField(required=False, label=f"{day.label} end time")

    def layout_fields(self) -> list[Any]:
        return ["from_on", *(Times(f"starts_{day.value}", f"ends_{day.value}", legend=day.label) for day in Weekday)]

    def clean(self) -> dict[str, Any]:
        """Add `hours` to the data: weekday → (starts, ends)."""
        super().clean()
        data = self.cleaned_data
        hours = {}
        for day in Weekday:
            starts, ends = data.get(f"starts_{day.value}"), data.get(f"ends_{day.value}")
            if starts and ends and ends > starts:
                hours[day.value] = (starts, ends)
            elif (starts or ends) and not self.errors:
                self.add_error(f"starts_{day.value}", f"{day.label}: enter a start time and a later end time.")
        if not hours and not self.errors:
            self.add_error("starts_0", "Enter the times for at least one day.")
        return {**data, "hours": hours}


class CeilingForm(PlainForm):
    minutes_a_week = MinutesField(max_minutes=WEEK_MINUTES, label="Maximum hours a week")
    from_on = DayField(label="Start date")
    until_on = LastDayField(label="Last day of the cap", required=False)
    reason = forms.CharField(max_length=200, label="Reason")


class LiftCeilingForm(PlainForm):
    submit_label = "Remove cap"

    until_on = LastDayField(label="Last day of the cap")
