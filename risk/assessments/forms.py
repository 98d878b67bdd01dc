from typing import Any, cast

from django import forms
from django.db import models

from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from risk.assessments.enums import DisclosureMethod, Likelihood, Severity


class RiskForm(RevisedForm):
    lone_working = LongTextField(
        rows=4,
        label="Visiting alone",
        help_text="Whether one worker may go alone, and when two go",
        required=False,
    )
    visit_instructions = LongTextField(
        rows=5,
        label="What to do at a visit",
        help_text="Before going, at the door, while there, and when leaving",
        required=False,
    )
    contingency = LongTextField(
        rows=4,
        label="What we do if it goes wrong",
        help_text="Whom to ring, in which order",
        required=False,
    )
    took_part = LongTextField(
        rows=3,
        label="Who took part, and what the person says of it",
        required=False,
    )


def _rating_field(choices: type[models.IntegerChoices], label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=choices.choices, coerce=int, widget=forms.RadioSelect, label=label)


class HazardForm(PlainForm):
    submit_label = "Save the hazard"

    description = forms.CharField(max_length=300, label="What may happen")
    who_harmed = forms.CharField(max_length=200, label="Who may be harmed")
    likelihood = _rating_field(Likelihood, "How likely is it, with what is done now?")
    severity = _rating_field(Severity, "How bad would it be?")
    measures = LongTextField(rows=4, label="What reduces it")
    contingency = LongTextField(rows=3, label="What we do if it happens", required=False)


class ChangeHazardForm(RevisedForm, HazardForm):
    """The same, for a hazard that exists."""


class PutInForceForm(PlainForm):
    submit_label = "Put it in force"

    review_on = DayField(label="To be looked at again by", help_text="A day after today")
    none_known = forms.BooleanField(required=False, label="We looked for hazards, and none is known")

    def __init__(self, *args: Any, has_hazards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_hazards:
            del self.fields["none_known"]


class ConfirmRiskForm(PlainForm):
    submit_label = "Nothing has changed"

    note = LongTextField(rows=4, label="What you looked at, and with whom")
    review_on = DayField(label="To be looked at again by", help_text="A day after today")


class DropAssessmentForm(PlainForm):
    submit_label = "Do not take it further"

    reason = LongTextField(rows=3, label="Why not")


class DiscloseForm(PlainForm):
    submit_label = "Record it"

    asked_by = forms.CharField(max_length=120, label="Who of the Council asked")
    asked_by_post = forms.CharField(max_length=120, label="Their post")
    asked_on = DayField(label="When they asked")
    how = forms.ChoiceField(choices=DisclosureMethod, widget=forms.RadioSelect, label="How it is shown")
    last_on = DayField(required=False, label="The last day on which they may open it")

    def __init__(self, *args: Any, keyworker: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_whom = f"{keyworker}, their keyworker, opens" if keyworker else "For a keyworker of the Council, who opens"
        cast(Any, self.fields["how"]).choice_hints = {
            DisclosureMethod.ACCESS: f"{to_whom} this version and nothing else, until a day you say",
            DisclosureMethod.SENT: "A paper of this version is made for you to send",
            DisclosureMethod.IN_PERSON: "A paper of this version is made for you to take along",
        }

    def layout_fields(self) -> list[Any]:
        return ["asked_by", "asked_by_post", "asked_on", Reveal("how", {DisclosureMethod.ACCESS.value: ["last_on"]})]
