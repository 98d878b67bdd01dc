"""A time of day, and a length of time."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from design import formatting
from design.error_messages import name_errors
from design.fields.plain import plain

# An hour without "am" or "pm" that the twelve-hour clock has twice. "09:30" is of the morning.
AMBIGUOUS = re.compile(r"([1-9]|1[0-2])(?:[:.h]?([0-9]{2}))?")


class TimeInput(forms.TextInput):
    """A short text box that shows a time as 21:30."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.time | datetime.datetime):
            return f"{value:%H:%M}"
        return super().format_value(value)


class TimeField(forms.Field):
    """A time of day typed as 9, 9:30, 0930, 9.30pm or 21:30, also "noon" and "midnight".

    Output: datetime.time to the minute, or None when empty and not required.
    """

    widget = TimeInput
    kind_of_value = "a time"
    named_messages = {"invalid": "{field} must be a time, like 9:30 or 21:30"}

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        name_errors(self, self.label or "Time")

    def to_python(self, value: Any) -> datetime.time | None:
        """Return the time for what was typed. Raises ValidationError."""
        if isinstance(value, datetime.time):
            return value.replace(second=0, microsecond=0)
        text = plain(value).lower().replace(" ", "")
        if not text:
            return None
        if text in ("noon", "midday", "midnight"):
            return datetime.time(0 if text == "midnight" else 12)
        match = re.fullmatch(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(a\.?m\.?|p\.?m\.?)?", text)
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
        if half and not 1 <= hour <= 12:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class SpokenTimeInput(TimeInput):
    """The same box, that shows a time as people say it: "2pm"."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.time):
            return formatting.clock_time(value)
        return super().format_value(value)


class SpokenTimeField(TimeField):
    """A time of day as people say it. An hour that may be of the morning or the afternoon is asked about."""

    widget = SpokenTimeInput

    def to_python(self, value: Any) -> datetime.time | None:
        """Return the time for what was typed. Raises ValidationError, also for "4", which may be 4am or 4pm."""
        time = super().to_python(value)
        if time is None or isinstance(value, datetime.time):
            return time
        match = AMBIGUOUS.fullmatch(plain(value).lower().replace(" ", ""))
        if match and 1 <= time.hour <= 12:
            minutes = f":{match[2]}" if match[2] else ""
            morning, afternoon = f"{match[1]}{minutes}am", f"{match[1]}{minutes}pm"
            if time.hour == 12 and not time.minute:
                morning, afternoon = "midnight", "midday"
            message = f"{self.label or 'Time'}: do you mean {afternoon}? Enter {afternoon} or {morning}"
            raise ValidationError(message, code="ambiguous")
        return time


class RepeatedTimeField(forms.ChoiceField):
    """Which time is meant, of two that clocks show in the night when they go back: "first", "second" or "".

    `core.clock.parse_local_time` says when an answer is needed. A `LocalTimeForm` shows it only then.
    """

    def __init__(self, **kwargs: Any):
        choices = [("first", "Before the clocks went back"), ("second", "After the clocks went back")]
        label = "The clocks went back, so this time came twice. Which was it?"
        super().__init__(
            **{"choices": choices, "label": label, "required": False, "widget": forms.RadioSelect, **kwargs}
        )


# Two digits that could be the minutes of a clock; quarters of an hour are decimals.
LIKE_A_CLOCK = re.compile(r"\.(?!00|25|50|75)[0-5][0-9]$")


class MinutesInput(forms.TextInput):
    """A short text box that shows whole minutes as hours: 90 becomes 1h 30, 60 becomes 1h."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            hours, minutes = divmod(value, 60)
            return f"{hours}h {minutes:02}" if minutes else f"{hours}h"
        return super().format_value(value)


class MinutesField(forms.Field):
    """A length of time typed in hours: 6, 6.5, 6h 30, 6:30, "6 hours 30 minutes" or "45 min".

    Inputs: min_minutes and max_minutes, both allowed themselves; needs_unit where both hours and minutes are usual, so
    that a bare 45 is asked about. 4.30 is asked about as well: it may mean 4h 30 or 4h 18. Output: int minutes, or None
    when empty.
    """

    widget = MinutesInput
    kind_of_value = "a length of time"
    named_messages = {
        "invalid": "{field} must be a number of hours, like 6, 6.5 or 6h 30",
        "unit": "{field} must be written with hours or minutes, like 2 hours or 45 min",
        "unclear": "{field} must be written like 4h 30 or 4.5",
        "small": "{field} must be %(limit)s or more",
        "large": "{field} must be %(limit)s or less",
    }

    def __init__(self, *, min_minutes: int = 0, max_minutes: int = 24 * 60, needs_unit: bool = False, **kwargs: Any):
        self.min_minutes, self.max_minutes, self.needs_unit = min_minutes, max_minutes, needs_unit
        super().__init__(**kwargs)
        name_errors(self, self.label or "Length of time")

    def to_python(self, value: Any) -> int | None:
        """Return whole minutes for what was typed; part minutes round to the nearest. Raises
        ValidationError.
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        text = plain(str(value or "").replace("½", ".5")).lower().replace(" ", "").replace(",", ".")
        if not text:
            return None
        decimal = re.fullmatch(r"([0-9]{0,5}(?:\.[0-9]{1,4})?)(h|hrs?|hours?)?", text)
        if decimal and decimal[1]:
            if self.needs_unit and not decimal[2]:
                raise ValidationError(self.error_messages["unit"], code="unit")
            if LIKE_A_CLOCK.search(decimal[1]):
                raise ValidationError(self.error_messages["unclear"], code="unclear")
            return int((Decimal(decimal[1]) * 60).quantize(Decimal(1)))
        parts = re.fullmatch(r"(?:([0-9]{1,5})(?:h|hrs?|hours?|:)(?:and)?)?([0-9]{1,5})(m|mins?|minutes?)?", text)
        if not parts or not (parts[1] or parts[3]) or (parts[1] and int(parts[2]) > 59):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(parts[1] or 0) * 60 + int(parts[2])

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_minutes:
            limit = formatting.hours_and_minutes(self.min_minutes)
            raise ValidationError(self.error_messages["small"], code="small", params={"limit": limit})
        if value > self.max_minutes:
            limit = formatting.hours_and_minutes(self.max_minutes)
            raise ValidationError(self.error_messages["large"], code="large", params={"limit": limit})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
