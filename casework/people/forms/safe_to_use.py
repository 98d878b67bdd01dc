"""Whether a number or address is safe to use: yes, no, or not known. What nobody asked is not known."""

from typing import Any

from django import forms

NOT_KNOWN = "not known"
CHOICES = [("yes", "Yes"), ("no", "No"), (NOT_KNOWN, "Not known")]


def safety_answer(is_safe: bool | None) -> str:
    """Return the choice that means `is_safe`; None is "not known"."""
    if is_safe is None:
        return NOT_KNOWN
    return "yes" if is_safe else "no"


class SafeToUseField(forms.TypedChoiceField):
    """Radio buttons; the cleaned answer is True, False, or None for "not known"."""

    widget = forms.RadioSelect

    def __init__(self, *, choices: Any = CHOICES, **options: Any) -> None:
        super().__init__(choices=choices, coerce={"yes": True, "no": False}.get, empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        """Return the choice of a cleaned answer."""
        return safety_answer(value) if isinstance(value, bool) else value
