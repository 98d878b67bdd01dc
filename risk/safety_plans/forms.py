"""The forms of a safety plan: its text, making it live, its review, who has a copy, and advance choice documents."""

from typing import Any

from django import forms

from core import clock
from design.fields import DayField, LastDayField, LongTextField
from design.forms import PlainForm, RevisedForm
from risk.safety_plans.enums import AdvanceChoiceKind, SafetySection

YES_OR_NO = [("yes", "Yes"), ("no", "No")]


class SafetyPlanForm(RevisedForm):
    """The text of every section. Nothing is asked as a number or a level."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SafetySection:
            self.fields[section.value] = LongTextField(
                rows=4, label=section.label, help_text=section.prompt, required=False
            )


class MakeLiveForm(PlainForm):
    submit_label = "Make this version live"

    made_with = forms.CharField(
        max_length=300,
        label="Who wrote it together?",
        help_text="The person first, then everybody else. For example: “Maya, her sister Rosa and Amara Osei”",
        error_messages={"required": "Enter who wrote it together"},
    )
    made_on = DayField(label="When did you write it together?")
    review_on = DayField(label="Review due", help_text="A date after today and within a year")


class ConfirmPlanForm(PlainForm):
    submit_label = "Record the review"

    note = LongTextField(
        rows=4,
        label="What did you review, and who with?",
        error_messages={"required": "Enter what you reviewed, and who with"},
    )
    review_on = DayField(label="Next review due", help_text="A date after today and within a year")


class DropPlanForm(PlainForm):
    submit_label = "Discard this draft"

    is_unwanted = forms.TypedChoiceField(
        choices=[("yes", "The person does not want a safety plan now"), ("no", "Something else")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Why are you discarding it?",
        error_messages={"required": "Choose why you are discarding it"},
    )
    reason = LongTextField(
        rows=3,
        label="What the person said, or what else the reason is",
        error_messages={"required": "Enter what the person said, or the reason"},
    )


class CopyForm(PlainForm):
    submit_label = "Record the copy"

    name = forms.CharField(
        max_length=160, label="Who has a copy?", help_text="For example: “Rosa Lindqvist, her sister”"
    )
    how = forms.CharField(max_length=160, label="How did they get it?", help_text="For example: “On paper, by hand”")
    agreed_how = forms.CharField(
        max_length=200,
        label="How did the person agree to it, and to whom?",
        help_text="The person decides who has a copy.",
    )
    given_on = DayField(label="When did they get it?")


class SafetySharingForm(PlainForm):
    is_given = forms.TypedChoiceField(
        choices=YES_OR_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="What did the person decide?",
        error_messages={"required": "Choose what the person decided"},
    )
    how = forms.CharField(
        max_length=160,
        label="How did the person say so, and to whom?",
        help_text="For example “By phone, to the lead worker”. They can change their mind at any time.",
    )


class AdvanceChoiceForm(PlainForm):
    kind = forms.ChoiceField(
        choices=AdvanceChoiceKind,
        widget=forms.RadioSelect,
        label="What kind of document is it?",
        error_messages={"required": "Choose what kind of document it is"},
    )
    dated_on = DayField(label="Date of the document")
    held_by = forms.CharField(max_length=160, label="Who holds it?", help_text="For example: “Her GP, Dr Ali”")
    where = forms.CharField(max_length=200, required=False, label="Where is it stored?")
    note = LongTextField(rows=3, max_length=2_000, required=False, label="What must staff know about it?")
    until_on = LastDayField(required=False, label="Last day", help_text="Only if it is no longer valid.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].max_day = clock.today()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        dated_on, until_on = data.get("dated_on"), data.get("until_on")
        if dated_on and until_on and until_on < dated_on and "until_on" not in self.errors:
            self.add_error("until_on", "The last day must not be before the date of the document")
        return data
