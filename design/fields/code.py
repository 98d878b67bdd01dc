"""A number or code of one line."""

from django import forms


class CodeField(forms.CharField):
    """A number or code, such as an NHS number or a postcode: the form removes every invisible character from it."""
