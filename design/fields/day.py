"""A day in three boxes."""

import datetime
import re
from collections.abc import Sequence
from typing import Any, NoReturn, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import clock
from design.error_messages import name_errors
from design.fields.plain import plain

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

DAY = datetime.timedelta(days=1)


def short_day(day: datetime.date) -> str:
    """Return a date as people write it: "27 March 2026"."""
    return f"{day.day} {LONG_MONTHS[day.month - 1].capitalize()} {day.year}"


class DayInput(forms.MultiWidget):
    """Three boxes for day, month and year, named x_day, x_month and x_year."""

    template_name = "design/widgets/day.html"
    use_fieldset = True
    parts = (("day", _("Day"), "2"), ("month", _("Month"), "2"), ("year", _("Year"), "4"))

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({part: forms.TextInput() for part, _label, _width in self.parts}, attrs)

    def decompress(self, value: datetime.date | str | None) -> list[Any]:
        """Split a date, or text like 2026-03-27, into [day, month, year]."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value.strip())
            except ValueError:
                return ["", "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        bad = (attrs or {}).get("bad_parts", [])
        widget_attrs = {
            key: text
            for key, text in (attrs or {}).items()
            if key not in ("bad_parts", "aria-describedby", "required", "aria-invalid")
        }
        context = super().get_context(name, value, widget_attrs)
        for (part, label, width), subwidget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            subwidget["part_label"] = label
            subwidget["attrs"]["class"] = f"{classes} govuk-input--error" if part in bad else classes
            subwidget["attrs"]["inputmode"] = "text" if part == "month" else "numeric"
            if part in bad:
                subwidget["attrs"]["aria-invalid"] = "true"
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A day in three boxes.

    Inputs: min_day and max_day, dates, both allowed themselves; min_year and max_year.
    Output: datetime.date, or None when empty and not required. Month names are accepted.
    """

    widget = DayInput
    kind_of_value = "a date"
    named_messages = {
        "missing": "{field} must include a %(missing)s",
        "unreal": "{field} must be a real date, like %(example)s",
        "year": "{field} must have a year between %(first)s and %(last)s",
        "early": "{field} must be %(limit)s or later",
        "late": "{field} must be %(limit)s or earlier",
    }

    def __init__(
        self,
        *,
        min_day: datetime.date | None = None,
        max_day: datetime.date | None = None,
        min_year: int = 1900,
        max_year: int = 2100,
        **kwargs: Any,
    ):
        self.min_day, self.max_day = min_day, max_day
        self.min_year, self.max_year = min_year, max_year
        boxes = [forms.CharField(required=False) for _part in DayInput.parts]
        super().__init__(boxes, require_all_fields=False, **kwargs)
        name_errors(self, self.label or "Date")

    @property
    def example(self) -> str:
        """A date as it is typed, of a year that is likely for the field."""
        return f"27 3 {1986 if 'birth' in str(self.label).lower() else clock.today().year}"

    def refuse(self, code: str, parts: Sequence[str], **params: object) -> NoReturn:
        """Raise the message under code; parts names the boxes it is about."""
        params = {"parts": parts, "example": self.example, **params}
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def clean(self, value: Any) -> datetime.date | None:
        """Return the date for [day, month, year], or for a date given as such."""
        if isinstance(value, datetime.date | str) or value is None:
            value = cast(DayInput, self.widget).decompress(value)
        if not isinstance(value, list | tuple) or len(value) != 3:
            self.refuse("unreal", ())
        parts = dict(zip(("day", "month", "year"), (plain(text) for text in value), strict=True))
        missing = [part for part, text in parts.items() if not text]
        if len(missing) == 3:
            if self.required:
                self.refuse("required", ())
            return None
        if missing:
            self.refuse("missing", missing, missing=" and ".join(missing))
        day = self.compress([parts["day"], parts["month"], parts["year"]])
        self.run_validators(day)
        return day

    def compress(self, data_list: Sequence[str]) -> datetime.date | None:
        """Turn three texts into a date. Raises ValidationError."""
        if not data_list:
            return None
        day_text, month_text, year_text = data_list
        month = self.month_number(month_text)
        if not re.fullmatch("[0-9]{1,2}", day_text):
            self.refuse("unreal", ["day"])
        if month is None:
            self.refuse("unreal", ["month"])
        if not re.fullmatch("[0-9]{1,4}", year_text):
            self.refuse("unreal", ["year"])
        if not self.min_year <= int(year_text) <= self.max_year:
            self.refuse("year", ["year"], first=self.min_year, last=self.max_year)
        try:
            day = datetime.date(int(year_text), month, int(day_text))
        except ValueError:
            self.refuse("unreal", ["day"])
        if self.min_day and day < self.min_day:
            self.refuse("early", (), limit=short_day(self.min_day))
        if self.max_day and day > self.max_day:
            self.refuse("late", (), limit=short_day(self.max_day))
        return day

    @staticmethod
    def month_number(text: str) -> int | None:
        """Return 1 to 12 for "3", "03", "mar" or "March"; None for anything else."""
        if re.fullmatch("[0-9]{1,2}", text):
            return int(text) if 1 <= int(text) <= 12 else None
        name = text.lower().rstrip(".")
        if len(name) < 3:
            return None
        numbers = [
            number
            for number, month in enumerate(LONG_MONTHS, 1)
            if month.startswith(name) or name == "sept" == month[:4]
        ]
        return numbers[0] if len(numbers) == 1 else None


class LastDayField(DayField):
    """The last day of something, which people count in; the database has the day after it, as `until_on`.

    Initial value and output are the day after. `min_day` and `max_day` limit the last day itself.
    """

    def clean(self, value: Any) -> datetime.date | None:
        """Return the day after the one that was entered."""
        last_on = super().clean(value)
        return last_on + DAY if last_on else None

    def prepare_value(self, value: Any) -> Any:
        """Return the last day for the day after it; what was typed stays as it is."""
        return value - DAY if isinstance(value, datetime.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
