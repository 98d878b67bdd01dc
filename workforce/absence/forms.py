"""Forms for absences."""

from typing import Any

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm
from workforce.enums import AbsenceKind, SicknessReason


class AbsenceForm(PlainForm):
    submit_label = "Record absence"

    kind = forms.ChoiceField(choices=AbsenceKind, widget=forms.RadioSelect, label="Type of absence")
    from_on = DayField(label="First day of absence")
    until_on = DayField(label="Back on", required=False, help_text="Leave blank if you do not know yet.")
    sickness_reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *SicknessReason.choices],
        required=False,
        label="Reason, if it is sickness",
        help_text="Returns to the commissioner count these reasons in groups, without names.",
    )
    note = forms.CharField(
        max_length=200,
        required=False,
        label="Note",
        help_text="Stays in the worker’s file. Do not record medical details.",
    )


class EndAbsenceForm(PlainForm):
    submit_label = "Save"

    until_on = DayField(label="Back on", error_messages={"required": "Enter the date they are back"})


class CorrectAbsenceForm(AbsenceForm):
    """Without the note for somebody who does not read it (`reads_note`): it is then not in the data."""

    submit_label = "Save the correction"

    reason = LongTextField(rows=2, label="What was wrong")

    def __init__(self, *args: Any, reads_note: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not reads_note:
            del self.fields["note"]
