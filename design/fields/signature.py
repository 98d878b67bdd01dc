"""A signature drawn on the screen, stored as a line."""

from typing import Any

from django import forms


class SignatureInput(forms.TextInput):
    """The drawing area is made by script; without it the field stays empty and another way is chosen."""

    template_name = "design/widgets/signature.html"


class SignatureField(forms.CharField):
    """What was drawn. Output: an SVG path of whole numbers within a box of 600 by 200, or nothing."""

    widget = SignatureInput

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("max_length", 40_000)
        super().__init__(**kwargs)
