"""A telephone number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import telephones
from design.fields.plain import plain


class TelephoneField(forms.CharField):
    """One telephone number, with an extension where there is one. Output: str, grouped, as `telephones.normalise`."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = plain(super().to_python(value))
        if not text:
            return ""
        try:
            return telephones.normalise(text)
        except ValueError as error:
            raise ValidationError(str(error), code="telephone") from error
