"""Forms for absences."""

from django import forms

from design.fields import DayField
from design.forms import PlainForm
from workforce.enums import AbsenceKind


class AbsenceForm(PlainForm):
    submit_label = "Record and choose cover"

    kind = forms.ChoiceField(choices=AbsenceKind, widget=forms.RadioSelect, label="Kind of absence")
    from_on = DayField(label="First day away")
    until_on = DayField(
        label="First day back", required=False, help_text="If you do not know the day, leave it empty until you do."
    )
    reason = forms.CharField(
        max_length=200, required=False, label="Note", help_text="Nothing about health: the kind is enough."
    )


class EndAbsenceForm(PlainForm):
    submit_label = "Save the first day back"

    until_on = DayField(label="First day back")
