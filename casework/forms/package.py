"""Workers and the end of support."""

from django import forms

from casework.enums import AllocationKind, EndReason
from design.fields import DayField, LongTextField
from design.forms import PlainForm


class AllocateForm(PlainForm):
    submit_label = "Allocate"

    kind = forms.ChoiceField(choices=AllocationKind, widget=forms.RadioSelect, initial=AllocationKind.LEAD, label="As")
    worker = forms.ChoiceField(widget=forms.RadioSelect)
    from_on = DayField(label="From")

    def __init__(self, *args, loads, **kwargs):
        super().__init__(*args, **kwargs)
        possible = [load for load in loads if load.can_be_allocated]
        self.fields["worker"].choices = [
            (
                str(load.worker.pk),
                f"{load.worker.user.full_name}, {load.room / 60:g} h free, {load.people} people",
            )
            for load in possible
        ]


class EndForm(PlainForm):
    submit_label = "End support"

    ended_on = DayField(label="First day without support")
    reason = forms.ChoiceField(
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.HOLD_EXPIRED],
        widget=forms.RadioSelect,
    )
    note = LongTextField(rows=4, label="What was agreed, and who carries on what")
