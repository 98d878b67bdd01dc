import datetime
from typing import Any, cast

from django import forms

from core.dates import Period, quarter_of, quarters_before
from core.models import EmailChoice
from design.fields import DayField, TimeField
from design.forms import NamedErrors, PlainForm

QUARTERS_TO_OFFER = 8
FIND_HINT = (
    "By name, reference, telephone number, NHS number or date of birth; or by the name or telephone number of someone "
    "close to them"
)


class FindForm(PlainForm):
    """Search for a person; sent by POST, so that no name is in an address or a log."""

    submit_label = "Find"

    words = forms.CharField(max_length=120, min_length=2, label="Find a person", help_text=FIND_HINT)


class PeriodForm(NamedErrors):
    """A quarter, or the days from one day to another, both included; sent by GET."""

    quarter = forms.TypedChoiceField(coerce=datetime.date.fromisoformat, required=False, label="Quarter")
    from_on = DayField(required=False, label="From")
    until_on = DayField(required=False, label="To", help_text="Includes this date")

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.quarters = [quarter_of(today), *quarters_before(today, QUARTERS_TO_OFFER)]
        choices = [(period.from_on.isoformat(), str(period)) for period in self.quarters]
        cast(forms.ChoiceField, self.fields["quarter"]).choices = [("", "Choose a quarter"), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_on"), data.get("until_on")
        if not self.errors and bool(first) != bool(last):
            self.add_error("from_on" if last else "until_on", "Enter both dates, or choose a quarter.")
        elif first and last and last < first:
            self.add_error("until_on", "The end date must be the same as or after the start date.")
        return data

    def period(self) -> Period | None:
        """Return the period of a valid form: the days if both are entered, else the quarter, else None."""
        data = self.cleaned_data
        if data["from_on"]:
            return Period(data["from_on"], data["until_on"] + datetime.timedelta(days=1))
        return next((period for period in self.quarters if period.from_on == data["quarter"]), None)


class HandledForm(PlainForm):
    """What an administrator did about a message that did not arrive."""

    submit_label = "Done"

    note = forms.CharField(
        max_length=300,
        label="What you did",
        help_text="For example: rang them, or corrected the number. Do not write anything about a person’s support.",
    )


class MessageChoiceForm(PlainForm):
    """What a user chooses about emails on ordinary notifications; none only with a list of them in Casework."""

    emails = forms.ChoiceField(
        choices=EmailChoice.choices,
        label="Emails",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which emails you get"},
    )
    summary_time = TimeField(
        required=False, label="Time of the summary", help_text="Only for one email a day. For example, 08:30"
    )
    quiet_from = TimeField(
        required=False,
        label="Quiet hours start",
        help_text="Emails that can wait are sent when quiet hours end. For example, 22:00. Leave both empty for none.",
    )
    quiet_until = TimeField(required=False, label="Quiet hours end", help_text="For example, 07:00")

    weekly = forms.BooleanField(
        required=False,
        label="Email me each Monday how many tasks are due",
        help_text="How many are due this week, overdue or not logged, without names. Not if you chose no emails.",
    )

    def __init__(self, *args: Any, has_tasks: bool, has_list: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not has_tasks:
            del self.fields["weekly"]
        if not has_list:
            choices = [choice for choice in EmailChoice.choices if choice[0] != EmailChoice.NONE]
            self.fields["emails"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("quiet_from"), data.get("quiet_until")
        if data.get("emails") == EmailChoice.SUMMARY and not data.get("summary_time"):
            self._require("summary_time", "Enter the time of day for the summary.")
        if (begins is None) != (ends is None):
            missing = "quiet_from" if begins is None else "quiet_until"
            self._require(missing, "Enter when quiet hours start and when they end, or neither.")
        elif begins is not None and begins == ends:
            self._require("quiet_until", "Quiet hours must end at another time than they start.")
        return data

    def _require(self, field: str, message: str) -> None:
        if field not in self.errors:
            self.add_error(field, message)
