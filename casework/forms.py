from django import forms

from casework.enums import AllocationKind, EndReason, HospitalKind, OverrideEffect
from design.fields import DayField, LongTextField
from design.forms import PlainForm


class AdmissionForm(PlainForm):
    submit_label = "Record the admission"

    hospital = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=HospitalKind, widget=forms.RadioSelect, label="Kind of hospital")
    admitted_on = DayField(label="Admitted on", help_text="A visit to A&E without admission is not recorded here.")
    told_by = forms.CharField(max_length=120, required=False, label="Who told us")


class DischargeForm(PlainForm):
    submit_label = "Record the discharge"

    discharged_on = DayField(label="Discharged on", help_text="If you do not know the day, leave it until you do.")


class OverrideForm(PlainForm):
    submit_label = "Record what the keyworker said"

    effect = forms.ChoiceField(choices=OverrideEffect, widget=forms.RadioSelect, label="What the keyworker said")
    from_on = DayField(label="From which day")
    said_on = DayField(label="Said on")
    authority = forms.CharField(
        max_length=200, label="By what authority", help_text="Such as: by telephone, as keyworker"
    )
    reason = LongTextField(rows=3, label="Why")


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


class ReasonForm(PlainForm):
    submit_label = "Open the record"

    reason = LongTextField(rows=3, max_length=500, label="Why do you need to open this record?")
