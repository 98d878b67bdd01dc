"""Forms for the on-call rota."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField, TimeField
from design.forms import LocalTimeForm, PlainForm
from design.layout import Times


class OnCallForm(LocalTimeForm):
    submit_label = "Add to the rota"

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label="On-call senior", empty_label=None, widget=forms.RadioSelect
    )
    from_on = DayField(label="First date")
    last_on = DayField(label="Last date", help_text="For one day, repeat the date.")
    begins = TimeField(label="Start time")
    ends = TimeField(label="End time")

    def __init__(self, *args: Any, seniors: QuerySet[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["user"]).queryset = seniors

    def layout_fields(self) -> list[Any]:
        times = Times("begins", "ends", legend="Start and end time each day")
        return ["user", "from_on", "last_on", times, *self.repeated_question()]


class TakeOffCallForm(PlainForm):
    submit_label = "Remove from the rota"

    reason = forms.CharField(max_length=200, label="Reason")
