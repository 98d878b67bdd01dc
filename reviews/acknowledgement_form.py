"""The form on which staff record that somebody at the Council has read an update or a review."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm


class ReportedReadingForm(PlainForm):
    """Somebody at the Council rang or wrote that they have read it. `methods` are the ways in which they may have, and
    `may_ask` is whether they may ask for an answer.
    """

    reader_name = forms.CharField(max_length=120, label="Who read it")
    report_method = forms.ChoiceField(widget=forms.RadioSelect, label="How they told us")
    reported_on = DayField(label="When they told us")
    answer = LongTextField(rows=4, max_length=5_000, label="What they said")
    needs_answer = forms.BooleanField(required=False, label="They need an answer to this")

    def __init__(self, *args: Any, methods: Sequence[tuple[str, str]], may_ask: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_ask:
            del self.fields["needs_answer"]
        cast(forms.ChoiceField, self.fields["report_method"]).choices = methods
        cast(DayField, self.fields["reported_on"]).max_day = clock.today()
