"""The end of support, and a death."""

from django import forms

from casework.enums import AgreementAnswer, Destination, EndReason
from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal

AGREED = {"choices": AgreementAnswer, "widget": forms.RadioSelect}
# The clock's own reason, and the one that has a page of its own.
NOT_CHOSEN = (EndReason.HOLD_EXPIRED, EndReason.DIED)


class _AgreedForm(forms.Form):
    """Who agreed, and what each of the three says; may be written later."""

    person_agreed = forms.ChoiceField(label="Did the person agree?", **AGREED)
    council_agreed = forms.ChoiceField(label="Did the Council agree?", **AGREED)
    council_agreed_by = forms.CharField(max_length=120, required=False, label="Who agreed for the Council")
    council_agreed_on = DayField(required=False, label="Agreed on")
    person_view = LongTextField(rows=3, required=False, label="What the person says, in their own words")
    council_view = LongTextField(rows=3, required=False, label="What the Council says")
    provider_view = LongTextField(rows=3, required=False, label="What we say")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council_agreed_on"].max_day = clock.today()

    def clean(self):
        data = super().clean()
        if data.get("council_agreed") != AgreementAnswer.YES:
            data["council_agreed_by"], data["council_agreed_on"] = "", None
        return data


WHO_AGREED = [
    "person_agreed",
    Reveal("council_agreed", {AgreementAnswer.YES: ["council_agreed_by", "council_agreed_on"]}),
    "person_view",
    "council_view",
    "provider_view",
]


class EndForm(_AgreedForm, PlainForm):
    """`asks_exit_plan`: whether the terms ask for one."""

    submit_label = "Go on"

    ended_on = DayField(label="First day without support")
    reason = forms.ChoiceField(
        choices=[choice for choice in EndReason.choices if choice[0] not in NOT_CHOSEN],
        widget=forms.RadioSelect,
        label="Why support ends",
    )
    destination = forms.ChoiceField(choices=Destination, widget=forms.RadioSelect, label="Where the person goes on")
    exit_plan = LongTextField(
        rows=5, label="Exit plan", help_text="What comes after, who carries it, and whom to ring if it does not hold."
    )
    note = LongTextField(rows=3, required=False, label="What else should be known of this end")

    def __init__(self, *args, asks_exit_plan: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exit_plan"].required = asks_exit_plan
        self.fields["destination"].choices = [choice for choice in Destination.choices if choice[0] != Destination.DIED]

    def layout_fields(self):
        return ["ended_on", "reason", "destination", "exit_plan", "note", *WHO_AGREED]


class EndingForm(_AgreedForm, RevisedForm):
    submit_label = "Save"

    exit_plan = LongTextField(rows=5, required=False, label="Exit plan")

    def layout_fields(self):
        return ["revision", *WHO_AGREED, "exit_plan"]


class DeathForm(PlainForm):
    submit_label = "Go on"

    died_on = DayField(label="Died on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()


class CorrectDeathForm(PlainForm):
    submit_label = "Go on"

    what = forms.ChoiceField(
        choices=[("day", "The day was another"), ("mistake", "The person is alive: it was recorded by mistake")],
        widget=forms.RadioSelect,
        label="What was wrong",
    )
    died_on = DayField(required=False, label="Died on")
    reason = LongTextField(rows=3, label="How it came about")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["died_on"].max_day = clock.today()

    def layout_fields(self):
        return [Reveal("what", {"day": ["died_on"]}), "reason"]

    def clean(self):
        data = super().clean()
        if data.get("what") == "day" and not data.get("died_on") and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the day of death.")
        return data
