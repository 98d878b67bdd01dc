from typing import Any

from django import forms


class RatingField(forms.TypedChoiceField):
    """0 to 10, or nothing. Output: int, or None when it was left open."""

    def __init__(self, *, empty_label: str = "Not now", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        choices = [("", empty_label), *((value, str(value)) for value in range(11))]
        super().__init__(choices=choices, coerce=int, empty_value=None, **kwargs)
