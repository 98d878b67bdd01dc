"""The exit plan, and who agrees to it."""

from django import forms

from casework.enums import Destination
from core import clock
from design.fields import DayField, LongTextField
from design.forms import RevisedForm
from plans.exit.enums import ExitParty

CHOSEN = [choice for choice in Destination.choices if choice[0] != Destination.DIED]


def lines_of(text: str) -> list[str]:
    """What stands on each line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def pairs_of(text: str) -> list[tuple[str, str]]:
    """(who, what) of each line, divided at its first colon; a line without one has no who."""
    found = []
    for line in lines_of(text):
        who, colon, what = line.partition(":")
        found.append((who.strip(), what.strip()) if colon else ("", line))
    return found


class ExitPlanForm(RevisedForm):
    """Its lists stay text, so that two who save at once see each other's."""

    submit_label = "Save the exit plan"

    where_to = forms.ChoiceField(choices=CHOSEN, widget=forms.RadioSelect, label="Where does the person go on?")
    where_words = LongTextField(rows=4, required=False, label="How is life to be then?")
    conditions_text = LongTextField(
        rows=5, required=False, label="What has to be true before support ends?", help_text="One on each line"
    )
    carried_text = LongTextField(
        rows=5,
        required=False,
        label="Who carries on with what?",
        help_text="One on each line: who, a colon, and what. Such as “Sister: the Sunday call”",
    )
    expected_on = DayField(required=False, label="When is support expected to end?")

    def clean_conditions_text(self):
        text = self.cleaned_data["conditions_text"]
        if any(len(line) > 300 for line in lines_of(text)):
            raise forms.ValidationError("Each line has at most 300 characters.")
        return text

    def clean_carried_text(self):
        text = self.cleaned_data["carried_text"]
        for who, what in pairs_of(text):
            if not who or not what:
                raise forms.ValidationError("Write on each line who, a colon, and what they carry on with.")
            if len(who) > 120 or len(what) > 300:
                raise forms.ValidationError("Who has at most 120 characters, and what at most 300.")
        return text


class AgreeExitForm(RevisedForm):
    submit_label = "Record the agreement"

    party = forms.ChoiceField(choices=ExitParty, widget=forms.RadioSelect, label="Who agrees?")
    who = forms.CharField(max_length=120, label="By name")
    agreed_on = DayField(label="Agreed on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].max_day = clock.today()
