"""What came of ringing somebody; what was done; what a worker said."""

from django import forms

from design.fields import LongTextField, TimeField
from design.forms import PlainForm
from design.layout import Reveal
from visits.lone_working.enums import RUNG, CallOutcome, EscalationContact


class RingForm(PlainForm):
    whom = forms.ChoiceField(choices=EscalationContact, widget=forms.RadioSelect, label="Who was rung")
    name = forms.CharField(max_length=120, required=False, label="Their name")
    number = forms.CharField(max_length=30, required=False, label="Number")
    began = TimeField(label="When the call began")
    outcome = forms.ChoiceField(
        choices=[(outcome.value, outcome.label) for outcome in RUNG], widget=forms.RadioSelect, label="What came of it"
    )
    said = LongTextField(rows=4, required=False, max_length=5_000, label="What was said")

    def layout_fields(self):
        return [Reveal("outcome", {CallOutcome.ANSWERED: ["said"]}), "whom", "name", "number", "began"]

    def clean(self):
        data = super().clean()
        if data.get("outcome") == CallOutcome.ANSWERED and not data.get("said"):
            self.add_error("said", "They answered: say what was said.")
        return data


class DoneForm(PlainForm):
    submit_label = "Close"

    done = LongTextField(rows=4, max_length=5_000, label="What was done")


class FoundForm(PlainForm):
    submit_label = "The worker is safe"

    words = LongTextField(rows=3, max_length=300, label="What the worker said")
