"""Forms for hospital stays and the keyworker's decisions on holds."""

from typing import Any, cast

from django import forms

from accounts.models import User
from casework.enums import HospitalKind, OverrideEffect, Readmission, WardKind
from casework.hospital.models import AUTHORITY_MISSING, LAST_DAY_MISSING
from design.fields import DayField, LastDayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal

KEYWORKER, ELSE = "keyworker", "else"


class AdmissionForm(PlainForm):
    submit_label = "Record admission"

    hospital = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=HospitalKind, widget=forms.RadioSelect, label="Kind of hospital")
    admitted_on = DayField(label="Date of admission", help_text="Do not record a visit to A&E without admission.")
    told_by = forms.CharField(max_length=120, required=False, label="Who told us")


class DischargeForm(PlainForm):
    submit_label = "Record discharge"

    discharged_on = DayField(label="Date of discharge", help_text="If you do not know the date, wait until you do.")
    resumed_on = DayField(
        required=False,
        label="First day of support after the stay",
        help_text="Leave blank until support restarts. If they go back into hospital before then, the keyworker "
        "decides whether it counts as the same stay.",
    )


class ResumptionForm(PlainForm):
    submit_label = "Save"

    resumed_on = DayField(label="First day of support after the stay")


class CorrectSpellForm(PlainForm):
    submit_label = "Correct dates"

    admitted_on = DayField(label="Date of admission")
    discharged_on = DayField(required=False, label="Date of discharge", help_text="Leave blank if not known.")
    resumed_on = DayField(required=False, label="First day of support after the stay")
    reason = LongTextField(rows=3, label="What was wrong")


class WardForm(PlainForm):
    submit_label = "Save"

    kind = forms.ChoiceField(
        choices=[(WardKind.WARD, "Moved to another ward or hospital"), (WardKind.LEAVE, WardKind.LEAVE.label)],
        widget=forms.RadioSelect,
        label="What happened?",
        error_messages={"required": "Choose whether it is a ward or leave"},
    )
    name = forms.CharField(max_length=120, label="Ward or hospital, or where they are on leave")
    from_on = DayField(label="Start date")
    until_on = DayField(required=False, label="Return date")

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {WardKind.LEAVE: ["until_on"]}), "name", "from_on"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") != WardKind.LEAVE:
            data["until_on"] = None
        elif data.get("until_on") and data.get("from_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The return date must be after the leave starts.")
        return data


class ReadmissionForm(PlainForm):
    submit_label = "Save decision"

    answer = forms.ChoiceField(
        choices=[(answer.value, answer.label) for answer in (Readmission.SAME, Readmission.NEW)],
        widget=forms.RadioSelect,
        label="What the keyworker decided",
    )
    said_by = forms.CharField(
        max_length=120, label="Who decided, and when", help_text="For example: Priya Nair, by phone on 3 March"
    )


class HoldOverrideForm(PlainForm):
    """`keyworker` is the user who is the keyworker today, or None."""

    submit_label = "Save decision"

    decided_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who decided for the Council")
    said_by_name = forms.CharField(max_length=120, required=False, label="Name and job title")
    effect = forms.ChoiceField(choices=OverrideEffect, widget=forms.RadioSelect, label="What was decided")
    until_on = LastDayField(
        required=False,
        label="Last day on which support continues",
        help_text="Leave blank if support continues for the whole stay.",
    )
    last_on = DayField(required=False, label="Last day of the longer hold")
    evidence = forms.CharField(
        max_length=300,
        required=False,
        label="The Council's written authority",
        help_text="For example: email of 3 March, saved with the plan",
    )
    from_on = DayField(label="Start date", help_text="The date the decision takes effect, even if you record it later.")
    said_on = DayField(label="Date of the decision")
    authority = forms.CharField(
        max_length=200, label="Their authority, and how they told you", help_text="For example: as keyworker, by phone"
    )
    reason = LongTextField(rows=3, label="Reason for the decision")

    def __init__(self, *args: Any, keyworker: User | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        effect = cast(Any, self.fields["effect"])
        effect.choice_hints = {
            OverrideEffect.EXTEND: "Only if the contract's terms allow it",
            OverrideEffect.RESUME: "Permanently, although the person is still in hospital",
        }
        others = [(ELSE, "Someone else")]
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
            self.add_error("said_by_name", "Enter who decided.")
        until_on, from_on = data.get("until_on"), data.get("from_on")
        if data.get("effect") == OverrideEffect.CONTINUE and until_on and from_on and until_on <= from_on:
            self.add_error("until_on", "This date must not be before the start date.")
        if data.get("effect") == OverrideEffect.EXTEND:
            if not data.get("last_on") and "last_on" not in self.errors:
                self.add_error("last_on", LAST_DAY_MISSING)
            if not data.get("evidence"):
                self.add_error("evidence", AUTHORITY_MISSING)
        return data
