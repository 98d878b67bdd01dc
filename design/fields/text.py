"""A long text, and a list with one text on each line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.text import is_storable
from design.error_messages import UNSAVABLE, name_errors


class LongTextField(forms.CharField):
    """A long text in a box of several rows; line breaks and emoji stay.

    Inputs: rows; max_length in characters. Output: str, line breaks as \\n.
    """

    named_messages = {"broken": UNSAVABLE}

    def __init__(self, *, rows: int = 5, max_length: int = 20_000, **kwargs: Any):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        # Without a maxlength attribute: browsers would cut pasted text off without a message.
        self.widget.attrs.pop("maxlength", None)
        name_errors(self, self.label or "Text")

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if isinstance(text, str):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if not is_storable(text):
                raise ValidationError(self.error_messages["broken"], code="broken")
        return text


class LinesField(LongTextField):
    """One text on each line: a list without repeats, or None.

    Inputs as LongTextField; longest_line in characters (inclusive).
    """

    def __init__(self, *, longest_line: int = 60, **kwargs: Any):
        self.longest_line = longest_line
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str] | None:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(line) > self.longest_line for line in lines):
            raise ValidationError(f"Each line can have up to {self.longest_line} characters")
        return list(dict.fromkeys(lines)) or None
