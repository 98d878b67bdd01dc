from typing import Any, cast

from django import forms
from django.db import models

from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from risk.assessments.enums import DisclosureMethod, HazardKind, Likelihood, Severity

IN_THE_SAFETY_PLAN = "Put what to do about harm to self in the safety plan, and leave this blank"


class RiskForm(RevisedForm):
    lone_working = LongTextField(
        rows=4,
        label="Visiting alone",
        help_text="Whether one worker may visit alone, and when two must go",
        required=False,
    )
    visit_instructions = LongTextField(
        rows=5,
        label="What to do at a visit",
        help_text="Before going, at the door, during the visit and when leaving",
        required=False,
    )
    contingency = LongTextField(
        rows=4,
        label="If something goes wrong at a visit",
        help_text="What the worker does, and who to call, in what order. What helps the person is in the safety plan",
        required=False,
    )
    took_part = LongTextField(
        rows=3,
        label="Who took part, and what the person says about it",
        required=False,
    )


def _grade_field(choices: type[models.IntegerChoices], label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=choices.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=label,
    )


class HazardForm(PlainForm):
    submit_label = "Save the hazard"

    kind = forms.ChoiceField(
        choices=HazardKind,
        widget=forms.RadioSelect,
        label="What is it about?",
        help_text="Only the surroundings and visiting alone are graded. Harm to self never is.",
        error_messages={"required": "Choose what it is about"},
    )
    description = forms.CharField(
        max_length=300, label="What could happen?", error_messages={"required": "Enter what could happen"}
    )
    who_harmed = forms.CharField(
        max_length=200, label="Who could be harmed?", error_messages={"required": "Enter who could be harmed"}
    )
    likelihood = _grade_field(Likelihood, "How likely is it, with the current control measures?")
    severity = _grade_field(Severity, "How bad could it be?")
    measures = LongTextField(rows=4, label="Control measures")
    contingency = LongTextField(rows=3, label="What to do if it happens", required=False)

    def layout_fields(self) -> list[Any]:
        grades = {HazardKind.SURROUNDINGS: ["likelihood", "severity"]}
        return ["description", "who_harmed", Reveal("kind", grades), "measures", "contingency"]

    def clean(self) -> dict[str, Any]:
        """Ask for both grades of a graded kind. Grades of any other kind are left out.

        What to do about harm to self is in the safety plan, the one text for a crisis (decision 78).
        """
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == HazardKind.HARM_TO_SELF and data.get("contingency"):
            self.add_error("contingency", IN_THE_SAFETY_PLAN)
        is_graded = data.get("kind") and HazardKind(data["kind"]).is_graded
        for name, missing in (("likelihood", "Choose how likely it is"), ("severity", "Choose how bad it could be")):
            if not is_graded:
                data[name] = None
            elif data.get(name) is None and name not in self.errors:
                self.add_error(name, missing)
        return data


class ChangeHazardForm(RevisedForm, HazardForm):
    """The same, for a hazard that exists."""


class PutInForceForm(PlainForm):
    submit_label = "Make this version live"

    review_on = DayField(
        label="Review due",
        help_text="A date after today",
        error_messages={"required": "Enter the date the review is due"},
    )
    none_known = forms.BooleanField(required=False, label="We looked for hazards and found none")

    def __init__(self, *args: Any, has_hazards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_hazards:
            del self.fields["none_known"]


class ConfirmRiskForm(PlainForm):
    submit_label = "Record the review"

    note = LongTextField(
        rows=4,
        label="What did you review, and who with?",
        error_messages={"required": "Enter what you reviewed, and who with"},
    )
    review_on = DayField(
        label="Next review due",
        help_text="A date after today",
        error_messages={"required": "Enter the date of the next review"},
    )


class DropAssessmentForm(PlainForm):
    submit_label = "Discard this draft"

    reason = LongTextField(rows=3, label="Why?", error_messages={"required": "Enter why you are discarding it"})


class DiscloseForm(PlainForm):
    submit_label = "Share with the Council"

    asked_by = forms.CharField(
        max_length=120, label="Who at the Council asked?", error_messages={"required": "Enter who at the Council asked"}
    )
    asked_by_post = forms.CharField(max_length=120, label="Their role")
    asked_on = DayField(label="When did they ask?", error_messages={"required": "Enter the date they asked"})
    how = forms.ChoiceField(
        choices=DisclosureMethod,
        widget=forms.RadioSelect,
        label="How will you share it?",
        error_messages={"required": "Choose how to share it"},
    )
    last_on = DayField(required=False, label="Last day of access")

    def __init__(self, *args: Any, keyworker: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = f"{keyworker}, their keyworker," if keyworker else "A keyworker at the Council"
        cast(Any, self.fields["how"]).choice_hints = {
            DisclosureMethod.ACCESS: f"{who} can open this version and nothing else, until the date you enter",
            DisclosureMethod.SENT: "We make a PDF of this version for you to send",
            DisclosureMethod.IN_PERSON: "We make a PDF of this version for you to take with you",
        }

    def layout_fields(self) -> list[Any]:
        return ["asked_by", "asked_by_post", "asked_on", Reveal("how", {DisclosureMethod.ACCESS.value: ["last_on"]})]
