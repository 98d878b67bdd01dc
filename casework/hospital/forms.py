"""Forms for hospital stays and the keyworker's decisions on holds."""

from typing import Any, cast

from django import forms

from accounts.models import User
from casework.enums import HospitalKind, OverrideEffect, WardKind
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal

KEYWORKER, ELSE = "keyworker", "else"


class AdmissionForm(PlainForm):
    submit_label = "Record the admission"

    hospital = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=HospitalKind, widget=forms.RadioSelect, label="Kind of hospital")
    admitted_on = DayField(label="Admitted on", help_text="A visit to A&E without admission is not recorded here.")
    told_by = forms.CharField(max_length=120, required=False, label="Who told us")


class DischargeForm(PlainForm):
    submit_label = "Record the discharge"

    discharged_on = DayField(label="Discharged on", help_text="If you do not know the day, leave it until you do.")
    resumed_on = DayField(
        required=False,
        label="First day on which support went on",
        help_text="Leave it empty until it has. A new stay before that day is asked of the keyworker.",
    )


class ResumptionForm(PlainForm):
    submit_label = "Record it"

    resumed_on = DayField(label="First day on which support went on after the stay")


class CorrectStayForm(PlainForm):
    submit_label = "Correct the days"

    admitted_on = DayField(label="Admitted on")
    discharged_on = DayField(required=False, label="Discharged on", help_text="Leave it empty if it is not known.")
    resumed_on = DayField(required=False, label="First day on which support went on")
    reason = LongTextField(rows=3, label="What was wrong")


class WardForm(PlainForm):
    submit_label = "Record it"

    kind = forms.ChoiceField(choices=WardKind, widget=forms.RadioSelect, label="What it is")
    name = forms.CharField(max_length=120, label="Ward or hospital, or where the leave is spent")
    from_on = DayField(label="From which day")
    until_on = DayField(required=False, label="First day back")

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {WardKind.LEAVE: ["until_on"]}), "name", "from_on"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") != WardKind.LEAVE:
            data["until_on"] = None
        elif data.get("until_on") and data.get("from_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The first day back is after the first day of leave.")
        return data


class ReadmissionForm(PlainForm):
    submit_label = "Record what was decided"

    answer = forms.ChoiceField(
        choices=[
            ("same", "It is the same stay: the days of the hold go on"),
            ("new", "It is a new stay with a new clock"),
        ],
        widget=forms.RadioSelect,
        label="What the keyworker decided",
    )
    said_by = forms.CharField(
        max_length=120, label="Who said it, and when", help_text="Such as: Priya Nair by telephone on 3 March"
    )


class HoldOverrideForm(PlainForm):
    """`keyworker` is the user who is the keyworker today, or None."""

    submit_label = "Record what the keyworker said"

    decided_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who said it for the Council")
    said_by_name = forms.CharField(max_length=120, required=False, label="Name and post")
    effect = forms.ChoiceField(choices=OverrideEffect, widget=forms.RadioSelect, label="What was said")
    until_on = DayField(
        required=False,
        label="First day on which the hold applies again",
        help_text="Leave it empty if support goes on for the whole stay.",
    )
    last_on = DayField(required=False, label="Last day of the longer hold")
    evidence = forms.CharField(
        max_length=300,
        required=False,
        label="The Council's written authority",
        help_text="Such as: e-mail of 3 March, kept with the plan",
    )
    from_on = DayField(label="From which day", help_text="The day it was said for, even when it is recorded later.")
    said_on = DayField(label="Said on")
    authority = forms.CharField(
        max_length=200, label="By what authority", help_text="Such as: by telephone, as keyworker"
    )
    reason = LongTextField(rows=3, label="Why")

    def __init__(self, *args: Any, keyworker: User | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        effect = cast(Any, self.fields["effect"])
        effect.choice_hints = {
            OverrideEffect.EXTEND: "Only where the contract's terms allow it",
            OverrideEffect.RESUME: "For good, although the person is still in hospital",
        }
        others = [(ELSE, "Somebody else")]
        decided_by = cast(forms.ChoiceField, self.fields["decided_by"])
        decided_by.choices = [(KEYWORKER, str(keyworker)), *others] if keyworker else others
        if not keyworker:
            decided_by.initial = ELSE

    def layout_fields(self) -> list[Any]:
        return [
            Reveal("decided_by", {ELSE: ["said_by_name"]}),
            Reveal(
                "effect",
                {OverrideEffect.CONTINUE: ["until_on"], OverrideEffect.EXTEND: ["last_on", "evidence"]},
            ),
            "from_on",
            "said_on",
            "authority",
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("decided_by") == ELSE and not data.get("said_by_name"):
            self.add_error("said_by_name", "Say who said it.")
        until_on, from_on = data.get("until_on"), data.get("from_on")
        if data.get("effect") == OverrideEffect.CONTINUE and until_on and from_on and until_on <= from_on:
            self.add_error("until_on", "The hold applies again after the first day on which support goes on.")
        if data.get("effect") == OverrideEffect.EXTEND:
            if not data.get("last_on") and "last_on" not in self.errors:
                self.add_error("last_on", "Say which is the last day of the longer hold.")
            if not data.get("evidence"):
                self.add_error("evidence", "Name the Council's written authority.")
        return data
