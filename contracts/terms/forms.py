"""The form for new terms from a day. Most columns may be left empty: the contract then has no such rule."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contracts.enums import ExcludedActivity, ReturnInterval
from contracts.models import SOURCE_LENGTH, Terms
from contracts.terms.labels import NOTHING, REQUIRED, TERM_COLUMNS
from core import clock
from design.fields import DayField, LinesField, LongTextField, MinutesField, TimeField
from design.forms import PlainForm

EMPTY = f"Leave blank if {NOTHING[0].lower()}{NOTHING[1:]}."
MAXIMUM_NUMBER = 32_767
# Terms that begin later than this are probably typed for a wrong year: the form asks.
FAR_AHEAD_YEARS = 2
# Managers read what is due within so many days (`due_this_week` of keyworker updates).
DAYS_SEEN_AHEAD = 7


class YesNoNothing(forms.TypedChoiceField):
    """Yes, no, or no such rule: True, False or None."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No"), ("", NOTHING)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class DaysField(forms.CharField):
    """Whole numbers separated by commas: a sorted list, or None."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int] | None:
        text = super().clean(value)
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if any(not (part.isascii() and part.isdigit() and len(part) < 4) for part in parts):
            raise ValidationError("Enter whole numbers separated by commas, for example 14, 21, 26")
        return sorted({int(part) for part in parts}) or None


def _number(*, required: bool) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=MAXIMUM_NUMBER, required=required)


def _field(name: str) -> forms.Field:
    kind = Terms._meta.get_field(name).get_internal_type()
    field: forms.Field
    if name == "sources":
        field = LinesField(rows=4, max_length=1200, longest_line=SOURCE_LENGTH)
    elif name == "excluded_activities":
        field = forms.TypedMultipleChoiceField(
            choices=ExcludedActivity.choices, required=False, widget=forms.CheckboxSelectMultiple, empty_value=None
        )
    elif name == "excluded_activities_clause":
        field = forms.CharField(max_length=40, required=False)
    elif name == "return_interval":
        field = forms.ChoiceField(choices=ReturnInterval.choices, widget=forms.RadioSelect)
    elif name == "priority_bands":
        field = LinesField(rows=4, max_length=600, required=False)
    elif name in ("hold_warning_days", "update_reminder_days"):
        field = DaysField(max_length=60, required=False)
    elif name == "full_time_minutes":
        field = MinutesField(min_minutes=60, max_minutes=60 * 60)
    elif kind == "BooleanField":
        field = YesNoNothing()
    elif kind == "TimeField":
        field = TimeField(required=False)
    else:
        field = _number(required=name in REQUIRED)
        field.widget.attrs["class"] = "govuk-input--width-4"
    return field


class TermsForm(PlainForm):
    submit_label = "Continue"

    from_on = DayField(label="Start date", help_text="The first day on which the new terms apply.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for column in TERM_COLUMNS:
            field = _field(column.name)
            field.label = column.label
            if column.name in REQUIRED:
                field.initial = getattr(Terms(), column.name)
            may_be_empty = not isinstance(field, YesNoNothing) and column.name not in REQUIRED
            hints = [f"{column.hint}." if column.hint else "", EMPTY if may_be_empty else ""]
            field.help_text = " ".join(filter(None, hints))
            self.fields[column.name] = field

        if self._is_far_ahead():
            self.fields["is_far_ahead"] = forms.BooleanField(required=False, label="Yes, the terms start in that year")

    def _is_far_ahead(self) -> bool:
        """Return whether the year that was typed is probably wrong."""
        year = str(self.data.get("from_on_year", "")).strip()
        return year.isascii() and year.isdecimal() and int(year[:6]) > clock.today().year + FAR_AHEAD_YEARS

    def layout_fields(self) -> list[Any]:
        """Return every field, with the question about the year below the start date."""
        names = [name for name in self.fields if name != "is_far_ahead"]
        return [names[0], *(["is_far_ahead"] if "is_far_ahead" in self.fields else []), *names[1:]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if "is_far_ahead" in self.fields and not data.pop("is_far_ahead", False) and data.get("from_on"):
            self.add_error(
                "is_far_ahead", f"Is the year {data['from_on'].year} right? Tick the box, or correct the start date"
            )
        starts, ends = data.get("day_starts_at"), data.get("day_ends_at")
        if (starts is None) != (ends is None) or (starts and ends and ends <= starts):
            self.add_error("day_ends_at", "Enter a start and a later end of the service day, or leave both blank")
        self._check_times(data)
        least, limit = data.get("minimum_age"), data.get("age_limit")
        if least is not None and limit is not None and limit <= least:
            self.add_error("age_limit", "The age limit must be above the minimum age")
        if data.get("excluded_activities") and not data.get("excluded_activities_clause"):
            self.add_error(
                "excluded_activities_clause", "Enter the clause: it is shown to anyone who plans such a visit"
            )
        return data

    def _check_times(self, data: dict[str, Any]) -> None:
        """Refuse warnings of a hold that come after its end, and updates that are due before they are prepared."""
        length, warnings = data.get("hold_days"), data.get("hold_warning_days")
        if warnings and "hold_days" not in self.errors:
            if length is None:
                self.add_error("hold_warning_days", "Enter the length of the hospital hold, or no days of warning")
            elif warnings[-1] > length and not data.get("extends_hold"):
                self.add_error("hold_warning_days", f"The hold lasts {length} days. Enter earlier days")
        interval, ahead = data.get("update_days"), data.get("update_ahead_days")
        if interval is not None and ahead is not None and ahead >= interval:
            self.add_error("update_ahead_days", "The lead time must be shorter than the time between two updates")
        elif interval is not None and ahead is not None and ahead < (least := min(DAYS_SEEN_AHEAD, interval - 1)):
            self.add_error("update_ahead_days", f"Enter at least {least} days, so that managers see it coming")
        reminders = data.get("update_reminder_days")
        if reminders and ahead is not None and reminders[-1] > ahead:
            self.add_error("update_reminder_days", f"We prepare an update {ahead} days ahead. Enter fewer days")
        if data.get("acknowledge_days") == 0:
            self.add_error("acknowledge_days", "Enter at least 1 day, or leave it blank")


class CorrectTermsForm(TermsForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = LongTextField(rows=2, label="What was wrong")
