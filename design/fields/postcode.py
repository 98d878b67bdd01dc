"""A postcode."""

from typing import Any

from django.core.exceptions import ValidationError

from core import postcodes
from design.fields.code import CodeField
from design.fields.plain import plain


class PostcodeField(CodeField):
    """One whole postcode. Output: str, as `core.postcodes.normalise`; "" for none."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"max_length": 12, "label": "Postcode", **kwargs})

    def to_python(self, value: Any) -> str:
        text = plain(super().to_python(value))
        if not text.strip():
            return ""
        try:
            return postcodes.normalise(text)
        except ValueError as error:
            raise ValidationError(str(error), code="postcode") from error
