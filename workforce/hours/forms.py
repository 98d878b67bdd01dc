"""Forms for a worker's contracted hours and their division between contracts, working pattern and cap on hours."""

from collections.abc import Sequence
from typing import Any

from django import forms

from contracts.models import Contract
from design.fields import DayField, LastDayField, LongTextField, MinutesField, TimeField
from design.forms import PlainForm
from design.layout import Times
from workforce.enums import Weekday

WEEK_MINUTES = 60 * 60


class ContractedHoursForm(PlainForm):
    minutes_a_week = MinutesField(min_minutes=1, max_minutes=WEEK_MINUTES, label="Contracted hours a week")
    from_on = DayField(label="Start date")


class DivisionForm(PlainForm):
    """A percentage for each contract; a blank one is none of the hours."""

    submit_label = "Save division"

    from_on = DayField(label="Start date")
    until_on = LastDayField(label="Last day", required=False, help_text="Leave blank if ongoing.")

    def __init__(self, *args: Any, contracts: Sequence[Contract], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        self.contracts = contracts
        for contract in contracts:
            self.fields[self.field_of(contract)] = forms.IntegerField(
                min_value=0,
                max_value=100,
                required=False,
                label=f"Per cent for {contract}",
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )

    @staticmethod
    def field_of(contract: Contract) -> str:
        """Return the name of the field for the contract's percentage."""
        return f"percent_{contract.pk}"

    def clean(self) -> dict[str, Any]:
        """Return the days and `shares`: contract → percentage."""
        super().clean()
        data = dict(self.cleaned_data)
        data["shares"] = {contract: data.pop(self.field_of(contract), None) or 0 for contract in self.contracts}
        return data


class CorrectDivisionForm(DivisionForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, label="What was wrong")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = self.fields.pop("reason")


class EndDivisionForm(PlainForm):
    submit_label = "End the division"

    until_on = LastDayField(label="Last day")


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
