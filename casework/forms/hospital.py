"""Hospital stays and what the keyworker says."""

from django import forms

from casework.enums import HospitalKind, OverrideEffect
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
