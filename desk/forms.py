from django import forms

from design.forms import PlainForm


class FindForm(PlainForm):
    """By name or reference; sent by POST, so no name stands in an address or a log."""

    submit_label = "Find"

    words = forms.CharField(max_length=120, min_length=2, label="Name or reference")
