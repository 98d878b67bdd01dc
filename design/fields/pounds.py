"""An amount in pounds and pence."""

from decimal import Decimal
from typing import Any

from django import forms

from design.fields.plain import plain

EXACT = "{field} must be in pounds and pence, such as 12.34"


class PoundsField(forms.DecimalField):
    """An amount as people write it: "12.34", "£12.34", "1,234.50". Output: Decimal, exactly as typed, in pounds.

    Input: `max_digits`, those of the pence included. More than two decimal places are refused and never rounded.
    """

    named_messages = {
        "invalid": EXACT,
        "max_decimal_places": EXACT,
        "min_value": "{field} must be £0 or more",
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("min_value", Decimal(0))
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}))
        super().__init__(decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:  # Decimal, or None for nothing typed
        if isinstance(value, str):
            value = _without_signs(plain(value))
        return super().to_python(value)


def _without_signs(text: str) -> str:
    """Return the text without "£" at its start and commas between thousands; other commas stay, and are refused."""
    text = text.strip().removeprefix("£").strip()
    whole, point, pence = text.partition(".")
    groups = whole.split(",")
    are_thousands = 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return f"{''.join(groups)}{point}{pence}" if are_thousands else text
