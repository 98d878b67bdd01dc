"""Hours, strand and the expected end of a package."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from casework.enums import ExitRoute
from contracts.models import Strand
from design.fields import DayField, LastDayField, LongTextField, MinutesField
from design.forms import PlainForm


class WeeklyHoursForm(PlainForm):
    submit_label = "Continue"

    minutes = MinutesField(
        min_minutes=1, max_minutes=168 * 60, label="Commissioned hours a week", help_text="For example 6 or 4h 30"
    )
    from_on = DayField(label="Start date")
    reason = LongTextField(rows=3, label="Reason for the change")
    agreed_by = forms.CharField(max_length=120, label="Who agreed", help_text="For example: Priya Nair, keyworker")


class StrandForm(PlainForm):
    """A choice among `strands`, those of the contract."""

    submit_label = "Continue"

    strand = forms.ModelChoiceField(
        queryset=Strand.objects.none(), widget=forms.RadioSelect, empty_label=None, label="Strand"
    )
    from_on = DayField(label="Start date")
    reason = LongTextField(rows=3, label="Reason for the move")
    agreed_by = forms.CharField(max_length=120, label="Who agreed", help_text="For example: Priya Nair, keyworker")

    def __init__(self, *args: Any, strands: QuerySet[Strand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strand"].queryset = strands  # type: ignore[attr-defined]


class CorrectDayForm(PlainForm):
    submit_label = "Save the correction"

    from_on = DayField(label="Start date")
    reason = LongTextField(rows=3, label="What was wrong")


class ExpectedEndForm(PlainForm):
    submit_label = "Save"

    expected_end_on = LastDayField(required=False, label="Expected last day of support")
    exit_route = forms.ChoiceField(choices=ExitRoute, widget=forms.RadioSelect, required=False, label="Exit route")
